import { isAgoraError } from '../../agora/errors';
import type { Clock } from '../../common/clock';
import type { PollPeriods } from '../polling/pollPeriods';
import { pollRates } from '../polling/pollRates';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerStore } from './playerStore';

/** Figures younger than this never count as stale. */
const MIN_STALE_MS = 120_000;

/** Counts of the watched projects by the outcome of their last reading. */
export interface ReadingSummary {
	readonly total: number;
	/** Projects without a reading and without an error. */
	readonly unread: number;
	/** Projects that were read, or that may not use Media Pull. */
	readonly answered: number;
	readonly forbidden: number;
	/** When the project with the oldest reading was read, by the monotonic clock; undefined if none was read. */
	readonly oldestReadAt: number | undefined;
}

/** Iterates over all projects, so do not call it for each reading. */
export function readingSummary(
	projects: ProjectSource,
	store: Pick<PlayerStore, 'loadable'>,
): ReadingSummary {
	const watched = watchedProjects(projects);
	let [unread, answered, forbidden] = [0, 0, 0];
	let oldestReadAt: number | undefined;
	for (const { appId } of watched) {
		const { value, loadedAt, error } = store.loadable(appId);
		const isForbidden = isAgoraError(error, 'forbidden');
		unread += Number(value === undefined && error === undefined);
		answered += Number(value !== undefined || isForbidden);
		forbidden += Number(isForbidden);
		if (loadedAt !== undefined && (oldestReadAt === undefined || loadedAt < oldestReadAt)) {
			oldestReadAt = loadedAt;
		}
	}
	return { total: watched.length, unread, answered, forbidden, oldestReadAt };
}

/** The age at which a row says how old its project’s reading is: twice the period, in milliseconds. */
export function overdueMs(periods: PollPeriods, store: Pick<PlayerStore, 'appIdsWithPlayers'>): number {
	const { periodMs = periods.visibleMs } = pollRates(periods, true, store.appIdsWithPlayers.size, 0).priority;
	return 2 * periodMs;
}

/**
 * The age of the oldest reading of a project with players, in milliseconds, if it is older than expected; undefined otherwise.
 * While the view is hidden, projects are read less often or not at all.
 */
export function staleMs(
	store: Pick<PlayerStore, 'appIdsWithPlayers' | 'loadable'>,
	periods: PollPeriods,
	clock: Pick<Clock, 'monotonic'>,
): number | undefined {
	let oldest = Number.POSITIVE_INFINITY;
	for (const appId of store.appIdsWithPlayers) {
		oldest = Math.min(oldest, store.loadable(appId).loadedAt ?? Number.POSITIVE_INFINITY);
	}
	const age = clock.monotonic() - oldest;
	return age > Math.max(MIN_STALE_MS, overdueMs(periods, store)) ? age : undefined;
}
