import { describe, expect, it } from 'vitest';
import type { ChannelUsers } from '../../../../src/agora/channels/channelUsers';
import type { Project } from '../../../../src/agora/console/projects';
import { ChannelNode, ChannelUserNode, MoreNode } from '../../../../src/channels/tree/channelNodes';
import { RowLimits } from '../../../../src/channels/tree/rowLimits';
import { isPartial, UserRows, usersWith } from '../../../../src/channels/tree/userRows';

const project: Project = {
	...{ id: 'p', name: 'Classes', appId: 'app', appCertificate: undefined, enabled: true },
	...{ createdAt: undefined, recordingServer: undefined },
};

const channel = new ChannelNode(undefined, project, {
	...{ name: 'class:32', userCount: 1, firstSeenAt: 0, missingSince: undefined },
});

const uids = (count: number, from = 1) => Array.from({ length: count }, (_, at) => ({ uid: from + at }));

function live(hosts: number, audience: number, audienceTotal = audience): ChannelUsers {
	return {
		exists: true,
		profile: 'live',
		hosts: uids(hosts),
		audience: uids(audience, 1000),
		audienceTotal,
	};
}

const communication: ChannelUsers = {
	exists: true,
	profile: 'communication',
	users: [{ uid: 1 }, { account: 'uid 1' }],
	total: 2,
};

describe('the rows of users', () => {
	it('are hosts and audience, or users of the communication profile', () => {
		const rows = new UserRows(new RowLimits());
		expect(rows.groupsOf(channel, live(1, 1)).map(({ role }) => role)).toEqual(['host', 'audience']);
		expect(rows.groupsOf(channel, communication).map(({ role }) => role)).toEqual(['user']);
		expect(rows.groupsOf(channel, { exists: false })).toEqual([]);
	});

	it('stay the same objects, also if others come and go', () => {
		const rows = new UserRows(new RowLimits());
		const [group] = rows.groupsOf(channel, live(3, 0));
		expect(rows.groupsOf(channel, live(2, 0))[0]).toBe(group);
		const before = group ? rows.usersOf(group, { users: uids(3), total: 3 }) : [];
		const after = group ? rows.usersOf(group, { users: uids(3, 2), total: 3 }) : [];
		expect(after.slice(0, 2)).toEqual(before.slice(1));
		expect(after[0]).toBe(before[1]);
	});

	it('show the first 100, and 100 more each time', () => {
		const limits = new RowLimits();
		const rows = new UserRows(limits);
		const users = live(0, 10_000, 12_034);
		const [, audience] = rows.groupsOf(channel, users);
		const listed = usersWith(users, 'audience');
		const shown = () => (audience ? rows.usersOf(audience, listed) : []);
		expect(shown()).toHaveLength(101);
		const more = shown().at(-1);
		expect(more instanceof MoreNode && more.hidden).toBe(9900);
		limits.showMore(audience?.id ?? '');
		expect(shown()).toHaveLength(201);
		expect(shown()[150]).toBeInstanceOf(ChannelUserNode);
	});

	it('know the total where Agora lists only the first 10,000', () => {
		expect(usersWith(live(2, 10_000, 12_034), 'audience').total).toBe(12_034);
		expect(isPartial(usersWith(live(2, 10_000, 12_034), 'audience'))).toBe(true);
		expect(isPartial(usersWith(live(2, 10_000, 10_000), 'audience'))).toBe(false);
		expect(usersWith(live(2, 3), 'host').total).toBe(2);
		expect(usersWith(communication, 'user').total).toBe(2);
		expect(usersWith(communication, 'host').total).toBe(0);
		expect(usersWith(undefined, 'audience').total).toBe(0);
	});

	it('have ids of their own, whatever channels and accounts are called', () => {
		const rows = new UserRows(new RowLimits());
		const groups = [...rows.groupsOf(channel, live(1, 1)), ...rows.groupsOf(channel, communication)];
		const users = groups.flatMap((group) => [
			...rows.usersOf(group, { users: [{ uid: 1 }, { account: '1' }, { account: ':host' }], total: 3 }),
		]);
		const ids = [channel, ...groups, ...users].map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});
});
