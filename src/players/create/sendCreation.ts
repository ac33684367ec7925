import type { AgoraClient } from '../../agora/client';
import type { Project } from '../../agora/console/projects';
import { type AgoraError, isAgoraError } from '../../agora/errors';
import { createPlayer, type NewPlayer } from '../../agora/mediaPull/createPlayer';
import type { Player, Region } from '../../agora/mediaPull/player';
import type { PlayerRequest } from '../../agora/mediaPull/playerRequest';
import type { AgoraSession } from '../../agora/session';
import type { MessageAction } from '../../ui/notify';
import type { RegionCache } from '../control/regionCache';
import type { DefinitionMemory } from '../definitions/definitionMemory';
import { literalRequest, type RememberedRequest } from '../definitions/rememberedRequest';

/** A player to create, from wherever it was asked for: in literal values, which nothing replaces any more. */
export interface Creation {
	readonly project: Project;
	readonly region: Region;
	readonly streamIp?: string | undefined;
	/** Where it has no token, one is signed if the project's certificate can be read. */
	readonly player: PlayerRequest;
	/** Values in `player` that must not be repeated, besides those of fields that are secret anyway. */
	readonly secrets?: readonly string[];
	/** What is remembered of the request, where that is not the request itself. */
	readonly origin?: RememberedRequest | undefined;
	/** The id of a player that was deleted to make room for this one: its name may stay taken for a few seconds. */
	readonly replaces?: string;
	/** Offered where this cannot be created: what saves the definition of the player that was deleted for it. */
	readonly rescue?: MessageAction;
	/** Tells that Agora refused the request (400), where it can be told better than in a notification. */
	readonly tellRefusal?: (error: AgoraError) => Promise<void>;
}

/** As long as Agora lets a token live (docs/agora-api.md, Tokens). */
const TOKEN_LIFETIME_SECONDS = 24 * 3600;

/** Milliseconds: as long as List takes to hear of it, too (Media Pull REST API, Considerations). */
const NAME_WAITS = [2_000, 3_000, 5_000];

/**
 * Sends the request that creates a player, with a token where one can be signed, and waits for the name of a player that was just
 * deleted.
 *
 * @throws AgoraError as `createPlayer`.
 */
export async function sendCreation(
	{ client }: AgoraSession,
	creation: Omit<Creation, 'rescue' | 'tellRefusal'>,
): Promise<Player> {
	const { project, region, streamIp, secrets, replaces } = creation;
	const player = await withToken(creation);
	const { appId } = project;
	return await createWhenFree(client, replaces, { region, appId, streamIp, player, secrets });
}

export interface RememberDeps {
	readonly regions: RegionCache;
	readonly definitionMemory: Pick<DefinitionMemory, 'remember'>;
}

/**
 * Remembers where a player was created and from what.
 *
 * @param position where in a file it began although its definition does not say so, in seconds.
 */
export async function rememberCreated(
	{ regions, definitionMemory }: RememberDeps,
	{ accountId, client }: AgoraSession,
	{ project: { appId }, region, streamIp, player, origin }: Creation,
	{ id }: Player,
	position?: number,
): Promise<void> {
	await regions.remember(appId, id, region);
	const request = origin ?? literalRequest(appId, { region, streamIp, player });
	await definitionMemory.remember(
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
	const { mintRtcToken } = await import('../../agora/token/buildToken');
	return { ...player, token: mintRtcToken({ appId, appCertificate, channelName, user, lifetimeSeconds }) };
}
