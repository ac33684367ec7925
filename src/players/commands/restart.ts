import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import { showInformationMessage } from '../../ui/dialogs';
import { type MessageAction, notifyFailure } from '../../ui/notify';
import { type ConflictDeps, offerOnConflict, whatToCreate } from '../create/creation';

import type { Creation } from '../create/sendCreation';
import type { RestartRefusal } from '../lifecycle/playerRestarts';
import type { RestartPlan } from '../lifecycle/restartCalls';
import {
	type Restartable,
	type RestartFailure,
	type RestartTask,
	restartSeveral,
	runRestarts,
	type SeveralDeps,
	type SeveralRestarts,
} from '../lifecycle/restartSeveral';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import type { PlayerStore } from '../store/playerStore';
import { namesOf, type TargetPlayer, targetPlayers } from '../targetPlayers';
import { type SaveDefinitionDeps, saveDefinition } from './definition';
import { notifyPlayersOutcome, type PlayerTexts, runForEachPlayer } from './forEachPlayer';
import type { PlayerCommand } from './playerCommand';
import { planRestart } from './restartPlan';

export interface RestartDeps extends SaveDefinitionDeps, ConflictDeps {
	readonly store: PlayerStore;
	readonly live: Pick<LivePlayers, 'refresh' | 'pollSoon' | 'lifecycle'>;
}

export const restartPlayers: PlayerCommand<RestartDeps> = async (deps, session, argument, selection) => {
	const title = vscode.l10n.t('Restart Player');
	const targets = await targetPlayers(deps, { argument, selection, title });
	const [first] = targets;
	if (first && (await confirmRestart(deps, session, targets, first, title))) {
		await restartAll(deps, session, targets);
	}
};

async function confirmRestart(
	deps: RestartDeps,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
	first: TargetPlayer,
	verb: string,
): Promise<boolean> {
	const { requests } = deps.definitions;
	const isKnown = ({ appId, player }: TargetPlayer) => {
		const remembered = requests.get({ accountId: session.accountId, appId, playerId: player.id });
		return remembered !== undefined && !remembered.fromList;
	};
	const isOne = targets.length === 1;
	const names = namesOf(targets);
	return await confirm({
		question: isOne
			? vscode.l10n.t('Restart cloud player “{0}” of project “{1}”?', names, first.projectName)
			: vscode.l10n.t('Restart {0} cloud players: {1}?', targets.length, names),
		account: session.accountLabel,
		consequence: [consequence(isOne), targets.every(isKnown) ? '' : lossText(isOne)]
			.filter((sentence) => sentence !== '')
			.join('\n\n'),
		verb,
	});
}

function consequence(isOne: boolean): string {
	return isOne
		? vscode.l10n.t(
				'It is deleted and created again in the same channel. The channel is without it for a moment, and it gets a new ID.',
			)
		: vscode.l10n.t(
				'They are deleted and created again in the same channels. Each channel is without its player for a moment, and each player gets a new ID.',
			);
}

/** What is lost of players that were created elsewhere. */
function lossText(isOne: boolean): string {
	return isOne
		? vscode.l10n.t(
				'It was not created here, and Agora reports only its source, channel, user and name. Transcoding, encryption and the like are lost.',
			)
		: vscode.l10n.t(
				'Some were not created here, and Agora reports only their source, channel, user and name. Transcoding, encryption and the like are lost.',
			);
}

type Task = RestartTask<TargetPlayer>;

async function restartAll(
	deps: RestartDeps,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
): Promise<void> {
	const { restarts } = await deps.live.lifecycle();
	const title = vscode.l10n.t('Restart Player');
	const severalDeps = {
		...runDeps(deps, session),
		restarts,
		isCurrent: () => deps.sessions.current === session,
		plan: (target: TargetPlayer, player: Restartable) => planRestart(deps, session, target, player, title),
		restart: (plan: RestartPlan, signal?: AbortSignal) => restarts.restart(session, plan, signal),
	};
	await restartSeveral(severalDeps, targets, session.client.clock.monotonic());
}

