import { isAgoraError } from '../../agora/errors';
import { BULK_PAGE_SIZE, listAllPlayers, type playerPages } from '../../agora/mediaPull/listPlayers';
import type { Player } from '../../agora/mediaPull/player';
import type { Priority } from '../../agora/operations';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerReading } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';

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
	readonly #sessions: SessionSource;
	readonly #projects: ProjectSource;
	readonly #store: PlayerStore;
	readonly #clock: Clock;
	readonly #pagesOf: typeof playerPages;
	readonly #subscription: Disposable;
	readonly #open = new Set<OpenReading>();
	#session: AgoraSession | undefined;
	readonly #priority: () => ReadonlySet<string>;
	readonly #rounds = new Map<string, Promise<void>>();

	constructor(
		sessions: SessionSource,
		projects: ProjectSource,
		store: PlayerStore,
		clock: Clock,
		pagesOf: typeof playerPages,
		priority: () => ReadonlySet<string> = () => store.appIdsWithPlayers,
	) {
		this.#priority = priority;
		this.#sessions = sessions;
		this.#projects = projects;
		this.#store = store;
		this.#clock = clock;
		this.#pagesOf = pagesOf;
		this.#session = sessions.current;
		this.#subscription = sessions.onDidChange(() => this.#follow());
	}

	/**
	 * Reads projects for somebody who waits, or joins the round under way: those with players first, then the others, those that
	 * were not read for the longest time first. Where there are many, those that are left out come in turn.
	 *
	 * @param scope `players`: where there are many projects, only those that have, or may have, players.
	 */
	async refresh(scope: RefreshScope = 'all'): Promise<void> {
		const session = this.#sessions.current;
		if (!session) {
			return;
		}
		const queue = this.#inOrder(scope);
		const key = queue.toSorted().join();
		const round = this.#rounds.get(key) ?? this.#readAll(session, queue);
		this.#rounds.set(key, round);
		try {
			await round;
		} finally {
			if (this.#rounds.get(key) === round) {
				this.#rounds.delete(key);
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
		const session = this.#sessions.current;
		if (!session) {
			return undefined;
		}
		const reading = new OpenReading(session, appId, priority, this.#clock, this.#pagesOf);
		this.#open.add(reading);
		return reading;
	}

	/** When polling may read the next page of a project, by the monotonic clock; may be past. */
	availableFrom(appId: string): number {
		const client = this.#sessions.current?.client;
		return (
			client?.availableFrom({ operation: 'listPlayers', params: { appId } }, 'polling') ??
			Number.NEGATIVE_INFINITY
		);
	}

	/** Reads the next page, and puts what all of them came to into the store after the last. */
	async readPage(reading: OpenReading): Promise<PageOutcome> {
		try {
			const whole = await reading.readPage();
			if (!this.#open.has(reading)) {
				return 'stopped';
			}
			if (!whole) {
				return 'more';
			}
			this.#open.delete(reading);
			this.#store.applyReading(reading.appId, whole);
			return 'read';
		} catch (error) {
			if (!this.#open.delete(reading) || isAgoraError(error, 'cancelled')) {
				return 'stopped';
			}
			return this.#failed(reading, error);
		}
	}

	stop(reading: OpenReading): void {
		this.#open.delete(reading);
		reading.stop();
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#stopAll();
	}

	#follow(): void {
		if (this.#sessions.current === this.#session) {
			return;
		}
		this.#session = this.#sessions.current;
		this.#stopAll();
		this.#rounds.clear();
		this.#store.clear();
	}

	#stopAll(): void {
		for (const reading of this.#open) {
			this.stop(reading);
		}
	}

	#inOrder(scope: RefreshScope): string[] {
		const priority = this.#priority();
		const watched = watchedProjects(this.#projects);
		const others = (scope === 'all' || watched.length <= FEW_PROJECTS ? watched : [])
			.map(({ appId }) => ({ appId, readAt: this.#store.known(appId).loadedAt ?? Number.NEGATIVE_INFINITY }))
			.filter(({ appId }) => !priority.has(appId))
			.sort((a, b) => (a.readAt === b.readAt ? 0 : a.readAt - b.readAt))
			.map(({ appId }) => appId);
		return [...priority, ...others].slice(0, READ_AT_MOST);
	}

	/** Some at a time: the limits of List are per project, those of the network are not. */
	async #readAll(session: AgoraSession, queue: string[]): Promise<void> {
		const waiting = queue.values();
		let stopped = false;
		const readOne = async () => {
			const { value: appId, done } = waiting.next();
			const outcome = !done && this.#sessions.current === session ? await this.readProject(appId) : 'stopped';
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
	#failed({ appId, startedAt }: OpenReading, error: unknown): PageOutcome {
		this.#store.applyFailure(appId, error);
		if (!isAgoraError(error, 'dns', 'network', 'timeout', 'unauthorized')) {
			return 'failed';
		}
		for (const other of [...this.#priority()]) {
			const known = this.#store.known(other);
			const wasReadMeanwhile = known.loadedAt !== undefined && known.loadedAt > startedAt;
			if (other !== appId && !wasReadMeanwhile && !isAgoraError(known.error, 'forbidden')) {
				this.#store.applyFailure(other, error);
			}
		}
		return 'allFailed';
	}
}

/** The reading of one project's players under way, page by page, so that whoever reads decides when to go on. */
export class OpenReading {
	readonly session: AgoraSession;
	readonly appId: string;
	readonly startedAt: number;
	readonly #clock: Clock;
	readonly #abort = new AbortController();
	readonly #pages: ReturnType<typeof playerPages>;
	readonly #players: Player[] = [];
	#complete = true;

	constructor(
		session: AgoraSession,
		appId: string,
		priority: Priority,
		clock: Clock,
		pagesOf: typeof playerPages,
	) {
		this.session = session;
		this.appId = appId;
		this.#clock = clock;
		this.startedAt = clock.monotonic();
		this.#pages = pagesOf(session.client, { appId }, { signal: this.#abort.signal, priority });
	}

	/**
	 * Asks List for one page.
	 *
	 * @returns the whole reading after the last page.
	 * @throws AgoraError as `playerPages`; `cancelled` after `stop`.
	 */
	async readPage(): Promise<PlayerReading | undefined> {
		const { value: page } = await this.#pages.next();
		if (page) {
			this.#players.push(...page.players);
			this.#complete &&= page.rejected === 0;
		}
		if (page?.nextPageToken !== undefined) {
			return undefined;
		}
		const { startedAt } = this;
		const players = this.#players;
		const complete = this.#complete;
		return { players, startedAt, readAt: this.#clock.monotonic(), complete };
	}

	/** Ends it, down to the socket. */
	stop(): void {
		this.#abort.abort();
	}
}

interface ReadChannelDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly clock: Clock;
}

/** Polling reads the other projects in their turn. */
const MAX_PROJECTS = 50;

/**
 * Reads the players of one channel into the store where that pays: in projects with more players than a page holds, which take
 * several calls to read as a whole, and in those that were never read. A text that cannot be a channel's name is not asked for.
 *
 * @throws AgoraError as `listPlayers`, after which the other projects are left as they are.
 */
export async function readChannel(
	{ sessions, projects, store, clock }: ReadChannelDeps,
	session: AgoraSession,
	channelName: string,
): Promise<void> {
	const pays = ({ appId }: { readonly appId: string }) => {
		const { value, error } = store.known(appId);
		return value === undefined ? error === undefined : value.length > BULK_PAGE_SIZE;
	};
	for (const { appId } of watchedProjects(projects).filter(pays).slice(0, MAX_PROJECTS)) {
		const startedAt = clock.monotonic();
		try {
			const query = { appId, channelName };
			const { players, rejected } = await listAllPlayers(session.client, query, { priority: 'interactive' });
			if (sessions.current !== session) {
				return;
			}
			store.applyPart(appId, { players, startedAt, readAt: clock.monotonic(), complete: rejected === 0 });
		} catch (error) {
			if (isAgoraError(error, 'invalid', 'cancelled')) {
				return;
			}
			throw error;
		}
	}
}
