import * as vscode from 'vscode';
import { errorDetails, isAgoraError } from '../agora/errors';
import { systemClock } from '../common/clock';
import { runCommand } from './commands';
import { showErrorMessage, showInformationMessage, showWarningMessage } from './dialogs';
import { errorText, isMediaPullDisabled } from './errorText';
import { withIcon } from './inertText';
import { withCancellableProgress } from './progress';

/**
 * Tells what failed, why, and what to do, with the next step as a button, and the details for Agora's support as
 * another. A cancellation is the user's own doing and is not told; refused credentials are told once for all calls, by
 * whoever keeps the accounts.
 * @param what What was to be done, such as “Create project Class”: it may have been done all the same.
 * @param retry Offered unless it could do a thing twice, or would only fail again.
 * @param rescue What can still be saved. Where there is such a thing, the failure is told in any case.
 */
export async function notifyFailure(
	what: string,
	error: unknown,
	retry?: () => unknown,
	rescue?: MessageAction,
): Promise<void> {
	const toldElsewhere = isAgoraError(error, 'unauthorized') && !error.outcome;
	if (rescue || (!isAgoraError(error, 'cancelled') && !toldElsewhere)) {
		const text = vscode.l10n.t('{0}: {1}', what, errorText(error));
		const openConsole = {
			label: vscode.l10n.t('Open Agora Console'),
			run: () => runCommand('agora.project.openConsole'),
		};
		const more = [...(rescue ? [rescue] : []), ...(isMediaPullDisabled(error) ? [openConsole] : [])];
		await tellFailure(text, error, mayRetry(error) ? retry : undefined, more);
	}
}

/** A button of a message. */
export interface MessageAction {
	readonly label: string;
	readonly run: () => unknown;
}

/**
 * Tells of a failure in words of the caller's own, with the buttons of `notifyFailure` and `more` of them.
 * @param error Decides which buttons there are; undefined where nothing was tried.
 */
export async function tellFailure(
	text: string,
	error: unknown,
	retry?: () => unknown,
	more: readonly MessageAction[] = [],
): Promise<void> {
	const failedAt = performance.now();
	const again = vscode.l10n.t('Retry');
	const showLog = vscode.l10n.t('Show Log');
	const copyDetails = vscode.l10n.t('Copy Details');
	const actions = [...more.map(({ label }) => label), showLog];
	if (isAgoraError(error) && error.sent) {
		actions.push(copyDetails);
	}
	if (retry) {
		actions.unshift(again);
	}
	const chosen = stopped(error)
		? await showWarningMessage(text, ...actions)
		: await showErrorMessage(text, ...actions);
	if (chosen === again) {
		if (await backedOff(error, failedAt)) {
			await retry?.();
		}
	} else if (chosen === showLog) {
		await runCommand('agora.log.show');
	} else if (chosen === copyDetails && isAgoraError(error)) {
		await vscode.env.clipboard.writeText(errorDetails(error));
		notifyDone(vscode.l10n.t('Details copied, without secrets'));
	} else {
		await more.find(({ label }) => label === chosen)?.run();
	}
}

/** Waits as long as an overloaded server is to be left alone. False where the user cancelled meanwhile. */
async function backedOff(error: unknown, failedAt: number): Promise<boolean> {
	const askedMs = isAgoraError(error) ? (error.retryAfterMs ?? 0) : 0;
	const ms = askedMs - (performance.now() - failedAt);
	if (ms <= 0) {
		return true;
	}
	const title = vscode.l10n.t('Waiting {0} s before asking Agora again', Math.ceil(ms / 1000));
	return await withCancellableProgress(title, async (signal) => {
		await systemClock.sleep(ms, signal).catch(() => {});
		return !signal.aborted;
	});
}

function stopped(error: unknown): boolean {
	return error === undefined || isAgoraError(error, 'cancelled');
}

function mayRetry(error: unknown): boolean {
	if (!isAgoraError(error) || error.outcome === 'notDone' || error.kind === 'rateLimited') {
		return true;
	}
	// A second update carries a larger sequence, and makes the same change again.
	return error.outcome === 'unknown' ? error.operation === 'updatePlayer' : error.retryAfterMs !== undefined;
}

/** Tells what was done, with what may be done next. */
export async function offerNext(text: string, actions: readonly MessageAction[]): Promise<void> {
	const chosen = await showInformationMessage(text, ...actions.map(({ label }) => label));
	await actions.find(({ label }) => label === chosen)?.run();
}

/** Confirms something that cannot be seen elsewhere on the screen, such as what was put on the clipboard. */
export function notifyDone(text: string): void {
	vscode.window.setStatusBarMessage(withIcon('check', text), 5000);
}

/** Says why nothing moves: a call waits, `ms` milliseconds, for a limit of Agora's or for a server to come back. */
export function notifyWait(ms: number): void {
	const seconds = Math.ceil(ms / 1000);
	vscode.window.setStatusBarMessage(
		withIcon('watch', vscode.l10n.t('Waiting {0} s before asking Agora again', seconds)),
		ms,
	);
}
