import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playedPosition } from '../../../../src/players/control/position';
import type { Condition } from '../../../../src/players/store/playerConditions';

const seen = (condition: Condition, at: number) => ({ condition, status: undefined, at });

describe('the played position', () => {
	it('counts what was seen running, from where the stream began', () => {
		expect(playedPosition([seen('connecting', 0), seen('running', 2_000)], 30, 12_000)).toBe(40);
	});

	it('leaves out pauses', () => {
		const history = [seen('running', 0), seen('paused', 10_000), seen('running', 60_000)];
		expect(playedPosition(history, 0, 65_000)).toBe(15);
	});

	it('stops where the player failed or was missing', () => {
		expect(playedPosition([seen('running', 0), seen('failed', 10_000)], 0, 99_000)).toBe(10);
		expect(playedPosition([seen('running', 0), seen('moving', 7_000)], 0, 99_000)).toBe(7);
	});

	it('never goes back, and never further than the time that went by', () => {
		const conditions = fc.constantFrom<Condition>('connecting', 'running', 'paused', 'failed', 'moving');
		const history = fc.array(fc.tuple(conditions, fc.nat(100_000)), { maxLength: 20 });
		fc.assert(
			fc.property(history, fc.nat(1000), (changes, start) => {
				let at = 0;
				const states = changes.map(([condition, after]) => {
					at += after;
					return seen(condition, at);
				});
				const position = playedPosition(states, start, at + 500);
				expect(position).toBeGreaterThanOrEqual(start);
				expect(position).toBeLessThanOrEqual(start + (at + 500) / 1000);
			}),
		);
	});
});
