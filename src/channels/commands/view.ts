import * as vscode from 'vscode';
import type { ChannelUser } from '../../agora/session';
import { askFilter } from '../../ui/filterInput';
import { withViewProgress } from '../../ui/progress';
import type { FeatureCommand } from '../../ui/signedIn';
import { type ChannelPlayers, playerOf } from '../channelPlayers';
import type { ChannelReader } from '../channelReader';
import type { ChannelScope } from '../channelScope';
import type { ChannelStore } from '../channelStore';
import type { ChannelFilter } from '../tree/channelFilter';
import type { UserArgument } from '../tree/channelHovers';
import { ChannelUserNode } from '../tree/channelNodes';
import { CHANNELS_VIEW, type ChannelView, filterCount } from '../tree/channelView';

interface RefreshDeps {
	readonly reader: Pick<ChannelReader, 'refreshChannels'>;
	readonly ensureProjects: () => Promise<void>;
}

/** Reads what the view shows again, also what Agora refused before. */
export const refreshChannels: FeatureCommand<RefreshDeps> = async ({ reader, ensureProjects }) => {
	await withViewProgress(CHANNELS_VIEW, async () => {
		await ensureProjects();
		await reader.refreshChannels();
	});
};

interface FilterDeps {
	readonly filter: ChannelFilter;
	readonly scope: ChannelScope;
	readonly store: ChannelStore;
}

/** Filters the channels and bans while the user types. */
export const filterChannels: FeatureCommand<FilterDeps> = async ({ filter, scope, store }, session) => {
	await vscode.commands.executeCommand(`${CHANNELS_VIEW}.focus`);
	await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Channels'),
		placeholder: vscode.l10n.t('Channel name or a part of it'),
		count: () => vscode.l10n.t('Channels: {0}', filterCount(filter, scope, store)),
		onDidChangeRows: store.onDidChange,
	});
};

export const clearChannelFilter: FeatureCommand<Pick<FilterDeps, 'filter'>> = async ({ filter }) =>
	filter.clear();

interface ScopeDeps {
	readonly scope: Pick<ChannelScope, 'showAll'>;
}

export const showAllChannels: FeatureCommand<ScopeDeps> = async ({ scope }) => await scope.showAll(true);

export const showActiveChannels: FeatureCommand<ScopeDeps> = async ({ scope }) => await scope.showAll(false);

interface LoadMoreDeps {
	readonly view: Pick<ChannelView, 'showMore'>;
}

/** Runs from the last row of a long list. `argument` is the id of the row above the list. */
export const loadMoreChannels: FeatureCommand<LoadMoreDeps> = async ({ view }, _session, argument) => {
	if (typeof argument === 'string') {
		view.showMore(argument);
	}
};

interface ShowPlayerDeps {
	readonly players: ChannelPlayers;
}

/** Shows the cloud player that a user of a channel is. `argument` is the row of the user, or a `UserArgument`. */
export const showChannelPlayer: FeatureCommand<ShowPlayerDeps> = async ({ players }, _session, argument) => {
	const found = userOf(argument);
	const player = found && playerOf(players, found.appId, found.channelName, found.user);
	if (player) {
		await players.reveal(found.appId, player.id);
	}
};

function userOf(
	argument: unknown,
): { readonly appId: string; readonly channelName: string; readonly user: ChannelUser } | undefined {
	if (argument instanceof ChannelUserNode) {
		const { project, channelName, user } = argument;
		return { appId: project.appId, channelName, user };
	}
	if (!isUserArgument(argument)) {
		return undefined;
	}
	const { appId, channelName, uid, account } = argument;
	if (uid !== undefined) {
		return { appId, channelName, user: { uid } };
	}
	return account === undefined ? undefined : { appId, channelName, user: { account } };
}

function isUserArgument(argument: unknown): argument is UserArgument {
	return (
		typeof argument === 'object' &&
		argument !== null &&
		'appId' in argument &&
		typeof argument.appId === 'string' &&
		'channelName' in argument &&
		typeof argument.channelName === 'string' &&
		(('uid' in argument && typeof argument.uid === 'number') ||
			('account' in argument && typeof argument.account === 'string'))
	);
}
