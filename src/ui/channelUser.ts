import * as vscode from 'vscode';
import { isDigitsAccount } from '../agora/channelUser';

/** Says how a user is read where that may surprise; undefined otherwise. */
export function userHint(typed: string): string | undefined {
	return isDigitsAccount(typed)
		? vscode.l10n.t('“{0}” is an account: a uid does not begin with 0.', typed.trim())
		: undefined;
}
