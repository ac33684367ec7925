import * as vscode from 'vscode';
import { formatErrorDetails, isAgoraError, type OperationName } from '../agora/errors';
import { systemClock } from '../common/clock';
import { runCommand } from './commands';
import { showErrorMessage, showInformationMessage, showWarningMessage } from './dialogs';
import { errorText, isMediaPullDisabled } from './errorText';
import { withIcon } from './inertText';
import { withCancellableProgress } from './progress';

/**
 * Shows what failed, why, and what to do, with buttons for the next step and for details for Agora's support. Does not show
 * cancellations, nor refused credentials, which the accounts feature reports once for all calls.
 *
 * @param what the action, such as “Create project Class”; it may have been done nevertheless
 * @param retry offered unless it could do something twice or would fail again
 * @param recovery saves what can still be saved; with it, every failure is shown
 */
export async function notifyFailure(
	what: string,
	error: unknown,
	retry?: () => unknown,
	recovery?: MessageAction,
): Promise<void> {
	const isShownElsewhere = isAgoraError(error, 'unauthorized') && !error.outcome;
	if (recovery || (!isAgoraError(error, 'cancelled') && !isShownElsewhere)) {
		const text = vscode.l10n.t('{0}: {1}', what, errorText(error));
		const openConsole = {
			label: vscode.l10n.t('Open Agora Console'),
			run: () => runCommand('agora.project.openConsole'),
		};
		const more = [...(recovery ? [recovery] : []), ...(isMediaPullDisabled(error) ? [openConsole] : [])];
		await showFailure(text, error, mayRetry(error) ? retry : undefined, more);
	}
}

/** A button of a message. */
export interface MessageAction {
	readonly label: string;
	readonly run: () => unknown;
}

/**
 * Shows a failure with the caller's text, the buttons of `notifyFailure`, and `more` buttons.
 *
 * @param error decides about the buttons; undefined where nothing was tried
 */
export async function showFailure(
	text: string,
	error: unknown,
	retry?: () => unknown,
	more: readonly MessageAction[] = [],
): Promise<void> {
	const failedAt = performance.now();
	const again = vscode.l10n.t('Retry');
	const showLog = vscode.l10n.t('Show Log');
	const copyDetails = vscode.l10n.t('Copy Details');
	const buttons = [
		...(retry ? [again] : []),
		...more.map(({ label }) => label),
		showLog,
		...(isAgoraError(error) && error.sent ? [copyDetails] : []),
	];
	const isWarning = error === undefined || isAgoraError(error, 'cancelled');
	const chosen = await (isWarning ? showWarningMessage : showErrorMessage)(text, ...buttons);
	if (chosen === again) {
		if (await waitRetryAfter(error, failedAt)) {
			await retry?.();
		}
	} else if (chosen === showLog) {
		await runCommand('agora.log.show');
	} else if (chosen === copyDetails && isAgoraError(error)) {
		await vscode.env.clipboard.writeText(formatErrorDetails(error));
		notifyDone(vscode.l10n.t('Details copied, without secrets'));
	} else {
		await more.find(({ label }) => label === chosen)?.run();
	}
}

/** Waits for the rest of the server's Retry-After time. Resolves to false where the user cancels. */
async function waitRetryAfter(error: unknown, failedAt: number): Promise<boolean> {
	const retryAfterMs = isAgoraError(error) ? (error.retryAfterMs ?? 0) : 0;
	const ms = retryAfterMs - (performance.now() - failedAt);
	if (ms <= 0) {
		return true;
	}
	const title = vscode.l10n.t('Waiting {0} s before asking Agora again', Math.ceil(ms / 1000));
	return await withCancellableProgress(title, async (signal) => {
		await systemClock.sleep(ms, signal).catch(() => {});
		return !signal.aborted;
	});
}

/** A repeated update has a larger sequence and makes the same change again. Bans may be changed and lifted repeatedly. */
const HARMLESS_REPEATS: readonly OperationName[] = ['updatePlayer', 'changeBan', 'liftBan'];

function mayRetry(error: unknown): boolean {
	if (!isAgoraError(error) || error.outcome === 'notDone' || error.kind === 'rateLimited') {
		return true;
	}
	return error.outcome === 'unknown'
		? HARMLESS_REPEATS.includes(error.operation)
		: error.retryAfterMs !== undefined;
}

/** Shows what was done, with buttons for what can be done next. */
export async function offerNext(text: string, actions: readonly MessageAction[]): Promise<void> {
	const chosen = await showInformationMessage(text, ...actions.map(({ label }) => label));
	await actions.find(({ label }) => label === chosen)?.run();
}

/** Confirms in the status bar what is not visible elsewhere, such as a copy to the clipboard. */
export function notifyDone(text: string): void {
	vscode.window.setStatusBarMessage(withIcon('check', text), 5000);
}

/** Shows in the status bar that a call waits `ms` milliseconds, for a rate limit or an unavailable server. */
export function notifyWait(ms: number): void {
	const seconds = Math.ceil(ms / 1000);
	vscode.window.setStatusBarMessage(
		withIcon('watch', vscode.l10n.t('Waiting {0} s before asking Agora again', seconds)),
		ms,
	);
}
