import type { BanRule } from '../agora/channels/banRules';
import type { Project } from '../agora/console/projects';
import type { ChannelUser } from '../agora/session';
import { selectedRows } from '../ui/resolveTargets';
import type { ProjectChoice } from './channelScope';
import type { ChannelStore } from './channelStore';
import { BanNode, ChannelNode, ChannelUserNode } from './tree/channelNodes';

/** A channel of a project. */
export interface TargetChannel {
	readonly project: Project;
	readonly channelName: string;
}

/** A user in a channel. */
export interface TargetUser extends TargetChannel {
	readonly user: ChannelUser;
}

/** A ban rule of a project. */
export interface TargetBan {
	readonly project: Project;
	readonly rule: BanRule;
}

interface ArgumentDeps {
	readonly choice: Pick<ProjectChoice, 'projects'>;
	readonly store: Pick<ChannelStore, 'channel' | 'bans'>;
}

/**
 * Identifies a channel in the arguments of a command where there is no row, such as in the link of a hover. The ids are not
 * secret.
 */
export interface ChannelArgument {
	readonly appId: string;
	readonly channelName: string;
}

function isChannelArgument(argument: unknown): argument is ChannelArgument {
	return (
		typeof argument === 'object' &&
		argument !== null &&
		'appId' in argument &&
		typeof argument.appId === 'string' &&
		'channelName' in argument &&
		typeof argument.channelName === 'string'
	);
}

/**
 * The channels that a command was called on: those of the selected rows if its row is one of them, otherwise that of its row, or a
 * stored one. Ignores every other argument, since any extension may call a command.
 */
export function channelsOf(deps: ArgumentDeps, argument: unknown, selection?: unknown): TargetChannel[] {
	return selectedRows(argument, selection).flatMap((row) => channelOf(deps, row) ?? []);
}

function channelOf({ choice, store }: ArgumentDeps, argument: unknown): TargetChannel | undefined {
	if (argument instanceof ChannelNode) {
		const { project, channelName } = argument;
		return { project, channelName };
	}
	if (isChannelArgument(argument) && store.channel(argument.appId, argument.channelName)) {
		const { appId, channelName } = argument;
		const project = choice.projects.find((each) => each.appId === appId);
		return project && { project, channelName };
	}
	return undefined;
}

/** The users that a command was called on, as for `channelsOf`. */
export function usersOf(argument: unknown, selection?: unknown): TargetUser[] {
	return selectedRows(argument, selection).flatMap((row) => {
		if (!(row instanceof ChannelUserNode)) {
			return [];
		}
		const { project, channelName, user } = row;
		return [{ project, channelName, user }];
	});
}

/** The bans that a command was called on, as they are stored now; without those that have ended since. */
export function bansOf({ store }: ArgumentDeps, argument: unknown, selection?: unknown): TargetBan[] {
	return banRows(argument, selection).flatMap(({ project, rule: { id } }) => {
		const rule = store.bans(project.appId).value?.find((each) => each.id === id);
		return rule ? [{ project, rule }] : [];
	});
}

/** How many bans are selected together with the row that a command was called on; 0 without a row. */
export function countBanRows(argument: unknown, selection?: unknown): number {
	return banRows(argument, selection).length;
}

function banRows(argument: unknown, selection: unknown): BanNode[] {
	return selectedRows(argument, selection).filter((row) => row instanceof BanNode);
}
