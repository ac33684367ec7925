import * as vscode from 'vscode';
import { CHANNEL_MARKS, channelText, checkField } from '../agora/fields';
import { isUid, readOptionalUser } from '../agora/session';
import type { TokenProblem } from '../agora/token/findToken';

/** Why a text is no channel name (Media Pull REST API, Create, `channelName`); undefined for a valid one. */
export function channelProblem(typed: string): string | undefined {
	return textProblem(typed, 64);
}

/** Why a text is neither a uid nor an account; undefined for a valid one, and for an empty text, which means any user. */
export function userProblem(typed: string): string | undefined {
	const user = readOptionalUser(typed);
	if ('account' in user) {
		return textProblem(user.account, 255);
	}
	return isUid(user.uid) ? undefined : vscode.l10n.t('A uid is a whole number from 0 to 4294967295.');
}

/** Why a text cannot be read as a token, and what to do. */
export function tokenProblemText(problem: TokenProblem): string {
	switch (problem) {
		case 'empty':
			return vscode.l10n.t('A value is required.');
		case 'oldVersion':
			return vscode.l10n.t('This token is of an older version: only tokens that begin with 007 can be read.');
		case 'noToken':
			return vscode.l10n.t('This is not a token: tokens begin with 007.');
		case 'characters':
			return vscode.l10n.t(
				'It contains characters that tokens never have. Copy the whole token again, without line breaks.',
			);
		case 'damaged':
			return vscode.l10n.t('Part of the token is missing or altered. Copy the whole token again.');
	}
}

/** Checks a channel name or an account by the rules that Agora documents for both. */
function textProblem(text: string, maxBytes: number): string | undefined {
	const [issue] = checkField('text', channelText(maxBytes), text);
	switch (issue?.rule) {
		case undefined:
			return undefined;
		case 'required':
			return vscode.l10n.t('A value is required.');
		case 'tooLong':
			return vscode.l10n.t('At most {0} bytes in UTF-8.', maxBytes);
		default:
			return vscode.l10n.t('Only letters, digits, spaces and {0}', CHANNEL_MARKS);
	}
}
