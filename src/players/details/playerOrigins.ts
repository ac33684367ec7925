import type { Player, Region } from '../../agora/mediaPull/player';
import type { KnownSecrets } from '../../agora/redact';
import { type SessionSource, serverTime } from '../../agora/session';
import { type Clock, wallTime } from '../../common/clock';
import type { RegionCache } from '../control/regionCache';
import type { StoredRequests, VisibleRequest } from '../definitions/storedRequests';
import type { CostEstimate, EstimateCost } from '../playerText';
import type { KnownReasons, PlayerPresences } from '../presence/playerPresences';
import type { PresenceOfPlayer } from '../presence/presence';
import type { ShownPlayer } from '../store/playerConditions';

interface PlayerOriginsDeps {
	readonly sessions: SessionSource;
	readonly regions: RegionCache;
	readonly clock: Clock;
	readonly definitions: Pick<StoredRequests, 'get' | 'hidesSource'>;
	readonly knownSecrets: Pick<KnownSecrets, 'redactSource'>;
	readonly estimateCost: EstimateCost;
	readonly presences: PlayerPresences;
}

/** The data about players that List does not return: their regions, definitions, sources and costs, and whether they are in their channels. */
export class PlayerOrigins {
	readonly #deps: PlayerOriginsDeps;

	constructor(deps: PlayerOriginsDeps) {
		this.#deps = deps;
	}

	/** Decides when presences are read. */
	get presences(): Pick<PlayerPresences, 'poller' | 'onDidChange' | 'followPages'> {
		return this.#deps.presences;
	}

	/** Undefined if it is not known in which channel or as which user a player plays. */
	presence(appId: string, shown: ShownPlayer): PresenceOfPlayer | undefined {
		return this.#deps.presences.of(appId, shown);
	}

	/** Why a player may be missing in its channel, as far as this window knows. */
	reasons(appId: string, shown: ShownPlayer): KnownReasons {
		return this.#deps.presences.reasons(appId, shown);
	}

	region(playerId: string): Region | undefined {
		return this.#deps.regions.ofPlayer(playerId);
	}

	/** Without secrets. Undefined for a player that was created elsewhere or with another account. */
	definition(appId: string, playerId: string): VisibleRequest | undefined {
		const accountId = this.#deps.sessions.current?.accountId;
		const remembered = accountId && this.#deps.definitions.get({ accountId, appId, playerId });
		return remembered && !remembered.fromList ? remembered : undefined;
	}

	/** The address of a player's source without secrets; empty if it is unknown. */
	source(appId: string, { id, streamUrl }: Player): string {
		const hidesPath = this.#deps.definitions.hidesSource({ appId, playerId: id });
		return streamUrl ? this.#deps.knownSecrets.redactSource(streamUrl, hidesPath) : '';
	}

	/** The cost until now; undefined if Agora does not return when the player was created. */
	cost(appId: string, shown: ShownPlayer): CostEstimate | undefined {
		return this.costOf(shown, this.definition(appId, shown.player.id));
	}

	/**
	 * The cost of a player that may be deleted, so that its definition is no longer stored.
	 *
	 * @param endedAt when it was deleted, by the monotonic clock; undefined while it may exist.
	 */
	costOf(
		shown: ShownPlayer,
		definition: VisibleRequest | undefined,
		endedAt?: number,
	): CostEstimate | undefined {
		const { player, condition, lastListedAt, since } = shown;
		const until = this.serverTime(condition === 'gone' ? (lastListedAt ?? since) : endedAt);
		return (
			player.createdAt &&
			this.#deps.estimateCost({ createdAt: player.createdAt.getTime(), until }, definition?.player)
		);
	}

	/** Now, by the monotonic clock. */
	get now(): number {
		return this.#deps.clock.monotonic();
	}

	/** The time by Agora's clock, in milliseconds since 1970, at a time of the monotonic clock: now by default. */
	readonly serverTime = (moment = this.now): number =>
		serverTime(this.#deps.sessions, this.#deps.clock, moment);

	/** The time by this machine's clock, in milliseconds since 1970, at a time of the monotonic clock. */
	wallTime(moment: number): number {
		return wallTime(moment, this.#deps.clock);
	}
}
