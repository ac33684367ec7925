import * as vscode from 'vscode';

/** What becomes of an account that is signed out or removed, for the question before it. */
export function removalConsequence(): string {
	return vscode.l10n.t(
		'The Customer ID, the Customer Secret and the secrets of definition files are removed from the secret storage of this machine, and every window that uses the account is signed out. Projects and cloud players are not affected.',
	);
}
