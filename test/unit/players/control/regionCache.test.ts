import { beforeEach, describe, expect, it } from 'vitest';
import { AgoraError } from '../../../../src/agora/errors';
import type { PlayerAddress } from '../../../../src/agora/mediaPull/player';
import { inItsRegion, RegionCache } from '../../../../src/players/control/regionCache';
import { TestMemento } from '../../../fixtures/memento';

let memento: TestMemento;
let regions: RegionCache;

beforeEach(() => {
	memento = new TestMemento();
	regions = new RegionCache(memento);
});

describe('RegionCache', () => {
	it('returns only the region in which a player was created from here', async () => {
		await regions.remember('app', 'player', 'eu');
		expect(regions.candidates('app', 'player')).toEqual(['eu']);
	});

	it('returns all regions for another player, the last region of its project first', async () => {
		await regions.remember('app', 'player', 'ap');
		expect(regions.candidates('app', 'unknown')[0]).toBe('ap');
		expect([...regions.candidates('app', 'unknown')].sort()).toEqual(['ap', 'cn', 'eu', 'na']);
	});

	it('sorts the other regions by their number of players', async () => {
		await regions.remember('other', 'p1', 'cn');
		await regions.remember('other', 'p2', 'eu');
		await regions.remember('other', 'p3', 'cn');
		await regions.remember('app', 'p4', 'ap');
		expect(regions.candidates('app', 'unknown')).toEqual(['ap', 'cn', 'eu', 'na']);
		expect(regions.candidates('third', 'unknown')).toEqual(['cn', 'eu', 'ap', 'na']);
	});

	it('returns the same regions after a reload', async () => {
		await regions.remember('app', 'player', 'eu');
		expect(new RegionCache(memento).ofPlayer('player')).toBe('eu');
	});

	it('removes the oldest of more than five hundred players', async () => {
		for (let at = 0; at <= 500; at += 1) {
			await regions.remember('app', `player${at}`, 'na');
		}
		expect(regions.ofPlayer('player0')).toBeUndefined();
		expect(regions.ofPlayer('player1')).toBe('na');
		expect(regions.ofPlayer('player500')).toBe('na');
	});

	it('ignores stored values that are not regions', async () => {
		await memento.update('agora.playerRegions', { player: 'mars' });
		expect(regions.ofPlayer('player')).toBeUndefined();
	});
});

describe('inItsRegion', () => {
	const player = { appId: 'app', id: 'player' };

	/** Regions in which Agora answers 2xx. */
	const answering =
		(tried: string[], ...found: string[]) =>
		async ({ region }: PlayerAddress) => {
			tried.push(region);
			return found.includes(region) ? 'found' : 'notFound';
		};

	it('tries the regions until the player is found, and then uses only that region', async () => {
		await regions.remember('app', 'another', 'ap');
		const tried: string[] = [];
		const attempt = answering(tried, 'eu');
		expect(await inItsRegion(regions, player, attempt)).toBe('found');
		expect(tried).toEqual(['ap', 'na', 'eu']);
		tried.length = 0;
		expect(await inItsRegion(regions, player, attempt)).toBe('found');
		expect(tried).toEqual(['eu']);
		expect(regions.ofProject('app')).toBe('eu');
	});

	it('stores the first region only after two others answered 404', async () => {
		const tried: string[] = [];
		expect(await inItsRegion(regions, player, answering(tried, 'na'))).toBe('found');
		expect(tried).toEqual(['na', 'eu', 'ap']);
		expect(regions.ofPlayer('player')).toBe('na');
	});

	it('tries every region if each answers 2xx, and stores none', async () => {
		const tried: string[] = [];
		expect(await inItsRegion(regions, player, answering(tried, 'na', 'eu', 'ap', 'cn'))).toBe('found');
		expect(tried).toEqual(['na', 'eu', 'ap', 'cn']);
		expect(regions.ofPlayer('player')).toBeUndefined();
		expect(regions.ofProject('app')).toBeUndefined();
	});

	it.each(['na', 'cn'])('returns gone if all regions but %s answer 2xx', async (own) => {
		const others = ['na', 'eu', 'ap', 'cn'].filter((region) => region !== own);
		expect(await inItsRegion(regions, player, answering([], ...others))).toBe('gone');
		expect(regions.ofPlayer('player')).toBeUndefined();
	});

	it('throws unknownOutcome when an error follows a 2xx that proves nothing', async () => {
		const failing = inItsRegion(regions, player, async ({ region }) => {
			if (region === 'na') {
				return 'found';
			}
			throw new AgoraError({ kind: 'network', operation: 'updatePlayer', message: 'away' });
		});
		await expect(failing).rejects.toMatchObject({ kind: 'unknownOutcome' });
	});

	it('returns gone if no region has the player, and stores nothing', async () => {
		expect(await inItsRegion(regions, player, async () => 'notFound')).toBe('gone');
		expect(regions.ofPlayer('player')).toBeUndefined();
	});

	it('stops at an error', async () => {
		const failing = inItsRegion(regions, player, () => Promise.reject(new Error('away')));
		await expect(failing).rejects.toThrow('away');
	});
});
