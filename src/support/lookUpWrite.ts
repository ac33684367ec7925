import type { AgoraClient } from '../agora/client';
import { lookUpProjectChange } from '../agora/console/changeProject';
import { findCreatedProject } from '../agora/console/createProject';
import { listProjects } from '../agora/console/projects';
import { listAllPlayers } from '../agora/mediaPull/listPlayers';
import type { Player } from '../agora/mediaPull/player';
import { matchesRequest } from '../agora/reconcile';
import type { HistoryEntry } from './history';

/** What a look at the server tells of a write whose response nobody saw. */
export type FoundOutcome = 'done' | 'notDone' | 'unknown';

/** How long after it was stored a write may have been made: all attempts of it, and what they waited for. */
const LONGEST_WRITE_MS = 120_000;

/**
 * Finds out what became of a write that was sent before the editor was closed. List shows a player, or its absence, only after a
 * while (Media Pull REST API, Considerations), so only `done` is certain at once.
 *
 * @throws AgoraError where the server could not be asked.
 */
export async function lookUpWrite(
	client: AgoraClient,
	entry: HistoryEntry,
	signal: AbortSignal,
): Promise<FoundOutcome> {
	const { operation, at, subject: name = '', projectId: id = '', change = '' } = entry;
	switch (operation) {
		case 'createPlayer':
			return await lookForCreated(client, entry, signal);
		case 'deletePlayer':
			return await lookForDeleted(client, entry, signal);
		case 'createProject': {
			const times = { startedAt: at, lostAt: at + LONGEST_WRITE_MS };
			const finding = findCreatedProject(await listProjects(client, signal), name, times);
			return typeof finding === 'string' ? finding : 'done';
		}
		case 'setProjectEnabled':
		case 'setCertificateEnabled':
		case 'setRecordingServer':
			return await lookUpProjectChange(client, operation, { id, name }, change, signal);
		default:
			// No call reads back what an update changed, nor which certificate there was before a reset.
			return 'unknown';
	}
}

/** A name is unique in its project; a player without one is told by its channel, its user and its age. */
async function lookForCreated(
	client: AgoraClient,
	{ appId = '', at, player: wanted }: HistoryEntry,
	signal: AbortSignal,
): Promise<FoundOutcome> {
	if (!wanted) {
		return 'unknown';
	}
	const { players, rejected } = await listAllPlayers(client, { appId }, signal);
	const isSame = <K extends 'name' | 'channelName' | 'uid' | 'account'>(player: Player, ...keys: K[]) =>
		keys.every((key) => player[key] === undefined || player[key] === wanted[key]);
	const candidates = players.filter((player) =>
		wanted.name === undefined
			? player.name === undefined &&
				isSame(player, 'channelName', 'account') &&
				(wanted.uid === 0 || isSame(player, 'uid'))
			: player.name === wanted.name,
	);
	const times = { startedAt: at, lostAt: at + LONGEST_WRITE_MS };
	const ages = candidates.map((player) => ({ player, age: matchesRequest(times, player.createdAt) }));
	const isWhole = ({ channelName }: Player) => wanted.name !== undefined || channelName !== undefined;
	if (ages.some(({ player, age }) => age === 'yes' && isWhole(player))) {
		return 'done';
	}
	return rejected > 0 || ages.some(({ age }) => age !== 'no') ? 'unknown' : 'notDone';
}

async function lookForDeleted(
	client: AgoraClient,
	{ appId = '', playerId }: HistoryEntry,
	signal: AbortSignal,
): Promise<FoundOutcome> {
	const { players, rejected } = await listAllPlayers(client, { appId }, signal);
	if (players.some(({ id }) => id === playerId)) {
		return 'notDone';
	}
	return rejected > 0 ? 'unknown' : 'done';
}
