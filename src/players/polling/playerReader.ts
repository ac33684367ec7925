import { isAgoraError } from '../../agora/errors';
import { BULK_PAGE_SIZE, listAllPlayers, playerPages } from '../../agora/mediaPull/listPlayers';
import type { Player } from '../../agora/mediaPull/player';
import type { Priority } from '../../agora/operations';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerReading } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';

/**
 * The outcome of reading a page: `more` pages follow, the project is `read`, or it `failed`: for a reason of its own, or for one
 * that affects every project (`allFailed`). `stopped` means that the reading was cancelled.
 */
export type PageOutcome = 'more' | 'read' | 'failed' | 'allFailed' | 'stopped';

/** Projects that one refresh reads at most: an account may have thousands, and each takes at least one call. */
const MAX_PROJECTS = 200;
const MAX_CONCURRENT_PROJECTS = 4;

/** A refresh of scope `players` reads all projects if there are no more than this. */
const FEW_PROJECTS = 20;

export type RefreshScope = 'all' | 'players';

export interface PlayerReaderDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	/** The projects that are read first. */
	readonly priority: { readonly appIds: ReadonlySet<string> };
	readonly clock: Clock;
}

/** Reads the players of projects into the store, failures included. */
export class PlayerReader implements Disposable {
	readonly #deps: PlayerReaderDeps;
	readonly #listPages: typeof playerPages;
	readonly #subscription: Disposable;
	readonly #open = new Set<OpenReading>();
	readonly #refreshes = new Map<string, Promise<void>>();
	#session: AgoraSession | undefined;

	constructor(deps: PlayerReaderDeps, listPages = playerPages) {
		this.#deps = deps;
		this.#listPages = listPages;
		this.#session = deps.sessions.current;
		this.#subscription = deps.sessions.onDidChange(() => this.#onSessionChanged());
	}

	/**
	 * Reads projects for a user who waits, or joins the same refresh under way. Priority projects come first, then the others,
	 * beginning with those that were not read for the longest time. At most 200 projects are read; the next refresh reads those
	 * that were left out.
	 *
	 * @param scope `players`: in an account with many projects, only the priority projects.
	 */
	async refresh(scope: RefreshScope = 'all'): Promise<void> {
		const session = this.#deps.sessions.current;
		if (!session) {
			return;
		}
		const appIds = this.#appIdsToRefresh(scope);
		const key = appIds.toSorted().join();
		const refresh = this.#refreshes.get(key) ?? this.#readAll(session, appIds);
		this.#refreshes.set(key, refresh);
		try {
			await refresh;
		} finally {
			if (this.#refreshes.get(key) === refresh) {
				this.#refreshes.delete(key);
			}
		}
	}

	/**
	 * Reads one project, whether it is polled or not. A failure goes to the store.
	 *
	 * @returns `stopped` while no account is signed in.
	 */
	async readProject(appId: string, priority: Priority = 'interactive'): Promise<PageOutcome> {
		const reading = this.begin(appId, priority);
		let outcome: PageOutcome = reading ? 'more' : 'stopped';
		while (reading && outcome === 'more') {
			outcome = await this.readPage(reading);
		}
		return outcome;
	}

	/** Begins to read a project; undefined while no account is signed in. Signing out stops the reading. */
	begin(appId: string, priority: Priority): OpenReading | undefined {
		const session = this.#deps.sessions.current;
		if (!session) {
			return undefined;
		}
		const reading = new OpenReading(appId, this.#deps.clock, (signal) =>
			this.#listPages(session.client, { appId }, { signal, priority }),
		);
		this.#open.add(reading);
		return reading;
	}

	/** When polling may read the next page of a project, by the monotonic clock; may be past. */
	availableFrom(appId: string): number {
		const client = this.#deps.sessions.current?.client;
		return (
			client?.availableFrom({ operation: 'listPlayers', params: { appId } }, 'polling') ??
			Number.NEGATIVE_INFINITY
		);
	}

	/** Reads the next page. After the last one, the players of all pages go to the store. */
	async readPage(reading: OpenReading): Promise<PageOutcome> {
		try {
			const completed = await reading.readPage();
			if (!this.#open.has(reading)) {
				return 'stopped';
			}
			if (!completed) {
				return 'more';
			}
			this.#open.delete(reading);
			this.#deps.store.applyReading(reading.appId, completed);
			return 'read';
		} catch (error) {
			if (!this.#open.delete(reading) || isAgoraError(error, 'cancelled')) {
				return 'stopped';
			}
			return this.#applyFailure(reading, error);
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

	#onSessionChanged(): void {
		const { sessions, store } = this.#deps;
		if (sessions.current === this.#session) {
			return;
		}
		this.#session = sessions.current;
		this.#stopAll();
		this.#refreshes.clear();
		store.clear();
	}

	#stopAll(): void {
		for (const reading of this.#open) {
			this.stop(reading);
		}
	}

