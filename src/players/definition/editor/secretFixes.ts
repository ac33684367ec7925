import * as vscode from 'vscode';

/** Offers to take a secret out of a definition file where it is marked. */
export class SecretFixes implements vscode.CodeActionProvider {
	provideCodeActions(
		document: vscode.TextDocument,
		_range: vscode.Range,
		{ diagnostics }: vscode.CodeActionContext,
	): vscode.CodeAction[] {
		const marked = diagnostics.filter(({ source, code }) => source === 'Agora' && code === 'plainSecret');
		if (marked.length === 0) {
			return [];
		}
		const title = vscode.l10n.t('Move the secrets of this file to the secret storage');
		const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
		action.diagnostics = marked;
		action.isPreferred = true;
		// The command reads the secret from the file itself: arguments of commands must not hold any.
		action.command = { title, command: 'agora.player.hideSecrets', arguments: [document.uri] };
		return [action];
	}
}
