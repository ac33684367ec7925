import * as vscode from 'vscode';

/**
 * Opens a new definition in an editor, not yet saved: in the workspace's folder, under a name that no file there has, so that
 * saving it asks nothing.
 */
export async function openDefinition(baseName: string, text: string): Promise<void> {
	const uri = await freeUri(baseName.replace(/[^\w-]+/g, '-') || 'player');
	const document = await vscode.workspace.openTextDocument(uri);
	const edit = new vscode.WorkspaceEdit();
	edit.insert(uri, new vscode.Position(0, 0), text);
	await vscode.workspace.applyEdit(edit);
	await vscode.languages.setTextDocumentLanguage(document, 'jsonc');
	await vscode.window.showTextDocument(document, { preview: false });
}

async function freeUri(baseName: string): Promise<vscode.Uri> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	for (let count = 1; ; count += 1) {
		const file = `${baseName}${count === 1 ? '' : `-${count}`}.agora-player.json`;
		const uri = folder
			? vscode.Uri.joinPath(folder, file).with({ scheme: 'untitled' })
			: vscode.Uri.from({ scheme: 'untitled', path: file });
		const isOpen = vscode.workspace.textDocuments.some((each) => each.uri.toString() === uri.toString());
		if (!isOpen && !(folder && (await exists(vscode.Uri.joinPath(folder, file))))) {
			return uri;
		}
	}
}

async function exists(uri: vscode.Uri): Promise<boolean> {
	return await vscode.workspace.fs.stat(uri).then(
		() => true,
		() => false,
	);
}
