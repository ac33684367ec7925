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

/** Projects that somebody waits for. An account may hold many more, and each takes a call of its own. */
const READ_AT_MOST = 200;
const READ_AT_ONCE = 4;

/** Up to so many projects, all of them are read. */
const FEW_PROJECTS = 20;

export type RefreshScope = 'all' | 'players';

/** Reads the players of projects into the store. Failures go there too. */
export class PlayerReader implements Disposable {
	private readonly sessions: SessionSource;
	private readonly projects: ProjectSource;
	private readonly store: PlayerStore;
	private readonly clock: Clock;
	private readonly pagesOf: typeof playerPages;
	private readonly subscription: Disposable;
	private readonly open = new Set<OpenReading>();
	private session: AgoraSession | undefined;
	private readonly priority: () => ReadonlySet<string>;
	private readonly rounds = new Map<string, Promise<void>>();

	constructor(
		sessions: SessionSource,
		projects: ProjectSource,
		store: PlayerStore,
		clock: Clock,
		pagesOf: typeof playerPages,
		priority: () => ReadonlySet<string> = () => store.appIdsWithPlayers,
	) {
		this.priority = priority;
		this.sessions = sessions;
		this.projects = projects;
		this.store = store;
		this.clock = clock;
		this.pagesOf = pagesOf;
		this.session = sessions.current;
		this.subscription = sessions.onDidChange(() => this.follow());
	}

	/**
	 * Reads projects for somebody who waits, or joins the round under way: those with players first, then the others, those that
	 * were not read for the longest time first. Where there are many, those that are left out come in turn.
	 *
	 * @param scope `players`: where there are many projects, only those that have, or may have, players.
	 */
	async refresh(scope: RefreshScope = 'all'): Promise<void> {
		const session = this.sessions.current;
		if (!session) {
			return;
		}
		const queue = this.inOrder(scope);
		const key = queue.toSorted().join();
		const round = this.rounds.get(key) ?? this.readAll(session, queue);
		this.rounds.set(key, round);
		try {
			await round;
		} finally {
			if (this.rounds.get(key) === round) {
				this.rounds.delete(key);
			}
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
		this.rounds.clear();
		this.store.clear();
	}

	private stopAll(): void {
		for (const reading of this.open) {
			this.stop(reading);
		}
	}

	private inOrder(scope: RefreshScope): string[] {
		const priority = this.priority();
		const watched = watchedProjects(this.projects);
		const others = (scope === 'all' || watched.length <= FEW_PROJECTS ? watched : [])
			.map(({ appId }) => ({ appId, readAt: this.store.known(appId).readAt ?? Number.NEGATIVE_INFINITY }))
			.filter(({ appId }) => !priority.has(appId))
			.sort((a, b) => (a.readAt === b.readAt ? 0 : a.readAt - b.readAt))
			.map(({ appId }) => appId);
		return [...priority, ...others].slice(0, READ_AT_MOST);
	}

	/** Some at a time: the limits of List are per project, those of the network are not. */
	private async readAll(session: AgoraSession, queue: string[]): Promise<void> {
		const waiting = queue.values();
		let stopped = false;
		const readOne = async () => {
			const { value: appId, done } = waiting.next();
			const outcome = !done && this.sessions.current === session ? await this.readProject(appId) : 'stopped';
			stopped ||= outcome === 'stopped' || outcome === 'allFailed';
		};
		const readSome = async () => {
			while (!stopped) {
				await readOne();
			}
		};
		// The first alone: what keeps all from being read, such as refused credentials, is found out with one call.
		await readOne();
		await Promise.all(Array.from({ length: READ_AT_ONCE }, readSome));
	}

	/**
	 * What keeps one project from being read for a reason that is not its own keeps the others too, so those with players need
	 * not be asked: except one that was read meanwhile, and those that may not use Media Pull.
	 */
	private failed({ appId, startedAt }: OpenReading, error: unknown): PageOutcome {
		this.store.applyFailure(appId, error);
		if (!isAgoraError(error, 'dns', 'network', 'timeout', 'unauthorized')) {
			return 'failed';
		}
		for (const other of [...this.priority()]) {
			const known = this.store.known(other);
			const wasReadMeanwhile = known.readAt !== undefined && known.readAt > startedAt;
			if (other !== appId && !wasReadMeanwhile && !isAgoraError(known.error, 'forbidden')) {
				this.store.applyFailure(other, error);
			}
		}
		return 'allFailed';
	}
}
