import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Player } from '../../../src/agora/mediaPull/playerSchema';
import { LIST_LAG_MS, mergePlayers } from '../../../src/players/mergePlayers';

function player(id: string): Player {
	return {
		id,
		name: undefined,
		channelName: undefined,
		uid: undefined,
		account: undefined,
		streamUrl: undefined,
		createdAt: undefined,
		status: 'running',
	};
}

const anyIds = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
const T = 1_000_000;

describe('mergePlayers', () => {
	it('shows a created player until List knows it, once', () => {
		const created = [{ player: player('a'), at: T }];
		expect(mergePlayers([], T + 1000, created, [])).toEqual([{ player: player('a'), justCreated: true }]);
		expect(mergePlayers([player('a')], T + 1000, created, [])).toEqual([
			{ player: player('a'), justCreated: false },
		]);
	});

	it('gives a created player up when List does not know it after its lag', () => {
		expect(mergePlayers([], T + LIST_LAG_MS, [{ player: player('a'), at: T }], [])).toEqual([]);
	});

	it('keeps a created player while List was never read', () => {
		expect(mergePlayers([], undefined, [{ player: player('a'), at: T }], [])).toHaveLength(1);
	});

	it('hides a deleted player while List may still tell of it, and no longer', () => {
		const deleted = [{ player: player('a'), at: T }];
		expect(mergePlayers([player('a')], T + 1000, [], deleted)).toEqual([]);
		expect(mergePlayers([player('a')], T + LIST_LAG_MS, [], deleted)).toHaveLength(1);
	});

	it('hides a player that was created and deleted before List ever knew it', () => {
		const change = { player: player('a'), at: T };
		expect(mergePlayers([], T + 1000, [change], [change])).toEqual([]);
	});

	it('never shows a player twice and never loses one that List tells and nobody deleted', () => {
		fc.assert(
			fc.property(
				anyIds,
				ids,
				ids,
				fc.integer({ min: 0, max: 60_000 }),
				(listed, created, deleted, later) => {
					const change = (id: string) => ({ player: player(id), at: T });
					const shown = mergePlayers(
						listed.map(player),
						T + later,
						created.map(change),
						deleted.map(change),
					).map((each) => each.player.id);
					expect(new Set(shown).size).toBe(shown.length);
					for (const id of listed.filter((each) => !deleted.includes(each))) {
						expect(shown).toContain(id);
					}
				},
			),
		);
	});
});
