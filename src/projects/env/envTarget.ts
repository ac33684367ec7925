import { join } from 'node:path';
import * as vscode from 'vscode';
import { applyChanges, type TextChange } from './envText';
import { editInPlace, isLink, MovedFileError, pathInside, realTarget } from './realFile';

/** A file of a workspace folder, with its location after symbolic links. */
export interface EnvTarget {
	/** The workspace folder. */
	readonly folder: vscode.Uri;
	/** The path that the user chose, relative to the folder, with `/`. */
	readonly chosen: string;
	/** The path without symbolic links, relative to the folder, with `/`. */
	readonly path: string;
	/** The paths on disk without symbolic links; undefined for another file system. */
	readonly disk: { readonly folder: string; readonly file: string } | undefined;
}

export function targetUri({ folder, path }: EnvTarget): vscode.Uri {
	return vscode.Uri.joinPath(folder, path);
}

/** The label of the file, with the target of a link: `.env → config/app.env`. */
export function targetText({ chosen, path }: EnvTarget): string {
	return chosen === path ? chosen : `${chosen} → ${path}`;
}

/**
 * Follows the symbolic links in the path of a file.
 *
 * @throws Error where they lead out of the folder or into `.git`, or cannot be followed.
 */
export async function resolveTarget(folder: vscode.Uri, chosen: string): Promise<EnvTarget> {
	if (folder.scheme !== 'file') {
		await refuseLinks(folder, chosen);
		return { folder, chosen, path: chosen, disk: undefined };
	}
	const disk = await resolveOnDisk(folder, chosen);
	const path = pathInside(disk.folder, disk.file);
	if (path === undefined) {
		throw new Error(
			vscode.l10n.t(
				'{0} is, or is behind, a symbolic link that points outside the folder, to {1}. Nothing was written. Choose another file, or replace the link.',
				chosen,
				disk.file,
			),
		);
	}
	return { folder, chosen, path, disk };
}

async function resolveOnDisk(folder: vscode.Uri, chosen: string): Promise<NonNullable<EnvTarget['disk']>> {
	try {
		const root = await realTarget(folder.fsPath);
		return { folder: root, file: await realTarget(join(root, ...chosen.split('/'))) };
	} catch {
		throw new Error(vscode.l10n.t('The target of {0} could not be determined. Nothing was written.', chosen));
	}
}

/** Other file systems report symbolic links without their targets. */
async function refuseLinks(folder: vscode.Uri, path: string): Promise<void> {
	const parts = path.split('/');
	for (const [index] of parts.entries()) {
		const part = parts.slice(0, index + 1).join('/');
		if (await isLinkAt(vscode.Uri.joinPath(folder, part))) {
			throw new Error(
				vscode.l10n.t(
					'{0} is a symbolic link whose target cannot be determined on this file system. Nothing was written.',
					part,
				),
			);
		}
	}
}

/** Whether there is a symbolic link, even a broken one. */
export async function isLinkAt(uri: vscode.Uri): Promise<boolean> {
	if (uri.scheme === 'file') {
		return await isLink(uri.fsPath);
	}
	try {
		const { type } = await vscode.workspace.fs.stat(uri);
		return (type & vscode.FileType.SymbolicLink) !== 0;
	} catch {
		return false;
	}
}

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
