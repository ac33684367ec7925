import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/common/emitter';
import { ThrottledEvent } from '../../../src/common/throttledEvent';
import { SimulatedClock } from '../../fixtures/simulatedClock';

const INTERVAL_MS = 250;

function open() {
	const clock = new SimulatedClock({ time: 0 });
	const [first, second] = [new Emitter<void>(), new Emitter<string>()];
	const throttled = new ThrottledEvent([first.event, second.event], INTERVAL_MS, clock);
	const firedAt: number[] = [];
	throttled.event(() => firedAt.push(clock.monotonic()));
	return { clock, first, second, throttled, firedAt };
}

describe('a throttled event', () => {
	it('fires at once for the first event, and once more for all that follow in the interval', async () => {
		const { clock, first, second, firedAt } = open();
		first.fire();
		expect(firedAt).toEqual([0]);
		first.fire();
		second.fire('again');
		await clock.pass(INTERVAL_MS - 1);
		expect(firedAt).toEqual([0]);
		await clock.pass(1);
		expect(firedAt).toEqual([0, INTERVAL_MS]);
		await clock.pass(10 * INTERVAL_MS);
		expect(firedAt).toHaveLength(2);
		first.fire();
		expect(firedAt).toHaveLength(3);
	});

	it('never fires after it was disposed of', async () => {
		const { clock, first, throttled, firedAt } = open();
		first.fire();
		first.fire();
		throttled.dispose();
		await clock.pass(INTERVAL_MS);
		first.fire();
		expect(firedAt).toHaveLength(1);
	});

	it('fires after every event, within the interval, and never twice in one', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(400), { maxLength: 30 }), async (gaps) => {
				const { clock, first, firedAt } = open();
				for (const gap of gaps) {
					await clock.pass(gap);
					const at = clock.monotonic();
					first.fire();
					const later = firedAt.length;
					await clock.pass(0);
					expect(later === firedAt.length || (firedAt.at(-1) ?? -1) >= at).toBe(true);
				}
				const last = clock.monotonic();
				await clock.pass(INTERVAL_MS);
				expect(gaps.length === 0 || (firedAt.at(-1) ?? -1) >= last).toBe(true);
				for (const [index, at] of firedAt.entries()) {
					expect(at - (firedAt[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(INTERVAL_MS);
				}
			}),
		);
	});
});
