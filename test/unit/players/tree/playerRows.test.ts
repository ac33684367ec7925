import { beforeEach, describe, expect, it } from 'vitest';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { type Grouping, groupPlayers } from '../../../../src/players/tree/grouping';
import { MoreNode, PlayerGroupNode, PlayerNode } from '../../../../src/players/tree/playerNodes';
import { PlayerRows, ROWS_AT_ONCE } from '../../../../src/players/tree/playerRows';
import { TestMemento } from '../../../fixtures/memento';
import { player } from '../polling/listedPlayers';
import { project } from '../polling/pollingContext';

let store: PlayerStore;
let rows: PlayerRows;
let by: Grouping;
let now: number;

beforeEach(() => {
	store = new PlayerStore(new PausedPlayers(new TestMemento()));
	rows = new PlayerRows();
	by = 'project';
	now = 0;
});

function list(at: number, statuses: Readonly<Record<string, string>>): ReturnType<typeof update> {
	now += 1000;
	const players = Object.entries(statuses).map(([id, status]) => ({
		...player(id, status),
		channelName: id,
	}));
	store.applyReading(project(at).appId, { players, startedAt: now, readAt: now, complete: true });
	return update();
}

function update() {
	const listed = [1, 2].map((at) => {
		const { appId } = project(at);
		return { project: project(at), reading: store.loadable(appId), players: store.players(appId) };
	});
	return rows.update(groupPlayers(listed, by));
}

function groups(): PlayerGroupNode[] {
	return rows.roots.filter((row) => row instanceof PlayerGroupNode);
}

/** Requests every row, as VS Code does, and returns their ids by group. */
function requestRows(): string[][] {
	return groups().map((group) => rows.rowsOf(group).map(({ id }) => id));
}

function many(count: number): Record<string, string> {
	return Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, 'running']));
}

describe('PlayerRows', () => {
	it('keeps the same objects while they are shown, and reports only rows that look different', () => {
		expect(list(1, { a: 'running', b: 'running' })).toBe('all');
		requestRows();
		const [group] = groups();
		const [a, b] = group ? rows.rowsOf(group) : [];
		expect(list(1, { a: 'running', b: 'running' })).toEqual([]);
		const changed = list(1, { a: 'running', b: 'failed' });
		expect(changed).toHaveLength(1);
		expect(changed[0]).toBe(b);
		expect(groups()[0]).toBe(group);
		expect(group && rows.rowsOf(group)[0]).toBe(a);
		expect(b instanceof PlayerNode && b.shown.condition).toBe('failed');
	});

	it('reports all when rows are added, removed or moved, and keeps the object of a moved row', () => {
		by = 'status';
		list(1, { a: 'running', b: 'running', c: 'failed' });
		expect(requestRows()).toEqual([['player:app1:c'], ['player:app1:a', 'player:app1:b']]);
		const [failed, running] = groups();
		const moving = running && rows.rowsOf(running)[0];
		expect(list(1, { a: 'failed', b: 'running', c: 'failed' })).toBe('all');
		expect(requestRows()).toEqual([['player:app1:a', 'player:app1:c'], ['player:app1:b']]);
		expect(failed && rows.rowsOf(failed)[0]).toBe(moving);
		expect(moving instanceof PlayerNode && moving.parent).toBe(failed);
		expect(list(1, { a: 'failed', b: 'failed', c: 'failed' })).toBe('all');
		expect(groups()).toHaveLength(1);
	});

	it('neither creates nor reports rows that were not requested', () => {
		list(1, { a: 'running' });
		const group = groups()[0];
		expect(group?.rows).toBeUndefined();
		expect(list(1, { a: 'failed' })).toEqual([]);
		expect(group?.rows).toBeUndefined();
	});

	it('shows more rows on request', () => {
		list(1, many(ROWS_AT_ONCE * 2 + 5));
		requestRows();
		const [group] = groups();
		const shown = () => (group ? rows.rowsOf(group) : []);
		const last = () => shown().at(-1);
		expect(shown()).toHaveLength(ROWS_AT_ONCE + 1);
		expect(last()).toMatchObject({ id: 'more:players:p1', hidden: ROWS_AT_ONCE + 5 });
		expect(list(1, { ...many(ROWS_AT_ONCE * 2 + 6) })).toEqual([last()]);
		rows.showMore('players:p1');
		expect(update()).toBe('all');
		expect(shown()).toHaveLength(ROWS_AT_ONCE * 2 + 1);
		expect(last()).toMatchObject({ hidden: 6 });
		rows.showMore('players:p1');
		update();
		expect(last()).toBeInstanceOf(PlayerNode);
		expect(shown()).toHaveLength(ROWS_AT_ONCE * 2 + 6);
	});

	it('does not report changes of rows that are not shown yet', () => {
		const statuses = many(ROWS_AT_ONCE + 5);
		list(1, statuses);
		requestRows();
		expect(list(1, { ...statuses, [`n${ROWS_AT_ONCE + 2}`]: 'failed' })).toEqual([]);
	});

	it('shows more groups on request', () => {
		by = 'channel';
		list(1, many(ROWS_AT_ONCE + 7));
		expect(rows.roots).toHaveLength(ROWS_AT_ONCE + 1);
		expect(rows.roots.at(-1)).toBeInstanceOf(MoreNode);
		rows.showMore('');
		expect(update()).toBe('all');
		expect(groups()).toHaveLength(ROWS_AT_ONCE + 7);
	});

	it('shows a revealed row together with all rows before it', () => {
		by = 'channel';
		list(1, many(ROWS_AT_ONCE + 7));
		const row = rows.rowOf('app1', `n${ROWS_AT_ONCE + 6}`);
		expect(row).toBeInstanceOf(PlayerNode);
		expect(row && rows.roots.includes(row.parent)).toBe(true);
		expect(row && rows.rowsOf(row.parent)).toEqual([row]);
		expect(update()).toBe('all');
		expect(row && rows.rowsOf(row.parent)[0]).toBe(row);
		expect(update()).toEqual([]);
	});

	it('finds a player in its own project only', () => {
		list(1, { a: 'running' });
		expect(rows.rowOf('app2', 'a')).toBeUndefined();
		expect(rows.rowOf('app1', 'b')).toBeUndefined();
	});
});
