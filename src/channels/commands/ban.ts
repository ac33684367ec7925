import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { serverTime } from '../../agora/session';
import type { FeatureCommand } from '../../ui/signedIn';
import { runSteps } from '../../ui/steps';
import { countText } from '../../ui/text';
import { canBan, FORBIDDEN, planUserBans } from '../bans/banPlan';
import { type BanTerms, banQuestion, ipBanQuestion } from '../bans/banQuestions';
import { askForbidden, askScope, type BanAnswers, type BanStepDeps, durationSteps } from '../bans/banSteps';
import { targetText, usersText } from '../bans/banTexts';
import { confirmBan, explainAccounts } from '../bans/confirmBan';
import { type BanTexts, sendBans } from '../bans/sendBans';
import { channelsOf, type TargetUser, usersOf } from '../targetChannels';
import {
	answersFor,
	channelNameOf,
	channelSteps,
	initialAnswers,
	targetTitle,
	userSteps,
} from '../targetSteps';
import { disbandOf, type RemovalDeps } from './disband';

/** Bans users from a channel or from all channels of their project, or everybody behind an IP address. */
export const banUsers: FeatureCommand<RemovalDeps> = async (deps, session, argument, selection) => {
	const users = usersOf(argument, selection);
	if (users.length > 0) {
		await askAndBanUsers(deps, session, users);
	} else {
		const [channel] = channelsOf(deps, argument);
		await askAndBan(deps, session, answersFor(channel));
	}
};

/** Bans users of rows. */
async function askAndBanUsers(
	deps: RemovalDeps,
	session: AgoraSession,
	users: readonly TargetUser[],
): Promise<void> {
	const able = users.filter(({ user }) => canBan(user));
	if (able.length === 0) {
		await explain(deps, session, users);
		return;
	}
	const title = `${vscode.l10n.t('Ban User')} · ${usersText(able)}`;
	const answers = await runSteps<BanAnswers>(
		title,
		termSteps(deps, () => able),
		{},
	);
	await confirmAndBan(deps, session, users, answers);
}

/** Asks for everything. The user may be one that is in no channel now. */
async function askAndBan(deps: RemovalDeps, session: AgoraSession, given: BanAnswers): Promise<void> {
	const title = vscode.l10n.t('Ban User');
	await deps.choice.ensureProjects();
	const isAccount = ({ user }: BanAnswers) => user !== undefined && !canBan(user);
	const terms = termSteps(deps, usersOfAnswers).map((step) => ({
		...step,
		skip: (state: BanAnswers) => isAccount(state) || step.skip?.(state) === true,
	}));
	const answers = await runSteps<BanAnswers>(
		(state) => targetTitle(title, state),
		[
			...channelSteps<BanAnswers>(deps, title, { given, offersEvery: true }),
			...userSteps<BanAnswers>(deps, title),
			...terms,
		],
		initialAnswers(deps, given),
	);
	const users = answers ? usersOfAnswers(answers) : [];
	if (answers && isAccount(answers)) {
		await explain(deps, session, users);
	} else if (answers?.place === 'ip') {
		await confirmAndBanIp(deps, session, answers);
	} else {
		await confirmAndBan(deps, session, users, answers);
	}
}

/** Of all channels, a user is in none in particular. */
function usersOfAnswers(answers: BanAnswers): TargetUser[] {
	const { project, user } = answers;
	return project && user ? [{ project, user, channelName: channelNameOf(answers) ?? '' }] : [];
}

function termSteps(deps: BanStepDeps, users: (state: BanAnswers) => readonly TargetUser[]) {
	return [
		{
			skip: ({ place }: BanAnswers) => place === 'every' || place === 'ip',
			ask: askScope<BanAnswers>((state) => users(state).map(({ channelName }) => channelName)),
		},
		{ ask: askForbidden<BanAnswers> },
		...durationSteps<BanAnswers>(deps, { placeholder: vscode.l10n.t('For how long?') }),
	];
}

function termsOf(deps: BanStepDeps, { forbidden, seconds }: BanAnswers): BanTerms | undefined {
	const now = serverTime(deps.sessions, deps.clock);
	return forbidden === undefined || seconds === undefined ? undefined : { forbidden, seconds, now };
}

async function confirmAndBan(
	deps: RemovalDeps,
	session: AgoraSession,
	selected: readonly TargetUser[],
	answers: BanAnswers | undefined,
): Promise<void> {
	const scope = answers?.place === 'every' ? 'project' : answers?.scope;
	const terms = answers && termsOf(deps, answers);
	if (!scope || !terms || selected.length === 0) {
		return;
	}
	const plan = planUserBans(selected, scope);
	const { players } = deps;
	const question = banQuestion(plan, { ...terms, scope }, players);
	if (await confirmBan(session, question, { users: plan.users, players })) {
		const channels = plan.users.filter(({ channelName }) => channelName !== '');
		const privileges = FORBIDDEN[terms.forbidden];
		const { seconds } = terms;
		await sendBans(deps, session, { bans: plan.bans, privileges, seconds, channels, texts: texts() });
	}
}

async function confirmAndBanIp(deps: RemovalDeps, session: AgoraSession, answers: BanAnswers): Promise<void> {
	const { project, ip } = answers;
	const terms = termsOf(deps, answers);
	if (!project || ip === undefined || !terms) {
		return;
	}
	const { players } = deps;
	if (await confirmBan(session, ipBanQuestion(project, ip, terms), { users: [], players })) {
		const privileges = FORBIDDEN[terms.forbidden];
		const request = { bans: [{ project, target: { ip } }], privileges, seconds: terms.seconds };
		await sendBans(deps, session, { ...request, channels: [], texts: texts() });
	}
}

async function explain(
	deps: RemovalDeps,
	session: AgoraSession,
	users: readonly TargetUser[],
): Promise<void> {
	await explainAccounts(users, {
		enterUid: () => askAndBan(deps, session, { ...answersFor(users[0]), isOtherUser: true }),
		disband: () => disbandOf(deps, session, users),
	});
}

function texts(): BanTexts {
	return {
		progress: vscode.l10n.t('Banning users'),
		one: ({ target }) => vscode.l10n.t('Ban {0}', targetText(target)),
		failed: (count, of) => vscode.l10n.t('{0} of {1} users not banned', countText(count), countText(of)),
		done: (bans) => {
			const [ban] = bans;
			return ban && bans.length === 1
				? vscode.l10n.t('{0} banned', targetText(ban.target))
				: vscode.l10n.t('{0} users banned', countText(bans.length));
		},
	};
}
