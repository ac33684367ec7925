import * as vscode from 'vscode';
import { showWarningMessage } from '../../ui/dialogs';

/** Tells why nothing can be written in this window, with the way out; false where there is nothing to tell. */
export async function refusesToWrite(): Promise<boolean> {
	if (!vscode.workspace.isTrusted) {
		await refuse(
			vscode.l10n.t('Credentials are not written to an untrusted workspace.'),
			vscode.l10n.t('Manage Workspace Trust'),
			'workbench.trust.manage',
		);
		return true;
	}
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (folders.length === 0) {
		await refuse(
			vscode.l10n.t('Open the folder of your program first: the env file goes there.'),
			vscode.l10n.t('Open Folder…'),
			'vscode.openFolder',
		);
		return true;
	}
	if (folders.every(({ uri }) => vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false)) {
		await showWarningMessage(
			vscode.l10n.t('The folders in this window are read-only, so no env file can be written.'),
		);
		return true;
	}
	return false;
}

async function refuse(reason: string, wayOut: string, command: string): Promise<void> {
	if ((await showWarningMessage(reason, wayOut)) === wayOut) {
		await vscode.commands.executeCommand(command);
	}
}
