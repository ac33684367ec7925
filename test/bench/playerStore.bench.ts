// Reading many players of which few changed: the store, compared with rebuilding all players and comparing them as JSON.
import type { Player } from '../../src/agora/mediaPull/player';
import { PausedPlayers } from '../../src/players/control/sentUpdates';
import type { ShownPlayer } from '../../src/players/store/playerConditions';
import { PlayerStore } from '../../src/players/store/playerStore';
import { TestMemento } from '../fixtures/memento';
import { compare } from './compare';
import { PLAYER_COUNT, playersOf } from './replies';

const CHANGED = PLAYER_COUNT / 100;
const NAIVE = 'rebuild, compare as JSON';
const APP_ID = 'eb00cd2b222a4eeaa24fc6046d90b227';

/** The next response of List, in new objects. Other players change each time. */
function* readings(): Generator<Player[], never> {
	const players = playersOf(PLAYER_COUNT);
	for (let first = 0; ; first = (first + CHANGED) % PLAYER_COUNT) {
		for (const player of players.slice(first, first + CHANGED)) {
			const status = player.status === 'running' ? 'failed' : 'running';
			players[players.indexOf(player, first)] = { ...player, status };
		}
		yield players.map((player) => ({ ...player }));
	}
}

function emptyStore(): PlayerStore {
	return new PlayerStore(new PausedPlayers(new TestMemento()));
}

function apply(store: PlayerStore, players: readonly Player[], now: number): readonly ShownPlayer[] {
	store.applyReading(APP_ID, { players, startedAt: now, readAt: now, complete: true });
	return store.players(APP_ID);
}

function rebuild(before: ReadonlyMap<string, Player>, players: readonly Player[]) {
	const shown = new Map(players.map((player) => [player.id, player]));
	const differing = players.filter(
		(player) => JSON.stringify(player) !== JSON.stringify(before.get(player.id)),
	);
	return { shown, differing };
}

async function updates(): Promise<void> {
	const store = emptyStore();
	const storeReadings = readings();
	const naiveReadings = readings();
	let shown: ReadonlyMap<string, Player> = rebuild(new Map(), naiveReadings.next().value).shown;
	let now = 0;
	apply(store, storeReadings.next().value, now);
	const fired = { readings: 0, events: 0, rows: 0, transitions: 0 };
	store.onDidChange(({ players }) => {
		fired.events += 1;
		fired.rows += players === 'all' ? PLAYER_COUNT : players.size;
	});
	store.onDidTransition((transitions) => {
		fired.transitions += transitions.length;
	});
	const subject = async () => {
		now += 10_000;
		fired.readings += 1;
		return apply(store, storeReadings.next().value, now);
	};
	const baseline = async () => {
		const rebuilt = rebuild(shown, naiveReadings.next().value);
		shown = rebuilt.shown;
		return rebuilt.differing;
	};
	await compare(
		`a reading of ${PLAYER_COUNT} players of which ${CHANGED} changed`,
		{ name: 'store', run: subject },
		{ name: NAIVE, run: baseline },
	);
	// The store reports a few more changes than the list: players that are connecting for long become stuck.
	const each = (count: number) => (count / fired.readings).toFixed(1);
	console.info(
		`  the store fired ${each(fired.events)} events a reading, for ${each(fired.rows)} rows, and ${each(fired.transitions)} transitions`,
	);
}

/** The memory of all players after three readings. */
async function memory(): Promise<void> {
	await compare(
		`memory of ${PLAYER_COUNT} players`,
		{
			name: 'store',
			run: async () => {
				const store = emptyStore();
				const next = readings();
				for (const now of [0, 10_000, 20_000]) {
					apply(store, next.next().value, now);
				}
				return [store];
			},
		},
		{
			name: NAIVE,
			run: async () => {
				const next = readings();
				let shown: ReadonlyMap<string, Player> = new Map();
				for (let reading = 0; reading < 3; reading += 1) {
					({ shown } = rebuild(shown, next.next().value));
				}
				return [shown];
			},
		},
	);
}

async function run(): Promise<void> {
	await updates();
	await memory();
}

void run();
