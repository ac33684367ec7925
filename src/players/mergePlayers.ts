import type { Player } from '../agora/mediaPull/playerSchema';

/** A player that a write of ours made or removed, before List knows. */
export interface LocalChange {
	readonly player: Player;
	/** When the server answered the write, in milliseconds since 1970. */
	readonly at: number;
}

export interface ShownPlayer {
	readonly player: Player;
	/** Created here, and List does not tell of it yet. */
	readonly justCreated: boolean;
}

/**
 * How long List may contradict an answered write, in milliseconds: ten seconds by Media Pull REST API,
 * Considerations, and as long again for a slow copy.
 */
export const LIST_LAG_MS = 20_000;

/**
 * The players to show: those List gave, less those deleted here, plus those created here that List does not
 * know yet. `readAt` is when List answered (undefined: never). A created player that List still does not know
 * after its lag is gone; a deleted one that List still knows after it is alive.
 */
export function mergePlayers(
	listed: readonly Player[],
	readAt: number | undefined,
	created: readonly LocalChange[],
	deleted: readonly LocalChange[],
): ShownPlayer[] {
	const lagging = ({ at }: LocalChange) => readAt === undefined || readAt < at + LIST_LAG_MS;
	// A tree cannot show the same row twice, whatever List tells.
	const known = new Map(listed.map((player) => [player.id, player]));
	const removed = new Set(deleted.filter(lagging).map(({ player }) => player.id));
	const pending = created.filter((change) => lagging(change) && !known.has(change.player.id));
	return [
		...[...known.values()].map((player) => ({ player, justCreated: false })),
		...pending.map(({ player }) => ({ player, justCreated: true })),
	].filter(({ player }) => !removed.has(player.id));
}
