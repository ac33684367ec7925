import * as vscode from 'vscode';
import { isNotification } from '../../agora/notifications/event';
import { formatNotificationCurl, SECRET_VARIABLE } from '../../agora/notifications/notificationCurl';
import { notifyDone } from '../../ui/notify';
import type { ReceivedNotification } from '../receivedNotifications';
import { type TargetDeps, targetNotification } from '../targetNotification';
import { lastUrl, type PostStepDeps } from './postSteps';

/** Whether a notification can be sent again: its body is JSON. */
export function canBeSent({ content }: ReceivedNotification): boolean {
	return isNotification(content);
}

/** Copies a command line that sends a received notification to the back end that was used last, without the secret and the token. */
export async function copyNotificationCurl(
	deps: TargetDeps & Pick<PostStepDeps, 'lastTests'>,
	argument: unknown,
): Promise<void> {
	const title = vscode.l10n.t('Copy as curl');
	const notification = await targetNotification(deps, argument, title, canBeSent);
	if (notification) {
		await copyCurl(lastUrl(deps), notification.body);
	}
}

/** Copies a command line that sends a body. */
export async function copyCurl(url: URL, body: Uint8Array): Promise<void> {
	await vscode.env.clipboard.writeText(formatNotificationCurl(url, body));
	notifyDone(vscode.l10n.t('Copied as curl: it takes the secret from {0}', SECRET_VARIABLE));
}
