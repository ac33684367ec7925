import { findCreatedBan, findNewEnd, listBanRules } from '../agora/channels/banRules';
import type { AgoraClient } from '../agora/client';
import { lookUpProjectChange } from '../agora/console/changeProject';
import { findCreatedProject } from '../agora/console/createProject';
import { listProjects } from '../agora/console/projects';
import { listAllPlayers } from '../agora/mediaPull/listPlayers';
import type { Player } from '../agora/mediaPull/player';
import { matchesRequest } from '../agora/reconcile';
import type { HistoryEntry } from './history';

/** The outcome of a write according to the server's present state. */
export type FoundOutcome = 'done' | 'notDone' | 'unknown';

/** How long a write may take after its entry was stored, with all attempts and waits. */
const LONGEST_WRITE_MS = 120_000;

/**
 * Looks up the outcome of a write whose response was lost. List shows a new player, and omits a deleted one, only after a delay
 * (Media Pull REST API, Considerations), so that only `done` is certain at once.
 *
 * @throws AgoraError where the request fails
 */
export async function lookUpWrite(
	client: AgoraClient,
	entry: HistoryEntry,
	signal: AbortSignal,
): Promise<FoundOutcome> {
	const { operation, at, subject: name = '', projectId: id = '', change = '' } = entry;
	switch (operation) {
		case 'createPlayer':
			return await lookUpCreatedPlayer(client, entry, signal);
		case 'deletePlayer':
			return await lookUpDeletedPlayer(client, entry, signal);
		case 'createProject': {
			const times = { startedAt: at, lostAt: at + LONGEST_WRITE_MS };
			const created = findCreatedProject(await listProjects(client, signal), name, times);
			return typeof created === 'string' ? created : 'done';
		}
		case 'setProjectEnabled':
		case 'setCertificateEnabled':
		case 'setRecordingServer':
			return await lookUpProjectChange(client, operation, { id, name }, change, signal);
		case 'createBan':
		case 'changeBan':
		case 'liftBan':
			return await lookUpBan(client, entry, signal);
		default:
			// No call returns what an update changed, nor the certificate before a reset.
			return 'unknown';
	}
}

/** Names are unique in a project; a player without a name is identified by channel, user and age. */
async function lookUpCreatedPlayer(
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

async function lookUpDeletedPlayer(
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

/** The list of rules may leave one out, so that a missing rule proves nothing (docs/agora-api.md, Bans). A kick leaves no rule. */
async function lookUpBan(
	client: AgoraClient,
	{ operation, appId = '', at, ban }: HistoryEntry,
	signal: AbortSignal,
): Promise<FoundOutcome> {
	const { id = 0, privileges = [], seconds = 0 } = ban ?? {};
	if (!ban || (operation === 'createBan' && seconds === 0)) {
		return 'unknown';
	}
	const list = await listBanRules(client, appId, signal);
	const times = { startedAt: at, lostAt: at + LONGEST_WRITE_MS };
	switch (operation) {
		case 'createBan':
			return findCreatedBan(list, { ...ban, privileges, seconds }, times) === 'unknown' ? 'unknown' : 'done';
		case 'changeBan':
			return findNewEnd(list, { id, seconds }, times) ? 'done' : 'unknown';
		default:
			return list.rules.some((rule) => rule.id === id) ? 'notDone' : 'unknown';
	}
}
