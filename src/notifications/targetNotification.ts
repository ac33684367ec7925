import * as vscode from 'vscode';
import { isObject } from '../agora/parsing';
import { showQuickPick } from '../ui/dialogs';
import { resolveTargets } from '../ui/resolveTargets';
import { ageText } from '../ui/text';
import { notificationText, signatureText } from './notificationText';
import type { ReceivedNotification, ReceivedNotifications } from './receivedNotifications';
import type { ItemFacts } from './tree/notificationItems';
import { NotificationNode } from './tree/notificationNodes';

export interface TargetDeps {
	readonly received: Pick<ReceivedNotifications, 'all' | 'get'>;
	readonly facts: ItemFacts;
}

/** Identifies a notification in the arguments of a command where there is no row, such as in the link of a hover. */
export interface NotificationArgument {
	readonly notificationId: string;
}

/**
 * The notification that a command means: that of its row or of a `NotificationArgument`, otherwise one that the user picks; undefined
 * where the user cancels.
 *
 * @param fits which notifications the command makes sense for; all by default.
 */
export async function targetNotification(
	deps: TargetDeps,
	argument: unknown,
	title: string,
	fits: (notification: ReceivedNotification) => boolean = () => true,
): Promise<ReceivedNotification | undefined> {
	const targets = await resolveTargets(argument, undefined, {
		fromArgument: (row) => notificationOf(deps, row),
		fits,
		pick: () => pick(deps, title, fits),
	});
	return targets[0];
}

/** The kept notification of a row or of a `NotificationArgument`; undefined for any other argument. */
export function notificationOf(
	{ received }: Pick<TargetDeps, 'received'>,
	argument: unknown,
): ReceivedNotification | undefined {
	if (argument instanceof NotificationNode) {
		return received.get(argument.notification.id);
	}
	return isObject(argument) && typeof argument.notificationId === 'string'
		? received.get(argument.notificationId)
		: undefined;
}

async function pick(
	{ received, facts }: TargetDeps,
	title: string,
	fits: (notification: ReceivedNotification) => boolean,
): Promise<ReceivedNotification | undefined> {
	const items = received.all.filter(fits).map((value) => {
		const { content, appId, state, deliveries } = value;
		const [first] = deliveries;
		const parts = [
			signatureText(state),
			facts.projectName(appId),
			first && ageText(first.receivedAt, facts.now()),
		];
		const description = parts.filter((part) => part !== undefined).join(' · ');
		return { label: notificationText(content, facts), description, value };
	});
	if (items.length === 0) {
		throw new Error(vscode.l10n.t('No notification has arrived yet that this command can use.'));
	}
	const placeHolder = vscode.l10n.t('Choose a notification');
	return (await showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.value;
}
