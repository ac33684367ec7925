import { beforeEach, describe, expect, it } from 'vitest';
import { RegionMemory } from '../../../src/players/regionMemory';
import { TestMemento } from '../fixtures/memento';

let memento: TestMemento;
let regions: RegionMemory;

beforeEach(() => {
	memento = new TestMemento();
	regions = new RegionMemory(memento);
});

describe('RegionMemory', () => {
	it('looks for a player created here only where it was created', async () => {
		await regions.remember('app', 'player', 'eu');
		expect(regions.candidates('app', 'player')).toEqual(['eu']);
	});

	it('looks for another’s player everywhere, in the project’s last region first', async () => {
		await regions.remember('app', 'player', 'ap');
		expect(regions.candidates('app', 'unknown')[0]).toBe('ap');
		expect([...regions.candidates('app', 'unknown')].sort()).toEqual(['ap', 'cn', 'eu', 'na']);
	});

	it('forgets the oldest after five hundred players', async () => {
		for (let at = 0; at <= 500; at += 1) {
			await regions.remember('app', `player${at}`, 'na');
		}
		expect(regions.ofPlayer('player0')).toBeUndefined();
		expect(regions.ofPlayer('player1')).toBe('na');
		expect(regions.ofPlayer('player500')).toBe('na');
	});

	it('ignores stored words that are no region', async () => {
		await memento.update('agora.playerRegions', { player: 'mars' });
		expect(regions.ofPlayer('player')).toBeUndefined();
	});
});
