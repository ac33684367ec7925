// A reading of many players in which few changed: the rows that are kept against a tree that makes all of them anew.
import type { Project } from '../../src/agora/console/projects';
import type { Player } from '../../src/agora/mediaPull/player';
import { PausedMemory } from '../../src/players/control/playerMemory';
import { playerLabel } from '../../src/players/playerNames';
import type { ShownPlayer } from '../../src/players/store/playerConditions';
import { PlayerStore } from '../../src/players/store/playerStore';
import { GROUPINGS, type Grouping, groupPlayers } from '../../src/players/tree/grouping';
import { PlayerGroupNode, PlayerNode } from '../../src/players/tree/playerNodes';
import { PlayerRows } from '../../src/players/tree/playerRows';
import { TestMemento } from '../fixtures/memento';
import { compare } from './compare';
import { PLAYER_COUNT, playersOf } from './replies';

const CHANGED = PLAYER_COUNT / 100;
const STRIDE = PLAYER_COUNT / CHANGED;
const READINGS = 20;
/** So that there are fewer channels than players, and more than are shown at once. */
const CHANNELS = 500;

const PROJECT: Project = {
	id: 'p',
	name: 'Classes',
	appId: 'eb00cd2b222a4eeaa24fc6046d90b227',
	appCertificate: undefined,
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};

/** What the store gives after each of some readings: every time, other players all over the list have changed. */
function readings(): (readonly ShownPlayer[])[] {
	const store = new PlayerStore(new PausedMemory(new TestMemento()));
	const players: Player[] = playersOf(PLAYER_COUNT).map((player, at) => ({
		...player,
		channelName: `class${at % CHANNELS}`,
	}));
	return Array.from({ length: READINGS }, (_, reading) => {
		for (let at = reading % STRIDE; at < PLAYER_COUNT; at += STRIDE) {
			const player = players[at];
			if (player) {
				players[at] = { ...player, status: player.status === 'running' ? 'failed' : 'running' };
			}
		}
		const now = reading * 10_000;
		store.applyReading(PROJECT.appId, { players: [...players], startedAt: now, readAt: now, complete: true });
		return store.players(PROJECT.appId);
	});
}

function grouped(players: readonly ShownPlayer[], by: Grouping) {
	const known = { value: players, loadedAt: 0, error: undefined, loading: false };
	return groupPlayers([{ project: PROJECT, reading: known, players }], by);
}

/** What of a row is drawn at least. */
function drawn({ id, shown }: PlayerNode) {
	return { id, label: playerLabel(shown.player), description: shown.condition };
}

async function updates(by: Grouping): Promise<void> {
	const all = readings();
	const rows = new PlayerRows();
	const told = { updates: 0, rows: 0, all: 0 };
	// Every row of every group that is shown, as where all of them are expanded.
	const look = () =>
		rows.roots.flatMap((row) => (row instanceof PlayerGroupNode ? [...rows.rowsOf(row)] : []));
	let ours = 0;
	let theirs = 0;
	const next = (at: number) => grouped(all[at % all.length] ?? [], by);
	rows.update(next(ours));
	const shown = look().length;
	const kept = async () => {
		ours += 1;
		const changed = rows.update(next(ours));
		const redrawn = changed === 'all' ? look() : changed;
		told.updates += 1;
		told.rows += redrawn.length;
		told.all += changed === 'all' ? 1 : 0;
		return [rows, redrawn.map((row) => (row instanceof PlayerNode ? drawn(row) : row))];
	};
	const anew = async () => {
		theirs += 1;
		return next(theirs).map((each) => {
			const group = new PlayerGroupNode(each);
			return each.players.map((player) => drawn(new PlayerNode(group, player)));
		});
	};
	await compare(
		`${PLAYER_COUNT} players by ${by}, of which ${CHANGED} changed`,
		{ name: 'kept rows', run: kept },
		{ name: 'all rows anew', run: anew },
	);
	const each = (told.rows / told.updates).toFixed(1);
	const part = ((100 * told.all) / told.updates).toFixed(0);
	console.info(
		`  of ${shown} rows shown, ${each} drawn anew a reading (all of them in ${part} % of the readings); the other tree draws ${PLAYER_COUNT}`,
	);
}

async function run(): Promise<void> {
	for (const by of GROUPINGS) {
		await updates(by);
	}
}

void run();
