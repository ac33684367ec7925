import { describe, expect, it } from 'vitest';
import { soak } from '../../bench/soak/soak';

describe('two hours of faults, sleeps, lost networks, changes and notifications', () => {
	it('leaves no listener, timer or client behind, and shows the rows of the server', async () => {
		const report = await soak(2, 7);
		expect(report.unexpectedErrors).toEqual([]);
		expect(report.differences).toEqual([]);
		const [first, last, disposed] = report.listeners;
		expect(first).toBeGreaterThan(0);
		expect(last).toBe(first);
		expect(disposed).toBe(0);
		expect(report.timersLeft).toBe(0);
		expect(report.clientsLeft).toBeLessThanOrEqual(2);
		expect(report.failed.running).toBe(0);
		expect(report.bans.created).toBeGreaterThan(3);
		expect(report.bans.repeated).toBe(0);
		expect(report.notifications.valid).toBeGreaterThan(20);
		expect(report.notifications.applied).toBeGreaterThan(5);
		expect(report.notifications.accepted).toBe(0);
		expect(report.notifications.mostKept).toBeLessThanOrEqual(1000);
		expect(report.shownChannels).toBeGreaterThan(0);
		expect(report.faults.size).toBeGreaterThan(5);
		expect(report.requests).toBeGreaterThan(300);
	}, 120_000);
});
