import * as vscode from 'vscode';
import { changeBan } from '../../agora/channels/banRules';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { errorText } from '../../ui/errorText';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { FeatureCommand } from '../../ui/signedIn';
import { answerInto, askPick, runSteps, type StepOptions } from '../../ui/steps';
import { type BanStepDeps, type DurationAnswers, durationSteps } from '../bans/banSteps';
import { untilText } from '../bans/banTexts';
import { liftBans, type SendDeps } from '../bans/sendBans';
import type { ChannelReader } from '../channelReader';
import type { ProjectChoice } from '../channelScope';
import type { ChannelStore } from '../channelStore';
import { ruleText } from '../channelText';
import { bansOf, countBanRows, type TargetBan } from '../targetChannels';
import { askProject, initialAnswers, readPatiently } from '../targetSteps';

interface BanListDeps {
	readonly choice: ProjectChoice;
	readonly sessions: SendDeps['sessions'];
	readonly store: Pick<ChannelStore, 'channel' | 'bans'>;
	readonly reader: Pick<ChannelReader, 'readBans'>;
}

interface LiftDeps extends BanListDeps {
	readonly store: BanListDeps['store'] & Pick<ChannelStore, 'removeBan'>;
}

interface ChangeDeps extends BanListDeps, BanStepDeps {
	readonly sessions: SendDeps['sessions'];
	readonly store: BanListDeps['store'] & Pick<ChannelStore, 'changeBan'>;
}

/** Lifts the bans of the selected rows, otherwise one that the user chooses. */
export const liftSelectedBans: FeatureCommand<LiftDeps> = async (deps, session, argument, selection) => {
	const bans = rowsOf(deps, argument, selection);
	if (bans) {
		await liftBans(deps, session, bans);
		return;
	}
	const title = vscode.l10n.t('Lift Ban');
	await deps.choice.ensureProjects();
	const answers = await runSteps<BanChoice>(
		(state) => choiceTitle(title, state),
		choiceSteps(deps, title),
		initialAnswers(deps, {}),
	);
	if (answers?.project && answers.ban) {
		await liftBans(deps, session, [answers.ban]);
	}
};

/** Lets a ban end at another time, counted from now. */
export const changeBanDuration: FeatureCommand<ChangeDeps> = async (deps, session, argument) => {
	const title = vscode.l10n.t('Change Ban Duration');
	const placeholder = vscode.l10n.t('How long should the ban last, from now?');
	const bans = rowsOf(deps, argument, undefined);
	const duration = durationSteps<BanChoice>(deps, { placeholder });
	if (!bans) {
		await deps.choice.ensureProjects();
	}
	const answers = bans
		? await runSteps<BanChoice>((state) => choiceTitle(title, state), duration, { ban: bans[0] })
		: await runSteps<BanChoice>(
				(state) => choiceTitle(title, state),
				[...choiceSteps(deps, title), ...duration],
				initialAnswers(deps, {}),
			);
	if (answers?.ban && answers.seconds !== undefined) {
		await change(deps, session, answers.ban, answers.seconds);
	}
};

async function change(
	deps: ChangeDeps,
	session: AgoraSession,
	ban: TargetBan,
	seconds: number,
): Promise<void> {
	if (deps.sessions.current !== session) {
		return;
	}
	const { project, rule } = ban;
	const { appId } = project;
	const { client } = session;
	const text = ruleText(rule);
	let end: Date;
	try {
		const changed = await withViewProgress('agora.channels', () =>
			changeBan(client, { ...rule, appId, seconds }),
		);
		end = changed ?? new Date(client.serverNow() + seconds * 1000);
	} catch (error) {
		void deps.reader.readBans(project);
		const what = vscode.l10n.t('Change the duration of the ban “{0}”', text);
		await notifyFailure(what, error, () => change(deps, session, ban, seconds));
		return;
	}
	if (deps.sessions.current === session) {
		deps.store.changeBan(appId, rule.id, end);
	}
	notifyDone(vscode.l10n.t('{0} until {1}', text, untilText(end.getTime(), client.serverNow())));
}

/** The bans of the rows that a command was called on; undefined where it was called on none. */
function rowsOf(deps: BanListDeps, argument: unknown, selection: unknown): readonly TargetBan[] | undefined {
	const bans = bansOf(deps, argument, selection);
	if (bans.length > 0 || countBanRows(argument, selection) === 0) {
		return bans.length > 0 ? bans : undefined;
	}
	throw new Error(vscode.l10n.t('This ban has ended or was lifted already.'));
}

interface BanChoice extends DurationAnswers {
	readonly project?: Project | undefined;
	readonly ban?: TargetBan | undefined;
}

function choiceTitle(title: string, { project, ban }: BanChoice): string {
	return [title, ban?.project.name ?? project?.name, ban && ruleText(ban.rule)]
		.filter((part) => part !== undefined)
		.join(' · ');
}

/** The steps that ask for a ban. */
function choiceSteps(deps: BanListDeps, title: string): StepOptions<BanChoice>[] {
	const { choice, store, reader } = deps;
	return [
		{
			isAnswered: initialAnswers<BanChoice>(deps, {}).project !== undefined,
			ask: askProject<BanChoice>(choice, (state, project) => ({ ...state, project, ban: undefined })),
		},
		{
			ask: async (frame, state) => {
				const { project } = state;
				if (!project) {
					return 'cancel';
				}
				await readPatiently(title, reader.readBans(project));
				const { value = [], error } = store.bans(project.appId);
				const now = Date.now();
				const items = value.map((rule) => ({
					label: ruleText(rule),
					description: rule.expiresAt
						? vscode.l10n.t('until {0}', untilText(rule.expiresAt.getTime(), now))
						: '',
					value: rule,
				}));
				const placeholder =
					error !== undefined
						? vscode.l10n.t('The bans could not be read. {0}', errorText(error))
						: items.length === 0
							? vscode.l10n.t('No bans in project “{0}”. Agora’s list may lag by minutes.', project.name)
							: vscode.l10n.t('Which ban?');
				return answerInto(
					await askPick(frame, { placeholder, items, selected: state.ban?.rule }),
					(rule) => ({
						...state,
						ban: { project, rule },
					}),
				);
			},
		},
	];
}
