import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServerClock } from '../../../src/agora/serverClock';
import { SimulatedClock } from '../../fixtures/simulatedClock';

const HOUR = 3_600_000;

test('is this machine’s time until the first response', () => {
	const clock = new SimulatedClock();
	clock.stepWallClock(-HOUR);
	const server = new ServerClock(clock);
	server.update(undefined, 0, 0);
	server.update('tomorrow', 0, 0);
	expect(server.now()).toBe(clock.now());
});

test('does not change when this machine’s clock is set', () => {
	const clock = new SimulatedClock();
	const server = new ServerClock(clock);
	const truth = clock.monotonic() + 30 * HOUR;
	server.update(new Date(truth).toUTCString(), clock.monotonic(), clock.monotonic());
	clock.stepWallClock(-7 * HOUR);
	clock.skip(HOUR);
	expect(Math.abs(server.now() - (truth + HOUR))).toBeLessThanOrEqual(500);
	expect(Math.abs(server.at(clock.monotonic() - HOUR) - truth)).toBeLessThanOrEqual(500);
});

test('follows a server whose clock is set', () => {
	const clock = new SimulatedClock();
	const server = new ServerClock(clock);
	for (const offset of [0, HOUR, -HOUR]) {
		clock.skip(10_000);
		const truth = clock.monotonic() + offset;
		server.update(new Date(truth).toUTCString(), clock.monotonic(), clock.monotonic());
		expect(Math.abs(server.now() - truth)).toBeLessThanOrEqual(500);
	}
});

test('is accurate to a second and the round trip, and improves with every response', () => {
	const way = fc.integer({ min: 0, max: 5000 });
	const answers = fc.array(fc.record({ there: way, back: way, gap: way }), { minLength: 1, maxLength: 20 });
	fc.assert(
		fc.property(answers, fc.integer({ min: -40 * HOUR, max: 40 * HOUR }), (all, offset) => {
			const clock = new SimulatedClock();
			const server = new ServerClock(clock);
			let best = Number.POSITIVE_INFINITY;
			for (const { there, back, gap } of all) {
				clock.skip(gap);
				const sentAt = clock.monotonic();
				clock.skip(there);
				const date = new Date(Math.floor((clock.monotonic() + offset) / 1000) * 1000).toUTCString();
				clock.skip(back);
				server.update(date, sentAt, clock.monotonic());
				best = Math.min(best, (1000 + there + back) / 2);
				// Within the bounds of the best answer, and what the clocks may have drifted apart since.
				expect(Math.abs(server.now() - (clock.monotonic() + offset))).toBeLessThanOrEqual(2 * best + 50);
			}
		}),
	);
});
