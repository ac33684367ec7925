import { beforeEach, describe, expect, it } from 'vitest';
import { AgoraError } from '../../../../src/agora/errors';
import type { Player } from '../../../../src/agora/mediaPull/player';
import type { AgoraSession } from '../../../../src/agora/session';
import { Emitter } from '../../../../src/common/emitter';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { type Condition, type ShownPlayer, seenFirst } from '../../../../src/players/store/playerConditions';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import {
	type GroupedPlayers,
	type Grouping,
	groupPlayers,
	type ListedProject,
	listedProjects,
	PlayerFilter,
} from '../../../../src/players/tree/grouping';
import { TestMemento } from '../../../fixtures/memento';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';
import { player } from '../polling/listedPlayers';
import { project } from '../polling/pollingContext';

function shown(id: string, condition: Condition, facts: Partial<Player> = {}): ShownPlayer {
	return { player: { ...player(id), ...facts }, condition, since: 0, past: [], lastListedAt: undefined };
}

function listed(at: number, ...players: ShownPlayer[]): ListedProject {
	return {
		project: project(at),
		reading: { value: players, loadedAt: 1, error: undefined, loading: false },
		players,
	};
}

const ALL = [
	listed(
		1,
		shown('a', 'running', { channelName: 'class 10' }),
		shown('b', 'failed', { channelName: 'class 2' }),
		shown('c', 'other', { channelName: 'class 2', status: 'dreaming' }),
	),
	listed(2, shown('d', 'running', { channelName: 'class 2' }), shown('e', 'other', { status: undefined })),
];

function idsBy(by: Grouping, part?: string): Record<string, string[]> {
	const matches =
		part === undefined ? undefined : ({ player: { channelName } }: ShownPlayer) => channelName === part;
	const ids = ({ players }: GroupedPlayers) => players.map((each) => each.shown.player.id);
	return Object.fromEntries(groupPlayers(ALL, by, matches).map((group) => [group.id, ids(group)]));
}

describe('groupPlayers', () => {
	it('groups by project, in the order of List', () => {
		expect(idsBy('project')).toEqual({ 'players:p1': ['a', 'b', 'c'], 'players:p2': ['d', 'e'] });
	});

	it('groups by channel and project, sorts numbers in names by value, and puts players without a channel last', () => {
		expect(Object.entries(idsBy('channel'))).toEqual([
			['channel:p1:class 2', ['b', 'c']],
			['channel:p1:class 10', ['a']],
			['channel:p2:class 2', ['d']],
			['channel:p2', ['e']],
		]);
	});

	it('groups by status over all projects, failed players first, with one group for each status that is unknown', () => {
		expect(Object.entries(idsBy('status'))).toEqual([
			['status:failed', ['b']],
			['status:running', ['a', 'd']],
			['status:other:dreaming', ['c']],
			['status:other', ['e']],
		]);
		expect(groupPlayers(ALL, 'status').map(({ group }) => group.kind === 'status' && group.status)).toContain(
			'dreaming',
		);
	});

	it('omits players that the filter hides, and empty groups', () => {
		expect(idsBy('project', 'class 10')).toEqual({ 'players:p1': ['a'] });
		expect(idsBy('channel', 'class 2')).toEqual({
			'channel:p1:class 2': ['b', 'c'],
			'channel:p2:class 2': ['d'],
		});
		expect(idsBy('status', 'nowhere')).toEqual({});
	});

	it('adds projects that could not be read after the others, in every grouping, unless a filter is set', () => {
		const unread = (kind: 'network' | 'forbidden' | 'notFound'): ListedProject => {
			const error = new AgoraError({ kind, operation: 'listPlayers', message: kind });
			return {
				project: project(3),
				reading: { value: undefined, loadedAt: undefined, error, loading: false },
				players: [],
			};
		};
		const ids = (kind: 'network' | 'forbidden' | 'notFound', by: Grouping, others = ALL) =>
			groupPlayers([unread(kind), ...others], by).map(({ id }) => id);
		for (const kind of ['network', 'forbidden', 'notFound'] as const) {
			expect(ids(kind, 'project')).toEqual(['players:p1', 'players:p2', 'players:p3']);
			expect(ids(kind, 'channel').at(-1)).toBe('players:p3');
			expect(ids(kind, 'status').at(-1)).toBe('players:p3');
			expect(groupPlayers([unread(kind)], 'project', () => true)).toEqual([]);
		}
		// Without another row, the view explains in its welcome text that Media Pull is not enabled.
		expect(ids('forbidden', 'project', [])).toEqual([]);
		expect(ids('network', 'project', [])).toEqual(['players:p3']);
		expect(ids('notFound', 'project', [])).toEqual(['players:p3']);
	});
});

describe('listedProjects', () => {
	it('returns the projects with players or a failure, including disabled and unlisted ones', () => {
		const store = new PlayerStore(new PausedPlayers(new TestMemento()));
		const projects = Array.from({ length: 200 }, (_, at) => ({ ...project(at), enabled: at !== 24 }));
		const read = (appId: string, ...ids: string[]) =>
			store.applyReading(appId, {
				players: ids.map((id) => player(id)),
				...{ startedAt: 0, readAt: 0, complete: true },
			});
		read('app1');
		read('app24', 'in-disabled-project');
		read('app150', 'in-150th-project');
		read('unlisted', 'in-unlisted-project');
		store.applyFailure('app7', new AgoraError({ kind: 'server', operation: 'listPlayers', message: '' }));
		const source = { projects, onDidChange: new Emitter<void>().event };
		const shownNow = listedProjects(source, store).map(({ project: { name }, players }) => [
			name,
			players.length,
		]);
		expect(shownNow).toEqual([
			['Project 7', 0],
			['Project 24', 1],
			['Project 150', 1],
			['unlisted', 1],
		]);
	});
});

const SERVER = { url: 'http://127.0.0.1:1', customerId: 'id', customerSecret: 'secret' };

describe('PlayerFilter', () => {
	let sessions: TestSessions;
	let filter: PlayerFilter;
	let session: AgoraSession;
	let changes: number;

	beforeEach(() => {
		sessions = new TestSessions();
		session = sessionOn(SERVER);
		sessions.replace(session);
		filter = new PlayerFilter(sessions);
		changes = 0;
		filter.onDidChange(() => {
			changes += 1;
		});
	});

	function shows(channelName: string | undefined): boolean | undefined {
		return filter.matches?.(seenFirst({ ...player('a'), channelName }, 0, false));
	}

	it('matches a part of the channel name, ignoring case', () => {
		expect(filter.matches).toBeUndefined();
		filter.set('Math', session);
		expect([shows('math-1'), shows('MATHS'), shows('music'), shows(undefined)]).toEqual([
			true,
			true,
			false,
			false,
		]);
		filter.clear();
		expect(filter.matches).toBeUndefined();
		filter.clear();
		expect(changes).toBe(2);
	});

	it('is cleared for another account and cannot be set by a session that has ended', () => {
		filter.set('math', session);
		sessions.replace(sessionOn(SERVER));
		expect(filter.text).toBe('math');
		filter.set('late', session);
		expect(filter.text).toBe('math');
		sessions.replace(sessionOn(SERVER, 'another'));
		expect(filter.text).toBe('');
	});
});