async function runTasks(deps: RestartDeps, session: AgoraSession, tasks: readonly Task[]): Promise<void> {
	await runRestarts(runDeps(deps, session), tasks);
}

function runDeps(
	deps: RestartDeps,
	session: AgoraSession,
): Pick<SeveralDeps<TargetPlayer>, 'runForEach' | 'errorOf' | 'notify'> {
	return {
		runForEach: (targets, task) => runForEachPlayer(vscode.l10n.t('Restarting cloud players'), targets, task),
		errorOf,
		notify: (several) => notifyRestarts(deps, session, several),
	};
}

/** Shows the outcome of several restarts in one message, with actions for those that failed. */
async function notifyRestarts(
	deps: RestartDeps,
	session: AgoraSession,
	{ done, failures, left, waiting, orphans, notRemembered }: SeveralRestarts<TargetPlayer>,
): Promise<void> {
	for (const { appId } of [...failures.map(({ target }) => target), ...left]) {
		deps.live.pollSoon(appId);
	}
	continueInBackground(deps, session, waiting);
	const remembering = notifyNotStored(deps, session, notRemembered);
	const [orphan] = orphans;
	const [failure] = failures;
	if (orphan && failure && done.length + failures.length + left.length + waiting.length === 1) {
		await notifyNotCreated(deps, session, orphan, failure.error);
	} else {
		const again = async (targets: readonly TargetPlayer[]) => {
			if (deps.sessions.current === session) {
				await retry(deps, session, targets, orphans);
			}
		};
		await notifyPlayersOutcome({ done, failures, left }, texts(), again, rescueAll(deps, session, orphans));
	}
	await remembering;
}

/** Why a player was not restarted. */
function errorOf(reason: RestartRefusal | RestartFailure): unknown {
	switch (reason.state) {
		case 'replaced':
			return new Error(
				vscode.l10n.t('It was already restarted, as cloud player “{0}”.', reason.successor.label),
			);
		case 'deleted':
			return new Error(vscode.l10n.t('It was deleted from here in the meantime.'));
		case 'restarting':
			return new Error(vscode.l10n.t('It is being restarted already.'));
		case 'refused':
			return errorOf(reason.why);
		case 'notCreated':
			return reason.error;
		case 'notDeleted':
			return reason.error ?? new Error(aliveText());
		case 'unclear':
			return new Error(
				vscode.l10n.t(
					'It may have been created already, so nothing was created now. Look for it in the view first.',
				),
			);
		case 'cancelled':
			return new Error(
				vscode.l10n.t('The account was left before this was certain. The restart is offered again later.'),
			);
	}
}

function aliveText(): string {
	return vscode.l10n.t('Agora still lists it although it was deleted several times. Nothing was created.');
}

/** Shows that restarts wait for the proof of a deletion, and shows their outcome later, without blocking the command. */
function continueInBackground(
	deps: RestartDeps,
	session: AgoraSession,
	waiting: SeveralRestarts<TargetPlayer>['waiting'],
): void {
	if (waiting.length === 0) {
		return;
	}
	const names = namesOf(waiting.map(({ target }) => target));
	const ended = Promise.all(waiting.map(({ ended: each }) => each));
	void ended
		.then((outcomes) =>
			runTasks(
				deps,
				session,
				waiting.map(({ target, plan }, index) => ({
					target,
					plan,
					run: async () => outcomes[index] ?? { state: 'cancelled' },
				})),
			),
		)
		.catch((error: unknown) => notifyFailure(vscode.l10n.t('Restart cloud player “{0}”', names), error));
	void showInformationMessage(
		waiting.length === 1
			? vscode.l10n.t(
					'It is not certain yet that cloud player “{0}” is gone: Agora may be moving it to another server. It is created again as soon as that is certain, in four minutes at the latest.',
					names,
				)
			: vscode.l10n.t(
					'It is not certain yet that {0} cloud players are gone ({1}): Agora may be moving them to other servers. They are created again as soon as that is certain, in four minutes at the latest.',
					waiting.length,
					names,
				),
	);
}

