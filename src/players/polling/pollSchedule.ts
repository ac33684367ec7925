import { SlidingWindow } from '../../agora/rateLimiter';
import { limitsOf } from '../../agora/rateLimits';
import { DueQueue } from '../../common/dueQueue';
import { Backoff } from './backoff';
import type { OpenReading } from './playerReader';

/** Seconds after something was done to its players at which a project is looked at: List tells of it within about ten. */
const LOOKS_MS = [1000, 3000, 6000, 10_000];

/** Half of what List allows for a project: the other half is left to the user's own back end (Media Pull REST API, Rate limits). */
export function pollingPlaces(): SlidingWindow {
	const limits = limitsOf({ operation: 'listPlayers' });
	return new SlidingWindow(
		limits.flatMap(({ windows }) => windows.map(({ calls, ms }) => ({ calls: Math.floor(calls / 2), ms }))),
	);
}

/** When one project may and should be read. Times are those of the monotonic clock. */
export class WatchedProject {
	readonly appId: string;
	readonly backoff: Backoff;
	/** A reading of several pages that goes on. */
	reading: OpenReading | undefined;
	readonly #places: SlidingWindow;
	#asked = false;
	#begunAt: number | undefined;
	#looks: readonly number[] = [];

	/**
	 * @param places of this project in any session: the server counts on when somebody signs in again.
	 * @param random from 0 to below 1, for jitter.
	 */
	constructor(appId: string, places: SlidingWindow, random: () => number) {
		this.appId = appId;
		this.#places = places;
		this.backoff = new Backoff(random);
	}

	/** When it was last begun to be read, here or, at `readAt`, elsewhere; undefined if never. */
	lastAt(readAt: number | undefined): number | undefined {
		const times = [this.#begunAt, readAt].filter((time) => time !== undefined);
		return times.length > 0 ? Math.max(...times) : undefined;
	}

	/**
	 * When its next page is to be read.
	 *
	 * @param periodMs how often it is to be read; undefined: only to see what something done to it came to.
	 */
	dueAt(periodMs: number | undefined, readAt: number | undefined): number {
		if (this.#asked) {
			return Number.POSITIVE_INFINITY;
		}
		const free = Math.max(this.#places.freeFrom(), this.backoff.notBefore);
		if (this.reading) {
			return free;
		}
		const [look = Number.POSITIVE_INFINITY] = this.#looks;
		if (periodMs === undefined) {
			return Math.max(free, look);
		}
		const last = this.lastAt(readAt) ?? Number.NEGATIVE_INFINITY;
		const next = this.backoff.isFailing ? this.backoff.notBefore : last + periodMs;
		return Math.max(free, Math.min(look, next));
	}

	/** Whether it waits for nobody: something was done to its players, or a reading of it goes on. */
	get isUrgent(): boolean {
		return this.#looks.length > 0 || this.reading !== undefined;
	}

	/** Something was done to its players. */
	pollSoon(now: number): void {
		this.#looks = LOOKS_MS.map((ms) => now + ms);
	}

	begun(now: number): void {
		this.#begunAt = now;
		this.#looks = this.#looks.filter((time) => time > now);
	}

	/** It was given up, so that it is still to be read. */
	givenUp(): void {
		this.reading = undefined;
		this.#begunAt = undefined;
	}

	pageAsked(): void {
		this.#asked = true;
		this.#places.take();
	}

	pageAnswered(now: number): void {
		this.#asked = false;
		this.#places.answered(now);
	}
}

/** How often the projects of a queue are read, in milliseconds. */
export interface PollRate {
	/** Undefined: not at all. */
	readonly periodMs: number | undefined;
	/** Between two calls for any of them. */
	readonly gapMs: number;
	/** The same while they are late: while the next one was not read for two periods, or is urgent. */
	readonly lateGapMs: number;
}

export interface NextPage {
	readonly queue: PollQueue;
	readonly project: WatchedProject;
	/** Milliseconds by the monotonic clock. */
	readonly at: number;
}

/** Projects by when they are due, and when the last call for one of them was made. */
export class PollQueue {
	readonly due = new DueQueue<WatchedProject>();
	lastCallAt = Number.NEGATIVE_INFINITY;

	/** @param readAtOf when a project was last read, here or elsewhere. */
	next(
		{ periodMs, gapMs, lateGapMs }: PollRate,
		now: number,
		readAtOf: (appId: string) => number | undefined,
	): NextPage | undefined {
		const { first } = this.due;
		if (!first) {
			return undefined;
		}
		const { item: project, due } = first;
		const last = project.lastAt(readAtOf(project.appId)) ?? Number.NEGATIVE_INFINITY;
		const isLate = project.isUrgent || periodMs === undefined || last + 2 * periodMs < now;
		return { queue: this, project, at: Math.max(due, this.lastCallAt + (isLate ? lateGapMs : gapMs)) };
	}
}
