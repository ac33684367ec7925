import { describe, expect, it } from 'vitest';
import { AgoraError } from '../../../../src/agora/errors';
import type { Player } from '../../../../src/agora/mediaPull/player';
import { Emitter } from '../../../../src/common/emitter';
import { PausedMemory } from '../../../../src/players/control/playerMemory';
import type { Condition, ShownPlayer } from '../../../../src/players/store/playerConditions';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import {
	type GroupedPlayers,
	type Grouping,
	groupPlayers,
	type ListedProject,
	listedProjects,
} from '../../../../src/players/tree/grouping';
import { TestMemento } from '../../../fixtures/memento';
import { player } from '../polling/listedPlayers';
import { project } from '../polling/stage';

function shown(id: string, condition: Condition, facts: Partial<Player> = {}): ShownPlayer {
	return { player: { ...player(id), ...facts }, condition, since: 0, past: [], lastListedAt: undefined };
}

function listed(at: number, ...players: ShownPlayer[]): ListedProject {
	return {
		project: project(at),
		known: { value: players, loadedAt: 1, error: undefined, loading: false },
		players,
	};
}

const ALL = [
	listed(
		1,
		shown('a', 'running', { channelName: 'room 10' }),
		shown('b', 'failed', { channelName: 'room 2' }),
		shown('c', 'other', { channelName: 'room 2', status: 'dreaming' }),
	),
	listed(2, shown('d', 'running', { channelName: 'room 2' }), shown('e', 'other', { status: undefined })),
];

function idsBy(by: Grouping, part?: string): Record<string, string[]> {
	const matches =
		part === undefined ? undefined : ({ player: { channelName } }: ShownPlayer) => channelName === part;
	const ids = ({ players }: GroupedPlayers) => players.map((each) => each.shown.player.id);
	return Object.fromEntries(groupPlayers(ALL, by, matches).map((group) => [group.id, ids(group)]));
}

describe('groups of players', () => {
	it('by project, in List’s order', () => {
		expect(idsBy('project')).toEqual({ 'players:p1': ['a', 'b', 'c'], 'players:p2': ['d', 'e'] });
	});

	it('by channel: one of a project each, "room 2" before "room 10", those without a name last', () => {
		expect(Object.entries(idsBy('channel'))).toEqual([
			['channel:p1:room 2', ['b', 'c']],
			['channel:p1:room 10', ['a']],
			['channel:p2:room 2', ['d']],
			['channel:p2', ['e']],
		]);
	});

	it('by status over all projects: what failed first, and each word that is not known by itself', () => {
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

	it('hold only what the filter lets through, and no group is empty', () => {
		expect(idsBy('project', 'room 10')).toEqual({ 'players:p1': ['a'] });
		expect(idsBy('channel', 'room 2')).toEqual({
			'channel:p1:room 2': ['b', 'c'],
			'channel:p2:room 2': ['d'],
		});
		expect(idsBy('status', 'nowhere')).toEqual({});
	});

	it('a project that could never be read is shown, unless it has no Media Pull or a filter is set', () => {
		const unread = (kind: 'network' | 'forbidden'): ListedProject => {
			const error = new AgoraError({ kind, operation: 'listPlayers', message: kind });
			return {
				project: project(3),
				known: { value: undefined, loadedAt: undefined, error, loading: false },
				players: [],
			};
		};
		expect(groupPlayers([unread('network')], 'project').map(({ id }) => id)).toEqual(['players:p3']);
		expect(groupPlayers([unread('forbidden')], 'project')).toEqual([]);
		expect(groupPlayers([unread('network')], 'project', () => true)).toEqual([]);
	});
});

describe('the projects that are shown', () => {
	it('are those with players or a failure, wherever they stand among all, and one that the account no longer lists', () => {
		const store = new PlayerStore(new PausedMemory(new TestMemento()));
		const projects = Array.from({ length: 200 }, (_, at) => ({ ...project(at), enabled: at !== 24 }));
		const read = (appId: string, ...ids: string[]) =>
			store.applyReading(appId, {
				players: ids.map((id) => player(id)),
				...{ startedAt: 0, readAt: 0, complete: true },
			});
		read('app1');
		read('app24', 'in a disabled one');
		read('app150', 'in the 150th');
		read('unlisted', 'in none');
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
