import * as vscode from 'vscode';
import { withCancellableProgress, withViewProgress } from '../../ui/progress';
import { playerLabel } from '../playerName';
import type { TargetPlayer } from '../targetPlayers';
import { type Failure as FailureOf, inTurn, type Outcome as OutcomeOf } from './inTurn';

export type Failure = FailureOf<TargetPlayer>;
export type Outcome = OutcomeOf<TargetPlayer>;

/**
 * Runs a task for one player after the other. One shows the view's progress bar; several a notification with the count,
 * which can cancel what is left. A failure does not keep the others from their turn.
 */
export async function eachPlayer(
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
