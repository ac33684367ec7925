import * as vscode from 'vscode';
import { showInformationMessage } from './dialogs';
import { type MessageAction, notifyDone, notifyFailure } from './notify';
import { withCancellableProgress } from './progress';
import { type Outcome, runForEach } from './runForEach';
import { sentences } from './text';

interface ForEachProgress<Target> {
	/** Shows the progress of a single target. */
	readonly one: (task: (signal?: AbortSignal) => Promise<Outcome<Target>>) => Promise<Outcome<Target>>;
	/** The title of the notification for several targets, which shows the count and can cancel those that are left. */
	readonly title: string;
	readonly labelOf: (target: Target) => string;
	readonly shouldContinue?: () => boolean;
	readonly concernsAll?: (error: unknown) => boolean;
}

/** `runForEach` with progress. */
export async function runForEachWithProgress<Target>(
	targets: readonly Target[],
	task: (target: Target, signal?: AbortSignal) => Promise<void>,
	{ one, title, labelOf, ...options }: ForEachProgress<Target>,
): Promise<Outcome<Target>> {
	if (targets.length === 1) {
		return await one((signal) => runForEach(targets, (target) => task(target, signal), options));
	}
	return await withCancellableProgress(title, (signal, report) =>
		runForEach(
			targets,
			(target, index) => {
				report(vscode.l10n.t('{0} of {1}: {2}', index + 1, targets.length, labelOf(target)));
				return task(target, signal);
			},
			{ ...options, signal },
		),
	);
}

/** The texts for one kind of task, in the user's language. */
export interface OutcomeTexts<Target> {
	/** The task for one target, such as “Delete cloud player “Class””. */
	readonly one: (target: Target) => string;
	/** How many are done. */
	readonly done: (count: number) => string;
	/** How many of how many failed. */
	readonly failed: (count: number, of: number) => string;
	/** How many were left. One of them may have been changed. */
	readonly cancelled: (count: number) => string;
}

/**
 * Shows the outcome in one message, and offers to retry what failed.
 *
 * @param retry Called with the targets that failed.
 * @param rescue What can still be saved of them.
 */
export async function notifyOutcome<Target>(
	{ done, failures, left }: Outcome<Target>,
	texts: OutcomeTexts<Target>,
	retry: (targets: readonly Target[]) => Promise<void>,
	rescue?: MessageAction,
): Promise<void> {
	const [failure] = failures;
	const total = done.length + failures.length + left.length;
	if (failure) {
		const failed = total === 1 ? texts.one(failure.target) : texts.failed(failures.length, total);
		const what = left.length > 0 ? sentences(texts.cancelled(left.length), failed) : failed;
		await notifyFailure(what, failure.error, () => retry(failures.map(({ target }) => target)), rescue);
	} else if (left.length > 0) {
		const cancelled = texts.cancelled(left.length);
		await showInformationMessage(done.length > 0 ? sentences(cancelled, texts.done(done.length)) : cancelled);
	} else if (total > 0) {
		notifyDone(texts.done(done.length));
	}
}
