import * as vscode from 'vscode';
import type { NotificationCommandId } from '../../ui/commandIds';
import { notifyFailure } from '../../ui/notify';
import type { FeatureCommand, SignedInCommand } from '../../ui/signedIn';
import { copyNotificationCurl } from './copyCurl';
import { exportNotifications } from './export';
import { inspectNotification } from './inspect';
import { copyListenerAddress, startListener, stopListener } from './listener';
import { replayNotification } from './replay';
import { setNotificationSecret } from './secret';
import { copySenderAddresses } from './senders';
import { sendTestNotification } from './sendTest';
import {
	clearNotificationFilter,
	clearNotifications,
	filterNotifications,
	loadMoreNotifications,
	showNotification,
} from './view';

/** A command that works while signed out. `argument` is the row it was called on, or any other value. */
type NotificationCommand<Deps> = (deps: Deps, argument?: unknown) => Promise<void>;

const COMMANDS = {
	'agora.notifications.start': startListener,
	'agora.notifications.stop': stopListener,
	'agora.notifications.copyAddress': copyListenerAddress,
	'agora.notifications.filter': filterNotifications,
	'agora.notifications.clearFilter': clearNotificationFilter,
	'agora.notifications.export': exportNotifications,
	'agora.notifications.clear': clearNotifications,
	'agora.notifications.loadMore': loadMoreNotifications,
	'agora.notification.show': showNotification,
	'agora.notification.inspect': inspectNotification,
	'agora.notifications.sendTest': sendTestNotification,
	'agora.notification.replay': replayNotification,
	'agora.notification.copyCurl': copyNotificationCurl,
} satisfies Readonly<Partial<Record<NotificationCommandId, NotificationCommand<never>>>>;

const ACCOUNT_COMMANDS = {
	'agora.notifications.setSecret': setNotificationSecret,
	'agora.notifications.copySenders': copySenderAddresses,
} satisfies Readonly<Record<Exclude<NotificationCommandId, keyof typeof COMMANDS>, FeatureCommand<never>>>;

type Commands = (typeof COMMANDS)[keyof typeof COMMANDS];
type AccountCommands = (typeof ACCOUNT_COMMANDS)[keyof typeof ACCOUNT_COMMANDS];
type CommandDeps = Commands extends NotificationCommand<infer Deps> ? Deps : never;
type AccountCommandDeps = AccountCommands extends FeatureCommand<infer Deps> ? Deps : never;

/** What all commands together use. */
export type NotificationCommandDeps = CommandDeps & AccountCommandDeps;

/** Signs in first if necessary. */
type SignIn = (run: SignedInCommand) => (...args: unknown[]) => Promise<void>;

const commands: Readonly<
	Partial<Record<NotificationCommandId, NotificationCommand<NotificationCommandDeps>>>
> = COMMANDS;
const accountCommands: Readonly<
	Partial<Record<NotificationCommandId, FeatureCommand<NotificationCommandDeps>>>
> = ACCOUNT_COMMANDS;

/** Runs a command. Shows errors that it did not handle. */
export async function runNotificationCommand(
	id: NotificationCommandId,
	deps: NotificationCommandDeps,
	signedIn: SignIn,
	...args: readonly unknown[]
): Promise<void> {
	const [argument, selection] = args;
	const inAccount = accountCommands[id];
	if (inAccount) {
		await signedIn((session) => inAccount(deps, session, argument, selection))();
		return;
	}
	try {
		await commands[id]?.(deps, argument);
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Not carried out'), error);
	}
}
