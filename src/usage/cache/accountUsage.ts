import type { UsageReport } from '../../agora/console/usage';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { Span } from '../report/days';
import { addDays, dayOf } from '../report/days';
import { BUSINESSES, type Business } from '../report/figures';
import { type StoredProject, UsageCache } from './usageCache';

/** Where books are kept between sessions. Never rejects: without it everything is read again, and no more. */
export interface BookShelf {
	load(project: string): Promise<StoredProject | undefined>;
	save(projects: ReadonlyMap<string, StoredProject>): Promise<void>;
}

export interface BookChange {
	readonly project: string;
	readonly business: Business;
}

/** Older days are not kept: twice twelve months and a little. */
const KEPT_DAYS = 800;
const SAVE_AFTER_MS = 2000;

/** The books of all projects of one account, in memory for as long as it is signed in, and kept on a shelf if there is one. */
export class AccountUsage implements Disposable {
	readonly #books = new Map<string, UsageCache>();
	readonly #loads = new Map<string, Promise<void>>();
	readonly #unsaved = new Set<string>();
	readonly #changed = new Emitter<BookChange>();
	readonly #shelf: BookShelf | undefined;
	readonly #clock: Clock;
	#saving: NodeJS.Timeout | undefined;
	#closed = false;

	readonly onDidChange = this.#changed.event;

	constructor(shelf: BookShelf | undefined, clock: Clock) {
		this.#shelf = shelf;
		this.#clock = clock;
	}

	/** Takes the project's books from the shelf, at the first call only. */
	load(project: string): Promise<void> {
		const load = this.#loads.get(project) ?? this.#loadOnce(project);
		this.#loads.set(project, load);
		return load;
	}

	book(project: string, business: Business): UsageCache {
		const key = `${business}\n${project}`;
		const book = this.#books.get(key) ?? new UsageCache();
		this.#books.set(key, book);
		return book;
	}

	/** Takes in what was told of the days of `span` at `readAt`, and keeps it soon. */
	add(change: BookChange, report: UsageReport, span: Span, readAt: number): void {
		if (this.#closed) {
			return;
		}
		this.book(change.project, change.business).add(report, span, readAt);
		this.#unsaved.add(change.project);
		this.#saving ??= setTimeout(() => void this.save(), SAVE_AFTER_MS);
		this.#changed.fire(change);
	}

	/** Keeps what has not been kept yet. */
	async save(): Promise<void> {
		clearTimeout(this.#saving);
		this.#saving = undefined;
		const projects = [...this.#unsaved];
		this.#unsaved.clear();
		if (this.#shelf && projects.length > 0) {
			const since = addDays(dayOf(this.#clock.now()), -KEPT_DAYS);
			await this.#shelf.save(new Map(projects.map((project) => [project, this.#stored(project, since)])));
		}
	}

	/** Forgets everything; nothing is kept any more, since the account may be gone. */
	dispose(): void {
		this.#closed = true;
		clearTimeout(this.#saving);
		this.#books.clear();
		this.#changed.dispose();
	}

	async #loadOnce(project: string): Promise<void> {
		const stored = await this.#shelf?.load(project);
		for (const business of BUSINESSES) {
			const kept = stored?.[business];
			if (kept && this.book(project, business).readAt === undefined && !this.#closed) {
				this.#books.set(`${business}\n${project}`, UsageCache.restored(kept));
			}
		}
	}

	#stored(project: string, since: string): StoredProject {
		const books = BUSINESSES.map(
			(business) => [business, this.book(project, business).stored(since)] as const,
		);
		return Object.fromEntries(books.filter(([, book]) => book !== undefined));
	}
}
