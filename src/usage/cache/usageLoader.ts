import type { UsageQuery, UsageReport } from '../../agora/console/usage';
import { isAgoraError } from '../../agora/errors';
import type { CallOptions } from '../../agora/operations';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { addDays, commonSpan, mergeSpans, type Span, sameSpan } from '../report/days';
import { BUSINESSES, type Business, type SeriesId, seriesKey } from '../report/figures';
import { longestTo } from '../report/range';
import type { AccountUsage } from './accountUsage';

/** Agora's limit of calls per second; more would only wait in the queue, where their order cannot change any more. */
const MAX_CONCURRENT = 10;
/** Shorter waits are those of the limit per second and are not shown. */
const MIN_SHOWN_WAIT_MS = 3000;

export interface UsageLoaderDeps {
	/** Calls the usage operation as one account. */
	readonly read: (query: UsageQuery, options: CallOptions) => Promise<UsageReport>;
	readonly usage: AccountUsage;
	readonly clock: Clock;
	/** The series whose state has changed; empty when only the progress has. */
	readonly onDidChange: (changed: readonly SeriesId[]) => void;
}

export type LoadState =
	| { readonly state: 'waiting' | 'reading' | 'ready' | 'cancelled' }
	| { readonly state: 'failed'; readonly error: unknown };

export interface Progress {
	/** Calls that have ended, failed ones included. */
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
 * Reads the requested usage that is not cached, ten calls at a time, those on screen first, and adds each response to the
 * cache. A series that failed stays failed until it is retried or other days of it are requested.
 */
export class UsageLoader implements Disposable {
	readonly #deps: UsageLoaderDeps;
	#jobs: Job[] = [];
	#request: UsageRequest | undefined;
	/** Provisional days that were read before this moment are read again. */
	#freshSince = 0;
	/** Series that failed or were cancelled, with the days that were missing then. */
	readonly #outcomes = new Map<string, { readonly days: string; readonly state: LoadState }>();
	#done = 0;
	#failed = 0;
	#total = 0;
	#waitMs = 0;
	#disposed = false;

	constructor(deps: UsageLoaderDeps) {
		this.#deps = deps;
	}

	/** Undefined when no call is running or waiting. */
	get progress(): Progress | undefined {
		return this.#jobs.length === 0
			? undefined
			: { done: this.#done, failed: this.#failed, total: this.#total, waitMs: this.#waitMs };
	}

	getState(series: SeriesId): LoadState {
		const jobs = this.#jobs.filter((job) => seriesKey(job) === seriesKey(series));
		if (jobs.length > 0) {
			return { state: jobs.some(({ running }) => running) ? 'reading' : 'waiting' };
		}
		return this.#outcomes.get(seriesKey(series))?.state ?? { state: this.#request ? 'ready' : 'waiting' };
	}

	/** Reads what is missing of the request; aborts running calls that it does not need. */
	load(request: UsageRequest): void {
		this.#request = request;
		this.#plan();
	}

	/** Reads provisional days again, and what failed. */
	refresh(): void {
		this.#freshSince = this.#deps.clock.now();
		this.#outcomes.clear();
		this.#plan();
	}

	/** Retries what failed or was cancelled, of one project or business, or of all with null. */
	retry(project: string | null, business: Business | null): void {
		for (const series of listSeries(this.#request)) {
			if (
				(project ?? series.project) === series.project &&
				(business ?? series.business) === series.business
			) {
				this.#outcomes.delete(seriesKey(series));
			}
		}
		this.#plan();
	}

	/** Aborts running and waiting calls; figures that were read stay. */
	cancel(): void {
		this.#endAll({ state: 'cancelled' });
	}

	dispose(): void {
		this.#disposed = true;
		for (const { abort } of this.#jobs) {
			abort.abort();
		}
		this.#jobs = [];
	}

	#missing(series: SeriesId): Span[] {
		const { usage, clock } = this.#deps;
		const days = this.#request?.days[series.business] ?? [];
		return usage.getCache(series).missing(days, clock.now(), this.#freshSince);
	}

	#plan(): void {
		const before = this.#jobs;
		const queries = planQueries(this.#request, (series) =>
			this.#hasEnded(series) ? [] : this.#missing(series),
		);
		this.#jobs = queries.map(
			(query) =>
				before.find((job) => seriesKey(job) === seriesKey(query) && sameSpan(job.span, query.span)) ?? {
					...query,
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
		this.#deps.onDidChange(listSeries(this.#request));
	}

	/** Whether the series failed or was cancelled with the same days missing, and was not retried since. */
	#hasEnded(series: SeriesId): boolean {
		const outcome = this.#outcomes.get(seriesKey(series));
		const isSame = outcome?.days === spansText(this.#missing(series));
		if (outcome && !isSame) {
			this.#outcomes.delete(seriesKey(series));
		}
		return isSame;
	}

	#start(): void {
		const free = MAX_CONCURRENT - this.#jobs.filter(({ running }) => running).length;
		for (const job of this.#jobs.filter(({ running }) => !running).slice(0, Math.max(0, free))) {
			job.running = true;
			void this.#run(job);
		}
	}

	async #run(job: Job): Promise<void> {
		const { usage, clock, read } = this.#deps;
		const { project, business, span, abort } = job;
		let failure: { readonly error: unknown } | undefined;
		try {
			const report = await read(
				{ projectId: project, ...span, business },
				{
					signal: abort.signal,
					priority: business === this.#request?.first ? 'interactive' : 'polling',
					onWait: (ms) => this.#showWait(ms),
				},
			);
			if (this.#jobs.includes(job)) {
				usage.add({ project, business }, report, span, clock.now());
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
		const earlier = this.#outcomes.get(seriesKey(job));
		if (failure) {
			this.#fail(job, failure.error);
		} else if (earlier) {
			// Another query of the series failed before; this response does not make it good.
			this.#end(job, earlier.state);
		}
		this.#start();
		this.#deps.onDidChange([job]);
	}

	#fail(job: Job, error: unknown): void {
		this.#failed += 1;
		this.#end(job, { state: 'failed', error });
		if (isAgoraError(error, 'unauthorized')) {
			// Every other call would be refused for the same reason.
			this.#endAll({ state: 'failed', error });
		}
	}

	#endAll(state: LoadState): void {
		const jobs = this.#jobs;
		this.#jobs = [];
		for (const job of jobs) {
			job.abort.abort();
			this.#end(job, state);
		}
		this.#deps.onDidChange(jobs);
	}

