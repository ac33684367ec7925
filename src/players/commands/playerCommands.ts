import type { PlayerCommandId } from '../../ui/commandIds';
import { restartPlayers } from './control/restart';
import { seekPlayer } from './control/seek';
import { pausePlayers, resumePlayers } from './control/setPaused';
import { setPlayerSpeed } from './control/setSpeed';
import { setPlayerVolume } from './control/setVolume';
import { switchPlayerSource } from './control/switchSource';
import { copyPlayerId } from './copyId';
import { createPlayerCommand } from './create';
import { createFromFile } from './createFromFile';
import { deletePlayers } from './delete';
import { forgetSecrets } from './forgetSecrets';
import { hideSecrets } from './hideSecrets';
import { newDefinition } from './newDefinition';
import type { PlayerCommand } from './playerCommand';
import { saveDefinition } from './saveDefinition';
import { showPlayer } from './show';
import { clearPlayerFilter } from './view/clearFilter';
import { filterPlayers } from './view/filter';
import { groupPlayersBy } from './view/group';
import { loadMorePlayers } from './view/loadMore';

/** The commands of this room by their ids. */
export const playerCommands: Readonly<Record<PlayerCommandId, PlayerCommand>> = {
	'agora.player.create': createPlayerCommand,
	'agora.player.pause': pausePlayers,
	'agora.player.resume': resumePlayers,
	'agora.player.seek': seekPlayer,
	'agora.player.setVolume': setPlayerVolume,
	'agora.player.setSpeed': setPlayerSpeed,
	'agora.player.switchSource': switchPlayerSource,
	'agora.player.restart': restartPlayers,
	'agora.player.delete': deletePlayers,
	'agora.player.copyId': copyPlayerId,
	'agora.player.newDefinition': newDefinition,
	'agora.player.createFromFile': createFromFile,
	'agora.player.saveDefinition': saveDefinition,
	'agora.player.hideSecrets': hideSecrets,
	'agora.player.forgetSecrets': forgetSecrets,
	'agora.player.show': showPlayer,
	'agora.players.group': groupPlayersBy,
	'agora.players.filter': filterPlayers,
	'agora.players.clearFilter': clearPlayerFilter,
	'agora.players.loadMore': loadMorePlayers,
};
