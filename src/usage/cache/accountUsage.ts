import type { UsageReport } from '../../agora/console/usage';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import { addDays, dayOf, type Span } from '../report/days';
import { BUSINESSES, type SeriesId, seriesKey } from '../report/figures';
import type { UsageCacheStorage } from './cacheStorage';
import { type StoredProject, UsageCache } from './usageCache';

/** Older days are not stored: two periods of twelve months and some margin. */
const STORED_DAYS = 800;
const SAVE_DELAY_MS = 2000;

export interface AccountUsageDeps {
	readonly accountId: string;
	/** Undefined for an account that is not stored on this machine: its figures stay in memory. */
	readonly storage: Pick<UsageCacheStorage, 'load' | 'save'> | undefined;
	readonly clock: Clock;
}

/** The usage of all projects of one account, in memory while it is signed in, and in the storage if there is one. */
export class AccountUsage implements Disposable {
	readonly #deps: AccountUsageDeps;
	readonly #caches = new Map<string, UsageCache>();
	readonly #loads = new Map<string, Promise<void>>();
	readonly #unsaved = new Set<string>();
	readonly #changed = new Emitter<SeriesId>();
	#saveTimer: NodeJS.Timeout | undefined;
	#disposed = false;

	readonly onDidChange = this.#changed.event;

	constructor(deps: AccountUsageDeps) {
		this.#deps = deps;
	}

	/** Loads the project's stored usage, on the first call only. Never rejects. */
	load(project: string): Promise<void> {
		const load = this.#loads.get(project) ?? this.#loadOnce(project);
		this.#loads.set(project, load);
		return load;
	}

	getCache(series: SeriesId): UsageCache {
		const cache = this.#caches.get(seriesKey(series)) ?? new UsageCache();
		this.#caches.set(seriesKey(series), cache);
		return cache;
	}

	/** Adds a report of the days of `span` that was read at `readAt`, and saves it soon. */
	add(series: SeriesId, report: UsageReport, span: Span, readAt: number): void {
		if (this.#disposed) {
			return;
		}
		this.getCache(series).add(report, span, readAt);
		this.#unsaved.add(series.project);
		this.#saveTimer ??= setTimeout(() => void this.save(), SAVE_DELAY_MS);
		this.#changed.fire(series);
	}

	/** Saves what has not been saved yet. */
	async save(): Promise<void> {
		clearTimeout(this.#saveTimer);
		this.#saveTimer = undefined;
		const projects = [...this.#unsaved];
		this.#unsaved.clear();
		const { accountId, storage, clock } = this.#deps;
		if (storage && projects.length > 0) {
			const since = addDays(dayOf(clock.now()), -STORED_DAYS);
			await storage.save(
				accountId,
				new Map(projects.map((project) => [project, this.#toStored(project, since)])),
			);
		}
	}

	/** Drops everything without saving, since the account may have been removed. */
	dispose(): void {
		this.#disposed = true;
		clearTimeout(this.#saveTimer);
		this.#caches.clear();
		this.#changed.dispose();
	}

	async #loadOnce(project: string): Promise<void> {
		const { accountId, storage } = this.#deps;
		const stored = await storage?.load(accountId, project);
		for (const business of BUSINESSES) {
			const series = { project, business };
			const usage = stored?.[business];
			if (usage && this.getCache(series).readAt === undefined && !this.#disposed) {
				this.#caches.set(seriesKey(series), UsageCache.fromStored(usage));
			}
		}
	}

	#toStored(project: string, since: string): StoredProject {
		return Object.fromEntries(
			BUSINESSES.map((business) => [business, this.getCache({ project, business }).toStored(since)]),
		);
	}
}
