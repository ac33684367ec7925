import * as vscode from 'vscode';
import { isAgoraError } from '../agora/http/error';
import { errorDetails } from '../agora/http/errorDetails';
import { runCommand } from './commands';
import { errorText } from './errorText';

/**
 * Tells what failed, why, and what to do, with the next step as a button, and the details for Agora's support as
 * another. A cancellation is the user's own doing and is not told; refused credentials are told once for all calls, by
 * whoever keeps the accounts.
 * @param what What was to be done, such as “Create project Class”: it may have been done all the same.
 * @param retry Offered unless it could do a thing twice, or would only fail again.
 */
export async function notifyFailure(what: string, error: unknown, retry?: () => unknown): Promise<void> {
	if (isAgoraError(error, 'cancelled') || (isAgoraError(error, 'unauthorized') && !error.outcome)) {
		return;
	}
	const again = vscode.l10n.t('Retry');
	const showLog = vscode.l10n.t('Show Log');
	const copyDetails = vscode.l10n.t('Copy Details');
	const actions = [showLog];
	if (isAgoraError(error) && error.sent) {
		actions.push(copyDetails);
	}
	if (retry && mayRetry(error)) {
		actions.unshift(again);
	}
	const chosen = await vscode.window.showErrorMessage(
		vscode.l10n.t('{0}: {1}', what, errorText(error)),
		...actions,
	);
	if (chosen === again) {
		await retry?.();
	} else if (chosen === showLog) {
		await runCommand('agora.log.show');
	} else if (chosen === copyDetails && isAgoraError(error)) {
		await vscode.env.clipboard.writeText(errorDetails(error));
		notifyDone(vscode.l10n.t('Details copied, without secrets'));
	}
}

function mayRetry(error: unknown): boolean {
	return !isAgoraError(error) || error.outcome === 'notDone' || error.kind === 'rateLimited';
}

/** Confirms something that cannot be seen elsewhere on the screen, such as what was put on the clipboard. */
export function notifyDone(text: string): void {
	vscode.window.setStatusBarMessage(`$(check) ${text}`, 5000);
}

/** Says why nothing moves: a call waits, `ms` milliseconds, for a limit of Agora's or for a server to come back. */
export function notifyWait(ms: number): void {
	const seconds = Math.ceil(ms / 1000);
	vscode.window.setStatusBarMessage(
		`$(watch) ${vscode.l10n.t('Waiting {0} s before asking Agora again', seconds)}`,
		ms,
	);
}
