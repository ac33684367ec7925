import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import { projectJson } from './projectJson';
import type { ProjectReader } from './store/projectReader';
import type { ProjectStore } from './store/projectStore';
import { canReadCertificates } from './tree/projectNodes';

export interface ProjectDocumentsDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly reader: ProjectReader;
	readonly clock: Clock;
	/** Signs in with the stored account, if that was not done yet. */
	readonly ensureSignedIn: () => Promise<void>;
}

/** What the read-only documents of “Show Project as JSON” hold, and when that changes. */
export class ProjectDocuments implements Disposable {
	readonly #parts: ProjectDocumentsDeps;
	readonly #fire: (events: vscode.FileChangeEvent[]) => void;
	readonly #subscription: Disposable;
	/** What the open documents show and since when, by address; undefined where there is nothing to show. */
	readonly #shown = new Map<string, { readonly text: string | undefined; readonly since: number }>();
	readonly #watched = new Map<string, vscode.Uri>();

	constructor(parts: ProjectDocumentsDeps, fire: (events: vscode.FileChangeEvent[]) => void) {
		this.#parts = parts;
		this.#fire = fire;
		this.#subscription = parts.store.onDidChange(() => this.#compare());
	}

	watch(uri: vscode.Uri): void {
		this.#watched.set(uri.toString(), uri);
	}

	unwatch(uri: vscode.Uri): void {
		this.#watched.delete(uri.toString());
		this.#shown.delete(uri.toString());
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const size = (await this.readFile(uri)).byteLength;
		const mtime = this.#shown.get(uri.toString())?.since ?? 0;
		return { type: vscode.FileType.File, ctime: 0, mtime, size, permissions: vscode.FilePermission.Readonly };
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		await this.#parts.ensureSignedIn();
		await this.#parts.reader.ensureLoaded();
		const text = this.#textOf(uri);
		this.#remember(uri, text);
		if (text === undefined) {
			throw vscode.FileSystemError.FileNotFound(
				vscode.l10n.t('The account this window is signed in to has no such project.'),
			);
		}
		return Buffer.from(text);
	}

	dispose(): void {
		this.#subscription.dispose();
	}

	/** Tells VS Code which of the open documents are out of date. While an account's projects are being read none is. */
	#compare(): void {
		if (this.#parts.sessions.current && this.#parts.store.loadable.value === undefined) {
			return;
		}
		const events = [...this.#watched.values()].flatMap((uri) => {
			const text = this.#textOf(uri);
			const type = text === undefined ? vscode.FileChangeType.Deleted : vscode.FileChangeType.Changed;
			return this.#remember(uri, text) ? [{ type, uri }] : [];
		});
		if (events.length > 0) {
			this.#fire(events);
		}
	}

	/** Whether it is anything new. Times grow with every change, since VS Code reads again only what is younger. */
	#remember(uri: vscode.Uri, text: string | undefined): boolean {
		const key = uri.toString();
		const before = this.#shown.get(key);
		if (before && before.text === text) {
			return false;
		}
		this.#shown.set(key, { text, since: Math.max(this.#parts.clock.now(), (before?.since ?? 0) + 1) });
		return true;
	}

	#textOf(uri: vscode.Uri): string | undefined {
		const session = this.#parts.sessions.current;
		const project = session && this.#projectOf(session, uri);
		return project && projectJson(project, canReadCertificates(session));
	}

	#projectOf({ accountId }: AgoraSession, uri: vscode.Uri): Project | undefined {
		const ids = idsOf(uri);
		return ids.accountId === accountId
			? this.#parts.store.projects.find(({ id }) => id === ids.projectId)
			: undefined;
	}
}

/** Of the documents that show a project as JSON. */
export const PROJECT_SCHEME = 'agora-project';

/** Where a project's document is: its name is the title of the tab, its id and the account's tell it from all others. */
export function projectUri({ accountId }: AgoraSession, { id, name }: Project): vscode.Uri {
	return vscode.Uri.from({
		scheme: PROJECT_SCHEME,
		path: `/${name.replaceAll(/[\\/]/g, '-')}.json`,
		query: new URLSearchParams({ account: accountId, project: id }).toString(),
	});
}

/** The ids in the address of a document, undefined where they are missing. */
export function idsOf(uri: vscode.Uri): {
	readonly accountId: string | undefined;
	readonly projectId: string | undefined;
} {
	const query = new URLSearchParams(uri.query);
	return { accountId: query.get('account') ?? undefined, projectId: query.get('project') ?? undefined };
}
