import { listProjects, type Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { cancelled, failed, loading, succeeded } from '../../common/loadable';
import type { ProjectStore } from './projectStore';

/** Reads the account's projects into the store, one reading at a time; a change of account forgets them. */
export class ProjectReader implements Disposable {
	readonly #sessions: SessionSource;
	readonly #store: ProjectStore;
	readonly #clock: Clock;
	readonly #subscription: Disposable;
	#session: AgoraSession | undefined;
	/** How many changes were made so far. */
	#changes = 0;
	#reading: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;

	constructor(sessions: SessionSource, store: ProjectStore, clock: Clock) {
		this.#sessions = sessions;
		this.#store = store;
		this.#clock = clock;
		this.#subscription = sessions.onDidChange(() => this.#follow());
	}

	/** Reads again, or joins the reading under way. Failures go to the store, never to the caller. */
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

	/** Makes sure there is an answer to work with, for commands that come before any view was opened. */
	async ensureLoaded(): Promise<void> {
		if (this.#store.loadable.value === undefined) {
			await this.refresh();
		}
	}

	/** Tells that a project was changed: what is being read may be older than that, and is then read again. */
	invalidate(): void {
		this.#changes += 1;
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#reading?.abort.abort();
	}

	#follow(): void {
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
		const changes = this.#changes;
		const { projects } = await listProjects(session.client, signal);
		return changes === this.#changes ? projects : await this.#list(session, signal);
	}
}
