import * as vscode from 'vscode';
import { showInputBox } from '../../ui/dialogs';
import { type ExplainParts, explainToken } from '../token/explainToken';
import { type TokenProblem, tokenIn, tokenProblem } from '../token/tokenProblem';

/** What this command works with; nobody has to be signed in. */
export interface InspectParts extends ExplainParts {
	/** Signs in with the stored account and reads its projects, where there is one and that was not done yet. */
	readonly prepare: () => Promise<void>;
}

/** Explains the selected or pasted token. The token itself is never shown, stored or sent anywhere. */
export async function inspectToken(parts: InspectParts): Promise<void> {
	const token = await selectedOrAsked(vscode.l10n.t('Inspect Token'));
	if (token !== undefined) {
		await parts.prepare();
		await explainToken(parts, token);
	}
}

async function selectedOrAsked(title: string): Promise<string | undefined> {
	const editor = vscode.window.activeTextEditor;
	const selected = tokenIn(editor?.document.getText(editor.selection) ?? '');
	const problem = tokenProblem(selected);
	if (problem === undefined) {
		return selected;
	}
	const typed = await showInputBox({
		title,
		password: true,
		ignoreFocusOut: true,
		placeHolder: '007…',
		prompt:
			problem === 'empty' || problem === 'noToken'
				? vscode.l10n.t('Paste an RTC token. It is read on this machine only and is not stored.')
				: vscode.l10n.t(
						'The selection cannot be read as a token: {0} Paste an RTC token.',
						problemText(problem),
					),
		validateInput: (value) => {
			const wrong = tokenProblem(tokenIn(value));
			return wrong === undefined || value === '' ? undefined : problemText(wrong);
		},
	});
	const token = tokenIn(typed ?? '');
	return token === '' ? undefined : token;
}

function problemText(problem: TokenProblem): string {
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
