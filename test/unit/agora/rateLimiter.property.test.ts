import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Played, play, type Schedule, schedules } from './rateLimitSchedule';

const SCHEDULES = 10_000;
/** They take some seconds. */
const TIMEOUT = { timeout: 120_000 };

/** Whether more of `times` than a window's calls ever lie within less than its length. */
function exceeded(times: readonly number[], calls: number, ms: number): boolean {
	const sorted = times.toSorted((a, b) => a - b);
	// Times are sums of fractions, so that a window's length may come out a billionth too short.
	return sorted.some((at, index) => at - (sorted[index - calls] ?? Number.NEGATIVE_INFINITY) < ms - 1e-6);
}

function expectWindowsKept({ limits }: Schedule, played: readonly Played[]): void {
	limits.forEach(({ windows }, limit) => {
		const under = played.filter(({ call }) => call.limit === limit);
		for (const { calls, ms } of windows) {
			const sent = under.flatMap((each) => each.sent ?? []);
			const counted = under.flatMap((each) => each.counted ?? []);
			expect({ sent: exceeded(sent, calls, ms), counted: exceeded(counted, calls, ms) }).toEqual({
				sent: false,
				counted: false,
			});
		}
	});
}

test(
	`no window holds more than its calls, as sent and as counted, in ${SCHEDULES} schedules`,
	TIMEOUT,
	async () => {
		let waited = 0;
		let slept = 0;
		let cancelled = 0;
		await fc.assert(
			fc.asyncProperty(schedules, async (schedule) => {
				const { played, roomAtEnd } = await play(schedule);
				expectWindowsKept(schedule, played);
				// Neither what was cancelled nor what failed keeps a place.
				const room = schedule.limits.map(({ windows }) => Math.min(...windows.map(({ calls }) => calls)));
				expect(roomAtEnd).toEqual(room);
				const sleeps = schedule.calls.filter(({ sleepBefore }) => sleepBefore > 0).length;
				slept += sleeps;
				for (const { call, came, sent, end, leftWaiting, told } of played) {
					waited += sent !== undefined && sent > came ? 1 : 0;
					cancelled += end === 'cancelled' ? 1 : 0;
					// Everything runs in the end, but for what was cancelled before.
					expect(end).toBe(sent === undefined ? 'cancelled' : call.fails ? 'failed' : 'answered');
					if (call.priority === 'polling') {
						expect(leftWaiting.filter(({ priority }) => priority === 'interactive')).toEqual([]);
					}
					// While the computer sleeps, nobody can be told.
					if (sent !== undefined && sent - came > 1000 && sleeps === 0) {
						expect(told).toBeLessThanOrEqual(sent);
					}
				}
			}),
			{ numRuns: SCHEDULES },
		);
		// The schedules are such that there is something to keep.
		expect(Math.min(waited, cancelled, slept)).toBeGreaterThan(SCHEDULES / 10);
	},
);
