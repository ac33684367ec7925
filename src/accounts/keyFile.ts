import * as vscode from 'vscode';
import type { Credentials } from '../agora/credentials';
import { showWarningMessage } from '../ui/dialogs';
import { type KeyFileProblem, pairOf } from './keyFileText';

export type KeyFilePair = Credentials;

/** Bytes. The file holds two lines; anything larger is something else, and is not read. */
const AT_MOST = 16_384;

export interface KeyFile {
	readonly name: string;
	/** Undefined where there are more than `AT_MOST`. */
	readonly bytes: () => Promise<Uint8Array | undefined>;
}

/** Lets the user choose the file, and gives its pair; undefined after telling why it has none. */
export async function pairFromDialog(): Promise<KeyFilePair | undefined> {
	const [file] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Import from key_and_secret.txt'),
			openLabel: vscode.l10n.t('Import'),
			filters: { [vscode.l10n.t('Text, CSV or JSON')]: ['txt', 'csv', 'json'], '*': ['*'] },
		})) ?? [];
	return file && (await pairFromFile(fileAt(file)));
}

/** Gives the pair in a file; undefined after telling why it has none. Nothing of what is in it is told or logged. */
export async function pairFromFile({ name, bytes }: KeyFile): Promise<KeyFilePair | undefined> {
	const pair = await bytes().then(
		(read) => (read && read.length <= AT_MOST ? pairOf(decoded(read)) : 'tooLarge'),
		() => 'unreadable' as const,
	);
	if (typeof pair === 'object') {
		return pair;
	}
	void showWarningMessage(vscode.l10n.t('Nothing was imported from {0}: {1}', name, problemText(pair)));
	return undefined;
}

export function fileAt(uri: vscode.Uri): KeyFile {
	return {
		name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
		bytes: async () => {
			const { size } = await vscode.workspace.fs.stat(uri);
			return size > AT_MOST ? undefined : await vscode.workspace.fs.readFile(uri);
		},
	};
}

function decoded(bytes: Uint8Array): string {
	return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Windows’ Notepad once wrote UTF-16 where it says “Unicode”. */
function encodingOf([first, second]: Uint8Array): string {
	return first === 0xff && second === 0xfe
		? 'utf-16le'
		: first === 0xfe && second === 0xff
			? 'utf-16be'
			: 'utf-8';
}

function problemText(problem: KeyFileProblem | 'tooLarge' | 'unreadable'): string {
	switch (problem) {
		case 'tooLarge':
			return vscode.l10n.t('it is too large for a file with one Customer ID and one Customer Secret.');
		case 'unreadable':
			return vscode.l10n.t('it could not be read.');
		case 'empty':
			return vscode.l10n.t('it is empty.');
		case 'noId':
			return vscode.l10n.t('it has a Customer Secret, but no Customer ID.');
		case 'noSecret':
			return vscode.l10n.t('it has a Customer ID, but no Customer Secret.');
		case 'several':
			return vscode.l10n.t('it has more than one Customer ID or Customer Secret.');
		case 'unclear':
			return vscode.l10n.t('it does not hold exactly one Customer ID and one Customer Secret.');
	}
}

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
