import type { SandboxClock } from '../clock';
import { columnsOf, type UsageBusiness } from './columns';
import { DAY_MS, dayOf, startOfDay } from './day';
import { modelledDay, type TrafficSource } from './model';

export interface UsageDay {
	/** UTC day `YYYY-MM-DD`. */
	readonly day: string;
	/** Seconds by column key. */
	readonly values: Readonly<Record<string, number>>;
}

/** What every project used on every day: modelled, unless a test has set the day. */
export class UsageBook {
	private readonly written = new Map<string, Readonly<Record<string, number>>>();
	private readonly seed: number;
	private readonly clock: SandboxClock;

	constructor(seed: number, clock: SandboxClock) {
		this.seed = seed;
		this.clock = clock;
	}

	/** Replaces one day's figures. Keys need not be those of the business. */
	set(
		projectId: string,
		business: UsageBusiness,
		day: string,
		values: Readonly<Record<string, number>>,
	): void {
		this.written.set(keyOf(projectId, business, day), values);
	}

	/** The days from `from` to `to`, both included, up to today; today's figures are of the day so far. */
	days(project: TrafficSource, business: UsageBusiness, from: string, to: string): UsageDay[] {
		const now = this.clock.now();
		const first = startOfDay(from);
		const last = startOfDay(to);
		if (first === undefined || last === undefined) {
			throw new RangeError(`not a range of days: ${from} to ${to}`);
		}
		const days: UsageDay[] = [];
		for (let start = first; start <= Math.min(last, now); start += DAY_MS) {
			const day = dayOf(start);
			const values = this.written.get(keyOf(project.id, business, day));
			days.push({ day, values: values ?? this.modelled(project, business, start, now) });
		}
		return days;
	}

	/** Sums of `days` by column key. */
	totals(project: TrafficSource, business: UsageBusiness, from: string, to: string): Record<string, number> {
		const totals: Record<string, number> = Object.fromEntries(columnsOf[business].map(({ key }) => [key, 0]));
		for (const { values } of this.days(project, business, from, to)) {
			for (const [key, value] of Object.entries(values)) {
				totals[key] = (totals[key] ?? 0) + value;
			}
		}
		return totals;
	}

	private modelled(project: TrafficSource, business: UsageBusiness, start: number, now: number) {
		const whole = modelledDay(this.seed, project, business, start);
		const elapsed = Math.min(1, (now - start) / DAY_MS);
		return Object.fromEntries(
			Object.entries(whole).map(([key, value]) => [key, Math.floor(value * elapsed)]),
		);
	}
}

function keyOf(projectId: string, business: UsageBusiness, day: string): string {
	return `${projectId}\n${business}\n${day}`;
}
