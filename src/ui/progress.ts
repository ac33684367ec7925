import * as vscode from 'vscode';
import { inertText } from './inertText';

/** Runs a task with a notification that can cancel it. */
export async function withCancellableProgress<T>(
	title: string,
	task: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: inertText(title), cancellable: true },
		(progress, token) =>
			task(abortSignalOf(token), (message) => progress.report({ message: inertText(message) })),
	);
}

/** Shows the progress bar of a view while `task` runs. */
export async function withViewProgress<T>(viewId: string, task: () => Promise<T>): Promise<T> {
	return await vscode.window.withProgress({ location: { viewId } }, task);
}

/** After this time, a task of a view also shows a notification that can cancel it. */
const NOTIFICATION_DELAY_MS = 3000;

/** Shows the progress bar of a view while `task` runs, and a notification that can cancel it if the task takes long. */
export async function withPatientProgress<T>(
	viewId: string,
	title: string,
	task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const abort = new AbortController();
	const running = withViewProgress(viewId, () => task(abort.signal));
	const ended = running.then(
		() => {},
		() => {},
	);
	const timer = setTimeout(() => {
		void withCancellableProgress(title, async (signal) => {
			signal.addEventListener('abort', () => abort.abort());
			await ended;
		});
	}, NOTIFICATION_DELAY_MS);
	try {
		return await running;
	} finally {
		clearTimeout(timer);
	}
}

/** An abort signal that follows a cancellation token. */
export function abortSignalOf(token: vscode.CancellationToken): AbortSignal {
	const controller = new AbortController();
	if (token.isCancellationRequested) {
		controller.abort();
	} else {
		token.onCancellationRequested(() => controller.abort());
	}
	return controller.signal;
}
