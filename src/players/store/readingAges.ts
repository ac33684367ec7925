import { isAgoraError } from '../../agora/errors';
import type { Clock } from '../../common/clock';
import type { PollPeriods } from '../polling/pollPeriods';
import type { PollRate } from '../polling/pollSchedule';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerStore } from './playerStore';

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
		const { value, loadedAt, error } = store.known(appId);
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

/** How old the reading of a project with players may be without its rows saying so: twice the time between two. */
export function overdueMs(periods: PollPeriods, store: Pick<PlayerStore, 'appIdsWithPlayers'>): number {
	const { periodMs = periods.visibleMs } = pollRates(periods, true, store.appIdsWithPlayers.size, 0).priority;
	return 2 * periodMs;
}

/**
 * How old the oldest reading of a project with players is, in milliseconds, where that is older than expected; undefined
 * otherwise. Where the view is hidden the projects are read more rarely, and perhaps not at all.
 */
export function staleMs(
	store: Pick<PlayerStore, 'appIdsWithPlayers' | 'known'>,
	periods: PollPeriods,
	clock: Pick<Clock, 'monotonic'>,
): number | undefined {
	let oldest = Number.POSITIVE_INFINITY;
	for (const appId of store.appIdsWithPlayers) {
		oldest = Math.min(oldest, store.known(appId).loadedAt ?? Number.POSITIVE_INFINITY);
	}
	const age = clock.monotonic() - oldest;
	return age > Math.max(LEAST_EXPECTED_MS, overdueMs(periods, store)) ? age : undefined;
}

/** Between two calls, whatever project they are for: half of what the strictest limit of List allows in a second. */
export const SHORTEST_GAP_MS = 200;
const LONGEST_GAP_MS = 1000;

/** The least time that a project takes of a round: of more projects with players, each is read more rarely. */
const VISIBLE_SHARE_MS = 250;
const HIDDEN_SHARE_MS = 2000;

/** Calls a millisecond in all while the view is visible, as far as the others are to be read with what priority projects leave of it. */
const VISIBLE_RATE = 2 / 1000;
const LEAST_ROTATION_RATE = 1 / 2000;

/** Up to so many projects that were never read, or not for long, are read as fast as may be. */
const QUICK_ROTATION = 50;
const LATE_GAP_MS = 500;

/** How often to read projects, in milliseconds; a period that is undefined means not at all. */
export interface PollRates {
	readonly priority: PollRate;
	/** All others, in rotation. */
	readonly rotation: PollRate;
}

/**
 * Priority projects are read as often as the setting says, and the others take turns in what that leaves of the calls that are
 * reasonable. So the number of calls does not grow with the number of projects.
 *
 * @param priority how many priority projects there are.
 * @param others how many others.
 */
export function pollRates(
	{ visibleMs, hiddenMs }: PollPeriods,
	isVisible: boolean,
	priority: number,
	others: number,
): PollRates {
	const restLateGapMs = others <= QUICK_ROTATION ? SHORTEST_GAP_MS : LATE_GAP_MS;
	if (!isVisible) {
		const periodMs = hiddenMs && Math.max(hiddenMs, priority * HIDDEN_SHARE_MS);
		return {
			priority: { periodMs, gapMs: gapOf(periodMs, priority), lateGapMs: SHORTEST_GAP_MS },
			rotation: { periodMs: undefined, gapMs: SHORTEST_GAP_MS, lateGapMs: restLateGapMs },
		};
	}
	const periodMs = Math.max(visibleMs, priority * VISIBLE_SHARE_MS);
	const rotationRate = Math.max(LEAST_ROTATION_RATE, VISIBLE_RATE - priority / periodMs);
	const rotationMs = Math.max(visibleMs, others / rotationRate);
	return {
		priority: { periodMs, gapMs: gapOf(periodMs, priority), lateGapMs: SHORTEST_GAP_MS },
		rotation: {
			periodMs: rotationMs,
			gapMs: Math.min(1 / LEAST_ROTATION_RATE, rotationMs / others),
			lateGapMs: restLateGapMs,
		},
	};
}

/** Spreads a round over its time. */
function gapOf(periodMs: number | undefined, count: number): number {
	const even = (periodMs ?? 0) / Math.max(1, count);
	return Math.min(LONGEST_GAP_MS, Math.max(SHORTEST_GAP_MS, even));
}
