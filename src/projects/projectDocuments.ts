import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { type AgoraSession, canReadCertificates, type SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore, toDisposable } from '../common/disposable';
import { projectJson } from './projectFacts';
import type { ProjectStore } from './store/projectStore';

interface ProjectDocumentsDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly clock: Clock;
	/** Signs in with the stored account and reads its projects, unless that is done. */
	readonly ensureProjects: () => Promise<void>;
}

const SCHEME = 'agora-project';

/**
 * The read-only documents of “Show Project as JSON”. They are a file system, not a text document provider, so that VS Code restores
 * an open document after a restart; the document then reads its project.
 */
export class ProjectDocuments implements vscode.FileSystemProvider, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
	readonly #deps: ProjectDocumentsDeps;
	/** The text of each open document and when it changed, by address. The text is undefined where there is no such project. */
	readonly #shown = new Map<string, { readonly text: string | undefined; readonly mtime: number }>();
	readonly #watched = new Map<string, vscode.Uri>();

	readonly onDidChangeFile = this.#changed.event;
	readonly createDirectory = refuse;
	readonly writeFile = refuse;
	readonly delete = refuse;
	readonly rename = refuse;

	constructor(deps: ProjectDocumentsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(deps.store.onDidChange(() => this.#fireChanges()));
		const isReadonly = new vscode.MarkdownString(
			vscode.l10n.t(
				'This is the project as Agora reports it. To change it, use its row in the Projects view.',
			),
		);
		this.#subscriptions.add(vscode.workspace.registerFileSystemProvider(SCHEME, this, { isReadonly }));
	}

	watch(uri: vscode.Uri): Disposable {
		const key = uri.toString();
		this.#watched.set(key, uri);
		return toDisposable(() => {
			this.#watched.delete(key);
			this.#shown.delete(key);
		});
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const size = (await this.readFile(uri)).byteLength;
		const mtime = this.#shown.get(uri.toString())?.mtime ?? 0;
		return { type: vscode.FileType.File, ctime: 0, mtime, size, permissions: vscode.FilePermission.Readonly };
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		await this.#deps.ensureProjects();
		const text = this.#textOf(uri);
		this.#setShown(uri, text);
		if (text === undefined) {
			throw vscode.FileSystemError.FileNotFound(
				vscode.l10n.t('The account this window is signed in to has no such project.'),
			);
		}
		return Buffer.from(text);
	}

	readDirectory(): [] {
		return [];
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	/** Reports the open documents that changed. While the projects of an account are being read, none has. */
	#fireChanges(): void {
		if (this.#deps.sessions.current && this.#deps.store.loadable.value === undefined) {
			return;
		}
		const events = [...this.#watched.values()].flatMap((uri) => {
			const text = this.#textOf(uri);
			const type = text === undefined ? vscode.FileChangeType.Deleted : vscode.FileChangeType.Changed;
			return this.#setShown(uri, text) ? [{ type, uri }] : [];
		});
		if (events.length > 0) {
			this.#changed.fire(events);
		}
	}

	/** Returns whether the text differs. The time always grows, since VS Code reads a document again only when it is newer. */
	#setShown(uri: vscode.Uri, text: string | undefined): boolean {
		const key = uri.toString();
		const before = this.#shown.get(key);
		if (before && before.text === text) {
			return false;
		}
		this.#shown.set(key, { text, mtime: Math.max(this.#deps.clock.now(), (before?.mtime ?? 0) + 1) });
		return true;
	}

	#textOf(uri: vscode.Uri): string | undefined {
		const session = this.#deps.sessions.current;
		const query = new URLSearchParams(uri.query);
		if (!session || query.get('account') !== session.accountId) {
			return undefined;
		}
		const project = this.#deps.store.projects.find(({ id }) => id === query.get('project'));
		return project && projectJson(project, canReadCertificates(session));
	}
}

function refuse(): never {
	throw vscode.FileSystemError.NoPermissions();
}

/** The address of a project's document. Its path is the title of the tab; the ids of account and project identify it. */
export function projectUri({ accountId }: AgoraSession, { id, name }: Project): vscode.Uri {
	return vscode.Uri.from({
		scheme: SCHEME,
		path: `/${name.replaceAll(/[\\/]/g, '-')}.json`,
		query: new URLSearchParams({ account: accountId, project: id }).toString(),
	});
}
