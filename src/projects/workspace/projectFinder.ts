import type { Project } from '../../agora/console/projects';
import type { RequestLog } from '../../agora/requestLog';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter, type Event } from '../../common/emitter';
import type { ProjectStore } from '../store/projectStore';
import type { FoundProject } from './findProject';

/** The workspace as far as a project is looked for in it. */
export interface SearchableWorkspace {
	/** None of its files is looked at while it is not trusted. */
	readonly trusted: boolean;
	/** Trust was granted, the folders changed, or a file that was looked at. */
	readonly onDidChange: Event<void>;
	search(projects: readonly Project[]): Promise<FoundProject | undefined>;
}

/** Programs write a file in several steps, and several files at once. */
const SETTLE_MS = 300;

/** Keeps to which known project the files of the workspace belong. Looks at none before the projects are known. */
export class ProjectFinder implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #store: Pick<ProjectStore, 'loadable' | 'onDidChange'>;
	readonly #workspace: SearchableWorkspace;
	readonly #log: Pick<RequestLog, 'warn'>;
	#projects: readonly Project[] | undefined;
	#result: FoundProject | undefined;
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
		this.#subscriptions.add(store.onDidChange(() => this.#followProjects()));
		this.#subscriptions.add(
			workspace.onDidChange(() => {
				clearTimeout(this.#timer);
				this.#timer = setTimeout(() => void this.#search(), SETTLE_MS);
			}),
		);
	}

	get found(): FoundProject | undefined {
		return this.#result;
	}

	/** Whether the files of the workspace may be looked at. */
	get canSearch(): boolean {
		return this.#workspace.trusted;
	}

	/** Waits for a search that is under way or about to begin. */
	async ensureSearched(): Promise<void> {
		await (this.#timer === undefined ? this.#searching : this.#search());
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#searching = undefined;
		this.#subscriptions.dispose();
	}

	#followProjects(): void {
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
		const workspace = this.#workspace;
		const worthIt = workspace.trusted && projects !== undefined && projects.length > 0;
		if (!worthIt) {
			this.#searching = undefined;
			this.#take(undefined);
			return Promise.resolve();
		}
		const searching = this.#searchAmong(projects, () => this.#searching === searching);
		this.#searching = searching;
		return searching;
	}

	async #searchAmong(projects: readonly Project[], isLatest: () => boolean): Promise<void> {
		const found = await this.#workspace.search(projects).catch((error: unknown) => {
			// It names no project then: no reason to bother anybody. Never the error itself: it may quote a file.
			const kind = error instanceof Error ? error.name : typeof error;
			this.#log.warn(`the workspace could not be searched for its project: ${kind}`);
			return undefined;
		});
		if (isLatest()) {
			this.#searching = undefined;
			this.#take(found);
		}
	}

	#take(found: FoundProject | undefined): void {
		if (found?.projectId !== this.#result?.projectId || found?.file !== this.#result?.file) {
			this.#result = found;
			this.#changed.fire();
		}
	}
}
