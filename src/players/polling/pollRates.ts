import type { PollPeriods } from './pollPeriods';

/** How often the projects of a queue are read, in milliseconds. */
export interface PollRate {
	/** Undefined: not at all. */
	readonly periodMs: number | undefined;
	/** Between two calls for any of them. */
	readonly gapMs: number;
	/** Replaces `gapMs` while the next project is urgent or was not read for two periods. */
	readonly lateGapMs: number;
}

/** The minimum time between two calls of any projects: half the rate of the strictest limit of List. */
export const MIN_GAP_MS = 200;
const MAX_GAP_MS = 1000;

/** The minimum period per priority project: the more of them there are, the less often each is read. */
const VISIBLE_SHARE_MS = 250;
const HIDDEN_SHARE_MS = 2000;

/** Calls per millisecond for all projects while the view is visible. The rotation gets what priority projects leave of it. */
const VISIBLE_RATE = 2 / 1000;
const MIN_ROTATION_RATE = 1 / 2000;

/** Up to this many overdue projects of the rotation are read with the minimum gap. */
const QUICK_ROTATION = 50;
const LATE_GAP_MS = 500;

/** How often to read projects. */
export interface PollRates {
	readonly priority: PollRate;
	/** All other projects, in rotation. */
	readonly rotation: PollRate;
}

/**
 * Priority projects are read as often as the setting says. The others share the remaining calls in rotation, so the number of
 * calls does not grow with the number of projects.
 *
 * @param priority the number of priority projects.
 * @param others the number of other projects.
 */
export function pollRates(
	{ visibleMs, hiddenMs }: PollPeriods,
	isVisible: boolean,
	priority: number,
	others: number,
): PollRates {
	const rotationLateGapMs = others <= QUICK_ROTATION ? MIN_GAP_MS : LATE_GAP_MS;
	if (!isVisible) {
		const periodMs = hiddenMs && Math.max(hiddenMs, priority * HIDDEN_SHARE_MS);
		return {
			priority: { periodMs, gapMs: gapOf(periodMs, priority), lateGapMs: MIN_GAP_MS },
			rotation: { periodMs: undefined, gapMs: MIN_GAP_MS, lateGapMs: rotationLateGapMs },
		};
	}
	const periodMs = Math.max(visibleMs, priority * VISIBLE_SHARE_MS);
	const rotationRate = Math.max(MIN_ROTATION_RATE, VISIBLE_RATE - priority / periodMs);
	const rotationMs = Math.max(visibleMs, others / rotationRate);
	return {
		priority: { periodMs, gapMs: gapOf(periodMs, priority), lateGapMs: MIN_GAP_MS },
		rotation: {
			periodMs: rotationMs,
			gapMs: Math.min(1 / MIN_ROTATION_RATE, rotationMs / others),
			lateGapMs: rotationLateGapMs,
		},
	};
}

/** Spreads the calls evenly over the period. */
function gapOf(periodMs: number | undefined, count: number): number {
	const even = (periodMs ?? 0) / Math.max(1, count);
	return Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, even));
}
