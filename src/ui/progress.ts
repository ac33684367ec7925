import * as vscode from 'vscode';
import { abortSignalOf } from './abort';

/** Runs a task the user started, with a notification that can cancel it. */
export async function withCancellableProgress<T>(
	title: string,
	task: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
		(progress, token) => task(abortSignalOf(token), (message) => progress.report({ message })),
	);
}

/** Shows the moving bar at the top of a view while `task` runs. */
export async function withViewProgress<T>(viewId: string, task: () => Promise<T>): Promise<T> {
	return await vscode.window.withProgress({ location: { viewId } }, task);
}
