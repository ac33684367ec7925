import { join } from 'node:path';
import * as vscode from 'vscode';
import { isLink, pathInside, realTarget } from './realFile';

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
				'{0} is a symbolic link, or lies behind one, that leads out of the folder, to {1}. Nothing was written. Choose another file, or replace the link.',
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
		throw new Error(vscode.l10n.t('It could not be found out where {0} leads. Nothing was written.', chosen));
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
					'{0} is a symbolic link, and where it leads cannot be found out on this file system. Nothing was written.',
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
