import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UpdateSequences } from '../../../../src/players/control/sentUpdates';
import { TestMemento } from '../../../fixtures/memento';

const NOW = 1_700_000_000_000;

describe('UpdateSequences', () => {
	it('starts with the time in seconds, which exceeds counters that start at 0', async () => {
		expect(await new UpdateSequences(new TestMemento()).next('p', NOW)).toBe(1_700_000_000);
	});

	it('increases with every update, also after reloads and when the clock is set back', async () => {
		const memory = new TestMemento();
		const calls = fc.array(fc.tuple(fc.constantFrom('next', 'leap'), fc.nat(NOW * 2)), { maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(fc.uuid(), calls, async (id, each) => {
				let last = -1;
				for (const [how, now] of each) {
					const reloaded = new UpdateSequences(memory);
					const sequence = await (how === 'leap' ? reloaded.leap(id, now) : reloaded.next(id, now));
					expect(sequence).toBeGreaterThan(last);
					last = sequence;
				}
			}),
		);
	});

	it('leaps to the time in milliseconds', async () => {
		const sequences = new UpdateSequences(new TestMemento());
		expect(await sequences.leap('p', NOW)).toBe(NOW);
		expect(await sequences.next('p', NOW)).toBe(NOW + 1);
	});

	it('ignores invalid stored data', async () => {
		const memory = new TestMemento();
		await memory.update('agora.playerSequences', { p: 'many' });
		expect(await new UpdateSequences(memory).next('p', NOW)).toBe(1_700_000_000);
	});
});
