import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { FoundProject, SearchedFolder } from './findProject';
import type { SearchableWorkspace } from './projectFinder';

/** Bytes. Larger files are not env or settings files that a user wrote. */
const SIZE_LIMIT = 256 * 1024;

/** The folders of this window, on any file system. Only the files that the newest search read are watched. */
export class WorkspaceFiles implements SearchableWorkspace, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	#watchers = new DisposableStore();

	readonly onDidChange = this.#changed.event;

	constructor() {
		const fire = () => this.#changed.fire();
		this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(fire));
		this.#subscriptions.add(vscode.workspace.onDidChangeWorkspaceFolders(fire));
	}

	get isTrusted(): boolean {
		return vscode.workspace.isTrusted;
	}

	async search(projects: readonly Project[]): Promise<FoundProject | undefined> {
		this.#watchers.dispose();
		const watchers = new DisposableStore();
		this.#watchers = watchers;
		const { findProject } = await import('./findProject');
		const searched = (base: vscode.Uri, prefix: string): SearchedFolder => ({
			prefix,
			read: async (path) => {
				// The watcher comes first, so that a change during the reading is not missed.
				watchers.add(watch(base, path, () => this.#changed.fire()));
				return await readText(vscode.Uri.joinPath(base, path));
			},
		});
		const folders = vscode.workspace.workspaceFolders ?? [];
		const { workspaceFile } = vscode.workspace;
		return await findProject(
			projects,
			folders.map(({ uri, name }) => searched(uri, folders.length > 1 ? `${name}/` : '')),
			workspaceFile && workspaceFile.scheme !== 'untitled'
				? {
						folder: searched(vscode.Uri.joinPath(workspaceFile, '..'), ''),
						path: workspaceFile.path.slice(workspaceFile.path.lastIndexOf('/') + 1),
					}
				: undefined,
		);
	}

	dispose(): void {
		this.#watchers.dispose();
		this.#subscriptions.dispose();
	}
}

function watch(base: vscode.Uri, path: string, onDidChange: () => void): Disposable {
	// In the pattern, `?` matches each of the characters that a glob gives a meaning.
	const pattern = new vscode.RelativePattern(base, path.replace(/[*?[\]{}!,]/g, '?'));
	const watcher = vscode.workspace.createFileSystemWatcher(pattern);
	const subscriptions = new DisposableStore();
	subscriptions.add(watcher);
	for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
		subscriptions.add(event(onDidChange));
	}
	return subscriptions;
}

/** Undefined for a file that does not exist, cannot be read or exceeds `SIZE_LIMIT`. */
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
