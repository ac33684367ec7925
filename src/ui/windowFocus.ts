import * as vscode from 'vscode';

/** Whether this window has the focus. */
export const windowFocus = {
	get focused(): boolean {
		return vscode.window.state.focused;
	},
	onDidChange: (listener: () => void): vscode.Disposable =>
		vscode.window.onDidChangeWindowState(() => listener()),
};
