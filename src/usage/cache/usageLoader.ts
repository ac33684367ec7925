import type { UsageQuery, UsageReport } from '../../agora/console/usage';
import { isAgoraError } from '../../agora/errors';
import type { CallOptions } from '../../agora/operations';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { type Span, sameSpan } from '../report/days';
import type { Business, SeriesId } from '../report/figures';
import type { AccountUsage } from './accountUsage';
import { listSeries, type PlannedQuery, planQueries, type UsageRequest } from './readingPlan';

/** As many calls as Agora takes in a second; more would only stand in the queue, where they cannot be put in another order. */
const AT_ONCE = 10;
/** Waits for the limit of calls in a second are no news; longer ones are for another reason. */
const TELLING_WAIT_MS = 3000;

export interface UsageReadingOptions {
	/** Asks the server, as one account. */
	readonly read: (query: UsageQuery, options: CallOptions) => Promise<UsageReport>;
	readonly books: AccountUsage;
	readonly clock: Clock;
	/** The state of these has changed, or with none the progress alone. */
	readonly onDidChange: (changed: readonly SeriesId[]) => void;
}

export type LoadState =
	| { readonly state: 'waiting' | 'reading' | 'ready' | 'cancelled' }
	| { readonly state: 'failed'; readonly error: unknown };

export interface Progress {
	/** Calls that were answered, failed ones included. */
	readonly done: number;
	readonly failed: number;
	readonly total: number;
	/** Expected milliseconds of the latest long wait; 0 when calls are answered. */
	readonly waitMs: number;
}

interface Job extends PlannedQuery {
	readonly abort: AbortController;
	running: boolean;
}

/**
 * Reads what is wanted and not known, ten calls at a time, those on screen first. Every answer goes into the books as
 * it comes. What failed stays failed until it is asked for again, or other days are wanted of it.
 */
export class UsageLoader implements Disposable {
	readonly #options: UsageReadingOptions;
	#jobs: Job[] = [];
	#wanted: UsageRequest | undefined;
	/** Unsettled days that were read before do not count as known. */
	#freshSince = 0;
	readonly #ends = new Map<string, { readonly days: string; readonly state: LoadState }>();
	#done = 0;
	#failed = 0;
	#total = 0;
	#waitMs = 0;
	#disposed = false;

	constructor(options: UsageReadingOptions) {
		this.#options = options;
	}

	/** Undefined when no call is under way or waiting. */
	get progress(): Progress | undefined {
		const done = this.#done;
		const failed = this.#failed;
		const total = this.#total;
		const waitMs = this.#waitMs;
		return this.#jobs.length === 0 ? undefined : { done, failed, total, waitMs };
	}

	stateOf(pair: SeriesId): LoadState {
		const jobs = this.#jobs.filter((job) => keyOf(job) === keyOf(pair));
		if (jobs.length > 0) {
			return { state: jobs.some(({ running }) => running) ? 'reading' : 'waiting' };
		}
		return this.#ends.get(keyOf(pair))?.state ?? { state: this.#wanted ? 'ready' : 'waiting' };
	}

	/** Reads what is missing of the wanted; calls under way that are of no use for it are given up. */
	want(wanted: UsageRequest): void {
		this.#wanted = wanted;
		this.#plan();
	}

	/** Reads again what may have changed since, and what failed. */
	refresh(): void {
		this.#freshSince = this.#options.clock.now();
		this.#ends.clear();
		this.#plan();
	}

