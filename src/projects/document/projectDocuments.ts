import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../platform/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../platform/disposable';
import type { ProjectReader } from '../projectReader';
import type { ProjectStore } from '../projectStore';
import { tellsCertificates } from '../told';
import { projectJson } from './projectJson';
import { idsOf, PROJECT_SCHEME } from './projectUri';

interface ProjectDocumentParts {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly reader: ProjectReader;
	readonly clock: Clock;
	/** Signs in with the stored account, if that was not done yet. */
	readonly restore: () => Promise<void>;
}

/**
 * The read-only documents of “Show Project as JSON”. A file system rather than a text provider, so that a document that was
 * open is there again after a restart: it then reads its project like a view that comes into sight.
 */
export class ProjectDocuments implements vscode.FileSystemProvider, Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
	private readonly parts: ProjectDocumentParts;
	/** What the open documents show and since when, by address; undefined where there is nothing to show. */
	private readonly shown = new Map<string, { readonly text: string | undefined; readonly since: number }>();
	private readonly watched = new Map<string, vscode.Uri>();

	readonly onDidChangeFile = this.changed.event;

	constructor(parts: ProjectDocumentParts) {
		this.parts = parts;
		this.subscriptions.add(parts.store.onDidChange(() => this.compare()));
		this.subscriptions.add(
			vscode.workspace.registerFileSystemProvider(PROJECT_SCHEME, this, {
				isReadonly: new vscode.MarkdownString(
					vscode.l10n.t(
						'This is the project as Agora tells it. To change it, use its row in the Projects view.',
					),
				),
			}),
		);
	}

	watch(uri: vscode.Uri): vscode.Disposable {
		const key = uri.toString();
		this.watched.set(key, uri);
		return toDisposable(() => {
			this.watched.delete(key);
			this.shown.delete(key);
		});
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const size = (await this.readFile(uri)).byteLength;
		const mtime = this.shown.get(uri.toString())?.since ?? 0;
		return { type: vscode.FileType.File, ctime: 0, mtime, size, permissions: vscode.FilePermission.Readonly };
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		await this.parts.restore();
		await this.parts.reader.ready();
		const text = this.textOf(uri);
		this.remember(uri, text);
		if (text === undefined) {
			throw vscode.FileSystemError.FileNotFound(
				vscode.l10n.t('The account this window is signed in to has no such project.'),
			);
		}
		return Buffer.from(text);
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	writeFile(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	delete(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	rename(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	/** Tells VS Code which of the open documents are out of date. While an account's projects are being read none is. */
	private compare(): void {
		if (this.parts.sessions.current && this.parts.store.known.value === undefined) {
			return;
		}
		const events = [...this.watched.values()].flatMap((uri) => {
			const text = this.textOf(uri);
			const type = text === undefined ? vscode.FileChangeType.Deleted : vscode.FileChangeType.Changed;
			return this.remember(uri, text) ? [{ type, uri }] : [];
		});
		if (events.length > 0) {
			this.changed.fire(events);
		}
	}

	/** Whether it is anything new. Times grow with every change, since VS Code reads again only what is younger. */
	private remember(uri: vscode.Uri, text: string | undefined): boolean {
		const key = uri.toString();
		const before = this.shown.get(key);
		if (before && before.text === text) {
			return false;
		}
		this.shown.set(key, { text, since: Math.max(this.parts.clock.now(), (before?.since ?? 0) + 1) });
		return true;
	}

	private textOf(uri: vscode.Uri): string | undefined {
		const session = this.parts.sessions.current;
		const project = session && this.projectOf(session, uri);
		return project && projectJson(project, tellsCertificates(session));
	}

	private projectOf({ accountId }: AgoraSession, uri: vscode.Uri): Project | undefined {
		const ids = idsOf(uri);
		return ids.accountId === accountId
			? this.parts.store.projects.find(({ id }) => id === ids.projectId)
			: undefined;
	}
}
