import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/agora/channels/channels';
import type { ChannelUsers } from '../../../src/agora/channels/channelUsers';
import {
	afterChannelList,
	GONE_AFTER,
	isSameUsers,
	NO_CHANNELS,
	type ProjectChannels,
	sortedUsers,
} from '../../../src/channels/channelMerge';

const MINUTE = 60_000;

const channel = (name: string, userCount: number | undefined = 1): Channel => ({ name, userCount });

function read(before: ProjectChannels, readAt: number, ...channels: readonly Channel[]): ProjectChannels {
	return afterChannelList(before, channels, { startedAt: readAt - 100, readAt });
}

const names = ({ list }: ProjectChannels) => list.map(({ name }) => name);

describe('the channels of a project', () => {
	it('are sorted by users, then by name with numbers in numeric order', () => {
		const list = read(
			NO_CHANNELS,
			0,
			channel('class 10', 2),
			channel('unknown', undefined),
			channel('class 2', 2),
			channel('big', 30),
		);
		expect(names(list)).toEqual(['big', 'class 2', 'class 10', 'unknown']);
	});

	it('contain a channel once that two pages contain', () => {
		expect(names(read(NO_CHANNELS, 0, channel('a', 1), channel('b', 2), channel('a', 3)))).toEqual([
			'a',
			'b',
		]);
	});

	it('stay the same objects unless they change', () => {
		const first = read(NO_CHANNELS, 0, channel('a', 9), channel('b', 5), channel('c', 1));
		const same = read(first, 1000, channel('c', 1), channel('a', 9), channel('b', 5));
		expect(same.list).toBe(first.list);
		const changed = read(same, 2000, channel('a', 9), channel('b', 4), channel('c', 1));
		expect(changed.list.map((each, at) => each === first.list[at])).toEqual([true, false, true]);
		expect(changed.list[1]).toEqual({ name: 'b', userCount: 4, firstSeenAt: 0, missingSince: undefined });
	});

	it('keep a channel that a list misses, marked, until three lists over two minutes miss it', () => {
		const before = read(NO_CHANNELS, 0, channel('a', 9), channel('b', 5));
		const once = read(before, MINUTE, channel('a', 9));
		expect(once.byName.get('b')).toMatchObject({ userCount: 5, missingSince: MINUTE, firstSeenAt: 0 });
		const twice = read(once, 2 * MINUTE, channel('a', 9));
		expect(twice.list).toBe(once.list);
		expect(names(read(twice, 3 * MINUTE - 1, channel('a', 9)))).toEqual(['a', 'b']);
		expect(names(read(twice, 3 * MINUTE, channel('a', 9)))).toEqual(['a']);
	});

	it('keep a channel that few lists miss, however much time passes between them', () => {
		const before = read(NO_CHANNELS, 0, channel('a'));
		const twice = read(read(before, 60 * MINUTE), 120 * MINUTE);
		expect(names(twice)).toEqual(['a']);
		expect(names(read(twice, 180 * MINUTE))).toEqual([]);
	});

	it('are no longer marked as soon as a list contains them, and begin to count anew', () => {
		const before = read(NO_CHANNELS, 0, channel('a'));
		const missed = read(read(before, MINUTE), 2 * MINUTE);
		const back = read(missed, 3 * MINUTE, channel('a'));
		expect(back.list).toEqual([{ name: 'a', userCount: 1, firstSeenAt: 0, missingSince: undefined }]);
		expect(names(read(read(back, 4 * MINUTE), 5 * MINUTE))).toEqual(['a']);
		expect(GONE_AFTER.readings).toBe(3);
	});
});

describe('the users of a channel', () => {
	const live = (hosts: readonly number[], audience: readonly number[] = []): ChannelUsers => ({
		exists: true,
		profile: 'live',
		hosts: hosts.map((uid) => ({ uid })),
		audience: audience.map((uid) => ({ uid })),
		audienceTotal: audience.length,
	});

	it('are sorted by uid, then by account, each once', () => {
		const users = sortedUsers({
			exists: true,
			profile: 'communication',
			users: [{ account: 'teacher-10' }, { uid: 7 }, { account: 'teacher-2' }, { uid: 3 }, { uid: 7 }],
			total: 5,
		});
		expect(users).toMatchObject({
			users: [{ uid: 3 }, { uid: 7 }, { account: 'teacher-2' }, { account: 'teacher-10' }],
			total: 5,
		});
	});

	it('distinguish a uid from an account of the same digits', () => {
		const users = sortedUsers({ ...live([7]), audience: [{ account: '7' }, { uid: 7 }] } as ChannelUsers);
		expect(users).toMatchObject({ audience: [{ uid: 7 }, { account: '7' }] });
	});

	it('are the same if both readings contain the same, in any order', () => {
		expect(isSameUsers(sortedUsers(live([1, 2], [3])), sortedUsers(live([2, 1], [3])))).toBe(true);
		expect(isSameUsers(live([1]), live([2]))).toBe(false);
		expect(isSameUsers(live([1], [2]), live([1, 2]))).toBe(false);
		expect(isSameUsers(live([1]), { exists: false })).toBe(false);
		expect(isSameUsers({ exists: false }, { exists: false })).toBe(true);
		const communication = { exists: true, profile: 'communication', users: [], total: 0 } as const;
		expect(isSameUsers(live([]), communication)).toBe(false);
		expect(isSameUsers(communication, { ...communication, total: 9 })).toBe(false);
	});
});