	/** Tries again what failed or was given up, of one project or business or of all. */
	retry(project: string | undefined, business: Business | undefined): void {
		for (const pair of listSeries(this.#wanted)) {
			const asked =
				(project ?? pair.project) === pair.project && (business ?? pair.business) === pair.business;
			if (asked) {
				this.#ends.delete(keyOf(pair));
			}
		}
		this.#plan();
	}

	/** Gives up what is under way or waiting; the figures that have come stay. */
	cancel(): void {
		const given = this.#jobs;
		this.#jobs = [];
		for (const job of given) {
			job.abort.abort();
			this.#end(job, { state: 'cancelled' });
		}
		this.#options.onDidChange(given);
	}

	dispose(): void {
		this.#disposed = true;
		for (const { abort } of this.#jobs) {
			abort.abort();
		}
		this.#jobs = [];
	}

	#missing({ project, business }: SeriesId): Span[] {
		const { books, clock } = this.#options;
		const days = this.#wanted?.days[business] ?? [];
		return books.book(project, business).missing(days, clock.now(), this.#freshSince);
	}

	#plan(): void {
		const before = this.#jobs;
		const calls = planQueries(this.#wanted, (pair) => (this.#hasEnded(pair) ? [] : this.#missing(pair)));
		this.#jobs = calls.map(
			(call) =>
				before.find((job) => keyOf(job) === keyOf(call) && sameSpan(job.span, call.span)) ?? {
					...call,
					abort: new AbortController(),
					running: false,
				},
		);
		for (const job of before) {
			if (!this.#jobs.includes(job)) {
				job.abort.abort();
			}
		}
		this.#done = 0;
		this.#failed = 0;
		this.#waitMs = 0;
		this.#total = this.#jobs.length;
		this.#start();
		this.#options.onDidChange(listSeries(this.#wanted));
	}

	/** Whether the same days of the pair have failed or were given up, and nobody has asked for them again. */
	#hasEnded(pair: SeriesId): boolean {
		const end = this.#ends.get(keyOf(pair));
		const same = end?.days === textOf(this.#missing(pair));
		if (end && !same) {
			this.#ends.delete(keyOf(pair));
		}
		return same;
	}

	#start(): void {
		const free = AT_ONCE - this.#jobs.filter(({ running }) => running).length;
		for (const job of this.#jobs.filter(({ running }) => !running).slice(0, Math.max(0, free))) {
			job.running = true;
			void this.#run(job);
		}
	}

	async #run(job: Job): Promise<void> {
		const { books, clock, read } = this.#options;
		const { project, business, span, abort } = job;
		const priority = business === this.#wanted?.first ? 'interactive' : 'polling';
		const onWait = (ms: number) => this.#wait(ms);
		let failure: { readonly error: unknown } | undefined;
		try {
			const report = await read(
				{ projectId: project, ...span, business },
				{ signal: abort.signal, priority, onWait },
			);
			if (this.#jobs.includes(job)) {
				books.add({ project, business }, report, span, clock.now());
			}
		} catch (error) {
			failure = { error };
		}
		if (this.#disposed || !this.#jobs.includes(job)) {
			return;
		}
		this.#jobs = this.#jobs.filter((other) => other !== job);
		this.#done += 1;
		this.#waitMs = 0;
		if (failure) {
			this.#failed += 1;
			this.#fail(job, failure.error);
		} else {
			this.#renewEnd(job);
		}
		this.#start();
		this.#options.onDidChange([job]);
	}

	#fail(job: Job, error: unknown): void {
		this.#end(job, { state: 'failed', error });
		if (isAgoraError(error, 'unauthorized')) {
			// Every other call would be refused likewise.
			const others = this.#jobs;
			this.#jobs = [];
			for (const other of others) {
				other.abort.abort();
				this.#end(other, { state: 'failed', error });
			}
			this.#done += others.length;
			this.#failed += others.length;
			this.#options.onDidChange(others);
		}
	}

	/** Another call about the pair was answered, which does not make good the one that failed. */
	#renewEnd(pair: SeriesId): void {
		const known = this.#ends.get(keyOf(pair));
		if (known) {
			this.#end(pair, known.state);
		}
	}

	#end(pair: SeriesId, state: LoadState): void {
		this.#ends.set(keyOf(pair), { days: textOf(this.#missing(pair)), state });
	}

	#wait(ms: number): void {
		if (ms >= TELLING_WAIT_MS && !this.#disposed) {
			this.#waitMs = ms;
			this.#options.onDidChange([]);
		}
	}
}

function keyOf({ project, business }: SeriesId): string {
	return `${business}\n${project}`;
}

function textOf(spans: readonly Span[]): string {
	return spans.map(({ from, to }) => `${from}..${to}`).join(' ');
}
