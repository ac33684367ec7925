import type { Memento, SecretStorage } from 'vscode';
import type { KnownSecrets } from '../../agora/http/knownSecrets';
import type { Player } from '../../agora/mediaPull/playerSchema';
import type { Region } from '../../agora/mediaPull/region';
import { type SessionSource, serverTime } from '../../agora/session';
import { type Clock, wallTime } from '../../platform/clock';
import type { CostEstimate } from '../cost/estimate';
import { playerCost } from '../cost/playerCost';
import { DefinitionMemory, type RememberedDefinition } from '../definition/memory/definitionMemory';
import { PlayerSecrets } from '../definition/memory/playerSecrets';
import type { RegionMemory } from '../region/regionMemory';
import type { ShownPlayer } from '../watch/shownPlayer';

export interface PlayerKnowledgeParts {
	readonly sessions: SessionSource;
	readonly regions: RegionMemory;
	readonly clock: Clock;
	readonly state: Memento;
	readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>;
	readonly known: KnownSecrets;
}

/** What is known of players beside what Agora lists: where they are, what they were created from, what they cost. */
export class PlayerKnowledge {
	private readonly parts: PlayerKnowledgeParts;
	private readonly definitions: DefinitionMemory;

	constructor(parts: PlayerKnowledgeParts) {
		this.parts = parts;
		this.definitions = new DefinitionMemory(parts.state, new PlayerSecrets(parts.secrets));
	}

	region(playerId: string): Region | undefined {
		return this.parts.regions.ofPlayer(playerId);
	}

	/** Without its secrets. Undefined for a player that another account, or somebody else, created. */
	definition(appId: string, playerId: string): RememberedDefinition | undefined {
		const accountId = this.parts.sessions.current?.accountId;
		const remembered = accountId && this.definitions.get({ accountId, appId, playerId });
		return remembered && !remembered.fromList ? remembered : undefined;
	}

	/** The address of a player's source as it may be shown; empty where it is not known. */
	source(appId: string, { id, streamUrl }: Player): string {
		const hidesPath = this.definitions.hidesSource({ appId, playerId: id });
		return streamUrl ? this.parts.known.shownSource(streamUrl, hidesPath) : '';
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
		return playerCost(shown, definition?.player, this.serverTime, endedAt);
	}

	/** Now by the monotonic clock, as all that was seen here. */
	get now(): number {
		return this.parts.clock.monotonic();
	}

	/** The time of day by Agora's clock, with which Agora's times are compared, at a moment of the monotonic clock: now by default. */
	readonly serverTime = (moment = this.now): number =>
		serverTime(this.parts.sessions, this.parts.clock, moment);

	/** The time of day by this machine's clock at a moment of the monotonic clock. */
	wallTime(moment: number): number {
		return wallTime(moment, this.parts.clock);
	}
}
