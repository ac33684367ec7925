import type { ChannelCommandId } from '../../ui/commandIds';
import type { FeatureCommand } from '../../ui/signedIn';
import type { LoadedChannels } from '../loadedChannels';

/** The commands of the channels feature by their ids. */
export const channelCommands: Readonly<Partial<Record<ChannelCommandId, FeatureCommand<LoadedChannels>>>> =
	{};
