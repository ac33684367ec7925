import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlayer } from '../../../src/agora/mediaPull/playerRequest';
import { playerLabel, proposedName } from '../../../src/players/playerNames';

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
	});

	it('is a name that Agora accepts, whatever the channel and user', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (channel, user) => {
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