/** Retries what failed: creates players that are already deleted, and restarts the others after a new reading. */
async function retry(
	deps: RestartDeps,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
	orphans: readonly Task[],
): Promise<void> {
	const { restarts } = await deps.live.lifecycle();
	const isOrphan = (target: TargetPlayer) => orphans.some((orphan) => orphan.target === target);
	const left = targets.filter((target) => !isOrphan(target));
	if (left.length > 0) {
		await restartAll(deps, session, left);
	}
	const again = orphans.filter(({ target }) => targets.includes(target));
	if (again.length > 0) {
		await runTasks(
			deps,
			session,
			again.map((task) => ({ ...task, run: () => restarts.createAgain(session, task.plan) })),
		);
	}
}

/** Shows that the old player is gone and the new one was refused, with all actions. */
async function notifyNotCreated(
	deps: RestartDeps,
	session: AgoraSession,
	task: Task,
	error: unknown,
): Promise<void> {
	const { restarts } = await deps.live.lifecycle();
	const { creation } = task.plan;
	const createAgain = (changed: Creation) => {
		const plan = { ...task.plan, creation: changed };
		return runTasks(deps, session, [{ ...task, plan, run: () => restarts.createAgain(session, plan) }]);
	};
	const rescue = rescueAll(deps, session, [task]);
	if (isAgoraError(error, 'conflict')) {
		const create = async (changed: Creation) => {
			await createAgain(changed);
			return undefined;
		};
		await offerOnConflict(deps, session, { ...creation, ...(rescue && { rescue }) }, error, create);
		return;
	}
	const again = () => (deps.sessions.current === session ? createAgain(creation) : undefined);
	await notifyFailure(whatToCreate(creation), error, again, rescue);
}

/** Saves the definitions of players that are gone. */
function rescueAll(
	deps: RestartDeps,
	session: AgoraSession,
	orphans: readonly Task[],
): MessageAction | undefined {
	if (orphans.length === 0) {
		return undefined;
	}
	return {
		label: orphans.length === 1 ? vscode.l10n.t('Save as Definition') : vscode.l10n.t('Save as Definitions'),
		run: async () => {
			const { restarts } = await deps.live.lifecycle();
			for (const { target, plan } of orphans) {
				await saveDefinition(deps, session, target, undefined);
				await restarts.stopOffering(plan.player.id);
			}
		},
	};
}

async function notifyNotStored(
	deps: RestartDeps,
	session: AgoraSession,
	players: SeveralRestarts<TargetPlayer>['notRemembered'],
): Promise<void> {
	const [first] = players;
	if (first) {
		const names = players.map(({ player }) => playerLabel(player)).join(', ');
		const what = vscode.l10n.t('Remember what cloud player {0} was created from', names);
		await notifyFailure(what, first.error, undefined, {
			label: vscode.l10n.t('Save as Definition'),
			run: async () => {
				for (const { target } of players) {
					await saveDefinition(deps, session, target, undefined);
				}
			},
		});
	}
}

function texts(): PlayerTexts {
	return {
		one: ({ player }) => vscode.l10n.t('Restart cloud player “{0}”', playerLabel(player)),
		done: (count) =>
			count === 1
				? vscode.l10n.t('Cloud player restarted')
				: vscode.l10n.t('{0} cloud players restarted', count),
		failed: (count, of) => vscode.l10n.t('{0} of {1} cloud players not restarted', count, of),
	};
}

/**
 * Continues a restart that a reload interrupted.
 *
 * @param target the old player.
 */
export async function resumeRestart(
	deps: RestartDeps,
	session: AgoraSession,
	target: TargetPlayer,
): Promise<void> {
	const { restarts } = await deps.live.lifecycle();
	const title = vscode.l10n.t('Restart Player');
	const note = restarts.leases
		.interrupted(session.accountId)
		.find(({ playerId }) => playerId === target.player.id);
	if (!note) {
		throw new Error(vscode.l10n.t('Another window took care of it.'));
	}
	const known = { shown: target.shown, knownGone: note.phase === 'deleted' };
	const plan = await planRestart(deps, session, target, known, title, note.position);
	if (plan) {
		await runTasks(deps, session, [{ target, plan, run: () => restarts.resume(session, note, plan) }]);
	}
}
