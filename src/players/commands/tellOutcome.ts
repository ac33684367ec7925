import * as vscode from 'vscode';
import { showInformationMessage } from '../../ui/dialogs';
import { sentences } from '../../ui/joinText';
import { type MessageAction, notifyDone, notifyFailure } from '../../ui/notify';
import { playerLabel } from '../playerName';
import type { TargetPlayer } from '../targetPlayers';
import type { Outcome } from './eachPlayer';

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
