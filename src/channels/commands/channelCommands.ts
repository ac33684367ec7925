import type { ChannelCommandId } from '../../ui/commandIds';
import type { FeatureCommand } from '../../ui/signedIn';
import { banUsers } from './ban';
import { changeBanDuration, liftSelectedBans } from './bans';
import { copyChannelName, createPlayerHere, generateTokenHere } from './channel';
import { disbandChannels } from './disband';
import { kickUsers } from './kick';
import {
	clearChannelFilter,
	filterChannels,
	loadMoreChannels,
	refreshChannels,
	showActiveChannels,
	showAllChannels,
	showChannelPlayer,
} from './view';

const COMMANDS = {
	'agora.channels.refresh': refreshChannels,
	'agora.channels.retry': refreshChannels,
	'agora.channels.filter': filterChannels,
	'agora.channels.clearFilter': clearChannelFilter,
	'agora.channels.showAll': showAllChannels,
	'agora.channels.showActive': showActiveChannels,
	'agora.channels.loadMore': loadMoreChannels,
	'agora.channel.copyName': copyChannelName,
	'agora.channel.showPlayer': showChannelPlayer,
	'agora.channel.createPlayer': createPlayerHere,
	'agora.channel.generateToken': generateTokenHere,
	'agora.channel.kickUser': kickUsers,
	'agora.channel.banUser': banUsers,
	'agora.channel.disband': disbandChannels,
	'agora.ban.changeDuration': changeBanDuration,
	'agora.ban.lift': liftSelectedBans,
} satisfies Readonly<Record<ChannelCommandId, FeatureCommand<never>>>;

/** What all commands together use. */
export type ChannelCommandDeps =
	(typeof COMMANDS)[ChannelCommandId] extends FeatureCommand<infer Deps> ? Deps : never;

/** The commands of the channels feature by their ids. */
export const channelCommands: Readonly<Record<ChannelCommandId, FeatureCommand<ChannelCommandDeps>>> =
	COMMANDS;
