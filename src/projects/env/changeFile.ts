import * as vscode from 'vscode';
import { showWarningMessage } from '../../ui/dialogs';
import { type EnvTarget, resolveTarget, targetText, targetUri } from './envTarget';
import { applyChanges, type EnvEntry, readEnv, type TextChange } from './envText';
import { editInPlace, MovedFileError } from './realFile';

/** Whether a file was changed on disk, changed in an editor with unsaved changes, or needed no change. */
export type FileOutcome = 'written' | 'unsaved' | 'unchanged';

/** Bytes. Larger files are not env or ignore files that a user wrote. */
const SIZE_LIMIT = 1024 * 1024;

/**
 * Changes or creates a text file. A file with unsaved changes is changed in its editor, so that the user can undo and save all changes
 * together. Otherwise the file is changed on disk and all other bytes are kept; an editor could normalize line breaks and trim lines.
 * VS Code reloads an open editor, where the change can be undone.
 *
 * @param target resolved again before writing. Nothing is written where it has moved.
 * @param changesOf returns the changes in order and without overlaps. For a file on disk, each character of `text` is one byte.
 * @throws Error where the file cannot be read or written, or has NUL bytes. The file is unchanged then.
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
	return target.disk
		? await changeOnDisk(target, target.disk.file, edit)
		: await changeOnFileSystem(uri, edit);
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

/** For a file system other than that of this machine. */
async function changeOnFileSystem(uri: vscode.Uri, edit: Edit): Promise<FileOutcome> {
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
 * Restores the file where writing fails. Does not replace it by a new file, which would lose its permissions and replace a link.
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

/** Whether this window can write files to a folder. Where it cannot, shows the reason and a way to change that. */
export async function checkWritable(): Promise<boolean> {
	if (!vscode.workspace.isTrusted) {
		await offerCommand(
			vscode.l10n.t('Credentials are not written to an untrusted workspace.'),
			vscode.l10n.t('Manage Workspace Trust'),
			'workbench.trust.manage',
		);
		return false;
	}
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (folders.length === 0) {
		await offerCommand(
			vscode.l10n.t('Open the folder of your program first: the env file goes there.'),
			vscode.l10n.t('Open Folder…'),
			'vscode.openFolder',
		);
		return false;
	}
	if (folders.every(({ uri }) => vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false)) {
		await showWarningMessage(
			vscode.l10n.t('The folders in this window are read-only, so no env file can be written.'),
		);
		return false;
	}
	return true;
}

async function offerCommand(reason: string, label: string, command: string): Promise<void> {
	if ((await showWarningMessage(reason, label)) === label) {
		await vscode.commands.executeCommand(command);
	}
}

/** How long to wait for VS Code to reload a file that changed on disk. */
const RELOAD_TIMEOUT_MS = 3000;

/** Opens the env file with the value of a key selected. */
export async function revealKey(file: vscode.Uri, key: string, value: string): Promise<void> {
	const document = await vscode.workspace.openTextDocument(file);
	const editor = await vscode.window.showTextDocument(document);
	const entry = await findEntry(document, key, value);
	if (entry) {
		const start = document.positionAt(entry.valueStart);
		editor.selection = new vscode.Selection(start, document.positionAt(entry.valueEnd));
		editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}
}

/** Waits for an editor that has not reloaded the file yet. */
async function findEntry(
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
			subscription.dispose();
			resolve(entry);
		};
		const timer = setTimeout(() => finish(undefined), RELOAD_TIMEOUT_MS);
		const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
			const entry = event.document === document ? find() : undefined;
			if (entry) {
				finish(entry);
			}
		});
	});
}
