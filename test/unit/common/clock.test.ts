import { describe, expect, it } from 'vitest';
import { sleepAware, systemClock, wallTime } from '../../../src/common/clock';
import { SimulatedClock } from '../../fixtures/simulatedClock';

describe('the monotonic clock', () => {
	it('begins near the time of day and never decreases', () => {
		expect(Math.abs(systemClock.monotonic() - systemClock.now())).toBeLessThan(60_000);
		let last = 0;
		for (let at = 0; at < 10_000; at += 1) {
			const now = systemClock.monotonic();
			expect(now).toBeGreaterThanOrEqual(last);
			last = now;
		}
	});

	it('includes the time that the machine slept, once', () => {
		let timer = 1000;
		let uptime = 500_000;
		const monotonic = sleepAware(
			() => timer,
			() => uptime,
		);
		const pass = (ms: number) => {
			timer += ms;
			uptime += ms;
		};
		pass(10_000);
		expect(monotonic()).toBe(11_000);
		uptime += 3_600_000;
		pass(2000);
		expect(monotonic()).toBe(3_613_000);
		pass(2000);
		expect(monotonic()).toBe(3_615_000);
	});

	it('ignores an uptime in whole seconds, or one that lags behind', () => {
		let timer = 0;
		let uptime = 900;
		const monotonic = sleepAware(
			() => timer,
			() => Math.floor(uptime / 1000) * 1000,
		);
		for (let at = 0; at < 100; at += 1) {
			timer += 1700;
			uptime += 1650;
			expect(monotonic()).toBe(timer);
		}
	});
});

describe('the time of day of a moment', () => {
	it('follows the machine’s clock as it is set now', () => {
		const clock = new SimulatedClock({ time: 0 });
		const moment = clock.monotonic();
		clock.skip(60_000);
		clock.stepWallClock(-3_600_000);
		expect(wallTime(moment, clock)).toBe(-3_600_000);
	});
});

describe('sleep', () => {
	it('resolves after its time, and not before', async () => {
		const clock = new SimulatedClock();
		let isOver = false;
		void clock.sleep(1000).then(() => {
			isOver = true;
		});
		await clock.pass(999);
		expect(isOver).toBe(false);
		await clock.pass(1);
		expect(isOver).toBe(true);
		await systemClock.sleep(0);
	});

	it('rejects with the reason of its signal, and leaves no timer', async () => {
		const clock = new SimulatedClock();
		await expect(clock.sleep(1000, AbortSignal.abort(new Error('closed')))).rejects.toThrow('closed');
		const controller = new AbortController();
		const sleep = clock.sleep(1000, controller.signal);
		controller.abort(new Error('closed'));
		await expect(sleep).rejects.toThrow('closed');
		expect(clock.waiting).toBe(0);
	});
});
