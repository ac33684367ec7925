import { isAgoraError } from '../agora/http/error';
import type { Clock } from '../platform/clock';
import type { PlayerStore } from './playerStore';
import { type ProjectSource, watchedProjects } from './projectSource';
import { pollRates } from './watch/pollRates';
import type { WatchPeriods } from './watch/watchPeriods';

/** How old what is shown may be before it says so, at least. */
const LEAST_EXPECTED_MS = 120_000;

/** What is known of the readings of all watched projects. */
export interface ReadingSummary {
	readonly total: number;
	/** That were never read, and did not fail either. */
	readonly unread: number;
	/** That answered, if only that they may not use Media Pull. */
	readonly answered: number;
	readonly forbidden: number;
	/** When the one was read that was not read for the longest time; undefined while none was. */
	readonly oldestReadAt: number | undefined;
}

/** Looks at every project: for what is drawn when something changes, not for every reading. */
export function readingSummary(projects: ProjectSource, store: Pick<PlayerStore, 'known'>): ReadingSummary {
	const watched = watchedProjects(projects);
	let [unread, answered, forbidden] = [0, 0, 0];
	let oldestReadAt: number | undefined;
	for (const { appId } of watched) {
		const { value, readAt, error } = store.known(appId);
		const isForbidden = isAgoraError(error, 'forbidden');
		unread += Number(value === undefined && error === undefined);
		answered += Number(value !== undefined || isForbidden);
		forbidden += Number(isForbidden);
		if (readAt !== undefined && (oldestReadAt === undefined || readAt < oldestReadAt)) {
			oldestReadAt = readAt;
		}
	}
	return { total: watched.length, unread, answered, forbidden, oldestReadAt };
}

/** How old the reading of a project with players may be without its rows saying so: twice the time between two. */
export function overdueMs(periods: WatchPeriods, store: Pick<PlayerStore, 'appIdsWithPlayers'>): number {
	const { periodMs = periods.visibleMs } = pollRates(periods, true, store.appIdsWithPlayers.size, 0).priority;
	return 2 * periodMs;
}

/**
 * How old the oldest reading of a project with players is, in milliseconds, where that is older than expected; undefined
 * otherwise. Where the view is hidden the projects are read more rarely, and perhaps not at all.
 */
export function staleMs(
	store: Pick<PlayerStore, 'appIdsWithPlayers' | 'known'>,
	periods: WatchPeriods,
	clock: Pick<Clock, 'monotonic'>,
): number | undefined {
	let oldest = Number.POSITIVE_INFINITY;
	for (const appId of store.appIdsWithPlayers) {
		oldest = Math.min(oldest, store.known(appId).readAt ?? Number.POSITIVE_INFINITY);
	}
	const age = clock.monotonic() - oldest;
	return age > Math.max(LEAST_EXPECTED_MS, overdueMs(periods, store)) ? age : undefined;
}
