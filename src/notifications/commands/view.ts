import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import { askFilter } from '../../ui/filterInput';
import type { ListenerController } from '../listenerController';
import type { NotificationDocuments } from '../notificationDocuments';
import type { NotificationFilter, RowFacts } from '../notificationFilter';
import type { ReceivedNotifications } from '../receivedNotifications';
import { type TargetDeps, targetNotification } from '../targetNotification';
import { countOf } from '../tree/notificationView';

interface ShownDeps {
	readonly received: Pick<ReceivedNotifications, 'all' | 'onDidChange'>;
	readonly filter: NotificationFilter;
	readonly facts: RowFacts;
}

/** Filters the notifications while the user types. */
export async function filterNotifications(
	deps: ShownDeps & { readonly sessions: SessionSource },
): Promise<void> {
	const { filter, received, facts, sessions } = deps;
	await vscode.commands.executeCommand('agora.notifications.focus');
	await askFilter(filter, sessions.current, {
		title: vscode.l10n.t('Filter Notifications'),
		placeholder: vscode.l10n.t('Product, event, channel, player or project, or parts of several'),
		count: () =>
			vscode.l10n.t(
				'Notifications: {0}',
				countOf(filter.apply(received.all, facts).length, received.all.length),
			),
		onDidChangeRows: received.onDidChange,
	});
}

export async function clearNotificationFilter({ filter }: Pick<ShownDeps, 'filter'>): Promise<void> {
	filter.clear();
}

interface ClearDeps {
	readonly received: Pick<ReceivedNotifications, 'clear'>;
	readonly listener: Pick<ListenerController, 'clearRefusals'>;
}

/** Removes all notifications from memory, and the message about refused requests. */
export async function clearNotifications({ received, listener }: ClearDeps): Promise<void> {
	received.clear();
	listener.clearRefusals();
}

export async function loadMoreNotifications({
	tree,
}: {
	readonly tree: { showMore(): void };
}): Promise<void> {
	tree.showMore();
}

/** Opens a notification as a read-only document, without its token. */
export async function showNotification(
	deps: TargetDeps & { readonly documents: Pick<NotificationDocuments, 'show'> },
	argument: unknown,
): Promise<void> {
	const title = vscode.l10n.t('Show Notification as JSON');
	const notification = await targetNotification(deps, argument, title);
	if (notification) {
		await deps.documents.show(notification);
	}
}
