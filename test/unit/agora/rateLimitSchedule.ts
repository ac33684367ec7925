import fc from 'fast-check';
import { RateLimiter } from '../../../src/agora/rateLimiter';
import type { Limit } from '../../../src/agora/rateLimits';
import { SimulatedClock } from '../../fixtures/simulatedClock';

/** One call of a random schedule; times in milliseconds. */
export interface ScheduledCall {
	/** After the call before it. */
	readonly comesAfter: number;
	readonly limit: number;
	readonly priority: 'interactive' | 'polling';
	/** From its sending until the server counts it. */
	readonly wayThere: number;
	/** From then until its answer, or its failure. */
	readonly wayBack: number;
	readonly fails: boolean;
	/** How long after it came it is cancelled, if it is. */
	readonly cancelledAfter: number | undefined;
	/** How far the time jumps before it comes, with timers standing still: the computer slept. */
	readonly sleepBefore: number;
}

export interface Schedule {
	readonly limits: readonly Limit[];
	readonly calls: readonly ScheduledCall[];
}

/** What became of one call; times since the schedule began. */
export interface Played {
	readonly call: ScheduledCall;
	readonly came: number;
	readonly sent: number | undefined;
	/** When the server counted it. */
	readonly counted: number | undefined;
	/** Calls under the same limit that waited when it was sent. */
	readonly leftWaiting: readonly ScheduledCall[];
	readonly end: 'answered' | 'failed' | 'cancelled' | 'never';
	readonly told: number | undefined;
}

const window = fc.record({ calls: fc.integer({ min: 1, max: 4 }), ms: fc.integer({ min: 20, max: 3000 }) });
const time = fc.oneof(fc.constant(0), fc.nat(50), fc.nat(4000));

const call: fc.Arbitrary<ScheduledCall> = fc.record({
	comesAfter: time,
	limit: fc.nat(1),
	priority: fc.constantFrom('interactive', 'polling'),
	wayThere: time,
	wayBack: time,
	fails: fc.boolean(),
	cancelledAfter: fc.option(time, { nil: undefined, freq: 3 }),
	sleepBefore: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(100_000) }),
});

export const schedules: fc.Arbitrary<Schedule> = fc.record({
	limits: fc
		.tuple(fc.array(window, { minLength: 1, maxLength: 2 }), fc.array(window, { minLength: 1, maxLength: 2 }))
		.map((windows) => windows.map((each, index) => ({ key: `limit ${index}`, windows: each }))),
	calls: fc.array(call, { minLength: 1, maxLength: 16 }),
});

export interface Outcome {
	readonly played: readonly Played[];
	/** For each limit, how many calls could start at once after a long rest. */
	readonly roomAtEnd: readonly number[];
}

/** Plays a schedule to its end against a server that only counts. */
export async function play({ limits, calls }: Schedule): Promise<Outcome> {
	const clock = new SimulatedClock({ time: 0 });
	const now = (): number => clock.monotonic();
	const limiter = new RateLimiter(clock);
	const waiting = new Set<ScheduledCall>();
	const played: Played[] = [];

	const come = (scheduled: ScheduledCall): void => {
		const limit = limits[scheduled.limit];
		if (!limit) {
			throw new Error('a schedule has two limits');
		}
		clock.skip(scheduled.sleepBefore);
		const controller = new AbortController();
		if (scheduled.cancelledAfter !== undefined) {
			clock.setTimeout(() => controller.abort(), scheduled.cancelledAfter);
		}
		const index = played.length;
		const note = (facts: Partial<Played>): void => {
			const known = played[index] ?? {
				call: scheduled,
				came: now(),
				sent: undefined,
				counted: undefined,
				leftWaiting: [],
				end: 'never',
				told: undefined,
			};
			played[index] = { ...known, ...facts };
		};
		note({});
		waiting.add(scheduled);
		controller.signal.addEventListener('abort', () => waiting.delete(scheduled));
		const task = async (): Promise<void> => {
			waiting.delete(scheduled);
			note({ sent: now(), leftWaiting: [...waiting].filter((other) => other.limit === scheduled.limit) });
			await clock.sleep(scheduled.wayThere);
			note({ counted: now() });
			await clock.sleep(scheduled.wayBack);
			if (scheduled.fails) {
				throw new Error('refused');
			}
		};
		const { priority } = scheduled;
		const { signal } = controller;
		limiter.run({ limits: [limit], priority, signal, onWait: () => note({ told: now() }) }, task).then(
			() => note({ end: 'answered' }),
			(reason: unknown) => note({ end: reason === signal.reason ? 'cancelled' : 'failed' }),
		);
	};

	let comes = 0;
	for (const scheduled of calls) {
		comes += scheduled.comesAfter;
		clock.setTimeout(() => come(scheduled), comes);
	}
	while (clock.waiting > 0) {
		await clock.pass(1_000_000);
	}
	clock.skip(100_000);
	return { played, roomAtEnd: limits.map((limit) => roomUnder(limit, limiter)) };
}

function roomUnder(limit: Limit, limiter: RateLimiter): number {
	let started = 0;
	const controller = new AbortController();
	for (let call = 0; call < 10; call++) {
		const task = (): Promise<void> => {
			started += 1;
			return Promise.resolve();
		};
		const rest = { priority: 'interactive', signal: controller.signal } as const;
		limiter.run({ limits: [limit], ...rest }, task).catch(() => undefined);
	}
	controller.abort();
	return started;
}
