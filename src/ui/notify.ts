import * as vscode from 'vscode';
import { isAgoraError } from '../agora/http/error';
import { runCommand } from './commands';
import { errorText } from './errorText';

/**
 * Tells what failed, why, and what to do, with the next step as a button. A cancellation is the user's own
 * doing and is not told.
 * @param retry Offered unless it could do a thing twice, or would only fail again.
 */
export async function notifyFailure(what: string, error: unknown, retry?: () => unknown): Promise<void> {
	if (isAgoraError(error, 'cancelled')) {
		return;
	}
	const again = vscode.l10n.t('Retry');
	const signIn = vscode.l10n.t('Sign In');
	const showLog = vscode.l10n.t('Show Log');
	const actions = [showLog];
	if (isAgoraError(error, 'unauthorized')) {
		actions.unshift(signIn);
	} else if (retry && mayRetry(error)) {
		actions.unshift(again);
	}
	const chosen = await vscode.window.showErrorMessage(`${what} ${errorText(error)}`, ...actions);
	if (chosen === again) {
		await retry?.();
	} else if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	} else if (chosen === showLog) {
		await runCommand('agora.log.show');
	}
}

function mayRetry(error: unknown): boolean {
	return !isAgoraError(error) || error.outcome === 'notDone' || error.kind === 'rateLimited';
}

/** Confirms something that cannot be seen elsewhere on the screen, such as what was put on the clipboard. */
export function notifyDone(text: string): void {
	vscode.window.setStatusBarMessage(`$(check) ${text}`, 5000);
}
