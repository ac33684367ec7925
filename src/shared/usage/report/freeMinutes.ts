import { type Day, startOfMonth } from './day';
import type { Figures } from './figures';
import { covers, type Span } from './span';
import { summarise } from './summary';

/**
 * Agora gives each account so many minutes free each calendar month, all its projects together
 * (docs.agora.io, free-of-charge policy for the first 10,000 minutes).
 */
export const freeMinutesPerMonth = 10_000;

export interface FreeMinutes {
	/** From the first of the month to today, both UTC. */
	readonly month: Span;
	/** Audio and video minutes used so far, of the projects given. */
	readonly used: number;
	/** 0 when all are used. */
	readonly left: number;
	/** Whether every project given is known for the whole of `month`; otherwise more may be used. */
	readonly complete: boolean;
}

/** @param parts the business `default` of each project; undefined for one of which nothing is known. */
export function freeMinutes(parts: readonly (Figures | undefined)[], today: Day): FreeMinutes {
	const month = monthSoFar(today);
	const known = parts.filter((figures) => figures !== undefined);
	const { total, unit } = summarise(known, { range: month, bucket: 'month' });
	const used = unit === 'time' ? (total ?? 0) / 60 : 0;
	return {
		month,
		used,
		left: Math.max(0, freeMinutesPerMonth - used),
		complete: known.length === parts.length && known.every(({ covered }) => covers(covered, month)),
	};
}

export function monthSoFar(today: Day): Span {
	return { from: startOfMonth(today), to: today };
}
