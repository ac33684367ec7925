import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { runCommand } from '../../ui/commands';
import { confirmOr } from '../../ui/confirm';
import { showWarningMessage } from '../../ui/dialogs';
import { listText } from '../../ui/text';
import { type ChannelPlayers, playerOf } from '../channelPlayers';
import { userText } from '../channelText';
import type { TargetUser } from '../targetChannels';
import type { BanQuestion } from './banQuestions';

/**
 * Asks before users are kicked or banned. For a single cloud player, offers to delete the player instead, which asks again.
 *
 * @returns whether to kick or ban
 */
export async function confirmBan(
	session: AgoraSession,
	question: BanQuestion,
	{
		users,
		players,
	}: {
		readonly users: readonly TargetUser[];
		readonly players: Pick<ChannelPlayers, 'inChannel'>;
	},
): Promise<boolean> {
	const [first] = users;
	const player =
		first && users.length === 1
			? playerOf(players, first.project.appId, first.channelName, first.user)
			: undefined;
	const answer = await confirmOr(
		{ ...question, account: session.accountLabel },
		player && vscode.l10n.t('Delete Player Instead…'),
	);
	if (answer === 'other' && first && player) {
		await runCommand('agora.player.delete', { appId: first.project.appId, playerId: player.id });
	}
	return answer === 'confirmed';
}

interface OtherWays {
	readonly enterUid: () => Promise<void>;
	readonly disband: () => Promise<void>;
}

/** Says that Agora’s API cannot name users who joined with an account, and offers what is possible instead. */
export async function explainAccounts(
	users: readonly TargetUser[],
	{ enterUid, disband }: OtherWays,
): Promise<void> {
	const names = listText(
		users.map(({ user }) => userText(user)),
		MAX_NAMES,
	);
	const byUid = vscode.l10n.t('Enter Uid…');
	const byChannel = vscode.l10n.t('Disband Channel…');
	const chosen = await showWarningMessage(
		vscode.l10n.t(
			'Agora’s API kicks and bans by uid only, but {0} joined with an account. Enter the uid that Agora gave the account (getUserInfoByUserAccount of the SDK returns it to apps in the channel), or disband the channel.',
			names,
		),
		byUid,
		byChannel,
	);
	if (chosen === byUid) {
		await enterUid();
	} else if (chosen === byChannel) {
		await disband();
	}
}

const MAX_NAMES = 5;
