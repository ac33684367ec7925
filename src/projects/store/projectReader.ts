import { listProjects, type Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { cancelled, failed, loading, succeeded } from '../../common/loadable';
import type { ProjectStore } from './projectStore';

/** Reads the projects of the account into the store, with one call at a time. Clears the store when the account changes. */
export class ProjectReader implements Disposable {
	readonly #sessions: SessionSource;
	readonly #store: ProjectStore;
	readonly #clock: Clock;
	readonly #subscription: Disposable;
	#session: AgoraSession | undefined;
	/** Increases with every change of a project. */
	#version = 0;
	#reading: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;

	constructor(sessions: SessionSource, store: ProjectStore, clock: Clock) {
		this.#sessions = sessions;
		this.#store = store;
		this.#clock = clock;
		this.#subscription = sessions.onDidChange(() => this.#onDidChangeSession());
	}

	/** Reads the projects, or waits for the reading in progress. Failures are stored, not thrown. */
	async refresh(): Promise<void> {
		const session = this.#sessions.current;
		if (!session) {
			return;
		}
		if (!this.#reading) {
			const abort = new AbortController();
			this.#reading = { abort, done: this.#read(session, abort.signal) };
		}
		await this.#reading.done;
	}

	/** Reads the projects unless they have been read, for commands that run before a view is shown. */
	async ensureLoaded(): Promise<void> {
		if (this.#store.loadable.value === undefined) {
			await this.refresh();
		}
	}

	/** Called when a project was changed. A reading in progress may have begun before, and is repeated. */
	invalidate(): void {
		this.#version += 1;
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#reading?.abort.abort();
	}

	#onDidChangeSession(): void {
		if (this.#sessions.current === this.#session) {
			return;
		}
		this.#session = this.#sessions.current;
		this.#reading?.abort.abort();
		this.#reading = undefined;
		this.#store.clear();
	}

	async #read(session: AgoraSession, signal: AbortSignal): Promise<void> {
		this.#store.set(loading(this.#store.loadable));
		try {
			const projects = await this.#list(session, signal);
			if (this.#sessions.current === session) {
				this.#reading = undefined;
				this.#store.set(succeeded(projects, this.#clock.monotonic()));
			}
		} catch (error) {
			if (this.#sessions.current === session) {
				this.#reading = undefined;
				const { loadable } = this.#store;
				this.#store.set(isAgoraError(error, 'cancelled') ? cancelled(loadable) : failed(loadable, error));
			}
		}
	}

	async #list(session: AgoraSession, signal: AbortSignal): Promise<readonly Project[]> {
		const version = this.#version;
		const { projects } = await listProjects(session.client, signal);
		return version === this.#version ? projects : await this.#list(session, signal);
	}
}
