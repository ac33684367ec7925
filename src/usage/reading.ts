import type { UsageQuery, UsageReport } from '../agora/console/usage';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { failed, type Known, loading, nothingKnown, succeeded } from '../platform/known';
import { type Business, businesses } from '../shared/usageWords';
import { sameRange, type UsageRange } from './range';

export interface UsageReadingOptions {
	/** Asks the server, as one account. */
	readonly read: (query: UsageQuery, signal: AbortSignal) => Promise<UsageReport>;
	readonly projectId: string;
	readonly clock: Clock;
	/** What is known of the business has changed. */
	readonly onDidChange: (business: Business) => void;
}

/**
 * The figures of one project in one range, for every business. Only the newest `start` counts: it aborts the one
 * before, and whatever that one still answers is dropped.
 */
export class UsageReading implements Disposable {
	private readonly options: UsageReadingOptions;
	private readonly figures = new Map<Business, Known<UsageReport>>();
	private currentRange: UsageRange | undefined;
	private running = new AbortController();

	constructor(options: UsageReadingOptions) {
		this.options = options;
	}

	/** The range asked for last; undefined before the first. */
	get range(): UsageRange | undefined {
		return this.currentRange;
	}

	known(business: Business): Known<UsageReport> {
		return this.figures.get(business) ?? nothingKnown();
	}

	/**
	 * Reads all businesses, `first` before the others, since that one is on screen. Figures of the same range
	 * stay known meanwhile, those of another range do not. Settles when all are read or failed, and never rejects.
	 */
	async start(range: UsageRange, first: Business): Promise<void> {
		this.running.abort();
		this.running = new AbortController();
		const { signal } = this.running;
		if (!this.currentRange || !sameRange(this.currentRange, range)) {
			this.figures.clear();
		}
		this.currentRange = range;
		for (const business of businesses) {
			this.change(business, loading(this.known(business)));
		}
		await this.read(first, range, signal);
		const others = businesses.filter((business) => business !== first);
		await Promise.all(others.map((business) => this.read(business, range, signal)));
	}

	dispose(): void {
		this.running.abort();
	}

	private async read(business: Business, range: UsageRange, signal: AbortSignal): Promise<void> {
		if (signal.aborted) {
			return;
		}
		const { read, projectId, clock } = this.options;
		let known: Known<UsageReport>;
		try {
			known = succeeded(await read({ projectId, ...range, business }, signal), clock.now());
		} catch (error) {
			known = failed(this.known(business), error);
		}
		if (!signal.aborted) {
			this.change(business, known);
		}
	}

	private change(business: Business, known: Known<UsageReport>): void {
		this.figures.set(business, known);
		this.options.onDidChange(business);
	}
}
