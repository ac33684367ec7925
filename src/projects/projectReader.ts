import { listProjects, type Project } from '../agora/console/projects';
import { isAgoraError } from '../agora/http/error';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { abandoned, failed, loading, succeeded } from '../platform/known';
import type { ProjectStore } from './projectStore';

/** Reads the account's projects into the store, one reading at a time; a change of account forgets them. */
export class ProjectReader implements Disposable {
	private readonly sessions: SessionSource;
	private readonly store: ProjectStore;
	private readonly clock: Clock;
	private readonly subscription: Disposable;
	private session: AgoraSession | undefined;
	/** How many changes were made so far. */
	private changes = 0;
	private reading: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;

	constructor(sessions: SessionSource, store: ProjectStore, clock: Clock) {
		this.sessions = sessions;
		this.store = store;
		this.clock = clock;
		this.subscription = sessions.onDidChange(() => this.follow());
	}

	/** Reads again, or joins the reading under way. Failures go to the store, never to the caller. */
	async refresh(): Promise<void> {
		const session = this.sessions.current;
		if (!session) {
			return;
		}
		if (!this.reading) {
			const abort = new AbortController();
			this.reading = { abort, done: this.read(session, abort.signal) };
		}
		await this.reading.done;
	}

	/** Makes sure there is an answer to work with, for commands that come before any view was opened. */
	async ready(): Promise<void> {
		if (this.store.known.value === undefined) {
			await this.refresh();
		}
	}

	/** Tells that a project was changed: what is being read may be older than that, and is then read again. */
	changed(): void {
		this.changes += 1;
	}

	dispose(): void {
		this.subscription.dispose();
		this.reading?.abort.abort();
	}

	private follow(): void {
		if (this.sessions.current === this.session) {
			return;
		}
		this.session = this.sessions.current;
		this.reading?.abort.abort();
		this.reading = undefined;
		this.store.forget();
	}

	private async read(session: AgoraSession, signal: AbortSignal): Promise<void> {
		this.store.set(loading(this.store.known));
		try {
			const projects = await this.list(session, signal);
			if (this.sessions.current === session) {
				this.reading = undefined;
				this.store.set(succeeded(projects, this.clock.monotonic()));
			}
		} catch (error) {
			if (this.sessions.current === session) {
				this.reading = undefined;
				const { known } = this.store;
				this.store.set(isAgoraError(error, 'cancelled') ? abandoned(known) : failed(known, error));
			}
		}
	}

	private async list(session: AgoraSession, signal: AbortSignal): Promise<readonly Project[]> {
		const { changes } = this;
		const { projects } = await listProjects(session.client, signal);
		return changes === this.changes ? projects : await this.list(session, signal);
	}
}
