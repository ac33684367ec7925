import * as vscode from 'vscode';

/** Refuses, with the reason, to act on behalf of a workspace that the user does not trust. */
export function requireTrust(): void {
	if (!vscode.workspace.isTrusted) {
		throw new Error(
			vscode.l10n.t(
				'This workspace is not trusted, so nothing is created, asked for or sent on behalf of its files. Trust it first.',
			),
		);
	}
}
