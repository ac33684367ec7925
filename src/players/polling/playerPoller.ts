import { Backoff } from '../../agora/backoff';
import { isAgoraError } from '../../agora/errors';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import type { PageOutcome, PlayerReader } from './playerReader';
import type { PollPeriods } from './pollPeriods';
import { MIN_GAP_MS, type PollRates, pollRates } from './pollRates';
import { type NextPage, PolledProject, PollQueue } from './pollSchedule';
import type { PriorityProjects } from './priorityProjects';

export interface PlayerPollerDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly priority: Pick<PriorityProjects, 'appIds' | 'has' | 'onDidChange'>;
	readonly store: PlayerStore;
	readonly reader: Pick<PlayerReader, 'begin' | 'readPage' | 'stop' | 'availableFrom'>;
	readonly window: { readonly focused: boolean; readonly onDidChange: Event<void> };
	readonly periods: { readonly current: PollPeriods; readonly onDidChange: Event<void> };
	readonly clock: Pick<Clock, 'monotonic' | 'setTimeout'>;
}

/** More than one, so that a project whose response takes long does not keep the others waiting. */
const MAX_CONCURRENT_CALLS = 4;

/**
 * Reads the players of all projects again and again, page by page: projects with players as often as the settings say, the others
 * in rotation. It makes one call for a project at a time, when the rate limiter has room for it, and none while the window is
 * not focused. The cost of scheduling a call does not depend on the number of projects.
 */
