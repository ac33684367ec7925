import * as vscode from 'vscode';
import { type AgoraSession, serverTime } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import type { FeatureCommand } from '../../ui/signedIn';
import { runSteps } from '../../ui/steps';
import { countText } from '../../ui/text';
import { FORBIDDEN, grouped } from '../bans/banPlan';
import { disbandQuestion } from '../bans/banQuestions';
import { type BanStepDeps, type DurationAnswers, durationSteps } from '../bans/banSteps';
import { targetText } from '../bans/banTexts';
import { type BanTexts, type SendDeps, sendBans } from '../bans/sendBans';
import type { ChannelStore } from '../channelStore';
import { channelsOf, type TargetChannel } from '../targetChannels';
import {
	channelNameOf,
	channelSteps,
	initialAnswers,
	type TargetAnswers,
	type TargetStepDeps,
	targetTitle,
} from '../targetSteps';

/** What kicking, banning and disbanding use. */
export interface RemovalDeps extends SendDeps, TargetStepDeps, BanStepDeps {
	readonly sessions: SendDeps['sessions'];
	readonly store: SendDeps['store'] & Pick<ChannelStore, 'channels' | 'channel' | 'bans'>;
	readonly reader: SendDeps['reader'] & TargetStepDeps['reader'];
}

interface DisbandAnswers extends TargetAnswers, DurationAnswers {}

/** Puts everybody in channels offline: once, or for a time in which nobody can join. */
export const disbandChannels: FeatureCommand<RemovalDeps> = async (deps, session, argument, selection) => {
	const channels = channelsOf(deps, argument, selection);
	if (channels.length > 0) {
		await disbandOf(deps, session, channels);
		return;
	}
	const title = vscode.l10n.t('Disband Channel');
	await deps.choice.ensureProjects();
	const given = {};
	const answers = await runSteps<DisbandAnswers>(
		(state) => targetTitle(title, state),
		[...channelSteps<DisbandAnswers>(deps, title, { given }), ...steps(deps)],
		initialAnswers(deps, given),
	);
	const { project, seconds } = answers ?? {};
	const channelName = answers && channelNameOf(answers);
	if (project && channelName !== undefined) {
		await confirmAndDisband(deps, session, [{ project, channelName }], seconds);
	}
};

/** Asks how to disband the channels, and does it. A channel may be there several times. */
export async function disbandOf(
	deps: RemovalDeps,
	session: AgoraSession,
	targets: readonly TargetChannel[],
): Promise<void> {
	const keyOf = ({ project, channelName }: TargetChannel) => JSON.stringify([project.appId, channelName]);
	const channels = grouped(targets, keyOf).map(([first]) => first);
	const [first] = channels;
	const name =
		first && channels.length === 1
			? first.channelName
			: vscode.l10n.t('{0} channels', countText(channels.length));
	const title = `${vscode.l10n.t('Disband Channel')} · ${name}`;
	const answers = await runSteps<DisbandAnswers>(title, steps(deps), {});
	await confirmAndDisband(deps, session, channels, answers?.seconds);
}

function steps(deps: BanStepDeps) {
	return durationSteps<DisbandAnswers>(deps, {
		placeholder: vscode.l10n.t('Everybody leaves at once. How long should the channel stay closed?'),
		once: {
			label: vscode.l10n.t('Once'),
			detail: vscode.l10n.t('The channel stays open: everybody may join again at once'),
		},
	});
}

async function confirmAndDisband(
	deps: RemovalDeps,
	session: AgoraSession,
	channels: readonly TargetChannel[],
	seconds: number | undefined,
): Promise<void> {
	if (seconds === undefined) {
		return;
	}
	const { players, store } = deps;
	const now = serverTime(deps.sessions, deps.clock);
	const userCountOf = ({ project, channelName }: TargetChannel) =>
		store.channel(project.appId, channelName)?.userCount;
	const question = disbandQuestion(channels, { seconds, now }, { players, userCountOf });
	if (await confirm({ ...question, account: session.accountLabel })) {
		const bans = channels.map(({ project, channelName }) => ({ project, target: { channelName } }));
		const texts = seconds === 0 ? onceTexts() : closeTexts();
		await sendBans(deps, session, { bans, privileges: FORBIDDEN.join, seconds, channels, texts });
	}
}

function onceTexts(): BanTexts {
	return {
		progress: vscode.l10n.t('Disbanding channels'),
		one: ({ target }) => vscode.l10n.t('Disband channel {0}', targetText(target)),
		failed: (count, of) =>
			vscode.l10n.t('{0} of {1} channels not disbanded', countText(count), countText(of)),
		done: (bans) => {
			const [ban] = bans;
			return ban && bans.length === 1
				? vscode.l10n.t(
						'Channel {0} disbanded. Agora’s list may still show it for some minutes.',
						targetText(ban.target),
					)
				: vscode.l10n.t(
						'{0} channels disbanded. Agora’s list may still show them for some minutes.',
						countText(bans.length),
					);
		},
	};
}

function closeTexts(): BanTexts {
	return {
		progress: vscode.l10n.t('Closing channels'),
		one: ({ target }) => vscode.l10n.t('Close channel {0}', targetText(target)),
		failed: (count, of) => vscode.l10n.t('{0} of {1} channels not closed', countText(count), countText(of)),
		done: (bans) => {
			const [ban] = bans;
			return ban && bans.length === 1
				? vscode.l10n.t('Channel {0} closed', targetText(ban.target))
				: vscode.l10n.t('{0} channels closed', countText(bans.length));
		},
	};
}
