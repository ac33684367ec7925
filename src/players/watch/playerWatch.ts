import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/http/error';
import type { Places } from '../../agora/http/pace/places';
import type { SessionSource } from '../../agora/session';
import type { AlarmClock } from '../../platform/clock';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import type { Event } from '../../platform/emitter';
import type { PlayerStore } from '../playerStore';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PageOutcome, PlayerReader } from './playerReader';
import { pollingPlaces, WatchedProject } from './watchedProject';
import type { WatchPeriods } from './watchPeriods';

export interface WatchParts {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly active: {
		readonly current: Pick<Project, 'appId'> | undefined;
		readonly onDidChange: Event<void>;
	};
	readonly store: PlayerStore;
	readonly reader: Pick<PlayerReader, 'begin' | 'readPage' | 'stop'>;
	readonly window: { readonly focused: boolean; readonly onDidChange: Event<void> };
	readonly periods: () => WatchPeriods;
	readonly clock: AlarmClock;
	/** From 0 to below 1, for jitter. */
	readonly random: () => number;
}

/** Calls under way together, so that a project whose answer takes long does not keep the others waiting. */
const MOST_AT_ONCE = 4;

/** Between two calls, whatever project they are for: half of what the strictest limit allows in a second. */
const SHORTEST_GAP_MS = 200;
const LONGEST_GAP_MS = 1000;

interface NextPage {
	readonly appId: string;
	readonly at: number;
}

/**
 * Reads the players of all watched projects again and again, one page after the other: never two calls for a project at a
 * time, and never more of them than half of what List allows. Nothing while the window is not focused.
 */