export class PlayerPoller implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PlayerPollerDeps;
	readonly #random: () => number;
	readonly #projects = new Map<string, PolledProject>();
	readonly #priority = new PollQueue();
	readonly #rotation = new PollQueue();
	/** After failures that concern every project. */
	readonly #outage: Backoff;
	/** Agora refused the credentials: no call is made until a refresh succeeds. */
	#isUnauthorized = false;
	readonly #open = new Set<PolledProject>();
	#session: unknown;
	#visible = false;
	#rates: PollRates | undefined;
	#timer: Disposable | undefined;
	#underWay = 0;
	#lastCallAt = Number.NEGATIVE_INFINITY;
	#lastReadAt = Number.NEGATIVE_INFINITY;

	/** @param random from 0 to below 1, for jitter. */
	constructor(deps: PlayerPollerDeps, random = Math.random) {
		this.#deps = deps;
		this.#random = random;
		const { sessions, projects, priority, store, window, periods } = deps;
		this.#outage = new Backoff(random);
		this.#subscriptions.add(sessions.onDidChange(() => this.#sync()));
		this.#subscriptions.add(projects.onDidChange(() => this.#sync()));
		this.#subscriptions.add(priority.onDidChange((appId) => this.#onPriorityChanged(appId)));
		this.#subscriptions.add(
			window.onDidChange(() => {
				this.#cancelWhere(() => !window.focused);
				this.#plan();
			}),
		);
		this.#subscriptions.add(
			periods.onDidChange(() => {
				this.#scheduleAll();
				this.#plan();
			}),
		);
		// A refresh ends backoffs, and postpones the next reading.
		this.#subscriptions.add(store.onDidRead(({ appId }) => this.#onDidRead(appId)));
		this.#subscriptions.add(store.onDidAct(({ appId }) => this.pollSoon(appId)));
		this.#sync();
	}

	setVisible(visible: boolean): void {
		this.#visible = visible;
		this.#scheduleAll();
		this.#cancelWhere((project) => this.#periodOf(project) === undefined);
		this.#plan();
	}

	/** Reads a project 1, 3, 6 and 10 seconds from now, because its players may have changed. */
	pollSoon(appId: string): void {
		const project = this.#projectOf(appId);
		if (project) {
			project.pollSoon(this.#deps.clock.monotonic());
			this.#schedule(project);
			this.#plan();
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#timer?.dispose();
		this.#reset();
	}

	/** Adopts the current session and projects. */
	#sync(): void {
		const { sessions, projects } = this.#deps;
		if (sessions.current !== this.#session) {
			this.#session = sessions.current;
			this.#reset();
		}
		const appIds = new Set(watchedProjects(projects).map(({ appId }) => appId));
		for (const [appId, project] of this.#projects) {
			if (!appIds.has(appId) && !this.#deps.priority.has(appId)) {
				this.#remove(project);
			}
		}
		for (const appId of [...appIds, ...this.#deps.priority.appIds]) {
			this.#add(appId);
		}
		this.#scheduleAll();
		this.#plan();
	}

	#onPriorityChanged(appId: string | undefined): void {
		const project = appId === undefined ? undefined : this.#projectOf(appId);
		this.#rates = undefined;
		if (project) {
			this.#schedule(project);
		} else if (appId === undefined) {
			this.#scheduleAll();
		}
		this.#plan();
	}

	/** Includes a disabled project that has players. */
	#projectOf(appId: string): PolledProject | undefined {
		return this.#projects.get(appId) ?? (this.#deps.priority.has(appId) ? this.#add(appId) : undefined);
	}

	#add(appId: string): PolledProject {
		const project = this.#projects.get(appId) ?? new PolledProject(appId, this.#random);
		this.#projects.set(appId, project);
		return project;
	}

	#remove(project: PolledProject): void {
		this.#cancel(project);
		this.#projects.delete(project.appId);
		this.#priority.due.delete(project);
		this.#rotation.due.delete(project);
	}

	#onDidRead(appId: string): void {
		this.#lastReadAt = this.#deps.clock.monotonic();
		this.#outage.succeeded();
		this.#isUnauthorized = false;
		const project = this.#projectOf(appId);
		if (project) {
			project.backoff.succeeded();
			this.#schedule(project);
		}
		this.#plan();
	}

	#scheduleAll(): void {
		this.#rates = undefined;
		for (const project of this.#projects.values()) {
			this.#schedule(project);
		}
	}

	/** Puts a project into the priority queue or into the rotation. */
	#schedule(project: PolledProject): void {
		const { priority, store, reader } = this.#deps;
		const { appId } = project;
		const availableFrom = reader.availableFrom(appId);
		const due = project.dueAt(this.#periodOf(project), store.loadable(appId).loadedAt, availableFrom);
		const isFirst = project.isUrgent || priority.has(appId);
		(isFirst ? this.#rotation : this.#priority).due.delete(project);
		(isFirst ? this.#priority : this.#rotation).due.set(project, due);
	}

	#periodOf({ appId }: PolledProject): number | undefined {
		const rates = this.#currentRates();
		return (this.#deps.priority.has(appId) ? rates.priority : rates.rotation).periodMs;
	}

	#currentRates(): PollRates {
		if (!this.#rates) {
			const { periods, priority } = this.#deps;
			const first = priority.appIds.size;
			this.#rates = pollRates(
				periods.current,
				this.#visible,
				first,
				Math.max(0, this.#projects.size - first),
			);
		}
		return this.#rates;
	}

	/** Reads what is due, and sets a timer for the next page. */
	#plan(): void {
		this.#timer?.dispose();
		this.#timer = undefined;
		while (this.#mayRead() && this.#underWay < MAX_CONCURRENT_CALLS) {
			const next = this.#next();
			if (!next) {
				return;
			}
			const wait = next.at - this.#deps.clock.monotonic();
			if (wait > 0) {
				this.#timer = this.#deps.clock.setTimeout(() => this.#plan(), wait);
				return;
			}
			void this.#read(next);
		}
	}

	/** The session may be new: other listeners, which clear the store, run before this one. */
	#mayRead(): boolean {
		const { sessions, window } = this.#deps;
		return (
			sessions.current !== undefined &&
			sessions.current === this.#session &&
			window.focused &&
			!this.#isUnauthorized
		);
	}

	#next(): NextPage | undefined {
		const { clock, store } = this.#deps;
		const rates = this.#currentRates();
		const now = clock.monotonic();
		const readAtOf = (appId: string) => store.loadable(appId).loadedAt;
		const first = this.#priority.next(rates.priority, now, readAtOf);
		const other = this.#rotation.next(rates.rotation, now, readAtOf);
		const next = first && other ? (other.at < first.at ? other : first) : (first ?? other);
		const freeFrom = Math.max(this.#lastCallAt + MIN_GAP_MS, this.#outage.notBefore);
		return next && { ...next, at: Math.max(next.at, freeFrom) };
	}

	async #read({ queue, project }: NextPage): Promise<void> {
		const { reader, clock, store } = this.#deps;
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
			project.startReading(reading, now);
		}
		this.#open.add(project);
		project.startPage();
		this.#schedule(project);
		const outcome = await reader.readPage(reading);
		project.endPage();
		if (outcome === 'stopped') {
			project.cancelReading();
		} else if (outcome !== 'more') {
			project.reading = undefined;
		}
		if (!project.reading) {
			this.#open.delete(project);
		}
		this.#applyOutcome(project, reading.startedAt, outcome, store.loadable(project.appId).error);
		this.#underWay -= 1;
		if (this.#projects.get(project.appId) === project) {
			this.#schedule(project);
		}
		this.#plan();
	}

	/** Failures only: a success is applied by `#onDidRead`. */
	#applyOutcome(project: PolledProject, startedAt: number, outcome: PageOutcome, error: unknown): void {
		if (outcome !== 'failed' && outcome !== 'allFailed') {
			return;
		}
		const now = this.#deps.clock.monotonic();
		project.backoff.failed(now, error);
		if (isAgoraError(error, 'unauthorized')) {
			this.#isUnauthorized = true;
		} else if (outcome === 'allFailed' && this.#lastReadAt < startedAt) {
			// While other projects can be read, the failure concerns this project alone.
			this.#outage.failed(now, error);
		}
	}

	/** Cancels the readings that are no longer needed. */
	#cancelWhere(isUnneeded: (project: PolledProject) => boolean): void {
		for (const project of this.#open) {
			if (isUnneeded(project)) {
				this.#cancel(project);
				this.#schedule(project);
			}
		}
	}

	#cancel(project: PolledProject): void {
		if (project.reading) {
			this.#deps.reader.stop(project.reading);
			project.cancelReading();
			this.#open.delete(project);
		}
	}

	#reset(): void {
		for (const project of [...this.#projects.values()]) {
			this.#remove(project);
		}
		this.#rates = undefined;
		this.#outage.succeeded();
		this.#isUnauthorized = false;
		this.#lastReadAt = Number.NEGATIVE_INFINITY;
	}
}
