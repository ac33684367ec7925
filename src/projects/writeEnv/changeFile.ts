import * as vscode from 'vscode';
import { editInPlace, MovedFileError } from '../env/realFile';
import { applyChanges, type TextChange } from '../env/textChange';
import { type EnvTarget, resolveTarget, targetText, targetUri } from './envTarget';

/** What became of a file: changed on disk, changed in the editor that holds unsaved changes, or right already. */
export type FileOutcome = 'written' | 'unsaved' | 'unchanged';

/** Bytes. No env or ignore file that a person wrote is larger. */
const SIZE_LIMIT = 1024 * 1024;

/**
 * Changes a text file, or makes it. Where an editor holds unsaved changes of it the change goes there, to be undone
 * and saved with them. Otherwise it goes to disk, and no byte outside the changes becomes another one: an editor would
 * make its line breaks alike and trim it on saving. VS Code takes it over into an open editor, where it can be undone.
 *
 * @param target Resolved again before anything is written: where it leads elsewhere by now, nothing is.
 * @param changesOf Gives the changes in order, none overlapping another. For a file on disk each character of `text`
 * is one byte.
 * @throws Error where the file cannot be read or written, or is no text of single bytes. It is then as it was.
 */
export async function changeFile(
	target: EnvTarget,
	changesOf: (text: string) => readonly TextChange[],
): Promise<FileOutcome> {
	const now = await resolveTarget(target.folder, target.chosen);
	if (now.path !== target.path || now.disk?.file !== target.disk?.file) {
		throw movedError(target);
	}
	const uri = targetUri(target);
	const uris = [uri, vscode.Uri.joinPath(target.folder, target.chosen)].map(String);
	const unsaved = vscode.workspace.textDocuments.find(
		(document) => document.isDirty && uris.includes(document.uri.toString()),
	);
	if (unsaved) {
		return await changeDocument(unsaved, changesOf(unsaved.getText()));
	}
	const edit = (bytes: Uint8Array | undefined) => editedBytes(bytes, changesOf);
	return target.disk ? await changeOnDisk(target, target.disk.file, edit) : await changeElsewhere(uri, edit);
}

function movedError(target: EnvTarget): Error {
	return new Error(
		vscode.l10n.t('{0} was replaced or moved meanwhile. Nothing was written. Try again.', targetText(target)),
	);
}

type Edit = (bytes: Uint8Array | undefined) => Uint8Array | undefined;

function editedBytes(
	bytes: Uint8Array | undefined,
	changesOf: (text: string) => readonly TextChange[],
): Uint8Array | undefined {
	const text = Buffer.from(bytes ?? []).toString('latin1');
	if (text.includes('\0')) {
		throw new Error(vscode.l10n.t('The file is not in UTF-8. Save it with this encoding first.'));
	}
	const changes = changesOf(text);
	return changes.length === 0 ? undefined : Buffer.from(applyChanges(text, changes), 'latin1');
}

async function changeOnDisk(target: EnvTarget, path: string, edit: Edit): Promise<FileOutcome> {
	try {
		const outcome = await editInPlace(path, edit, SIZE_LIMIT);
		if (outcome === 'tooLarge') {
			throw new Error(vscode.l10n.t('The file is too large.'));
		}
		return outcome;
	} catch (error) {
		if (error instanceof MovedFileError) {
			throw movedError(target);
		}
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		throw typeof code === 'string'
			? new Error(vscode.l10n.t('The file cannot be read or written ({0}).', code))
			: error;
	}
}

/** On another file system than the machine's own. */
async function changeElsewhere(uri: vscode.Uri, edit: Edit): Promise<FileOutcome> {
	const before = await readBytes(uri);
	const after = edit(before);
	if (after === undefined) {
		return 'unchanged';
	}
	await writeBytes(uri, after, before);
	return 'written';
}

async function changeDocument(
	document: vscode.TextDocument,
	changes: readonly TextChange[],
): Promise<FileOutcome> {
	if (changes.length === 0) {
		return 'unchanged';
	}
	const edit = new vscode.WorkspaceEdit();
	for (const { start, end, text } of changes) {
		const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
		edit.replace(document.uri, range, text);
	}
	if (!(await vscode.workspace.applyEdit(edit))) {
		throw new Error(vscode.l10n.t('The editor did not accept the change.'));
	}
	return 'unsaved';
}

/** Undefined where there is no such file. */
async function readBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
	try {
		const { size } = await vscode.workspace.fs.stat(uri);
		if (size > SIZE_LIMIT) {
			throw new Error(vscode.l10n.t('The file is too large.'));
		}
		return await vscode.workspace.fs.readFile(uri);
	} catch (error) {
		if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
			return undefined;
		}
		throw error;
	}
}

/**
 * Writes all of it or leaves what was there. Not by renaming a new file onto the old one: that would lose who may
 * read it, and a link would become a file.
 */
async function writeBytes(uri: vscode.Uri, bytes: Uint8Array, before: Uint8Array | undefined): Promise<void> {
	try {
		await vscode.workspace.fs.writeFile(uri, bytes);
	} catch (error) {
		const after = await readBytes(uri).catch(() => undefined);
		if (before && after && Buffer.compare(before, after) !== 0) {
			await vscode.workspace.fs.writeFile(uri, before);
		}
		throw error;
	}
}
