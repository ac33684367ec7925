import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { notifyDone } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import { countText } from '../../ui/text';
import type { ChannelStore } from '../channelStore';
import { channelsOf, type TargetChannel, type TargetUser, usersOf } from '../targetChannels';
import { askForChannel, type TargetStepDeps } from '../targetSteps';

interface ChannelDeps extends TargetStepDeps {
	readonly store: TargetStepDeps['store'] & Pick<ChannelStore, 'channel' | 'bans'>;
}

/** What other features do for a channel. Both ask for the rest in steps, where project and channel can be changed. */
export interface ChannelActions {
	createPlayer(session: AgoraSession, channel: TargetChannel): Promise<void>;
	/** For one user, if the command was called on one. */
	generateToken(session: AgoraSession, channel: TargetChannel | TargetUser): Promise<void>;
}

interface ActionDeps extends ChannelDeps {
	readonly actions: ChannelActions;
}

/** Copies the names of the selected channels, one in each line. */
export const copyChannelName: FeatureCommand<ChannelDeps> = async (deps, _session, argument, selection) => {
	const rows = channelsOf(deps, argument, selection);
	const channels = rows.length > 0 ? rows : await chooseChannel(deps, vscode.l10n.t('Copy Channel Name'));
	if (channels.length > 0) {
		await vscode.env.clipboard.writeText(channels.map(({ channelName }) => channelName).join('\n'));
		notifyDone(
			channels.length === 1
				? vscode.l10n.t('Channel name copied')
				: vscode.l10n.t('{0} channel names copied', countText(channels.length)),
		);
	}
};

export const createPlayerHere: FeatureCommand<ActionDeps> = async (deps, session, argument) => {
	const [channel] = await channelOr(deps, argument, vscode.l10n.t('Create Cloud Player'));
	if (channel) {
		await deps.actions.createPlayer(session, channel);
	}
};

export const generateTokenHere: FeatureCommand<ActionDeps> = async (deps, session, argument) => {
	const [user] = usersOf(argument);
	const [channel] = user ? [user] : await channelOr(deps, argument, vscode.l10n.t('Generate RTC Token'));
	if (channel) {
		await deps.actions.generateToken(session, channel);
	}
};

/** The channel that a command was called on, otherwise one that the user chooses. */
async function channelOr(
	deps: ChannelDeps,
	argument: unknown,
	title: string,
): Promise<readonly TargetChannel[]> {
	const channels = channelsOf(deps, argument);
	return channels.length > 0 ? channels : await chooseChannel(deps, title);
}

async function chooseChannel(deps: ChannelDeps, title: string): Promise<readonly TargetChannel[]> {
	const channel = await askForChannel(deps, title);
	return channel ? [channel] : [];
}
