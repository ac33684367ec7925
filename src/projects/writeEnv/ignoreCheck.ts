import * as vscode from 'vscode';
import { mayBeTracked } from '../env/gitIndex';
import { type IgnoreFile, ignoreLine, isCertainlyIgnored } from '../env/gitignore';
import { type EnvTarget, isLinkAt, resolveTarget, targetUri } from './envTarget';

/** The part of VS Code's Git extension that is used here. */
interface GitExtension {
	readonly enabled: boolean;
	getAPI(version: 1): {
		getRepository(uri: vscode.Uri): {
			/** Newer than the oldest supported VS Code. Does not name what is tracked. */
			checkIgnore?(paths: string[]): Promise<Set<string>>;
		} | null;
	};
}

/** No folder lies deeper. */
const DEPTH_LIMIT = 50;

/**
 * Whether Git certainly ignores a file, where it really is: by asking Git through VS Code's own extension where that knows the
 * repository, else by the `.gitignore` files and the index. In no repository, by those of the workspace folder, for the day it
 * becomes one.
 */
export async function isIgnored(target: EnvTarget): Promise<boolean> {
	const { folder, path } = realPlace(target);
	return (
		(await askGit(vscode.Uri.joinPath(folder, path))) ??
		(await askGit(targetUri(target))) ??
		(await readRules(folder, path))
	);
}

/** The folder without symbolic links above it, since Git looks for its repository there. */
function realPlace({ folder, path, disk }: EnvTarget): { folder: vscode.Uri; path: string } {
	return { folder: disk ? vscode.Uri.file(disk.folder) : folder, path };
}

async function askGit(file: vscode.Uri): Promise<boolean | undefined> {
	try {
		const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
		const git = await extension?.activate();
		const repository = git?.enabled ? git.getAPI(1).getRepository(file) : undefined;
		const ignored = await repository?.checkIgnore?.([file.fsPath]);
		return ignored && ignored.size > 0;
	} catch {
		return undefined;
	}
}

/**
 * The `.gitignore` that a line for a file belongs into: in the folder, or in a repository inside of it that the file belongs to.
 * Undefined where it is a symbolic link: Git does not follow it, and it may lead anywhere.
 */
export async function ignoreFileFor(
	target: EnvTarget,
): Promise<{ readonly file: EnvTarget; readonly line: string } | undefined> {
	const { folder, path } = realPlace(target);
	const repository = await findRepository(vscode.Uri.joinPath(folder, path, '..'));
	const root = repository && repository.path.length > folder.path.length ? pathFrom(folder, repository) : '';
	const chosen = root === '' ? '.gitignore' : `${root}/.gitignore`;
	if (await isLinkAt(vscode.Uri.joinPath(folder, chosen))) {
		return undefined;
	}
	const file = await resolveTarget(target.folder, chosen);
	return { file, line: ignoreLine(root === '' ? path : path.slice(root.length + 1)) };
}

/** The path of a file from a folder it lies in, however deep, with `/`. */
function pathFrom(folder: vscode.Uri, file: vscode.Uri): string {
	return file.path.slice(folder.path.replace(/\/$/, '').length + 1);
}

async function readRules(folder: vscode.Uri, path: string): Promise<boolean> {
	const file = vscode.Uri.joinPath(folder, path);
	const repository = await findRepository(vscode.Uri.joinPath(file, '..'));
	const root = repository ?? folder;
	const fromRoot = pathFrom(root, file);
	const ignored = isCertainlyIgnored(fromRoot, await ignoreFiles(root, fromRoot));
	return ignored && !(repository && (await mayBeTrackedIn(repository, fromRoot)));
}

/** The closest folder with a `.git`. */
async function findRepository(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
	let at = folder;
	for (let depth = 0; depth < DEPTH_LIMIT; depth += 1) {
		if ((await typeOf(vscode.Uri.joinPath(at, '.git'))) !== undefined) {
			return at;
		}
		const above = vscode.Uri.joinPath(at, '..');
		if (above.path === at.path) {
			return undefined;
		}
		at = above;
	}
	return undefined;
}

async function ignoreFiles(root: vscode.Uri, path: string): Promise<IgnoreFile[]> {
	const parts = path.split('/').slice(0, -1);
	const folders = ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
	return await Promise.all(
		folders.map(async (folder) => {
			const file = vscode.Uri.joinPath(root, folder, '.gitignore');
			// Git does not follow a symbolic link here.
			const bytes = (await isLinkAt(file)) ? undefined : await read(file);
			return { folder, text: new TextDecoder().decode(bytes) };
		}),
	);
}

/** A `.git` that is a file leads to an index elsewhere. */
async function mayBeTrackedIn(repository: vscode.Uri, path: string): Promise<boolean> {
	const git = vscode.Uri.joinPath(repository, '.git');
	if ((await typeOf(git)) === vscode.FileType.Directory) {
		const index = await read(vscode.Uri.joinPath(git, 'index'));
		return index !== undefined && mayBeTracked(index, path);
	}
	return (await typeOf(vscode.Uri.joinPath(repository, path))) !== undefined;
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
	try {
		return (await vscode.workspace.fs.stat(uri)).type;
	} catch {
		return undefined;
	}
}

async function read(uri: vscode.Uri): Promise<Uint8Array | undefined> {
	try {
		return await vscode.workspace.fs.readFile(uri);
	} catch {
		return undefined;
	}
}
