import { isAgoraError } from '../../agora/errors';
import type { SlidingWindow } from '../../agora/rateLimiter';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import { type PollRates, pollRates, SHORTEST_GAP_MS } from '../store/readingAges';
import { Backoff } from './backoff';
import type { PageOutcome, PlayerReader } from './playerReader';
import type { WatchPeriods } from './pollPeriods';
import { type NextPage, PollQueue, pollingPlaces, WatchedProject } from './pollSchedule';
import type { PriorityProjects } from './priorityProjects';

export interface WatchParts {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly priority: Pick<PriorityProjects, 'appIds' | 'has' | 'onDidChange'>;
	readonly store: PlayerStore;
	readonly reader: Pick<PlayerReader, 'begin' | 'readPage' | 'stop'>;
	readonly window: { readonly focused: boolean; readonly onDidChange: Event<void> };
	readonly periods: { readonly current: WatchPeriods; readonly onDidChange: Event<void> };
	readonly clock: Clock;
	/** From 0 to below 1, for jitter. */
	readonly random: () => number;
}

/** Calls under way together, so that a project whose answer takes long does not keep the others waiting. */
const MOST_AT_ONCE = 4;

/**
 * Reads the players of all projects again and again, one page after the other: those with players as often as the settings say,
 * the others in rotation. Never two calls for a project at a time, and never more of them than half of what List allows. Nothing
 * while the window is not focused. What a call costs here does not depend on the number of projects.
 */
