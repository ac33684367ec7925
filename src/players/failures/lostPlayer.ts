import { playerLabel } from '../playerName';
import type { PlayerTransition } from '../playerStore';
import { conditionBefore, type ShownPlayer } from '../watch/shownPlayer';

/** A player that stopped playing though nobody here stopped it. */
export interface LostPlayer {
	readonly appId: string;
	readonly id: string;
	readonly label: string;
	readonly shown: ShownPlayer;
	/** `gone` where List no longer tells of it, and certainly will not. */
	readonly how: 'failed' | 'gone';
	/** When that was seen, by the monotonic clock. */
	readonly at: number;
}

/**
 * The player that a change lost; undefined for any other change. One that was idle is gone because its `idleTimeout` passed,
 * as it should (Media Pull REST API, Create API), and one that had failed was lost before.
 */
export function lostBy({ appId, shown }: PlayerTransition): LostPlayer | undefined {
	const { condition, player, since } = shown;
	if (condition !== 'failed' && condition !== 'gone') {
		return undefined;
	}
	const before = conditionBefore(shown);
	return before === 'failed' || (before === 'idle' && condition === 'gone')
		? undefined
		: { appId, id: player.id, label: playerLabel(player), shown, how: condition, at: since };
}
