import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChannelUser } from '../../../src/agora/session';
import { freeUser, playerWithUser } from '../../../src/players/playerNames';
import type { ShownPlayer } from '../../../src/players/store/playerConditions';
import { seenFirst } from '../../../src/players/store/playerConditions';
import { player } from './polling/listedPlayers';

function shown(id: string, facts: object): ShownPlayer {
	return seenFirst({ ...player(id), channelName: 'class32', uid: undefined, ...facts }, 0, false);
}

const players = [
	shown('a', { uid: 101 }),
	shown('b', { uid: 102 }),
	shown('c', { account: 'teacher' }),
	shown('d', { uid: 7, channelName: 'class68' }),
	{ ...shown('e', { uid: 8 }), condition: 'gone' as const },
];

describe('playerWithUser', () => {
	it.each<[string, string, string | undefined]>([
		['101', 'class32', 'a'],
		['101', 'class68', undefined],
		['teacher', 'class32', 'c'],
		['7', 'class68', 'd'],
		['0', 'class32', undefined],
		['8', 'class32', undefined],
	])('user %s in %s: %s', (typed, channelName, id) => {
		expect(playerWithUser(players, { channelName, user: readChannelUser(typed) })?.id).toBe(id);
	});
});

describe('freeUser', () => {
	it('keeps what is free, and goes on counting from what is not', () => {
		expect(freeUser(players, 'class68')).toBe('101');
		expect(freeUser(players, 'class32')).toBe('103');
		expect(freeUser(players, 'class32', '55')).toBe('55');
		expect(freeUser(players, 'class32', 'teacher')).toBe('teacher-2');
		expect(freeUser(players, 'class32', '0')).toBe('0');
	});

	it('is no uid beyond the largest', () => {
		expect(freeUser([shown('a', { uid: 2 ** 32 - 1 })], 'class32', String(2 ** 32 - 1))).toBe('101');
	});

	it('is a user that no player of the channel has', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 20 })),
				fc.integer({ min: 1, max: 20 }),
				(uids, preferred) => {
					const all = uids.map((uid, index) => shown(String(index), { uid }));
					const user = readChannelUser(freeUser(all, 'class32', String(preferred)));
					expect(playerWithUser(all, { channelName: 'class32', user })).toBeUndefined();
				},
			),
		);
	});
});
