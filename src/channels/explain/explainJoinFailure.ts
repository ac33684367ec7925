import * as vscode from 'vscode';
import { channelUserText } from '../../agora/session';
import { showActionPick } from '../../ui/actionPick';
import type { LastAnswers } from '../../ui/boundedMemento';
import { notifyDone } from '../../ui/notify';
import { withPatientProgress } from '../../ui/progress';
import type { ChannelPlayers } from '../channelPlayers';
import type { ProjectChoice } from '../channelScope';
import type { ChannelStore } from '../channelStore';
import { channelsOf, usersOf } from '../targetChannels';
import { explainJoin } from './joinChecks';
import { type JoinFactsDeps, type ReadJoinFacts, readJoinFacts } from './joinFacts';
import type { JoinAttempt } from './joinFindings';
import { joinReport, reportItems, reportText } from './joinReport';
import { askForJoin, type JoinAnswers } from './joinSteps';
import { readJoinText } from './joinText';

/** No account needs to be signed in. */
export interface ExplainJoinDeps extends JoinFactsDeps {
	readonly choice: ProjectChoice;
	readonly store: JoinFactsDeps['store'] & Pick<ChannelStore, 'channel'>;
	/** By App ID. */
	readonly lastJoins: LastAnswers;
	readonly players: Pick<ChannelPlayers, 'inChannel' | 'ofRow'>;
}

/** Asks for a join that failed, checks what may prevent it, and shows the causes with ways out. Changes nothing. */
export async function explainJoinFailure(deps: ExplainJoinDeps, argument?: unknown): Promise<void> {
	const { choice, lastJoins } = deps;
	await withProgress(() => choice.ensureProjects());
	let given = answersOf(deps, argument);
	const editor = vscode.window.activeTextEditor;
	const selected = readJoinText(editor?.document.getText(editor.selection) ?? '');
	for (;;) {
		const attempt = await askForJoin({
			given,
			projectItems: choice.items(({ appId }) => appId !== ''),
			activeProject: choice.active,
			selected,
			readClipboard: async () => readJoinText(await vscode.env.clipboard.readText()),
			last: lastJoins,
		});
		if (!attempt || (await check(deps, attempt)) !== 'back') {
			return;
		}
		// The last question is asked again, and Back leads to the others.
		given = { ...attempt, user: channelUserText(attempt.user) };
	}
}

/** Shows the results until the user closes them, goes back or runs an action. */
async function check(deps: ExplainJoinDeps, attempt: JoinAttempt): Promise<'back' | undefined> {
	for (;;) {
		const facts = await withProgress(() => readJoinFacts(deps, attempt));
		if (!facts) {
			return undefined;
		}
		let isAgain = false;
		const outcome = await showReport(deps, facts, () => {
			isAgain = true;
		});
		if (!isAgain) {
			return outcome;
		}
	}
}

async function showReport(
	{ sessions, clock }: ExplainJoinDeps,
	facts: ReadJoinFacts,
	checkAgain: () => void,
): Promise<'back' | undefined> {
	const report = joinReport(explainJoin(facts), {
		...facts,
		accountLabel: sessions.current?.accountLabel,
		monotonicNow: clock.monotonic(),
	});
	return await showActionPick({
		title: report.title,
		placeholder: vscode.l10n.t(
			'{0} Press Enter for what stands after the arrow, or to copy a row.',
			report.summary,
		),
		rows: reportItems(report),
		buttons: [
			{
				label: vscode.l10n.t('Copy Result'),
				icon: 'copy',
				keepsOpen: true,
				run: async () => {
					await vscode.env.clipboard.writeText(reportText(report));
					notifyDone(vscode.l10n.t('Result copied, without the token'));
				},
			},
			{ label: vscode.l10n.t('Check Again'), icon: 'refresh', run: checkAgain },
		],
	});
}

/** Undefined if the user cancelled. */
async function withProgress<T>(task: () => Promise<T>): Promise<T | undefined> {
	const title = vscode.l10n.t('Reading the project and the channel from Agora');
	return await withPatientProgress('agora.channels', title, (signal) =>
		Promise.race([
			task(),
			new Promise<undefined>((resolve) => {
				signal.addEventListener('abort', () => resolve(undefined), { once: true });
			}),
		]),
	);
}

/** What the row says that the command was called on. Other arguments are ignored. */
function answersOf(deps: ExplainJoinDeps, argument: unknown): JoinAnswers {
	const [user] = usersOf(argument);
	if (user) {
		const { project, channelName } = user;
		return { appId: project.appId, channelName, user: channelUserText(user.user) };
	}
	const [channel] = channelsOf(deps, argument);
	if (channel) {
		return { appId: channel.project.appId, channelName: channel.channelName };
	}
	const player = deps.players.ofRow(argument);
	if (player) {
		const { appId, channelName, user: playerUser } = player;
		return {
			appId,
			...(channelName !== undefined && { channelName }),
			...(playerUser && { user: channelUserText(playerUser) }),
		};
	}
	const project = deps.choice.fromArgument(argument);
	return project && project.appId !== '' ? { appId: project.appId } : {};
}
