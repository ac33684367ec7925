import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession } from '../../agora/session';
import { runCommand } from '../../ui/commands';
import { confirm, confirmByName } from '../../ui/confirm';
import { showInformationMessage } from '../../ui/dialogs';
import { type MessageAction, notifyDone, notifyFailure, tellFailure } from '../../ui/notify';
import { withCancellableProgress, withViewProgress } from '../../ui/progress';
import { sentences } from '../../ui/text';
import { playerLabel } from '../playerNames';
import { projectWith } from '../projectSource';
import { namesOf, type TargetPlayer, targetPlayers, targetsOfGroup } from '../targetPlayers';
import { type Failure as FailureOf, inTurn, type Outcome as OutcomeOf } from './inTurn';
import type { PlayerCommand, PlayerCommandDeps } from './playerCommand';

export const deletePlayers: PlayerCommand = async (parts, session, argument, selection) => {
	const title = vscode.l10n.t('Delete Player');
	const group = await targetsOfGroup(parts, argument);
	if (group) {
		if (group.targets.length === 0) {
			throw new Error(vscode.l10n.t('No cloud player is suitable for this.'));
		}
		const isOne = group.targets.length === 1;
		const verb = isOne ? title : vscode.l10n.t('Delete All Players');
		const question = isOne ? questionFor(group.targets) : questionForAll(group.name, group.targets);
		const sure = await confirm({ ...question, account: session.accountLabel, verb });
		if (sure && (!group.project || (await confirmByName(verb, group.project.name)))) {
			await carryOut(parts, session, group.targets);
		}
		return;
	}
	const targets = await targetPlayers(parts, { argument, selection, title });
	if (
		targets.length > 0 &&
		(await confirm({ ...questionFor(targets), account: session.accountLabel, verb: title }))
	) {
		await carryOut(parts, session, targets);
	}
};

async function carryOut(
	parts: PlayerCommandDeps,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
): Promise<void> {
	const { deletions } = await parts.lifecycle();
	const title = vscode.l10n.t('Deleting cloud players');
	const pending = new Set<TargetPlayer>();
	const asOf = parts.clock.monotonic();
	const outcome = await runForEachPlayer(title, targets, async (target, signal) => {
		const { appId, player } = target;
		if ((await deletions.delete(session, { appId, player }, { signal, asOf })) === 'pending') {
			pending.add(target);
		}
	});
	// Mostly List shows within a moment that they are gone.
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
	const refused = outcome.failures.filter((failure) => isOfDisabledProject(parts, failure));
	void tellDisabled(refused);
	const failures = outcome.failures.filter((failure) => !refused.includes(failure));
	for (const { appId } of [...outcome.failures.map(({ target }) => target), ...outcome.left]) {
		parts.watch.pollSoon(appId);
	}
	await tellOutcome({ ...outcome, done, failures }, words(), async (left) => {
		if (parts.sessions.current === session) {
			await carryOut(parts, session, left);
		}
	});
}

/** How long the proof of a deletion is waited for before the user is told that it goes on by itself. */
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

function isOfDisabledProject({ projects }: PlayerCommandDeps, { target, error }: Failure): boolean {
	return isAgoraError(error, 'forbidden') && projectWith(projects, target.appId)?.enabled === false;
}

/** Agora's own words would send the user to its support. */
async function tellDisabled(failures: readonly Failure[]): Promise<void> {
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
	await tellFailure(text, error, undefined, [
		{ label: enable, run: () => runCommand('agora.project.enable') },
	]);
}

function words(): OutcomeWords {
	return {
		one: (label) => vscode.l10n.t('Delete cloud player “{0}”', label),
		done: (count) =>
			count === 1 ? vscode.l10n.t('Cloud player deleted') : vscode.l10n.t('{0} cloud players deleted', count),
		failed: (count, of) => vscode.l10n.t('{0} of {1} cloud players not deleted', count, of),
	};
}

function questionFor(targets: readonly TargetPlayer[]) {
	const names = namesOf(targets);
	return {
		question:
			targets.length === 1
				? vscode.l10n.t('Delete cloud player “{0}” of project “{1}”?', names, targets[0]?.projectName ?? '')
				: vscode.l10n.t('Delete {0} cloud players: {1}?', targets.length, names),
		consequence:
			targets.length === 1
				? vscode.l10n.t('The stream leaves its channel at once. This cannot be undone.')
				: leavingText(),
	};
}

function questionForAll(name: string, targets: readonly TargetPlayer[]) {
	return {
		question: vscode.l10n.t('Delete all {0} cloud players of “{1}”?', targets.length, name),
		consequence: `${namesOf(targets)}\n\n${leavingText()}`,
	};
}

function leavingText(): string {
	return vscode.l10n.t('Their streams leave their channels at once. This cannot be undone.');
}

export type Failure = FailureOf<TargetPlayer>;
export type Outcome = OutcomeOf<TargetPlayer>;

/**
 * Runs a task for one player after the other. One shows the view's progress bar; several a notification with the count,
 * which can cancel what is left. A failure does not keep the others from their turn.
 */
export async function runForEachPlayer(
	title: string,
	targets: readonly TargetPlayer[],
	task: (target: TargetPlayer, signal?: AbortSignal) => Promise<void>,
): Promise<Outcome> {
	if (targets.length === 1) {
		return await withViewProgress('agora.players', () => inTurn(targets, task));
	}
	return await withCancellableProgress(title, (signal, report) =>
		inTurn(
			targets,
			(target) => {
				const number = targets.indexOf(target) + 1;
				report(vscode.l10n.t('{0} of {1}: {2}', number, targets.length, playerLabel(target.player)));
				return task(target, signal);
			},
			signal,
		),
	);
}

/** The words for one kind of task, in the user's language. */
export interface OutcomeWords {
	/** What was to be done with one player, such as “Delete cloud player “Class””. */
	readonly one: (label: string) => string;
	/** Says how many are done. */
	readonly done: (count: number) => string;
	/** Says how many of how many could not be done. */
	readonly failed: (count: number, of: number) => string;
}

/**
 * Tells in one message what was done and what was not, and offers to try the rest again.
 *
 * @param again Tries again with the players that could not be done.
 * @param rescue What can still be saved of those that could not be done.
 */
export async function tellOutcome(
	{ done, failures, left }: Outcome,
	words: OutcomeWords,
	again: (targets: readonly TargetPlayer[]) => Promise<void>,
	rescue?: MessageAction,
): Promise<void> {
	const [failure] = failures;
	const total = done.length + failures.length + left.length;
	if (failure) {
		const failed =
			total === 1 ? words.one(playerLabel(failure.target.player)) : words.failed(failures.length, total);
		const what = left.length > 0 ? sentences(cancelledText(left.length), failed) : failed;
		await notifyFailure(what, failure.error, () => again(failures.map(({ target }) => target)), rescue);
	} else if (left.length > 0) {
		const cancelled = cancelledText(left.length);
		await showInformationMessage(done.length > 0 ? sentences(cancelled, words.done(done.length)) : cancelled);
	} else if (total > 0) {
		notifyDone(words.done(done.length));
	}
}

/** One of them may have been under way. */
function cancelledText(count: number): string {
	return count === 1
		? vscode.l10n.t('Cancelled: 1 cloud player may be unchanged.')
		: vscode.l10n.t('Cancelled: {0} cloud players may be unchanged.', count);
}
