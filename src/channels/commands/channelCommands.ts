import type { ChannelCommandId } from '../../ui/commandIds';
import type { FeatureCommand } from '../../ui/signedIn';
import type { LoadedChannels } from '../loadedChannels';
import {
	clearChannelFilter,
	filterChannels,
	loadMoreChannels,
	refreshChannels,
	showActiveChannels,
	showAllChannels,
	showChannelPlayer,
} from './view';

/** The commands of the channels feature by their ids. */
export const channelCommands: Readonly<Partial<Record<ChannelCommandId, FeatureCommand<LoadedChannels>>>> = {
	'agora.channels.refresh': refreshChannels,
	'agora.channels.retry': refreshChannels,
	'agora.channels.filter': filterChannels,
	'agora.channels.clearFilter': clearChannelFilter,
	'agora.channels.showAll': showAllChannels,
	'agora.channels.showActive': showActiveChannels,
	'agora.channels.loadMore': loadMoreChannels,
	'agora.channel.showPlayer': showChannelPlayer,
};
