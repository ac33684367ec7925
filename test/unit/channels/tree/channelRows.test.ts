import { beforeEach, describe, expect, it } from 'vitest';
import type { BanRule } from '../../../../src/agora/channels/banRules';
import type { Project } from '../../../../src/agora/console/projects';
import { afterChannelList, NO_CHANNELS } from '../../../../src/channels/channelMerge';
import {
	BanNode,
	BansNode,
	ChannelNode,
	ChannelProjectNode,
	type ChannelTreeNode,
	MoreNode,
} from '../../../../src/channels/tree/channelNodes';
import { ChannelRows, type ListedProject } from '../../../../src/channels/tree/channelRows';

function project(name: string): Project {
	return {
		...{ id: `id-${name}`, name, appId: `app-${name}`, appCertificate: undefined, enabled: true },
		...{ createdAt: undefined, recordingServer: undefined },
	};
}

const A = project('A');
const B = project('B');

function rule(id: number): BanRule {
	return {
		...{ id, uid: id, channelName: undefined, ip: undefined, privileges: ['join_channel'] },
		...{ expiresAt: undefined, createdAt: undefined },
	};
}

let channels = NO_CHANNELS;

/** The rows of a project, whose channels are read again. */
function listed(
	of: Project,
	users: Readonly<Record<string, number>>,
	bans: readonly BanRule[] = [],
): ListedProject {
	const list = Object.entries(users).map(([name, userCount]) => ({ name, userCount }));
	channels = afterChannelList(channels, list, { startedAt: 0, readAt: 0 });
	return { project: of, channels: channels.list, bans, hasBansRow: bans.length > 0 };
}

/** A row as a short text. */
function text(row: ChannelTreeNode): string {
	if (row instanceof ChannelNode) {
		return `${row.channelName} ${row.channel.userCount}`;
	}
	if (row instanceof ChannelProjectNode) {
		return `project ${row.project.name}`;
	}
	if (row instanceof BanNode) {
		return `ban ${row.rule.id}`;
	}
	return row instanceof MoreNode ? `more ${row.hidden}` : row.constructor.name;
}

const texts = (rows: readonly ChannelTreeNode[] | 'all') => (rows === 'all' ? rows : rows.map(text));

let rows: ChannelRows;

beforeEach(() => {
	rows = new ChannelRows();
	channels = NO_CHANNELS;
});

describe('the rows of the active project', () => {
	it('are its bans, if there are some, and its channels', () => {
		expect(rows.update([listed(A, { a: 5, b: 3 })], false)).toBe('all');
		expect(texts(rows.roots)).toEqual(['a 5', 'b 3']);
		expect(rows.update([listed(A, { a: 5, b: 3 }, [rule(1)])], false)).toBe('all');
		expect(texts(rows.roots)).toEqual(['BansNode', 'a 5', 'b 3']);
		const bans = rows.roots.find((row) => row instanceof BansNode);
		expect(bans && texts(rows.bansOf(bans))).toEqual(['ban 1']);
	});

	it('change one by one, and stay the same objects', () => {
		rows.update([listed(A, { a: 5, b: 3, c: 1 })], false);
		const before = rows.roots;
		expect(texts(rows.update([listed(A, { a: 5, b: 3, c: 1 })], false))).toEqual([]);
		expect(texts(rows.update([listed(A, { a: 5, b: 2, c: 1 })], false))).toEqual(['b 2']);
		expect(rows.roots.every((row, at) => row === before[at])).toBe(true);
		expect(rows.update([listed(A, { a: 5, b: 2, c: 9 })], false)).toBe('all');
		expect(texts(rows.roots)).toEqual(['c 9', 'a 5', 'b 2']);
		expect(new Set([...before, ...rows.roots]).size).toBe(3);
	});

	it('change with the rules of the bans only if one of them changed', () => {
		const first = rule(1);
		rows.update([listed(A, { a: 5 }, [first, rule(2)])], false);
		const bans = rows.roots[0] as BansNode;
		const [row] = rows.bansOf(bans);
		const second = rule(2);
		expect(texts(rows.update([listed(A, { a: 5 }, [first, second])], false))).toEqual(['BansNode']);
		expect(rows.update([listed(A, { a: 5 }, [first, second])], false)).toEqual([]);
		expect(rows.bansOf(bans)[0]).toBe(row);
		expect(texts(rows.update([listed(A, { a: 5 }, [first])], false))).toEqual(['BansNode']);
		expect(texts(rows.bansOf(bans))).toEqual(['ban 1']);
	});

	it('are 200 at first, and 200 more each time', () => {
		const many = Object.fromEntries(
			Array.from({ length: 10_000 }, (_, at) => [`room ${at + 1}`, 10_000 - at]),
		);
		rows.update([listed(A, many)], false);
		expect(rows.roots).toHaveLength(201);
		expect(texts(rows.roots.slice(-2))).toEqual(['room 200 9801', 'more 9800']);
		rows.showMore('');
		expect(rows.update([listed(A, many)], false)).toBe('all');
		expect(texts(rows.roots.slice(-2))).toEqual(['room 400 9601', 'more 9600']);
		const { 'room 9000': _, ...fewer } = many;
		const changed = rows.update([listed(A, { ...fewer, 'room 9000': 1001.5, 'room 7': 9993.5 })], false);
		expect(texts(changed)).toEqual(['room 7 9993.5']);
		expect(rows.showUpTo(A.appId, 'room 5000')).toBe(true);
		rows.update([listed(A, many)], false);
		expect(rows.rowOf(A.appId, 'room 5000')).toBeInstanceOf(ChannelNode);
		expect(rows.showUpTo(A.appId, 'room 20000')).toBe(false);
	});
});

describe('the rows of all projects', () => {
	const both = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) => {
		const one = listed(A, a);
		channels = NO_CHANNELS;
		return [one, listed(B, b)];
	};

	it('are grouped by project', () => {
		rows.update(both({ a: 2 }, { a: 7, b: 1 }), true);
		expect(texts(rows.roots)).toEqual(['project A', 'project B']);
		const [first, second] = rows.roots.filter((row) => row instanceof ChannelProjectNode);
		expect(first && texts(rows.rowsOf(first))).toEqual(['a 2']);
		expect(second && texts(rows.rowsOf(second))).toEqual(['a 7', 'b 1']);
		const ids = rows.channels.map(({ id }) => id);
		expect(new Set(ids).size).toBe(3);
		expect(rows.channels.map(({ parent }) => parent?.project.name)).toEqual(['A', 'B', 'B']);
	});

	it('are other rows than those of the active project', () => {
		rows.update([listed(A, { a: 2 })], false);
		const [alone] = rows.roots;
		expect(rows.update([listed(A, { a: 2 })], true)).toBe('all');
		const [group] = rows.roots.filter((row) => row instanceof ChannelProjectNode);
		expect(group && rows.rowsOf(group)[0]).not.toBe(alone);
		expect(rows.update([listed(A, { a: 2 })], false)).toBe('all');
		expect(texts(rows.roots)).toEqual(['a 2']);
	});

	it('appear and disappear with their channels', () => {
		rows.update([listed(A, { a: 1 })], true);
		const [group] = rows.roots;
		expect(rows.update(both({ a: 1 }, { b: 1 }), true)).toBe('all');
		expect(rows.roots[0]).toBe(group);
		expect(rows.update([], true)).toBe('all');
		expect(rows.roots).toEqual([]);
	});
});