export class PlayerWatch implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly parts: WatchParts;
	private readonly watched = new Map<string, WatchedProject>();
	private readonly places = new Map<string, Places>();
	/** The projects that failed together, for a reason of none of them. */
	private readonly failedTogether = new Set<WatchedProject>();
	private session: unknown;
	private visible = false;
	private timer: Disposable | undefined;
	private underWay = 0;
	private lastCallAt = Number.NEGATIVE_INFINITY;

	constructor(parts: WatchParts) {
		this.parts = parts;
		const { sessions, projects, active, store, window } = parts;
		this.subscriptions.add(sessions.onDidChange(() => this.follow()));
		this.subscriptions.add(projects.onDidChange(() => this.follow()));
		this.subscriptions.add(active.onDidChange(() => this.plan()));
		this.subscriptions.add(window.onDidChange(() => this.plan()));
		// A reading that the user asked for heals what was refused, and puts off the next one.
		this.subscriptions.add(store.onDidChange(() => this.plan()));
		this.subscriptions.add(store.onDidAct(({ appId }) => this.lookSoon(appId)));
		this.follow();
	}

	/** Told by the view. */
	setVisible(visible: boolean): void {
		this.visible = visible;
		for (const [appId, project] of this.watched) {
			if (this.periodOf(appId) === undefined) {
				this.giveUp(project);
			}
		}
		this.plan();
	}

	/** Looks at a project 1, 3, 6 and 10 seconds from now, since something was, or may have been, done to its players. */
	lookSoon(appId: string): void {
		this.watched.get(appId)?.lookSoon(this.parts.clock.monotonic());
		this.plan();
	}

	dispose(): void {
		this.subscriptions.dispose();
		this.timer?.dispose();
		this.forgetAll();
	}

	/** Keeps in step with who is signed in, and which projects there are. */
	private follow(): void {
		const { sessions, projects, random } = this.parts;
		if (sessions.current !== this.session) {
			this.session = sessions.current;
			this.forgetAll();
		}
		const appIds = new Set(watchedProjects(projects).map(({ appId }) => appId));
		for (const [appId, project] of this.watched) {
			if (!appIds.has(appId)) {
				this.giveUp(project);
				this.watched.delete(appId);
			}
		}
		for (const appId of appIds) {
			if (!this.watched.has(appId)) {
				const places = this.places.get(appId) ?? pollingPlaces();
				this.places.set(appId, places);
				this.watched.set(appId, new WatchedProject(places, random));
			}
		}
		this.plan();
	}

	/** Finds out what is to be read next, and sees to it that it is. */
	private plan(): void {
		this.timer?.dispose();
		this.timer = undefined;
		for (const [appId, project] of this.watched) {
			if (this.parts.store.known(appId).error === undefined) {
				project.succeeded();
			}
			if (!this.mayRead(appId)) {
				this.giveUp(project);
			}
		}
		const next = this.underWay < MOST_AT_ONCE ? this.next() : undefined;
		if (!next) {
			return;
		}
		const wait = next.at - this.parts.clock.monotonic();
		if (wait <= 0) {
			void this.read(next.appId);
			this.plan();
		} else if (Number.isFinite(wait)) {
			this.timer = this.parts.clock.after(wait, () => this.plan());
		}
	}

	private next(): NextPage | undefined {
		const { sessions, store, clock } = this.parts;
		// Others hear of a new session earlier, and empty the store.
		if (!sessions.current || sessions.current !== this.session) {
			return undefined;
		}
		const now = clock.monotonic();
		let next: (NextPage & { readonly last: number }) | undefined;
		for (const [appId, project] of this.watched) {
			if (project.isAsked || !this.mayRead(appId)) {
				continue;
			}
			const { readAt } = store.known(appId);
			const period = this.periodOf(appId);
			const last = project.lastAt(readAt) ?? Number.NEGATIVE_INFINITY;
			const isLate = period === undefined || last + 2 * period < now;
			const gap = isLate ? SHORTEST_GAP_MS : this.spread(period);
			const at = Math.max(project.dueAt(period, readAt), this.lastCallAt + gap, now);
			if (!next || at < next.at || (at === next.at && last < next.last)) {
				next = { appId, at, last };
			}
		}
		return next;
	}

	/** Rounds of many projects are spread over their time. */
	private spread(periodMs: number): number {
		return Math.min(LONGEST_GAP_MS, Math.max(SHORTEST_GAP_MS, periodMs / this.watched.size));
	}

	/**
	 * Projects that may not use Media Pull and, while the credentials are refused, all of them are left alone until a
	 * reading that the user asked for succeeds: asking again and again is of no use, or does harm.
	 */
	private mayRead(appId: string): boolean {
		const { window, store } = this.parts;
		return window.focused && !isAgoraError(store.known(appId).error, 'forbidden', 'unauthorized');
	}

	private periodOf(appId: string): number | undefined {
		const { visibleMs, hiddenMs } = this.parts.periods();
		if (this.visible) {
			return visibleMs;
		}
		return appId === this.parts.active.current?.appId ? hiddenMs : undefined;
	}

	private async read(appId: string): Promise<void> {
		const { reader, clock } = this.parts;
		const project = this.watched.get(appId);
		const reading = project?.reading ?? reader.begin(appId, 'polling');
		if (!project || !reading) {
			return;
		}
		this.underWay += 1;
		this.lastCallAt = clock.monotonic();
		if (!project.reading) {
			project.reading = reading;
			project.begun(clock.monotonic());
		}
		project.pageAsked();
		const outcome = await reader.readPage(reading);
		project.pageAnswered(clock.monotonic());
		if (outcome === 'stopped') {
			project.givenUp();
		} else if (outcome !== 'more') {
			project.reading = undefined;
		}
		this.takeIn(project, outcome);
		this.underWay -= 1;
		this.plan();
	}

	private takeIn(project: WatchedProject, outcome: PageOutcome): void {
		const now = this.parts.clock.monotonic();
		if (outcome === 'read') {
			for (const other of this.failedTogether) {
				other.retrySoon();
			}
			this.failedTogether.clear();
		} else if (outcome === 'failed') {
			project.failed(now);
		} else if (outcome === 'allFailed') {
			for (const each of this.watched.values()) {
				each.failed(now);
				this.failedTogether.add(each);
			}
		}
	}

	private giveUp(project: WatchedProject): void {
		if (project.reading) {
			this.parts.reader.stop(project.reading);
			project.givenUp();
		}
	}

	private forgetAll(): void {
		for (const project of this.watched.values()) {
			this.giveUp(project);
		}
		this.watched.clear();
		this.failedTogether.clear();
	}
}
