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
	it('looks for a player created here only where it was created', async () => {
		await regions.remember('app', 'player', 'eu');
		expect(regions.candidates('app', 'player')).toEqual(['eu']);
	});

	it('looks for another’s player everywhere, in the project’s last region first', async () => {
		await regions.remember('app', 'player', 'ap');
		expect(regions.candidates('app', 'unknown')[0]).toBe('ap');
		expect([...regions.candidates('app', 'unknown')].sort()).toEqual(['ap', 'cn', 'eu', 'na']);
	});

	it('looks then where most players are', async () => {
		await regions.remember('other', 'p1', 'cn');
		await regions.remember('other', 'p2', 'eu');
		await regions.remember('other', 'p3', 'cn');
		await regions.remember('app', 'p4', 'ap');
		expect(regions.candidates('app', 'unknown')).toEqual(['ap', 'cn', 'eu', 'na']);
		expect(regions.candidates('third', 'unknown')).toEqual(['cn', 'eu', 'ap', 'na']);
	});

	it('knows after a reload what it knew before', async () => {
		await regions.remember('app', 'player', 'eu');
		expect(new RegionCache(memento).ofPlayer('player')).toBe('eu');
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

describe('inItsRegion', () => {
	const player = { appId: 'app', id: 'player' };

	/** Regions in which Agora answers 2xx. */
	const answering =
		(tried: string[], ...found: string[]) =>
		async ({ region }: PlayerAddress) => {
			tried.push(region);
			return found.includes(region) ? 'found' : 'notFound';
		};

	it('tries the regions until the player is found, and asks only there from then on', async () => {
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

	it('remembers the first region only after two others did not know the player', async () => {
		const tried: string[] = [];
		expect(await inItsRegion(regions, player, answering(tried, 'na'))).toBe('found');
		expect(tried).toEqual(['na', 'eu', 'ap']);
		expect(regions.ofPlayer('player')).toBe('na');
	});

	it('asks every region where each says yes, and remembers none', async () => {
		const tried: string[] = [];
		expect(await inItsRegion(regions, player, answering(tried, 'na', 'eu', 'ap', 'cn'))).toBe('found');
		expect(tried).toEqual(['na', 'eu', 'ap', 'cn']);
		expect(regions.ofPlayer('player')).toBeUndefined();
		expect(regions.ofProject('app')).toBeUndefined();
	});

	it.each(['na', 'cn'])('takes a player for moving where all regions but %s say yes', async (own) => {
		const others = ['na', 'eu', 'ap', 'cn'].filter((region) => region !== own);
		expect(await inItsRegion(regions, player, answering([], ...others))).toBe('gone');
		expect(regions.ofPlayer('player')).toBeUndefined();
	});

	it('cannot tell what was done where a failure comes after a 2xx that proves nothing', async () => {
		const failing = inItsRegion(regions, player, async ({ region }) => {
			if (region === 'na') {
				return 'found';
			}
			throw new AgoraError({ kind: 'network', operation: 'updatePlayer', message: 'away' });
		});
		await expect(failing).rejects.toMatchObject({ kind: 'unknownOutcome' });
	});

	it('takes a player for gone that no region knows, and remembers nothing', async () => {
		expect(await inItsRegion(regions, player, async () => 'notFound')).toBe('gone');
		expect(regions.ofPlayer('player')).toBeUndefined();
	});

	it('stops at a failure, which says nothing of the other regions', async () => {
		const failing = inItsRegion(regions, player, () => Promise.reject(new Error('away')));
		await expect(failing).rejects.toThrow('away');
	});
});
