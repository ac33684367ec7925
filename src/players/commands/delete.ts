import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { runCommand } from '../../ui/commands';
import { confirm, confirmByName } from '../../ui/confirm';
import { showInformationMessage } from '../../ui/dialogs';
import { showFailure } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { Failure } from '../../ui/runForEach';
import type { FeatureCommand } from '../../ui/signedIn';
import { FOCUSED_ROW } from '../../ui/treeLifecycle';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import { projectWith } from '../projectSource';
import {
	countSelected,
	type GroupDeps,
	namesOf,
	notifyPlayersOutcome,
	type PlayerTexts,
	pickGroup,
	runForEachPlayer,
	type TargetDeps,
	type TargetPlayer,
	targetPlayers,
	targetsOfGroup,
} from '../targetPlayers';
import { PlayerGroupNode, PlayerNode } from '../tree/playerNodes';
import { groupingSetting } from '../tree/playerTree';
import type { PlayerView } from '../tree/playerView';

interface DeleteDeps extends TargetDeps, GroupDeps {
	readonly view: Pick<PlayerView, 'focusedRows'>;
	readonly sessions: SessionSource;
	readonly live: Pick<LivePlayers, 'refresh' | 'pollSoon' | 'lifecycle'>;
}

export const deletePlayers: FeatureCommand<DeleteDeps> = async (deps, session, argument, selection) => {
	if (argument === FOCUSED_ROW) {
		const { focused, rows } = await deps.view.focusedRows();
		if (focused instanceof PlayerNode || focused instanceof PlayerGroupNode) {
			await deletePlayers(deps, session, focused, rows);
		}
		return;
	}
	if (argument instanceof PlayerGroupNode) {
		await deleteGroup(deps, session, argument);
		return;
	}
	const title = vscode.l10n.t('Delete Player');
	const of = countSelected(deps, argument, selection);
	// Among several rows, those of players that no longer exist are left out.
	const fits = ({ shown }: TargetPlayer) => of <= 1 || shown.condition !== 'gone';
	const targets = await targetPlayers(deps, { argument, selection, title, fits });
	const { verb, ...question } = questionFor(targets);
	const confirmation = {
		...question,
		account: session.accountLabel,
		verb:
			targets.length < of ? vscode.l10n.t('Delete {0} of {1} Selected Players', targets.length, of) : verb,
	};
	if (targets.length > 0 && (await confirm(confirmation))) {
		await carryOut(deps, session, targets);
	}
};

/** Deletes all players of the group that the command is called on, otherwise of one that the user picks. */
export const deletePlayerGroup: FeatureCommand<DeleteDeps> = async (deps, session, argument) => {
	const title = vscode.l10n.t('Delete All Players in Group');
	const group =
		argument instanceof PlayerGroupNode ? argument : await pickGroup(deps, groupingSetting(), title);
	if (group) {
		await deleteGroup(deps, session, group);
	}
};

async function deleteGroup(
	deps: DeleteDeps,
	session: AgoraSession,
	group: Pick<PlayerGroupNode, 'id' | 'group'>,
): Promise<void> {
	const { name, project, targets } = await targetsOfGroup(deps, group);
	if (targets.length === 0) {
		throw new Error(vscode.l10n.t('No cloud player is suitable for this command.'));
	}
	const question = targets.length === 1 ? questionFor(targets) : questionForAll(name, targets);
	const sure = await confirm({ ...question, account: session.accountLabel });
	if (sure && (!project || (await confirmByName(question.verb, project.name)))) {
		await carryOut(deps, session, targets);
	}
}

async function carryOut(
	deps: DeleteDeps,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
): Promise<void> {
	const { deletions } = await deps.live.lifecycle();
	const title = vscode.l10n.t('Deleting cloud players');
	const pending = new Set<TargetPlayer>();
	const asOf = session.client.clock.monotonic();
	const outcome = await runForEachPlayer(title, targets, async (target, signal) => {
		const { appId, player } = target;
		if ((await deletions.delete(session, { appId, player }, { signal, asOf })) === 'pending') {
			pending.add(target);
		}
	});
	// Usually List proves the deletions within seconds.
	await withViewProgress('agora.players', () =>
		Promise.all(
			[...pending].map(async (target) => {
				if ((await deletions.whenEndedWithin(target.player.id, PROOF_MS)) === 'gone') {
					pending.delete(target);
				}
			}),
		),
	);
	const done = outcome.done.filter((target) => !pending.has(target));
	notifyPending([...pending]);
	const refused = outcome.failures.filter((failure) => isOfDisabledProject(deps, failure));
	void notifyDisabled(refused);
	const failures = outcome.failures.filter((failure) => !refused.includes(failure));
	for (const { appId } of [...outcome.failures.map(({ target }) => target), ...outcome.left]) {
		deps.live.pollSoon(appId);
	}
	await notifyPlayersOutcome({ ...outcome, done, failures }, texts(), async (left) => {
		if (deps.sessions.current === session) {
			await carryOut(deps, session, left);
		}
	});
}

