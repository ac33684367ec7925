import { describe, expect, it } from 'vitest';
import { RecentLog } from '../../../src/support/recentLog';
import { SimulatedClock } from '../../fixtures/simulatedClock';

function openLog() {
	const written: string[] = [];
	const clock = new SimulatedClock({ time: 0 });
	const settings = { bodies: false };
	const log = new RecentLog(
		{
			// Like an output channel with the level Info.
			debug: () => {},
			info: (line) => written.push(`info ${line}`),
			warn: (line) => written.push(`warn ${line}`),
		},
		clock,
		() => settings.bodies,
		(id) => (id === '1' ? 'Class' : undefined),
	);
	return { log, clock, settings, written };
}

describe('RecentLog', () => {
	it('forwards each line at its level, and keeps the lines that the log drops', () => {
		const { log, clock, written } = openLog();
		clock.skip(1);
		log.debug('a');
		clock.skip(1);
		log.info('b');
		log.warn('c');
		expect(written).toEqual(['info b', 'warn c']);
		expect(log.lines).toEqual([
			{ at: 1, level: 'debug', line: 'a' },
			{ at: 2, level: 'info', line: 'b' },
			{ at: 2, level: 'warn', line: 'c' },
		]);
	});

	it('applies a change of the setting for bodies at once', () => {
		const { log, settings } = openLog();
		expect(log.bodies).toBe(false);
		settings.bodies = true;
		expect(log.bodies).toBe(true);
	});

	it.each([499, 500, 501, 999, 1000, 1001, 5000])('keeps the newest 500 of %i lines', (count) => {
		const { log } = openLog();
		for (let at = 1; at <= count; at += 1) {
			log.info(`${at}`);
		}
		const first = Math.max(count - 500, 0) + 1;
		expect(log.lines).toHaveLength(Math.min(count, 500));
		expect(log.lines[0]?.line).toBe(`${first}`);
		expect(log.lines.at(-1)?.line).toBe(`${count}`);
	});
});
