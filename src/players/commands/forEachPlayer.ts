import * as vscode from 'vscode';
import { notifyOutcome, type OutcomeTexts, runForEachWithProgress } from '../../ui/forEachProgress';
import type { MessageAction } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { Outcome } from '../../ui/runForEach';
import { playerLabel } from '../playerNames';
import type { TargetPlayer } from '../targetPlayers';

/** Runs a task for one player after the other, with progress. A single one cannot be cancelled. */
export function runForEachPlayer(
	title: string,
	targets: readonly TargetPlayer[],
	task: (target: TargetPlayer, signal?: AbortSignal) => Promise<void>,
): Promise<Outcome<TargetPlayer>> {
	return runForEachWithProgress(targets, task, {
		title,
		one: (run) => withViewProgress('agora.players', run),
		labelOf: ({ player }) => playerLabel(player),
	});
}

export type PlayerTexts = Omit<OutcomeTexts<TargetPlayer>, 'cancelled'>;

export async function notifyPlayersOutcome(
	outcome: Outcome<TargetPlayer>,
	texts: PlayerTexts,
	retry: (targets: readonly TargetPlayer[]) => Promise<void>,
	rescue?: MessageAction,
): Promise<void> {
	await notifyOutcome(outcome, { ...texts, cancelled: cancelledText }, retry, rescue);
}

function cancelledText(count: number): string {
	return count === 1
		? vscode.l10n.t('Cancelled: 1 cloud player may be unchanged.')
		: vscode.l10n.t('Cancelled: {0} cloud players may be unchanged.', count);
}
