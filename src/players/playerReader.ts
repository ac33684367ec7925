import type { Project } from '../agora/console/projects';
import type { CallOptions, Priority } from '../agora/http/callOptions';
import { isAgoraError } from '../agora/http/error';
import { listAllPlayers } from '../agora/mediaPull/listPlayers';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { failed, succeeded } from '../platform/known';
import type { PlayerStore } from './playerStore';
import { type ProjectSource, watchedProjects } from './projectSource';

/** Reads the players of every watched project into the store, one round at a time. */
export class PlayerReader implements Disposable {
	private readonly sessions: SessionSource;
	private readonly projects: ProjectSource;
	private readonly store: PlayerStore;
	private readonly clock: Clock;
	private readonly subscription: Disposable;
	private session: AgoraSession | undefined;
	private round: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;

	constructor(sessions: SessionSource, projects: ProjectSource, store: PlayerStore, clock: Clock) {
		this.sessions = sessions;
		this.projects = projects;
		this.store = store;
		this.clock = clock;
		this.subscription = sessions.onDidChange(() => this.follow());
	}

	/** Reads all watched projects, or joins the round under way. Failures go to the store, project by project. */
	async refresh(): Promise<void> {
		await this.startRound('interactive', () => true);
	}

	/**
	 * Likewise, but gives way to calls that somebody waits for, and leaves out the projects that may not use Media Pull and,
	 * while the credentials are refused, all of them: asking again and again is of no use, or does harm.
	 */
	async poll(): Promise<void> {
		await this.startRound(
			'polling',
			({ appId }) => !isAgoraError(this.store.known(appId).error, 'forbidden', 'unauthorized'),
		);
	}

	dispose(): void {
		this.subscription.dispose();
		this.round?.abort.abort();
	}

	private async startRound(priority: Priority, which: (project: Project) => boolean): Promise<void> {
		const session = this.sessions.current;
		if (!session) {
			return;
		}
		if (!this.round) {
			const abort = new AbortController();
			const appIds = watchedProjects(this.projects)
				.filter(which)
				.map(({ appId }) => appId);
			const done = this.readAll(session, appIds, { signal: abort.signal, priority }).finally(() => {
				if (this.round?.abort === abort) {
					this.round = undefined;
				}
			});
			this.round = { abort, done };
		}
		await this.round.done;
	}

	private follow(): void {
		if (this.sessions.current === this.session) {
			return;
		}
		this.session = this.sessions.current;
		this.round?.abort.abort();
		this.round = undefined;
		this.store.clear();
	}

	/**
	 * One project after the other: the limits of List are per project, those of the network are not. What keeps one
	 * from being read for a reason that is not its own keeps the others too, so they are not asked.
	 */
	private async readAll(
		session: AgoraSession,
		appIds: readonly string[],
		options: CallOptions,
	): Promise<void> {
		let common: unknown;
		for (const appId of appIds) {
			if (options.signal?.aborted) {
				return;
			}
			if (common === undefined) {
				const error = await this.read(session, appId, options);
				common = isAgoraError(error, 'dns', 'network', 'timeout', 'unauthorized') ? error : undefined;
			} else if (this.sessions.current === session && !this.isForbidden(appId)) {
				this.store.set(appId, failed(this.store.known(appId), common));
			}
		}
	}

	private isForbidden(appId: string): boolean {
		return isAgoraError(this.store.known(appId).error, 'forbidden');
	}

	/** Gives what it failed with, too. */
	private async read(session: AgoraSession, appId: string, options: CallOptions): Promise<unknown> {
		try {
			const { players } = await listAllPlayers(session.client, { appId }, options);
			if (this.sessions.current === session) {
				this.store.set(appId, succeeded(players, this.clock.now()));
			}
			return undefined;
		} catch (error) {
			if (this.sessions.current === session && !isAgoraError(error, 'cancelled')) {
				this.store.set(appId, failed(this.store.known(appId), error));
			}
			return error;
		}
	}
}
