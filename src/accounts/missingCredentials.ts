import * as vscode from 'vscode';
import { runCommand } from '../ui/commands';

/** Tells that an account is known, but its credentials are gone, and offers to enter them again. */
export async function tellMissingCredentials(accountLabel: string): Promise<void> {
	const signIn = vscode.l10n.t('Sign In');
	const chosen = await vscode.window.showWarningMessage(
		vscode.l10n.t(
			'The credentials of {0} are no longer in the secret storage of this machine. Sign in again.',
			accountLabel,
		),
		signIn,
	);
	if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	}
}