	#appIdsToRefresh(scope: RefreshScope): string[] {
		const { projects, store, priority } = this.#deps;
		const { appIds } = priority;
		const watched = watchedProjects(projects);
		const others = (scope === 'all' || watched.length <= FEW_PROJECTS ? watched : [])
			.map(({ appId }) => ({ appId, readAt: store.loadable(appId).loadedAt ?? Number.NEGATIVE_INFINITY }))
			.filter(({ appId }) => !appIds.has(appId))
			.sort((a, b) => (a.readAt === b.readAt ? 0 : a.readAt - b.readAt))
			.map(({ appId }) => appId);
		return [...appIds, ...others].slice(0, MAX_PROJECTS);
	}

	/** The rate limits of List are per project, so several projects are read at once. */
	async #readAll(session: AgoraSession, appIds: readonly string[]): Promise<void> {
		const remaining = appIds.values();
		let stopped = false;
		const readNext = async () => {
			const { value: appId, done } = remaining.next();
			const isCurrent = this.#deps.sessions.current === session;
			const outcome = !done && isCurrent ? await this.readProject(appId) : 'stopped';
			stopped ||= outcome === 'stopped' || outcome === 'allFailed';
		};
		const readRemaining = async () => {
			while (!stopped) {
				await readNext();
			}
		};
		// The first project is read alone: a failure that affects all projects, such as refused credentials, then costs one call.
		await readNext();
		await Promise.all(Array.from({ length: MAX_CONCURRENT_PROJECTS }, readRemaining));
	}

	/**
	 * Stores why a project could not be read. A failure that affects every project is stored for all priority projects, so that
	 * they need no calls of their own: except those that were read meanwhile, and those that may not use Media Pull.
	 */
	#applyFailure({ appId, startedAt }: OpenReading, error: unknown): PageOutcome {
		const { store, priority } = this.#deps;
		store.applyFailure(appId, error);
		if (!isAgoraError(error, 'dns', 'network', 'timeout', 'unauthorized')) {
			return 'failed';
		}
		for (const other of [...priority.appIds]) {
			const players = store.loadable(other);
			const wasReadMeanwhile = players.loadedAt !== undefined && players.loadedAt > startedAt;
			if (other !== appId && !wasReadMeanwhile && !isAgoraError(players.error, 'forbidden')) {
				store.applyFailure(other, error);
			}
		}
		return 'allFailed';
	}
}

/** The players of one project while they are read page by page. The caller decides when to read the next page. */
export class OpenReading {
	readonly appId: string;
	/** By the monotonic clock. */
	readonly startedAt: number;
	readonly #clock: Clock;
	readonly #abort = new AbortController();
	readonly #pages: ReturnType<typeof playerPages>;
	readonly #players: Player[] = [];
	#isComplete = true;

	constructor(appId: string, clock: Clock, list: (signal: AbortSignal) => ReturnType<typeof playerPages>) {
		this.appId = appId;
		this.#clock = clock;
		this.startedAt = clock.monotonic();
		this.#pages = list(this.#abort.signal);
	}

	/**
	 * Reads one page.
	 *
	 * @returns the players of all pages after the last page; undefined before.
	 * @throws AgoraError as `playerPages`; `cancelled` after `stop`.
	 */
	async readPage(): Promise<PlayerReading | undefined> {
		const { value: page } = await this.#pages.next();
		if (page) {
			this.#players.push(...page.players);
			this.#isComplete &&= page.rejected === 0;
		}
		if (page?.nextPageToken !== undefined) {
			return undefined;
		}
		const { startedAt } = this;
		return {
			...{ players: this.#players, startedAt },
			...{ readAt: this.#clock.monotonic(), complete: this.#isComplete },
		};
	}

	/** Cancels the request under way. */
	stop(): void {
		this.#abort.abort();
	}
}

/** Projects that `readChannel` reads at most. Polling reads the others in rotation. */
const MAX_PROJECTS_OF_CHANNEL = 50;

/**
 * Reads the players of one channel into the store in projects where this saves calls: those with more players than a page holds,
 * and those that were never read. A text that is not a valid channel name is ignored.
 *
 * @throws AgoraError as `listPlayers`; the remaining projects are not read then.
 */
export async function readChannel(
	{ sessions, projects, store, clock }: Omit<PlayerReaderDeps, 'priority'>,
	session: AgoraSession,
	channelName: string,
): Promise<void> {
	const savesCalls = ({ appId }: { readonly appId: string }) => {
		const { value, error } = store.loadable(appId);
		return value === undefined ? error === undefined : value.length > BULK_PAGE_SIZE;
	};
	const appIds = watchedProjects(projects).filter(savesCalls).slice(0, MAX_PROJECTS_OF_CHANNEL);
	for (const { appId } of appIds) {
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
