import * as vscode from 'vscode';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { showInformationMessage } from '../../ui/dialogs';
import type { FeatureCommand } from '../../ui/signedIn';
import { type PauseDeps, pausePlayer } from '../control/changePlayer';
import { playerLabel } from '../playerNames';
import { canPause } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import {
	countSelected,
	notifyPlayersOutcome,
	type PlayerTexts,
	runForEachPlayer,
	type TargetDeps,
	type TargetPlayer,
	targetPlayers,
} from '../targetPlayers';

interface PauseCommandDeps extends TargetDeps, PauseDeps {
	readonly sessions: SessionSource;
	readonly store: PlayerStore;
}

export const pausePlayers: FeatureCommand<PauseCommandDeps> = async (deps, session, argument, selection) => {
	const title = vscode.l10n.t('Pause Player');
	const fits = ({ shown }: TargetPlayer) => canPause(shown.condition);
	const targets = await targetPlayers(deps, { argument, selection, title, fits });
	await setPaused(deps, session, { targets, of: countSelected(deps, argument, selection) }, true);
};

export const resumePlayers: FeatureCommand<PauseCommandDeps> = async (deps, session, argument, selection) => {
	const title = vscode.l10n.t('Resume Player');
	const fits = (target: TargetPlayer) => target.mayBePaused;
	const targets = await targetPlayers(deps, { argument, selection, title, fits });
	await setPaused(deps, session, { targets, of: countSelected(deps, argument, selection) }, false);
};

/** @param of how many players are selected, of which `targets` are those that the command fits. */
async function setPaused(
	deps: PauseCommandDeps,
	session: AgoraSession,
	{ targets, of }: { readonly targets: readonly TargetPlayer[]; readonly of: number },
	paused: boolean,
): Promise<void> {
	if (targets.length === 0) {
		return;
	}
	const isSome = targets.length < of;
	const title = progressTitle(paused, targets.length, isSome ? of : undefined);
	const outcome = await runForEachPlayer(title, targets, async ({ appId, player }, signal) => {
		const { id, name = '' } = player;
		await pausePlayer(deps, session, { appId, id, name }, paused, signal);
	});
	if (isSome && outcome.done.length === targets.length) {
		void showInformationMessage(
			paused
				? vscode.l10n.t(
						'{0} of {1} selected cloud players paused. The others are paused already, or their state does not allow it. Paused players are still billed.',
						targets.length,
						of,
					)
				: vscode.l10n.t(
						'{0} of {1} selected cloud players resumed. The others were not paused.',
						targets.length,
						of,
					),
		);
		return;
	}
	await notifyPlayersOutcome(outcome, paused ? pauseTexts() : resumeTexts(), async (left) => {
		if (deps.sessions.current === session) {
			await setPaused(deps, session, { targets: left, of: 0 }, paused);
		}
	});
}

/** @param of how many players are selected, if the command fits only some of them. */
function progressTitle(paused: boolean, count: number, of: number | undefined): string {
	if (of !== undefined) {
		return paused
			? vscode.l10n.t('Pausing {0} of {1} selected cloud players', count, of)
			: vscode.l10n.t('Resuming {0} of {1} selected cloud players', count, of);
	}
	return paused ? vscode.l10n.t('Pausing cloud players') : vscode.l10n.t('Resuming cloud players');
}

function pauseTexts(): PlayerTexts {
	return {
		one: ({ player }) => vscode.l10n.t('Pause cloud player “{0}”', playerLabel(player)),
		done: (count) =>
			count === 1
				? vscode.l10n.t('Cloud player paused. It is still billed, and does not end by itself.')
				: vscode.l10n.t(
						'{0} cloud players paused. They are still billed, and do not end by themselves.',
						count,
					),
		failed: (count, of) => vscode.l10n.t('{0} of {1} cloud players not paused', count, of),
	};
}

function resumeTexts(): PlayerTexts {
	return {
		one: ({ player }) => vscode.l10n.t('Resume cloud player “{0}”', playerLabel(player)),
		done: (count) =>
			count === 1 ? vscode.l10n.t('Cloud player resumed') : vscode.l10n.t('{0} cloud players resumed', count),
		failed: (count, of) => vscode.l10n.t('{0} of {1} cloud players not resumed', count, of),
	};
}
