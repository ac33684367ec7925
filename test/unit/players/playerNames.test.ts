import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlayer } from '../../../src/agora/mediaPull/playerRequest';
import { readChannelUser } from '../../../src/agora/session';
import { freeUser, playerLabel, playerWithUser, proposedName } from '../../../src/players/playerNames';
import { type ShownPlayer, seenFirst } from '../../../src/players/store/playerConditions';
import { player } from './polling/listedPlayers';

const nothing = { createdAt: undefined, streamUrl: undefined, status: undefined };

describe('playerLabel', () => {
	it('prefers the name, then channel and user, then the id', () => {
		const base = { ...nothing, id: 'id1', uid: 0, account: undefined, channelName: 'class32' };
		expect(playerLabel({ ...base, name: 'class32_0' })).toBe('class32_0');
		expect(playerLabel({ ...base, name: '' })).toBe('class32 · 0');
		expect(playerLabel({ ...base, name: undefined, uid: undefined, account: 'teacher' })).toBe(
			'class32 · teacher',
		);
		expect(playerLabel({ ...base, name: undefined, channelName: undefined })).toBe('id1');
	});
});

describe('proposedName', () => {
	it('joins channel and user as the document recommends', () => {
		expect(proposedName('class32', '101')).toBe('class32_101');
		expect(proposedName('class33', 'teacher101')).toBe('class33_teacher101');
		expect(proposedName('class33', '')).toBe('class33');
	});

	it('is a name that Agora accepts, for any channel and user', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1 }), fc.string(), (channel, user) => {
				const player = {
					streamUrl: 'https://example.com',
					channelName: 'c',
					uid: 1,
					name: proposedName(channel, user),
				};
				expect(checkPlayer(player, 0)).toEqual([]);
			}),
		);
	});
});

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
	])('returns for user %s in %s: %s', (typed, channelName, id) => {
		expect(playerWithUser(players, { channelName, user: readChannelUser(typed) })?.id).toBe(id);
	});
});

describe('freeUser', () => {
	it('returns the preferred user if it is free, else the next number', () => {
		expect(freeUser(players, 'class68')).toBe('101');
		expect(freeUser(players, 'class32')).toBe('103');
		expect(freeUser(players, 'class32', '55')).toBe('55');
		expect(freeUser(players, 'class32', 'teacher')).toBe('teacher-2');
		expect(freeUser(players, 'class32', '0')).toBe('0');
	});

	it('does not exceed the largest uid', () => {
		expect(freeUser([shown('a', { uid: 2 ** 32 - 1 })], 'class32', String(2 ** 32 - 1))).toBe('101');
	});

	it('returns a user that no player of the channel has', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 20 })),
				fc.integer({ min: 1, max: 20 }),
				(uids, preferred) => {
					const all = uids.map((uid, index) => shown(String(index), { uid }));
					const user = readChannelUser(freeUser(all, 'class32', String(preferred)));
					expect(uids.map((uid) => ({ uid }))).not.toContainEqual(user);
				},
			),
		);
	});
});
