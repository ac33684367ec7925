import type { AgoraClient } from '../../agora/client';
import type { Project } from '../../agora/console/projects';
import { type AgoraError, isAgoraError } from '../../agora/errors';
import { createPlayer, type NewPlayer } from '../../agora/mediaPull/createPlayer';
import { playerPages } from '../../agora/mediaPull/listPlayers';
import type { Player, Region } from '../../agora/mediaPull/player';
import type { PlayerRequest } from '../../agora/mediaPull/playerRequest';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { MessageAction } from '../../ui/notify';
import type { RegionCache } from '../control/regionCache';
import type { StoredRequests } from '../definitions/storedRequests';
import { literalRequest, type StoredRequest } from '../definitions/storedRequests';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';

/** A player to create. All values are literal: variables are already replaced. */
export interface Creation {
	readonly project: Project;
	readonly region: Region;
	readonly streamIp?: string | undefined;
	/** If it has no token, one is signed if the project's certificate can be read. */
	readonly player: PlayerRequest;
	/** Secret values in `player`, in addition to fields that are always secret. */
	readonly secrets?: readonly string[];
	/** The request to store, if it differs from the one that is sent. */
	readonly origin?: StoredRequest | undefined;
	/** The id of a deleted player with the same name, which may stay in use for a few seconds. */
	readonly replaces?: string;
	/** Offered if the creation fails: saves the definition of the player that was deleted for it. */
	readonly rescue?: MessageAction;
	/** Shows a refusal (400) where a notification would be worse, such as on a line of a definition file. */
	readonly onRefused?: (error: AgoraError) => Promise<void>;
}

/** The longest lifetime that Agora allows (docs/agora-api.md, Tokens). */
const TOKEN_LIFETIME_SECONDS = 24 * 3600;

/** Milliseconds; in total as long as List needs to show the deletion (Media Pull REST API, Considerations). */
const NAME_WAITS = [2_000, 3_000, 5_000];

/**
 * Sends the request that creates a player, with a token if one can be signed. Tries again while the name of a player that was just
 * deleted is in use.
 *
 * @throws AgoraError as `createPlayer`.
 */
export async function sendCreation(
	{ client }: AgoraSession,
	creation: Omit<Creation, 'rescue' | 'onRefused'>,
): Promise<Player> {
	const { project, region, streamIp, secrets, replaces } = creation;
	const player = await withToken(creation);
	const { appId } = project;
	return await createWhenFree(client, replaces, { region, appId, streamIp, player, secrets });
}

export interface RememberDeps {
	readonly regions: RegionCache;
	readonly requests: Pick<StoredRequests, 'remember'>;
}

/**
 * Stores the region and the request of a player that was created.
 *
 * @param position the position in its file at which it started, in seconds, if its definition does not contain it.
 */
export async function rememberCreated(
	{ regions, requests }: RememberDeps,
	{ accountId, client }: AgoraSession,
	{ project: { appId }, region, streamIp, player, origin }: Creation,
	{ id }: Player,
	position?: number,
): Promise<void> {
	await regions.remember(appId, id, region);
	const request = origin ?? literalRequest(appId, { region, streamIp, player });
	await requests.remember(
		{ accountId, appId, playerId: id },
		{
			...{ ...request, fromList: false },
			playedFrom: position === undefined ? undefined : { seconds: position, at: client.serverNow() },
		},
	);
}

async function createWhenFree(
	client: AgoraClient,
	replaces: string | undefined,
	player: NewPlayer,
): Promise<Player> {
	for (const wait of NAME_WAITS) {
		try {
			return await createPlayer(client, player);
		} catch (error) {
			if (!isAgoraError(error, 'conflict') || error.resourceId !== replaces) {
				throw error;
			}
			await client.clock.sleep(wait);
		}
	}
	return await createPlayer(client, player);
}

async function withToken({
	project: { appId, appCertificate },
	player,
}: Pick<Creation, 'project' | 'player'>): Promise<PlayerRequest> {
	if (player.token !== undefined || appCertificate === undefined) {
		return player;
	}
	const { channelName, account, uid = 0 } = player;
	const user = account === undefined ? { uid } : { account };
	const lifetimeSeconds = TOKEN_LIFETIME_SECONDS;
	const { buildRtcToken } = await import('../../agora/token/buildToken');
	return { ...player, token: buildRtcToken({ appId, appCertificate, channelName, user, lifetimeSeconds }) };
}

interface NameHolderDeps {
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly store: Pick<PlayerStore, 'players' | 'applyPart'>;
}

interface TakenName {
	readonly appId: string;
	readonly name: string;
	/** The id of the player with this name, from `X-Resource-ID` of the 409. */
	readonly resourceId: string | undefined;
}

/**
 * Looks up the player with a name in one project, page by page until it is found, and adds it to the store.
 *
 * @returns the stored player; undefined if List does not return it yet, or if the look-up failed or was cancelled.
 */
export async function findNameHolder(
	{ sessions, store }: NameHolderDeps,
	session: AgoraSession,
	{ appId, name, resourceId }: TakenName,
	signal: AbortSignal,
): Promise<ShownPlayer | undefined> {
	const isHolder = (player: Player) =>
		resourceId === undefined ? player.name === name : player.id === resourceId;
	const { clock } = session.client;
	const startedAt = clock.monotonic();
	try {
		for await (const { players } of playerPages(session.client, { appId }, { signal })) {
			const holder = players.find(isHolder);
			if (holder && sessions.current === session) {
				const reading = { startedAt, readAt: clock.monotonic(), complete: true };
				store.applyPart(appId, { players: [holder], ...reading });
			}
			if (holder) {
				break;
			}
		}
	} catch (error) {
		if (!isAgoraError(error)) {
			throw error;
		}
	}
	return store.players(appId).find(({ player }) => isHolder(player));
}
