import type { PlayerCommandId } from '../../ui/commandIds';
import { copyPlayerId } from './copyId';
import { createPlayerCommand } from './create';
import { createFromFile } from './createFromFile';
import { deletePlayers } from './delete';
import { forgetSecrets } from './forgetSecrets';
import { hideSecrets } from './hideSecrets';
import { newDefinition } from './newDefinition';
import type { PlayerCommand } from './playerCommand';
import { saveDefinition } from './saveDefinition';

/** The commands of this room by their ids. */
export const playerCommands: Readonly<Record<PlayerCommandId, PlayerCommand>> = {
	'agora.player.create': createPlayerCommand,
	'agora.player.delete': deletePlayers,
	'agora.player.copyId': copyPlayerId,
	'agora.player.newDefinition': newDefinition,
	'agora.player.createFromFile': createFromFile,
	'agora.player.saveDefinition': saveDefinition,
	'agora.player.hideSecrets': hideSecrets,
	'agora.player.forgetSecrets': forgetSecrets,
};