/** How long to wait for the proof of a deletion before a message says that it continues in the background. */
const PROOF_MS = 4000;

function notifyPending(targets: readonly TargetPlayer[]): void {
	if (targets.length > 0) {
		const names = namesOf(targets);
		void showInformationMessage(
			targets.length === 1
				? vscode.l10n.t(
						'It is not certain yet that cloud player “{0}” is deleted: Agora may be moving it to another server, or it is in another region. It is checked for up to four minutes and deleted again if it is still there.',
						names,
					)
				: vscode.l10n.t(
						'It is not certain yet that {0} cloud players are deleted ({1}): Agora may be moving them to other servers, or they are in another region. They are checked for up to four minutes and deleted again if they are still there.',
						targets.length,
						names,
					),
		);
	}
}

function isOfDisabledProject({ projects }: DeleteDeps, { target, error }: Failure<TargetPlayer>): boolean {
	return isAgoraError(error, 'forbidden') && projectWith(projects, target.appId)?.enabled === false;
}

/** Replaces Agora's own message, which refers to its support. */
async function notifyDisabled(failures: readonly Failure<TargetPlayer>[]): Promise<void> {
	const [first] = failures;
	if (!first) {
		return;
	}
	const { target, error } = first;
	const text =
		failures.length === 1
			? vscode.l10n.t(
					'Cloud player “{0}” was not deleted: project “{1}” is disabled, and Agora refuses to delete its cloud players (403). Enable the project, delete the cloud player, then disable the project again.',
					playerLabel(target.player),
					target.projectName,
				)
			: vscode.l10n.t(
					'{0} cloud players were not deleted: their project is disabled, and Agora refuses to delete them (403). Enable the project, delete the cloud players, then disable the project again. It concerns {1}.',
					failures.length,
					namesOf(failures.map((each) => each.target)),
				);
	const enable = vscode.l10n.t('Enable Project');
	await showFailure(text, error, undefined, [
		{ label: enable, run: () => runCommand('agora.project.enable') },
	]);
}

function texts(): PlayerTexts {
	return {
		one: ({ player }) => vscode.l10n.t('Delete cloud player “{0}”', playerLabel(player)),
		done: (count) =>
			count === 1 ? vscode.l10n.t('Cloud player deleted') : vscode.l10n.t('{0} cloud players deleted', count),
		failed: (count, of) => vscode.l10n.t('{0} of {1} cloud players not deleted', count, of),
	};
}

function questionFor(targets: readonly TargetPlayer[]) {
	const names = namesOf(targets);
	const count = targets.length;
	return count === 1
		? {
				question: vscode.l10n.t(
					'Delete cloud player “{0}” of project “{1}”?',
					names,
					targets[0]?.projectName ?? '',
				),
				consequence: vscode.l10n.t('The stream leaves its channel at once. This cannot be undone.'),
				verb: vscode.l10n.t('Delete Player'),
			}
		: {
				question: vscode.l10n.t('Delete {0} cloud players: {1}?', count, names),
				consequence: leavingText(),
				verb: vscode.l10n.t('Delete {0} Players', count),
			};
}

function questionForAll(name: string, targets: readonly TargetPlayer[]) {
	const count = targets.length;
	return {
		question: vscode.l10n.t('Delete all {0} cloud players of “{1}”?', count, name),
		consequence: `${namesOf(targets)}\n\n${leavingText()}`,
		verb: vscode.l10n.t('Delete {0} Players', count),
	};
}

function leavingText(): string {
	return vscode.l10n.t('Their streams leave their channels at once. This cannot be undone.');
}
