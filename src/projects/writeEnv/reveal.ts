import * as vscode from 'vscode';
import { type EnvEntry, readEnv } from '../env/envText';

/** How long VS Code may take to read a file again that changed on disk. */
const PATIENCE_MS = 3000;

/** Opens the env file with the value of a key selected. */
export async function revealKey(file: vscode.Uri, key: string, value: string): Promise<void> {
	const document = await vscode.workspace.openTextDocument(file);
	const editor = await vscode.window.showTextDocument(document);
	const entry = await entryIn(document, key, value);
	if (entry) {
		const start = document.positionAt(entry.valueStart);
		editor.selection = new vscode.Selection(start, document.positionAt(entry.valueEnd));
		editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}
}

/** Waits for an editor that still shows what was there before. */
async function entryIn(
	document: vscode.TextDocument,
	key: string,
	value: string,
): Promise<EnvEntry | undefined> {
	const find = () => readEnv(document.getText()).find((entry) => entry.key === key && entry.value === value);
	const found = find();
	if (found) {
		return found;
	}
	return await new Promise((resolve) => {
		const finish = (entry: EnvEntry | undefined) => {
			clearTimeout(timer);
			watching.dispose();
			resolve(entry);
		};
		const timer = setTimeout(() => finish(undefined), PATIENCE_MS);
		const watching = vscode.workspace.onDidChangeTextDocument((event) => {
			const entry = event.document === document ? find() : undefined;
			if (entry) {
				finish(entry);
			}
		});
	});
}
