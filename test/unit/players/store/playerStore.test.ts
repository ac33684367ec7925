import { beforeEach, describe, expect, it } from 'vitest';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { type PlayerAct, PlayerStore, type PlayersChange } from '../../../../src/players/store/playerStore';
import { TestMemento } from '../../../fixtures/memento';
import { player } from '../polling/listedPlayers';

const T = Date.UTC(2026, 0, 1);

let memento: TestMemento;
let store: PlayerStore;
let changes: PlayersChange[];
let acts: PlayerAct[];

beforeEach(() => {
	memento = new TestMemento();
	open();
});

function open(): void {
	store = new PlayerStore(new PausedPlayers(memento));
	changes = [];
	acts = [];
	store.onDidChange((change) => changes.push(change));
	store.onDidAct((act) => acts.push(act));
}

function list(after: number, ...listed: readonly (readonly [string, string])[]): void {
	const players = listed.map(([id, status]) => player(id, status));
	store.applyReading('app', { players, startedAt: T + after, readAt: T + after, complete: true });
}

function lastChange(): PlayersChange | undefined {
	return changes.at(-1);
}

describe('PlayerStore', () => {
	it('reports the players that changed, and nothing if none did', () => {
		list(0, ['a', 'running'], ['b', 'running']);
		expect(lastChange()).toEqual({ appId: 'app', players: 'all' });
		list(10_000, ['a', 'running'], ['b', 'failed']);
		expect(lastChange()).toEqual({ appId: 'app', players: new Set(['b']) });
		const before = store.players('app');
		const count = changes.length;
		list(20_000, ['a', 'running'], ['b', 'failed']);
		expect(changes).toHaveLength(count);
		expect(store.players('app')).toBe(before);
		expect(store.loadable('app').loadedAt).toBe(T + 20_000);
		list(30_000, ['b', 'failed'], ['a', 'running']);
		expect(lastChange()).toEqual({ appId: 'app', players: 'all' });
	});

	it('keeps the players and their age, and stores the error, when a reading fails', () => {
		list(0, ['a', 'running']);
		const error = new Error('away');
		store.applyFailure('app', error);
		expect(store.loadable('app')).toMatchObject({ loadedAt: T, error });
		expect(store.players('app')).toHaveLength(1);
		expect(lastChange()).toEqual({ appId: 'app', players: new Set() });
		list(10_000, ['a', 'running']);
		expect(store.loadable('app').error).toBeUndefined();
	});

	it('ignores a reading that started before the stored one', () => {
		list(10_000, ['a', 'failed']);
		list(5000, ['a', 'running']);
		expect(store.players('app')[0]?.condition).toBe('failed');
	});

	it('reports changes made from here, but not as transitions between readings', () => {
		const transitions: string[] = [];
		store.onDidTransition((each) => transitions.push(...each.map(({ shown }) => shown.condition)));
		list(0, ['a', 'running']);
		store.applyCreated('app', player('b'), T);
		store.applyDeleted('app', player('a'), T);
		expect(store.players('app').map(({ condition }) => condition)).toEqual(['justCreated']);
		expect(acts).toEqual([
			{ appId: 'app', id: 'b', act: 'created' },
			{ appId: 'app', id: 'a', act: 'deleted' },
		]);
		expect(transitions).toEqual([]);
		list(10_000, ['b', 'running']);
		expect(transitions).toEqual(['running']);
	});

	const pause = async (paused: boolean, outcome: 'done' | 'notDone' | 'unknown') => {
		await store.endPause('app', await store.beginPause('a', paused), outcome, T);
		return store.players('app')[0]?.condition;
	};

	it('shows a player as perhaps paused after a lost response, also after a reload, until a response arrives', async () => {
		list(0, ['a', 'running']);
		expect(await pause(true, 'unknown')).toBe('perhapsPaused');
		open();
		list(0, ['a', 'running']);
		expect(store.players('app')[0]?.condition).toBe('perhapsPaused');
		expect(await pause(false, 'notDone')).toBe('perhapsPaused');
		expect(await pause(false, 'done')).toBe('running');
		await pause(true, 'done');
		expect(await pause(false, 'unknown')).toBe('perhapsPaused');
		expect(await pause(true, 'done')).toBe('paused');
		expect(await pause(false, 'notDone')).toBe('paused');
	});

	it('keeps the condition while a pause is sent, and shows the player as perhaps paused if the editor closes meanwhile', async () => {
		list(0, ['a', 'running']);
		const write = await store.beginPause('a', true);
		list(1000, ['a', 'running']);
		expect(store.players('app')[0]?.condition).toBe('running');
		open();
		list(1000, ['a', 'running']);
		expect(store.players('app')[0]?.condition).toBe('perhapsPaused');
		expect(write).toMatchObject({ id: 'a', paused: true });
	});

	it('applies two overlapping pauses in the order in which they end', async () => {
		list(0, ['a', 'running']);
		const [pausing, resuming] = [await store.beginPause('a', true), await store.beginPause('a', false)];
		await store.endPause('app', pausing, 'done', T);
		expect(store.players('app')[0]?.condition).toBe('paused');
		await store.endPause('app', resuming, 'notDone', T);
		expect(store.players('app')[0]?.condition).toBe('paused');
	});

	it('shows a paused player as paused until it is resumed, also after a reload', async () => {
		list(0, ['a', 'running']);
		await pause(true, 'done');
		expect(store.players('app')[0]?.condition).toBe('paused');
		expect(lastChange()).toEqual({ appId: 'app', players: new Set(['a']) });
		open();
		list(0, ['a', 'running']);
		expect(store.players('app')[0]?.condition).toBe('paused');
		await pause(false, 'done');
		expect(store.players('app')[0]?.condition).toBe('running');
	});

	it('removes everything when the account is left', () => {
		list(0, ['a', 'running']);
		store.clear();
		expect(store.players('app')).toEqual([]);
		expect(store.loadable('app').value).toBeUndefined();
		expect(lastChange()).toEqual({ appId: undefined, players: 'all' });
	});
});