	#end(series: SeriesId, state: LoadState): void {
		this.#outcomes.set(seriesKey(series), { days: spansText(this.#missing(series)), state });
	}

	#showWait(ms: number): void {
		if (ms >= MIN_SHOWN_WAIT_MS && !this.#disposed) {
			this.#waitMs = ms;
			this.#deps.onDidChange([]);
		}
	}
}

function spansText(spans: readonly Span[]): string {
	return spans.map(({ from, to }) => `${from}..${to}`).join(' ');
}

/** The usage that a panel needs. */
export interface UsageRequest {
	/** Ids, in the order in which they are read. */
	readonly projects: readonly string[];
	readonly days: Readonly<Record<Business, readonly Span[]>>;
	/** The days on screen, which are read before others. */
	readonly shown: Span;
	/** The business on screen, which is read before the others. */
	readonly first: Business;
}

export interface PlannedQuery extends SeriesId {
	readonly span: Span;
}

/** Every project in every business, those on screen first. */
export function listSeries(request: UsageRequest | undefined): SeriesId[] {
	if (!request) {
		return [];
	}
	const order = [request.first, ...BUSINESSES.filter((business) => business !== request.first)];
	return order.flatMap((business) => request.projects.map((project) => ({ project, business })));
}

/**
 * The queries for the missing days, in the order in which they are sent: the days on screen, the same days of the
 * other businesses, then the days of the comparison.
 */
export function planQueries(
	request: UsageRequest | undefined,
	missing: (series: SeriesId) => readonly Span[],
): PlannedQuery[] {
	const rank = ({ business, span }: PlannedQuery) =>
		(business === request?.first ? 0 : 1) + (request && commonSpan(span, request.shown) ? 0 : 2);
	return listSeries(request)
		.flatMap((series) => queriesCovering(missing(series)).map((span) => ({ ...series, span })))
		.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * The fewest queries that cover the days, each within one year, the newest first. Cached days in between are read
 * again where that saves a query.
 */
export function queriesCovering(missing: readonly Span[]): Span[] {
	const queries: Span[] = [];
	let rest = mergeSpans(missing);
	for (let [first] = rest; first; [first] = rest) {
		const longest = longestTo(first.from);
		const last = rest.filter(({ from }) => from <= longest).at(-1) ?? first;
		const to = last.to < longest ? last.to : longest;
		queries.unshift({ from: first.from, to });
		rest = rest.flatMap((span) =>
			span.to <= to ? [] : [{ from: span.from > to ? span.from : addDays(to, 1), to: span.to }],
		);
	}
	return queries;
}
