import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import type { FeatureCommand } from '../../ui/signedIn';
import { runSteps } from '../../ui/steps';
import { countText } from '../../ui/text';
import { FORBIDDEN, planUserBans } from '../bans/banPlan';
import { kickQuestion } from '../bans/banQuestions';
import { targetText } from '../bans/banTexts';
import { confirmBan, explainAccounts } from '../bans/confirmBan';
import { type BanTexts, sendBans } from '../bans/sendBans';
import { channelsOf, type TargetUser, usersOf } from '../targetChannels';
import {
	answersFor,
	channelNameOf,
	channelSteps,
	initialAnswers,
	type TargetAnswers,
	targetTitle,
	userSteps,
} from '../targetSteps';
import { disbandOf, type RemovalDeps } from './disband';

/** Puts users offline, who may join again at once. */
export const kickUsers: FeatureCommand<RemovalDeps> = async (deps, session, argument, selection) => {
	const users = usersOf(argument, selection);
	if (users.length > 0) {
		await kick(deps, session, users);
	} else {
		const [channel] = channelsOf(deps, argument);
		await askAndKick(deps, session, answersFor(channel));
	}
};

async function askAndKick(deps: RemovalDeps, session: AgoraSession, given: TargetAnswers): Promise<void> {
	const title = vscode.l10n.t('Kick User');
	await deps.choice.ensureProjects();
	const answers = await runSteps<TargetAnswers>(
		(state) => targetTitle(title, state),
		[...channelSteps<TargetAnswers>(deps, title, { given }), ...userSteps<TargetAnswers>(deps, title)],
		initialAnswers(deps, given),
	);
	const { project, user } = answers ?? {};
	const channelName = answers && channelNameOf(answers);
	if (project && user && channelName !== undefined) {
		await kick(deps, session, [{ project, channelName, user }]);
	}
}

async function kick(
	deps: RemovalDeps,
	session: AgoraSession,
	selected: readonly TargetUser[],
): Promise<void> {
	const plan = planUserBans(selected, 'channel');
	const { bans, users, unnameable } = plan;
	const { players } = deps;
	const [first] = selected;
	if (first && bans.length === 0) {
		await explainAccounts(unnameable, {
			enterUid: () => askAndKick(deps, session, { ...answersFor(first), isOtherUser: true }),
			disband: () => disbandOf(deps, session, selected),
		});
		return;
	}
	if (await confirmBan(session, kickQuestion(plan, players), { users, players })) {
		const request = { bans, privileges: FORBIDDEN.join, seconds: 0, channels: users };
		await sendBans(deps, session, { ...request, texts: texts(users) });
	}
}

function texts(users: readonly TargetUser[]): BanTexts {
	const [first] = users;
	const channelName = first?.channelName ?? '';
	return {
		progress: vscode.l10n.t('Kicking users'),
		one: ({ target }) => vscode.l10n.t('Kick {0} out of “{1}”', targetText(target), channelName),
		failed: (count, of) => vscode.l10n.t('{0} of {1} users not kicked', countText(count), countText(of)),
		done: (bans) => {
			const [ban] = bans;
			return ban && bans.length === 1
				? vscode.l10n.t(
						'{0} kicked out of “{1}”. Agora’s list may still show it for some minutes.',
						targetText(ban.target),
						channelName,
					)
				: vscode.l10n.t(
						'{0} users kicked. Agora’s list may still show them for some minutes.',
						countText(bans.length),
					);
		},
	};
}
