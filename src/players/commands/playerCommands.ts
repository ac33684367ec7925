import type { PlayerCommandId } from '../../ui/commandIds';
import type { FeatureCommand } from '../../ui/signedIn';
import { seekPlayer, setPlayerSpeed, setPlayerVolume, switchPlayerSource } from './control';
import { createFromFile, createPlayerCommand } from './create';
import { forgetSecrets, hideSecrets, newDefinition, saveDefinition } from './definition';
import { deletePlayerGroup, deletePlayers } from './delete';
import { pausePlayers, resumePlayers } from './pause';
import { restartPlayers } from './restart';
import {
	clearPlayerFilter,
	copyPlayerId,
	filterPlayers,
	groupPlayersBy,
	loadMorePlayers,
	showChannel,
	showPlayer,
} from './view';

const COMMANDS = {
	'agora.player.create': createPlayerCommand,
	'agora.player.pause': pausePlayers,
	'agora.player.resume': resumePlayers,
	'agora.player.seek': seekPlayer,
	'agora.player.setVolume': setPlayerVolume,
	'agora.player.setSpeed': setPlayerSpeed,
	'agora.player.switchSource': switchPlayerSource,
	'agora.player.restart': restartPlayers,
	'agora.player.delete': deletePlayers,
	'agora.players.deleteGroup': deletePlayerGroup,
	'agora.player.copyId': copyPlayerId,
	'agora.player.newDefinition': newDefinition,
	'agora.player.createFromFile': createFromFile,
	'agora.player.saveDefinition': saveDefinition,
	'agora.player.hideSecrets': hideSecrets,
	'agora.player.forgetSecrets': forgetSecrets,
	'agora.player.show': showPlayer,
	'agora.player.showChannel': showChannel,
	'agora.players.group': groupPlayersBy,
	'agora.players.filter': filterPlayers,
	'agora.players.clearFilter': clearPlayerFilter,
	'agora.players.loadMore': loadMorePlayers,
} satisfies Readonly<Record<PlayerCommandId, FeatureCommand<never>>>;

/** What all commands together use. */
export type PlayerCommandDeps =
	(typeof COMMANDS)[PlayerCommandId] extends FeatureCommand<infer Deps> ? Deps : never;

/** The commands of the players feature by their ids. */
export const playerCommands: Readonly<Record<PlayerCommandId, FeatureCommand<PlayerCommandDeps>>> = COMMANDS;
