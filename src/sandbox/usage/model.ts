import { fractionOf } from '../random';
import { columnsOf, type UsageBusiness } from './columns';
import { DAY_MS } from './day';

/** What a project is used for, from which each day's figures follow. */
export interface Traffic {
	/** Audio seconds on an ordinary working day, once the project has grown up. */
	readonly audioSecondsPerDay: number;
	/** `office` is quiet at weekends, `evening` is busiest then. */
	readonly rhythm: 'office' | 'evening';
	/** Milliseconds since 1970 after which there was no more traffic. */
	readonly endedAt?: number;
}

/** From Sunday to Saturday. */
const WEEK: Readonly<Record<Traffic['rhythm'], readonly number[]>> = {
	office: [0.22, 1, 1.06, 1.1, 1.04, 0.9, 0.27],
	evening: [1.45, 0.7, 0.66, 0.72, 0.85, 1.25, 1.6],
};

export interface TrafficSource {
	readonly id: string;
	readonly createdAt: number;
	readonly traffic: Traffic | undefined;
}

/**
 * A whole day's figures in seconds by column key: a pure function of seed, project, business and day, so that a
 * test can ask for the truth.
 */
export function modelledDay(
	seed: number,
	project: TrafficSource,
	business: UsageBusiness,
	dayStart: number,
): Record<string, number> {
	const base = audioSeconds(seed, project, dayStart);
	const day = String(dayStart);
	return Object.fromEntries(
		columnsOf[business].map(({ key, share }) => {
			const wobble = 0.85 + 0.3 * fractionOf(seed, project.id, business, key, day);
			return [key, Math.round(base * share * wobble)];
		}),
	);
}

function audioSeconds(seed: number, project: TrafficSource, dayStart: number): number {
	const { traffic, createdAt, id } = project;
	if (traffic === undefined || dayStart + DAY_MS <= createdAt || dayStart > (traffic.endedAt ?? Infinity)) {
		return 0;
	}
	const weekday = new Date(dayStart).getUTCDay();
	const ageDays = Math.max(0, dayStart - createdAt) / DAY_MS;
	const growth = 0.3 + 0.7 * Math.min(1, ageDays / 400);
	const wobble = 0.88 + 0.24 * fractionOf(seed, id, String(dayStart));
	return traffic.audioSecondsPerDay * (WEEK[traffic.rhythm][weekday] ?? 1) * growth * wobble;
}
