import type { Priority } from '../../agora/http/callOptions';
import { isAgoraError } from '../../agora/http/error';
import type { playerPages } from '../../agora/mediaPull/listPlayers';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/disposable';
import type { PlayerStore } from '../playerStore';
import { type ProjectSource, watchedProjects } from '../projectSource';
import { OpenReading } from './openReading';

/**
 * What became of a page: `more` are to be read, the project is `read`, or it `failed`: for a reason of its own, or for one
 * that keeps every project from being read (`allFailed`). `stopped` says nothing of the project.
 */
export type PageOutcome = 'more' | 'read' | 'failed' | 'allFailed' | 'stopped';

/** Reads the players of watched projects into the store. Failures go there too. */
export class PlayerReader implements Disposable {
	private readonly sessions: SessionSource;
	private readonly projects: ProjectSource;
	private readonly store: PlayerStore;
	private readonly clock: Clock;
	private readonly pagesOf: typeof playerPages;
	private readonly subscription: Disposable;
	private readonly open = new Set<OpenReading>();
	private session: AgoraSession | undefined;
	private round: Promise<void> | undefined;

	constructor(
		sessions: SessionSource,
		projects: ProjectSource,
		store: PlayerStore,
		clock: Clock,
		pagesOf: typeof playerPages,
	) {
		this.sessions = sessions;
		this.projects = projects;
		this.store = store;
		this.clock = clock;
		this.pagesOf = pagesOf;
		this.session = sessions.current;
		this.subscription = sessions.onDidChange(() => this.follow());
	}

	/** Reads all watched projects for somebody who waits, or joins the round under way. */
	async refresh(): Promise<void> {
		const session = this.sessions.current;
		if (session) {
			this.round ??= this.readAll(session).finally(() => {
				if (this.sessions.current === session) {
					this.round = undefined;
				}
			});
			await this.round;
		}
	}

	/**
	 * Reads one project for somebody who waits, whether it is watched or not. A failure goes to the store.
	 *
	 * @returns `stopped` while nobody is signed in.
	 */
	async readProject(appId: string, priority: Priority = 'interactive'): Promise<PageOutcome> {
		const reading = this.begin(appId, priority);
		let outcome: PageOutcome = reading ? 'more' : 'stopped';
		while (reading && outcome === 'more') {
			outcome = await this.readPage(reading);
		}
		return outcome;
	}

	/** Begins to read a project; undefined while nobody is signed in. Signing out ends it. */
	begin(appId: string, priority: Priority): OpenReading | undefined {
		const session = this.sessions.current;
		if (!session) {
			return undefined;
		}
		const reading = new OpenReading(session, appId, priority, this.clock, this.pagesOf);
		this.open.add(reading);
		return reading;
	}

	/** Reads the next page, and puts what all of them came to into the store after the last. */
	async readPage(reading: OpenReading): Promise<PageOutcome> {
		try {
			const whole = await reading.readPage();
			if (!this.open.has(reading)) {
				return 'stopped';
			}
			if (!whole) {
				return 'more';
			}
			this.open.delete(reading);
			this.store.applyReading(reading.appId, whole);
			return 'read';
		} catch (error) {
			if (!this.open.delete(reading) || isAgoraError(error, 'cancelled')) {
				return 'stopped';
			}
			return this.failed(reading, error);
		}
	}

	stop(reading: OpenReading): void {
		this.open.delete(reading);
		reading.stop();
	}

	dispose(): void {
		this.subscription.dispose();
		this.stopAll();
	}

	private follow(): void {
		if (this.sessions.current === this.session) {
			return;
		}
		this.session = this.sessions.current;
		this.stopAll();
		this.round = undefined;
		this.store.clear();
	}

	private stopAll(): void {
		for (const reading of this.open) {
			this.stop(reading);
		}
	}

	/** One project after the other: the limits of List are per project, those of the network are not. */
	private async readAll(session: AgoraSession): Promise<void> {
		for (const { appId } of watchedProjects(this.projects)) {
			const outcome = this.sessions.current === session ? await this.readProject(appId) : 'stopped';
			if (outcome === 'stopped' || outcome === 'allFailed') {
				return;
			}
		}
	}

	/**
	 * What keeps one project from being read for a reason that is not its own keeps the others too, so they need not be
	 * asked: except one that was read meanwhile, and those that may not use Media Pull.
	 */
	private failed({ appId, startedAt }: OpenReading, error: unknown): PageOutcome {
		this.store.applyFailure(appId, error);
		if (!isAgoraError(error, 'dns', 'network', 'timeout', 'unauthorized')) {
			return 'failed';
		}
		for (const other of watchedProjects(this.projects)) {
			const known = this.store.known(other.appId);
			const wasReadMeanwhile = known.readAt !== undefined && known.readAt > startedAt;
			if (other.appId !== appId && !wasReadMeanwhile && !isAgoraError(known.error, 'forbidden')) {
				this.store.applyFailure(other.appId, error);
			}
		}
		return 'allFailed';
	}
}
