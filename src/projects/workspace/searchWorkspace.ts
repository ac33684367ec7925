import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { type FoundProject, findProject, type SearchedFolder } from './findProject';

/** Bytes. No env or settings file that a person wrote is larger. */
const SIZE_LIMIT = 256 * 1024;

/**
 * Looks for the project in the folders of the window, over whatever file system they are on.
 * @param changed Called when a file that was looked at comes, changes or goes, until `watched` is disposed of.
 */
export async function searchWorkspace(
	projects: readonly Project[],
	changed: () => void,
): Promise<{ found: FoundProject | undefined; watched: Disposable }> {
	const watched = new DisposableStore();
	const searched = (base: vscode.Uri, prefix: string): SearchedFolder => ({
		prefix,
		read: async (path) => {
			// Watched first: a change while it is being read must not be missed.
			watched.add(watch(base, path, changed));
			return await readText(vscode.Uri.joinPath(base, path));
		},
	});
	const folders = vscode.workspace.workspaceFolders ?? [];
	const { workspaceFile } = vscode.workspace;
	const found = await findProject(
		projects,
		folders.map(({ uri, name }) => searched(uri, folders.length > 1 ? `${name}/` : '')),
		workspaceFile && workspaceFile.scheme !== 'untitled'
			? {
					folder: searched(vscode.Uri.joinPath(workspaceFile, '..'), ''),
					path: workspaceFile.path.slice(workspaceFile.path.lastIndexOf('/') + 1),
				}
			: undefined,
	);
	return { found, watched };
}

function watch(base: vscode.Uri, path: string, changed: () => void): Disposable {
	// Signs that mean something in a pattern match themselves as any one character.
	const pattern = new vscode.RelativePattern(base, path.replace(/[*?[\]{}!,]/g, '?'));
	const watcher = vscode.workspace.createFileSystemWatcher(pattern);
	const watching = new DisposableStore();
	watching.add(watcher);
	for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
		watching.add(event(changed));
	}
	return watching;
}

/** Undefined for a file that is not there, cannot be read, or is too large to be one that a person wrote. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
	try {
		const { type, size } = await vscode.workspace.fs.stat(uri);
		const isFile = (type & vscode.FileType.File) !== 0;
		return isFile && size <= SIZE_LIMIT
			? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))
			: undefined;
	} catch {
		return undefined;
	}
}
