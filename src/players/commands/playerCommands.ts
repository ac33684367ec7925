import type { PlayerCommandId } from '../../ui/commandIds';
import { copyPlayerId } from './copyId';
import { createPlayerCommand } from './create';
import { deletePlayers } from './delete';
import type { PlayerCommand } from './playerCommand';

/** The commands of this room by their ids. */
export const playerCommands: Readonly<Record<PlayerCommandId, PlayerCommand>> = {
	'agora.player.create': createPlayerCommand,
	'agora.player.delete': deletePlayers,
	'agora.player.copyId': copyPlayerId,
};
