import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import { unknownPlayer } from '../../agora/mediaPull/player';
import type { AgoraSession } from '../../agora/session';
import { showInformationMessage, showWarningMessage } from '../../ui/dialogs';
import { type MessageAction, notifyFailure } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import { whatToCreate } from '../create/creation';
import { type ConflictDeps, offerOnConflict } from '../create/nameConflict';
import type { Creation } from '../create/sendCreation';
import type { RestartNote } from '../lifecycle/lifecycleMemory';
import type { RestartPlan } from '../lifecycle/restartCalls';
import {
	type Restartable,
	type RestartTask,
	restartSeveral,
	runRestarts,
	type SeveralDeps,
	type SeveralRestarts,
} from '../lifecycle/restartSeveral';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import type { PlayerStore } from '../store/playerStore';
import {
	namesOf,
	notifyPlayersOutcome,
	type PlayerTexts,
	runForEachPlayer,
	TargetPlayer,
	targetPlayers,
} from '../targetPlayers';
import { type SaveDefinitionDeps, saveDefinition } from './definition';
import { confirmRestart, errorOf, planRestart } from './restartPlan';

export interface RestartDeps extends SaveDefinitionDeps, ConflictDeps {
	readonly store: PlayerStore;
	readonly live: Pick<LivePlayers, 'refresh' | 'pollSoon' | 'lifecycle'>;
}

export const restartPlayers: FeatureCommand<RestartDeps> = async (deps, session, argument, selection) => {
	const title = vscode.l10n.t('Restart Player');
	const targets = await targetPlayers(deps, { argument, selection, title });
	const [first] = targets;
	if (first && (await confirmRestart(deps, session, targets, first, title))) {
		await restartAll(deps, session, targets);
	}
};

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
		throw new Error(vscode.l10n.t('Another window has already handled it.'));
	}
	const known = { shown: target.shown, knownGone: note.phase === 'deleted' };
	const plan = await planRestart(deps, session, target, known, title, note.position);
	if (plan) {
		await runTasks(deps, session, [{ target, plan, run: () => restarts.resume(session, note, plan) }]);
	}
}

/** Shows that a reload interrupted a restart, with actions. Closing the message keeps the restart for the next time. */
export async function offerRestart(deps: RestartDeps, note: RestartNote): Promise<void> {
	const create = vscode.l10n.t('Create It Again');
	const save = vscode.l10n.t('Save as Definition');
	const discard = vscode.l10n.t('Discard');
	const chosen = await showWarningMessage(
		note.phase === 'deleted'
			? vscode.l10n.t(
					'The restart of cloud player “{0}” was interrupted after the deletion, so it was not created again.',
					note.label,
				)
			: vscode.l10n.t(
					'The restart of cloud player “{0}” was interrupted while it was being deleted.',
					note.label,
				),
		create,
		save,
		discard,
	);
	if (chosen === undefined) {
		return;
	}
	try {
		await deps.choice.ensureProjects();
		const session = sessionOf(deps, note);
		const { restarts } = await deps.live.lifecycle();
		if (chosen === discard) {
			await restarts.discard(note);
			return;
		}
		const target = targetOf(deps, session, note);
		if (chosen === create) {
			await resumeRestart(deps, session, target);
		} else {
			await saveDefinition(deps, session, target, undefined);
			await restarts.stopOffering(note.playerId);
		}
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Restart cloud player “{0}”', note.label), error, () =>
			offerRestart(deps, note),
		);
	}
}

/** The user may have left the account while the message was open. */
function sessionOf({ sessions }: RestartDeps, { accountId }: RestartNote): AgoraSession {
	const session = sessions.current;
	if (session?.accountId !== accountId) {
		throw new Error(vscode.l10n.t('This window is no longer signed in to the account of these players.'));
	}
	return session;
}

function targetOf({ choice, store }: RestartDeps, { client }: AgoraSession, note: RestartNote): TargetPlayer {
	const { appId, playerId, phase } = note;
	const project = choice.projects.find((each) => each.appId === appId);
	if (!project) {
		throw new Error(vscode.l10n.t('Its project no longer belongs to the account.'));
	}
	const shown = store.players(appId).find(({ player }) => player.id === playerId);
	return new TargetPlayer(
		project,
		shown ?? {
			player: unknownPlayer(playerId, note),
			condition: phase === 'deleted' ? 'gone' : 'moving',
			since: client.clock.monotonic(),
			past: [],
			lastListedAt: undefined,
		},
	);
}
