import type { Project } from '../../agora/console/projects';
import type { RequestLog } from '../../agora/requestLog';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter, type Event } from '../../common/emitter';
import type { ProjectStore } from '../store/projectStore';
import type { FoundProject } from './findProject';

/** A workspace whose files are searched for a project. */
export interface SearchableWorkspace {
	/** While false, no file is read. */
	readonly isTrusted: boolean;
	/** Fires when trust was granted, or the folders or a file that was read changed. */
	readonly onDidChange: Event<void>;
	search(projects: readonly Project[]): Promise<FoundProject | undefined>;
}

/** Programs write a file in several steps, and several files at once. */
const DEBOUNCE_MS = 300;

/** Stores which project the files of the workspace name. Reads no file before the projects are loaded. */
export class ProjectFinder implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #store: Pick<ProjectStore, 'loadable' | 'onDidChange'>;
	readonly #workspace: SearchableWorkspace;
	readonly #log: Pick<RequestLog, 'warn'>;
	#projects: readonly Project[] | undefined;
	#found: FoundProject | undefined;
	#timer: NodeJS.Timeout | undefined;
	#searching: Promise<void> | undefined;

	readonly onDidChange = this.#changed.event;

	constructor(
		store: Pick<ProjectStore, 'loadable' | 'onDidChange'>,
		workspace: SearchableWorkspace,
		log: Pick<RequestLog, 'warn'>,
	) {
		this.#log = log;
		this.#store = store;
		this.#workspace = workspace;
		this.#subscriptions.add(store.onDidChange(() => this.#onDidChangeStore()));
		this.#subscriptions.add(
			workspace.onDidChange(() => {
				clearTimeout(this.#timer);
				this.#timer = setTimeout(() => void this.#search(), DEBOUNCE_MS);
			}),
		);
	}

	get found(): FoundProject | undefined {
		return this.#found;
	}

	/** Whether the files of the workspace may be read. */
	get canSearch(): boolean {
		return this.#workspace.isTrusted;
	}

	/** Waits for a search that runs or is scheduled. */
	async ensureSearched(): Promise<void> {
		await (this.#timer === undefined ? this.#searching : this.#search());
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#searching = undefined;
		this.#subscriptions.dispose();
	}

	#onDidChangeStore(): void {
		const { value } = this.#store.loadable;
		if (value !== this.#projects) {
			this.#projects = value;
			void this.#search();
		}
	}

	#search(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const projects = this.#projects;
		if (!this.canSearch || projects === undefined || projects.length === 0) {
			this.#searching = undefined;
			this.#setFound(undefined);
			return Promise.resolve();
		}
		const searching = this.#searchFor(projects, () => this.#searching === searching);
		this.#searching = searching;
		return searching;
	}

	async #searchFor(projects: readonly Project[], isLatest: () => boolean): Promise<void> {
		const found = await this.#workspace.search(projects).catch((error: unknown) => {
			// Not worth a notification. The message of the error is not logged: it may quote a file.
			const kind = error instanceof Error ? error.name : typeof error;
			this.#log.warn(`the workspace could not be searched for its project: ${kind}`);
			return undefined;
		});
		if (isLatest()) {
			this.#searching = undefined;
			this.#setFound(found);
		}
	}

	#setFound(found: FoundProject | undefined): void {
		if (found?.projectId !== this.#found?.projectId || found?.file !== this.#found?.file) {
			this.#found = found;
			this.#changed.fire();
		}
	}
}
