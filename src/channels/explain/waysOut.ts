import * as vscode from 'vscode';
import type { ChannelRole } from '../../agora/channels/channelUsers';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import { readToken } from '../../agora/token/readToken';
import type { PickAction } from '../../ui/actionPick';
import type { CommandId } from '../../ui/commandIds';
import { runCommand } from '../../ui/commands';
import type { ChannelPlayer } from '../channelPlayers';
import { BanNode, BansNode, ChannelNode, ChannelUserNode, UserGroupNode } from '../tree/channelNodes';
import { isChannelName, isJoiningUser } from './joinChecks';
import type { JoinAttempt, JoinCause, JoinUnknown } from './joinFindings';

export interface WayOutContext {
	readonly attempt: JoinAttempt;
	/** The project of the account with the App ID. */
	readonly project: Project | undefined;
	/** The cloud player that the user is. */
	readonly player: ChannelPlayer | undefined;
}

/** What the user can do about a cause; the first is the most likely. */
export function waysOut(finding: JoinCause, context: WayOutContext): PickAction[] {
	const { project } = context;
	switch (finding.cause) {
		case 'foreignAppId':
			return [switchAccount()];
		case 'projectDisabled':
			return [
				command(vscode.l10n.t('Enable Project'), 'check', 'agora.project.enable', {
					projectId: finding.project.id,
				}),
			];
		case 'missingToken':
			return generateToken(context);
		case 'unneededToken':
			return [
				command(vscode.l10n.t('Enable App Certificate'), 'key', 'agora.certificate.enable', {
					projectId: finding.project.id,
				}),
			];
		case 'banned':
			return project
				? [
						command(
							vscode.l10n.t('Lift Ban'),
							'unlock',
							'agora.ban.lift',
							new BanNode(new BansNode(undefined, project), finding.rule),
						),
					]
				: [];
		case 'alreadyInChannel':
			return [...showPlayer(context), ...kickUser(context, finding.role)];
		case 'communicationProfile':
			return showPlayer(context);
		case 'malformedAppId':
		case 'invalidChannelName':
		case 'invalidUser':
			return [];
		default:
			return [...generateToken(context), ...inspectToken(context)];
	}
}

/** What the user can do so that a check becomes possible. */
export function waysToKnow(reason: JoinUnknown, context: WayOutContext): PickAction[] {
	switch (reason.why) {
		case 'signedOut':
			return [command(vscode.l10n.t('Sign In'), 'sign-in', 'agora.account.signIn')];
		case 'foreignAppId':
			return [switchAccount()];
		case 'mainland':
			return context.project
				? [
						command(vscode.l10n.t('Open Agora Console'), 'link-external', 'agora.project.openConsole', {
							projectId: context.project.id,
						}),
					]
				: [];
		case 'oldToken':
			return generateToken(context);
		case 'error':
		case 'stale':
			return isAgoraError(reason.error, 'unauthorized')
				? [command(vscode.l10n.t('Manage Accounts…'), 'account', 'agora.account.manage')]
				: [];
		default:
			return [];
	}
}

function switchAccount(): PickAction {
	return command(vscode.l10n.t('Switch Account…'), 'arrow-swap', 'agora.account.switch');
}

/** For the user, if there can be one. There is no token for a channel that cannot exist. */
function generateToken({ project, attempt }: WayOutContext): PickAction[] {
	if (!project || !isChannelName(attempt.channelName)) {
		return [];
	}
	const row = isJoiningUser(attempt.user) ? userNode(project, attempt) : channelNode(project, attempt);
	const label = vscode.l10n.t('Generate Token for This Channel…');
	return [command(label, 'key', 'agora.channel.generateToken', row)];
}

function kickUser({ project, attempt }: WayOutContext, role?: ChannelRole): PickAction[] {
	return project
		? [
				command(
					vscode.l10n.t('Kick User…'),
					'sign-out',
					'agora.channel.kickUser',
					userNode(project, attempt, role),
				),
			]
		: [];
}

function userNode(project: Project, attempt: JoinAttempt, role: ChannelRole = 'user'): ChannelUserNode {
	return new ChannelUserNode(new UserGroupNode(channelNode(project, attempt), role), attempt.user);
}

/** A row as the commands about channels expect it. The channel may not be live. */
function channelNode(project: Project, { channelName }: JoinAttempt): ChannelNode {
	return new ChannelNode(undefined, project, {
		name: channelName,
		userCount: undefined,
		firstSeenAt: 0,
		missingSince: undefined,
	});
}

function inspectToken({ attempt: { token } }: WayOutContext): PickAction[] {
	return readToken(token)
		? [command(vscode.l10n.t('Inspect Token'), 'search', 'agora.token.inspect', { token })]
		: [];
}

function showPlayer({ project, player }: WayOutContext): PickAction[] {
	return project && player
		? [
				command(vscode.l10n.t('Show Player'), 'play-circle', 'agora.player.show', {
					appId: project.appId,
					playerId: player.id,
				}),
			]
		: [];
}

function command(label: string, icon: string, id: CommandId, argument?: object): PickAction {
	return { label, icon, run: () => runCommand(id, ...(argument ? [argument] : [])) };
}
