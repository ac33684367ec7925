import { Backoff } from '../../agora/backoff';
import { DueQueue } from '../../common/dueQueue';
import type { OpenReading } from './playerReader';
import type { PollRate } from './pollRates';

/** When to read a project after its players were changed: List shows a change within about ten seconds. */
const POLL_SOON_MS = [1000, 3000, 6000, 10_000];

/** When one project should be read. Times are those of the monotonic clock. */
export class PolledProject {
	readonly appId: string;
	readonly backoff: Backoff;
	/** The reading under way, between two pages or during one. */
	reading: OpenReading | undefined;
	#isReadingPage = false;
	#startedAt: number | undefined;
	#pollSoonTimes: readonly number[] = [];

	/** @param random from 0 to below 1, for jitter. */
	constructor(appId: string, random: () => number) {
		this.appId = appId;
		this.backoff = new Backoff(random);
	}

	/** When the last reading started, or ended at `readAt` because of a refresh; -Infinity if there was none. */
	lastAt(readAt: number | undefined): number {
		return Math.max(this.#startedAt ?? Number.NEGATIVE_INFINITY, readAt ?? Number.NEGATIVE_INFINITY);
	}

	/**
	 * When to read the next page.
	 *
	 * @param periodMs how often to read the project; undefined: only soon after its players were changed.
	 * @param readAt when it was last read, here or by a refresh.
	 * @param availableFrom when the rate limiter allows the call.
	 */
	dueAt(periodMs: number | undefined, readAt: number | undefined, availableFrom: number): number {
		if (this.#isReadingPage) {
			return Number.POSITIVE_INFINITY;
		}
		const earliest = Math.max(availableFrom, this.backoff.notBefore);
		if (this.reading) {
			return earliest;
		}
		const [soon = Number.POSITIVE_INFINITY] = this.#pollSoonTimes;
		if (periodMs === undefined) {
			return Math.max(earliest, soon);
		}
		const next = this.backoff.isFailing ? this.backoff.notBefore : this.lastAt(readAt) + periodMs;
		return Math.max(earliest, Math.min(soon, next));
	}

	/** Whether it comes before projects whose turn it is: its players were changed, or a reading is under way. */
	get isUrgent(): boolean {
		return this.#pollSoonTimes.length > 0 || this.reading !== undefined;
	}

	pollSoon(now: number): void {
		this.#pollSoonTimes = POLL_SOON_MS.map((ms) => now + ms);
	}

	startReading(reading: OpenReading, now: number): void {
		this.reading = reading;
		this.#startedAt = now;
		this.#pollSoonTimes = this.#pollSoonTimes.filter((time) => time > now);
	}

	/** Drops the reading, so that the project is still due. */
	cancelReading(): void {
		this.reading = undefined;
		this.#startedAt = undefined;
	}

	startPage(): void {
		this.#isReadingPage = true;
	}

	endPage(): void {
		this.#isReadingPage = false;
	}
}

export interface NextPage {
	readonly queue: PollQueue;
	readonly project: PolledProject;
	/** Milliseconds by the monotonic clock. */
	readonly at: number;
}

/** Projects ordered by when they are due, and the time of the last call for one of them. */
export class PollQueue {
	readonly due = new DueQueue<PolledProject>();
	lastCallAt = Number.NEGATIVE_INFINITY;

	/** @param readAtOf when a project was last read, here or by a refresh. */
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
		const isLate =
			project.isUrgent ||
			periodMs === undefined ||
			project.lastAt(readAtOf(project.appId)) + 2 * periodMs < now;
		return { queue: this, project, at: Math.max(due, this.lastCallAt + (isLate ? lateGapMs : gapMs)) };
	}
}
