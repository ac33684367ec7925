import * as vscode from 'vscode';
import { showWarningMessage } from '../../ui/dialogs';
import { fileAt, type KeyFile } from './read';

const URIS = 'text/uri-list';

/** The files of a drop: those of this window or machine by their addresses, those from outside a browser by content. */
async function droppedFiles(data: vscode.DataTransfer): Promise<KeyFile[]> {
	const list = (await data.get(URIS)?.asString()) ?? '';
	const uris = list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
	if (uris.length > 0) {
		return uris.map((uri) => fileAt(vscode.Uri.parse(uri, true)));
	}
	return [...data]
		.map(([, item]) => item.asFile())
		.filter((file) => file !== undefined)
		.map((file) => ({ name: file.name, bytes: () => Promise.resolve(file.data()) }));
}

/** The one file of a drop; undefined after telling that there are several. */
export async function droppedFile(data: vscode.DataTransfer): Promise<KeyFile | undefined> {
	const files = await droppedFiles(data);
	if (files.length > 1) {
		void showWarningMessage(vscode.l10n.t('Drop one file only: the key_and_secret.txt of one account.'));
		return undefined;
	}
	return files[0];
}
