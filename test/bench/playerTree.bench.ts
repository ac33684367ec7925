// Reading many players of which few changed: a tree that reuses its rows, compared with one that creates all rows again.
import type { Project } from '../../src/agora/console/projects';
import type { Player } from '../../src/agora/mediaPull/player';
import { PausedPlayers } from '../../src/players/control/sentUpdates';
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
/** Fewer channels than players, and more than one page. */
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

/** The players of the store after each reading. Other players, spread over the list, change each time. */
function readings(): (readonly ShownPlayer[])[] {
	const store = new PlayerStore(new PausedPlayers(new TestMemento()));
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
	const reading = { value: players, loadedAt: 0, error: undefined, loading: false };
	return groupPlayers([{ project: PROJECT, reading, players }], by);
}

/** The minimum that is drawn of a row. */
function drawn({ id, shown }: PlayerNode) {
	return { id, label: playerLabel(shown.player), description: shown.condition };
}

async function updates(by: Grouping): Promise<void> {
	const all = readings();
	const rows = new PlayerRows();
	const counts = { updates: 0, rows: 0, all: 0 };
	// All rows of all groups, as if every group were expanded.
	const visibleRows = () =>
		rows.roots.flatMap((row) => (row instanceof PlayerGroupNode ? [...rows.rowsOf(row)] : []));
	let reused = 0;
	let created = 0;
	const next = (at: number) => grouped(all[at % all.length] ?? [], by);
	rows.update(next(reused));
	const shown = visibleRows().length;
	const reuseRows = async () => {
		reused += 1;
		const changed = rows.update(next(reused));
		const redrawn = changed === 'all' ? visibleRows() : changed;
		counts.updates += 1;
		counts.rows += redrawn.length;
		counts.all += changed === 'all' ? 1 : 0;
		return [rows, redrawn.map((row) => (row instanceof PlayerNode ? drawn(row) : row))];
	};
	const createRows = async () => {
		created += 1;
		return next(created).map((each) => {
			const group = new PlayerGroupNode(each);
			return each.players.map((player) => drawn(new PlayerNode(group, player)));
		});
	};
	await compare(
		`${PLAYER_COUNT} players by ${by}, of which ${CHANGED} changed`,
		{ name: 'reused rows', run: reuseRows },
		{ name: 'new rows', run: createRows },
	);
	const each = (counts.rows / counts.updates).toFixed(1);
	const part = ((100 * counts.all) / counts.updates).toFixed(0);
	console.info(
		`  of ${shown} rows shown, ${each} redrawn per reading (all of them in ${part} % of the readings); the other tree draws ${PLAYER_COUNT}`,
	);
}

async function run(): Promise<void> {
	for (const by of GROUPINGS) {
		await updates(by);
	}
}

void run();
