import * as vscode from 'vscode';
import { withCancellableProgress, withViewProgress } from '../../ui/progress';
import { playerLabel } from '../playerName';
import type { TargetPlayer } from '../targetPlayers';

export interface Failure {
	readonly target: TargetPlayer;
	readonly error: unknown;
}

/** What became of a task for several players. Those it was cancelled before, or in the middle of, are `left`. */
export interface Outcome {
	readonly done: readonly TargetPlayer[];
	readonly failures: readonly Failure[];
	readonly left: readonly TargetPlayer[];
}

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

async function inTurn(
	targets: readonly TargetPlayer[],
	task: (target: TargetPlayer) => Promise<void>,
	signal?: AbortSignal,
): Promise<Outcome> {
	const done: TargetPlayer[] = [];
	const failures: Failure[] = [];
	for (const target of targets) {
		if (signal?.aborted) {
			break;
		}
		try {
			await task(target);
			done.push(target);
		} catch (error) {
			if (!signal?.aborted) {
				failures.push({ target, error });
			}
		}
	}
	const settled = new Set([...done, ...failures.map(({ target }) => target)]);
	return { done, failures, left: targets.filter((target) => !settled.has(target)) };
}