export class PlayerPoller implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #parts: WatchParts;
	readonly #watched = new Map<string, WatchedProject>();
	readonly #places = new Map<string, SlidingWindow>();
	readonly #priority = new PollQueue();
	readonly #rotation = new PollQueue();
	/** For what keeps every project from being read. */
	readonly #outage: Backoff;
	/** Agora refuses the credentials: to ask again and again does harm. */
	#isRefused = false;
	readonly #open = new Set<WatchedProject>();
	#session: unknown;
	#visible = false;
	#rates: PollRates | undefined;
	#timer: Disposable | undefined;
	#underWay = 0;
	#lastCallAt = Number.NEGATIVE_INFINITY;
	#lastReadAt = Number.NEGATIVE_INFINITY;

	constructor(parts: WatchParts) {
		this.#parts = parts;
		const { sessions, projects, priority, store, window, random } = parts;
		this.#outage = new Backoff(random);
		this.#subscriptions.add(sessions.onDidChange(() => this.#follow()));
		this.#subscriptions.add(projects.onDidChange(() => this.#follow()));
		this.#subscriptions.add(priority.onDidChange((appId) => this.#followPriority(appId)));
		this.#subscriptions.add(
			window.onDidChange(() => {
				this.#giveUpWhere(() => !window.focused);
				this.#plan();
			}),
		);
		this.#subscriptions.add(
			parts.periods.onDidChange(() => {
				this.#scheduleAll();
				this.#plan();
			}),
		);
		// A reading that the user asked for heals what failed, and puts off the next one.
		this.#subscriptions.add(store.onDidRead(({ appId }) => this.#wasRead(appId)));
		this.#subscriptions.add(store.onDidAct(({ appId }) => this.pollSoon(appId)));
		this.#follow();
	}

	/** Told by the view. */
	setVisible(visible: boolean): void {
		this.#visible = visible;
		this.#scheduleAll();
		this.#giveUpWhere((project) => this.#periodOf(project) === undefined);
		this.#plan();
	}

	/** Looks at a project 1, 3, 6 and 10 seconds from now, since something was, or may have been, done to its players. */
	pollSoon(appId: string): void {
		const project = this.#projectOf(appId);
		if (project) {
			project.pollSoon(this.#parts.clock.monotonic());
			this.#schedule(project);
			this.#plan();
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#timer?.dispose();
		this.#forgetAll();
	}

	/** Keeps in step with who is signed in, and which projects there are. */
	#follow(): void {
		const { sessions, projects } = this.#parts;
		if (sessions.current !== this.#session) {
			this.#session = sessions.current;
			this.#forgetAll();
		}
		const appIds = new Set(watchedProjects(projects).map(({ appId }) => appId));
		for (const [appId, project] of this.#watched) {
			if (!appIds.has(appId) && !this.#parts.priority.has(appId)) {
				this.#remove(project);
			}
		}
		for (const appId of [...appIds, ...this.#parts.priority.appIds]) {
			this.#add(appId);
		}
		this.#scheduleAll();
		this.#plan();
	}

	#followPriority(appId: string | undefined): void {
		const project = appId === undefined ? undefined : this.#projectOf(appId);
		this.#rates = undefined;
		if (project) {
			this.#schedule(project);
		} else if (appId === undefined) {
			this.#scheduleAll();
		}
		this.#plan();
	}

	/** Also a project that has players though it is disabled. */
	#projectOf(appId: string): WatchedProject | undefined {
		return this.#watched.get(appId) ?? (this.#parts.priority.has(appId) ? this.#add(appId) : undefined);
	}

	#add(appId: string): WatchedProject {
		const known = this.#watched.get(appId);
		if (known) {
			return known;
		}
		const places = this.#places.get(appId) ?? pollingPlaces();
		this.#places.set(appId, places);
		const project = new WatchedProject(appId, places, this.#parts.random);
		this.#watched.set(appId, project);
		return project;
	}

	#remove(project: WatchedProject): void {
		this.#giveUp(project);
		this.#watched.delete(project.appId);
		this.#priority.due.delete(project);
		this.#rotation.due.delete(project);
	}

	#wasRead(appId: string): void {
		this.#lastReadAt = this.#parts.clock.monotonic();
		this.#outage.succeeded();
		this.#isRefused = false;
		const project = this.#projectOf(appId);
		if (project) {
			project.backoff.succeeded();
			this.#schedule(project);
		}
		this.#plan();
	}

	#scheduleAll(): void {
		this.#rates = undefined;
		for (const project of this.#watched.values()) {
			this.#schedule(project);
		}
	}

	/** Puts a project where it belongs: among those that are read first, or in rotation. */
	#schedule(project: WatchedProject): void {
		const { priority, store } = this.#parts;
		const { appId } = project;
		const due = project.dueAt(this.#periodOf(project), store.known(appId).loadedAt);
		const isFirst = project.isUrgent || priority.has(appId);
		(isFirst ? this.#rotation : this.#priority).due.delete(project);
		(isFirst ? this.#priority : this.#rotation).due.set(project, due);
	}

	#periodOf({ appId }: WatchedProject): number | undefined {
		const rates = this.#currentRates();
		return (this.#parts.priority.has(appId) ? rates.priority : rates.rotation).periodMs;
	}

	#currentRates(): PollRates {
		if (!this.#rates) {
			const { periods, priority } = this.#parts;
			const first = priority.appIds.size;
			this.#rates = pollRates(periods.current, this.#visible, first, Math.max(0, this.#watched.size - first));
		}
		return this.#rates;
	}

	/** Finds out what is to be read next, and sees to it that it is. */
	#plan(): void {
		this.#timer?.dispose();
		this.#timer = undefined;
		while (this.#mayRead() && this.#underWay < MOST_AT_ONCE) {
			const next = this.#next();
			if (!next) {
				return;
			}
			const wait = next.at - this.#parts.clock.monotonic();
			if (wait > 0) {
				this.#timer = this.#parts.clock.setTimeout(() => this.#plan(), wait);
				return;
			}
			void this.#read(next);
		}
	}

	/** Others hear of a new session earlier, and empty the store. */
	#mayRead(): boolean {
		const { sessions, window } = this.#parts;
		return (
			sessions.current !== undefined &&
			sessions.current === this.#session &&
			window.focused &&
			!this.#isRefused
		);
	}

	#next(): NextPage | undefined {
		const { clock, store } = this.#parts;
		const rates = this.#currentRates();
		const now = clock.monotonic();
		const readAtOf = (appId: string) => store.known(appId).loadedAt;
		const first = this.#priority.next(rates.priority, now, readAtOf);
		const other = this.#rotation.next(rates.rotation, now, readAtOf);
		const next = first && other ? (other.at < first.at ? other : first) : (first ?? other);
		const freeFrom = Math.max(this.#lastCallAt + SHORTEST_GAP_MS, this.#outage.notBefore);
		return next && { ...next, at: Math.max(next.at, freeFrom) };
	}

	async #read({ queue, project }: NextPage): Promise<void> {
		const { reader, clock, store } = this.#parts;
		const reading = project.reading ?? reader.begin(project.appId, 'polling');
		if (!reading) {
			queue.due.delete(project);
			return;
		}
		const now = clock.monotonic();
		this.#underWay += 1;
		this.#lastCallAt = now;
		queue.lastCallAt = now;
		if (!project.reading) {
			project.reading = reading;
			project.begun(now);
		}
		this.#open.add(project);
		project.pageAsked();
		this.#schedule(project);
		const outcome = await reader.readPage(reading);
		project.pageAnswered(clock.monotonic());
		if (outcome === 'stopped') {
			project.givenUp();
		} else if (outcome !== 'more') {
			project.reading = undefined;
		}
		if (!project.reading) {
			this.#open.delete(project);
		}
		this.#takeIn(project, reading.startedAt, outcome, store.known(project.appId).error);
		this.#underWay -= 1;
		if (this.#watched.get(project.appId) === project) {
			this.#schedule(project);
		}
		this.#plan();
	}

	/** What was read was taken in when the store told of it. */
	#takeIn(project: WatchedProject, startedAt: number, outcome: PageOutcome, error: unknown): void {
		if (outcome !== 'failed' && outcome !== 'allFailed') {
			return;
		}
		const now = this.#parts.clock.monotonic();
		project.backoff.failed(now, error);
		if (isAgoraError(error, 'unauthorized')) {
			this.#isRefused = true;
		} else if (outcome === 'allFailed' && this.#lastReadAt < startedAt) {
			// While others can be read, it is the project's own failure.
			this.#outage.failed(now, error);
		}
	}

	/** Ends the readings that are not to go on. */
	#giveUpWhere(isUnneeded: (project: WatchedProject) => boolean): void {
		for (const project of this.#open) {
			if (isUnneeded(project)) {
				this.#giveUp(project);
				this.#schedule(project);
			}
		}
	}

	#giveUp(project: WatchedProject): void {
		if (project.reading) {
			this.#parts.reader.stop(project.reading);
			project.givenUp();
			this.#open.delete(project);
		}
	}

	#forgetAll(): void {
		for (const project of [...this.#watched.values()]) {
			this.#remove(project);
		}
		this.#rates = undefined;
		this.#outage.succeeded();
		this.#isRefused = false;
		this.#lastReadAt = Number.NEGATIVE_INFINITY;
	}
}
