import type { KnownSecrets } from '../../agora/knownSecrets';
import type { Player, Region } from '../../agora/mediaPull/player';
import { type SessionSource, serverTime } from '../../agora/session';
import { type Clock, wallTime } from '../../common/clock';
import type { RegionCache } from '../control/regionCache';
import type { DefinitionMemory, RememberedDefinition } from '../definitions/definitionMemory';
import type { CostEstimate, EstimateCost } from '../playerText';
import type { ShownPlayer } from '../store/playerConditions';

export interface PlayerOriginsDeps {
	readonly sessions: SessionSource;
	readonly regions: RegionCache;
	readonly clock: Clock;
	readonly definitions: Pick<DefinitionMemory, 'get' | 'hidesSource'>;
	readonly knownSecrets: Pick<KnownSecrets, 'shownSource'>;
	readonly estimateCost: EstimateCost;
}

/** What is known of players beside what Agora lists: where they are, what they were created from, what they cost. */
export class PlayerOrigins {
	readonly #deps: PlayerOriginsDeps;

	constructor(deps: PlayerOriginsDeps) {
		this.#deps = deps;
	}

	region(playerId: string): Region | undefined {
		return this.#deps.regions.ofPlayer(playerId);
	}

	/** Without its secrets. Undefined for a player that another account, or somebody else, created. */
	definition(appId: string, playerId: string): RememberedDefinition | undefined {
		const accountId = this.#deps.sessions.current?.accountId;
		const remembered = accountId && this.#deps.definitions.get({ accountId, appId, playerId });
		return remembered && !remembered.fromList ? remembered : undefined;
	}

	/** The address of a player's source as it may be shown; empty where it is not known. */
	source(appId: string, { id, streamUrl }: Player): string {
		const hidesPath = this.#deps.definitions.hidesSource({ appId, playerId: id });
		return streamUrl ? this.#deps.knownSecrets.shownSource(streamUrl, hidesPath) : '';
	}

	/** What a player cost until now; undefined where Agora does not tell when it was created. */
	cost(appId: string, shown: ShownPlayer): CostEstimate | undefined {
		return this.costOf(shown, this.definition(appId, shown.player.id));
	}

	/**
	 * What a player cost that may have been deleted, and its definition forgotten.
	 *
	 * @param endedAt when it was deleted, by the monotonic clock; undefined while it may live.
	 */
	costOf(
		shown: ShownPlayer,
		definition: RememberedDefinition | undefined,
		endedAt?: number,
	): CostEstimate | undefined {
		const { player, condition, lastListedAt, since } = shown;
		const until = this.serverTime(condition === 'gone' ? (lastListedAt ?? since) : endedAt);
		return (
			player.createdAt &&
			this.#deps.estimateCost({ createdAt: player.createdAt.getTime(), until }, definition?.player)
		);
	}

	/** Now by the monotonic clock, as all that was seen here. */
	get now(): number {
		return this.#deps.clock.monotonic();
	}

	/** The time of day by Agora's clock, with which Agora's times are compared, at a moment of the monotonic clock: now by default. */
	readonly serverTime = (moment = this.now): number =>
		serverTime(this.#deps.sessions, this.#deps.clock, moment);

	/** The time of day by this machine's clock at a moment of the monotonic clock. */
	wallTime(moment: number): number {
		return wallTime(moment, this.#deps.clock);
	}
}
