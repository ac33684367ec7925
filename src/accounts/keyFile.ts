import * as vscode from 'vscode';
import type { Credentials } from '../agora/credentials';
import { showWarningMessage } from '../ui/dialogs';
import { type KeyFileProblem, pairOf } from './keyFileText';

/** Bytes. The file has two lines; larger files are not read. */
const SIZE_LIMIT = 16_384;

interface KeyFile {
	readonly name: string;
	/** Resolves to undefined where the size exceeds `SIZE_LIMIT`. */
	readonly bytes: () => Promise<Uint8Array | undefined>;
}

/** Reads the credentials from a file that the user chooses; undefined after a message where it has none. */
export async function pairFromDialog(): Promise<Credentials | undefined> {
	const [file] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Import from key_and_secret.txt'),
			openLabel: vscode.l10n.t('Import'),
			filters: { [vscode.l10n.t('Text, CSV or JSON')]: ['txt', 'csv', 'json'], '*': ['*'] },
		})) ?? [];
	return file && (await pairFromFile(fileAt(file)));
}

/** Reads the credentials from a file; undefined after a message where it has none. The content is neither shown nor logged. */
export async function pairFromFile({ name, bytes }: KeyFile): Promise<Credentials | undefined> {
	const pair = await bytes().then(
		(read) => (read && read.length <= SIZE_LIMIT ? pairOf(decoded(read)) : 'tooLarge'),
		() => 'unreadable' as const,
	);
	if (typeof pair === 'object') {
		return pair;
	}
	void showWarningMessage(vscode.l10n.t('Nothing was imported from {0}: {1}', name, problemText(pair)));
	return undefined;
}

function fileAt(uri: vscode.Uri): KeyFile {
	return {
		name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
		bytes: async () => {
			const { size } = await vscode.workspace.fs.stat(uri);
			return size > SIZE_LIMIT ? undefined : await vscode.workspace.fs.readFile(uri);
		},
	};
}

function decoded(bytes: Uint8Array): string {
	return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** The encoding “Unicode” of Windows Notepad is UTF-16. */
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
			return vscode.l10n.t('it does not contain exactly one Customer ID and one Customer Secret.');
	}
}

const URIS = 'text/uri-list';

/** The dropped files: by address from this window or machine, by content from outside a browser. */
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

/** The dropped file; undefined after a message where there are several. */
export async function droppedFile(data: vscode.DataTransfer): Promise<KeyFile | undefined> {
	const files = await droppedFiles(data);
	if (files.length > 1) {
		void showWarningMessage(vscode.l10n.t('Drop one file only: the key_and_secret.txt of one account.'));
		return undefined;
	}
	return files[0];
}
