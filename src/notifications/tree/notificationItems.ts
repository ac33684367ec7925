import * as vscode from 'vscode';
import { isNotification, type NotificationEvent } from '../../agora/notifications/event';
import { channelUserText } from '../../agora/session';
import type { CommandId } from '../../ui/commandIds';
import { commandLink } from '../../ui/commands';
import { appendFacts, appendLines, appendLinks, appendList, titledHover } from '../../ui/hovers';
import { absoluteTime, ageText, countText, listText } from '../../ui/text';
import type { RowFacts } from '../notificationFilter';
import {
	delayText,
	deliveriesText,
	leaveReasonText,
	notificationText,
	platformText,
	productName,
	signatureText,
} from '../notificationText';
import { problemText } from '../problemText';
import type { NotificationContent, ReceivedNotification } from '../receivedNotifications';
import { type MoreNode, type NotificationNode, ROWS_AT_ONCE } from './notificationNodes';

/** What rows show beside the notifications themselves. */
export interface ItemFacts extends RowFacts {
	/** Milliseconds since 1970, by Agora's clock where that is known. */
	now(): number;
}

/** The tooltip is set later, by `notificationHover`. */
export function notificationItem(node: NotificationNode, facts: ItemFacts): vscode.TreeItem {
	const { notification } = node;
	const label = notificationText(notification.content, facts);
	const item = new vscode.TreeItem(label);
	const shown = rowFacts(notification, facts);
	item.id = node.id;
	item.description = shown.join(' · ');
	item.contextValue = `notification;${notification.state};${kindOf(notification.content)}`;
	item.iconPath = iconOf(notification);
	item.accessibilityInformation = { label: [label, ...shown].join(', ') };
	const command: CommandId = 'agora.notification.show';
	item.command = { title: vscode.l10n.t('Show Notification as JSON'), command, arguments: [node] };
	return item;
}

/** What needs attention comes first: the end of a long line is not visible. */
function rowFacts({ content, appId, state, deliveries, count }: ReceivedNotification, facts: ItemFacts) {
	const [first] = deliveries;
	const happenedAt = (isNotification(content) && content.happenedAt?.getTime()) || first?.receivedAt;
	const signature = signatureText(state);
	const delay = delayText(content);
	const texts = [
		state === 'valid' ? undefined : signature,
		facts.projectName(appId),
		happenedAt === undefined ? undefined : ageText(happenedAt, facts.now()),
		delay === undefined ? undefined : vscode.l10n.t('delay {0}', delay),
		deliveriesText(count),
		state === 'valid' ? signature : undefined,
	];
	return texts.filter((text) => text !== undefined);
}

function kindOf(content: NotificationContent): 'player' | 'channel' | 'other' | 'unreadable' {
	if (!isNotification(content)) {
		return 'unreadable';
	}
	const { event } = content;
	return event.type === 'other' ? 'other' : 'player' in event ? 'player' : 'channel';
}

function iconOf({ content, state }: ReceivedNotification): vscode.ThemeIcon {
	if (state === 'invalid' || !isNotification(content)) {
		return coloured('warning', 'list.warningForeground');
	}
	return eventIcon(content.event);
}

/** Those of players are the same as in the Cloud Players view. */
export function eventIcon(event: NotificationEvent): vscode.ThemeIcon {
	switch (event.type) {
		case 'playerCreated':
			return new vscode.ThemeIcon('sparkle');
		case 'playerDestroyed':
			return new vscode.ThemeIcon('debug-disconnect');
		case 'playerStatusChanged':
			return statusIcon(event.player.status);
		case 'channelCreated':
			return new vscode.ThemeIcon('broadcast');
		case 'channelDestroyed':
			return new vscode.ThemeIcon('circle-slash');
		case 'userJoined':
			return new vscode.ThemeIcon('arrow-right');
		case 'userLeft':
			return new vscode.ThemeIcon('arrow-left');
		case 'roleChanged':
			return new vscode.ThemeIcon('arrow-swap');
		case 'other':
			return new vscode.ThemeIcon('mail');
	}
}

function statusIcon(status: string | undefined): vscode.ThemeIcon {
	switch (status) {
		case 'connecting':
			return new vscode.ThemeIcon('link');
		case 'success':
			return new vscode.ThemeIcon('plug');
		case 'running':
			return coloured('play-circle', 'charts.green');
		case 'failed':
			return coloured('error', 'list.errorForeground');
		case 'stopped':
			return new vscode.ThemeIcon('clock');
		default:
			return new vscode.ThemeIcon('question');
	}
}

function coloured(icon: string, color: string): vscode.ThemeIcon {
	return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

/** The commands that links in hovers may run. */
const COMMANDS: readonly CommandId[] = ['agora.notification.show', 'agora.notifications.setSecret'];

/** Everything about a notification, without opening it. */
export function notificationHover(
	notification: ReceivedNotification,
	facts: ItemFacts,
): vscode.MarkdownString {
	const { content, appId, state, id } = notification;
	const hover = titledHover(COMMANDS, notificationText(content, facts), signatureText(state));
	appendLines(hover, [signatureHint(notification)]);
	appendFacts(hover, [
		[vscode.l10n.t('Project'), facts.projectName(appId)],
		[vscode.l10n.t('Product'), content.productId === undefined ? undefined : productName(content.productId)],
		[vscode.l10n.t('Event type'), content.eventType?.toString()],
		...eventFacts(content),
		...timeFacts(notification),
		[vscode.l10n.t('Notice ID'), isNotification(content) ? content.noticeId : undefined],
	]);
	appendList(hover, vscode.l10n.t('Malformed fields'), content.problems.map(problemText));
	const argument = { notificationId: id };
	return appendLinks(hover, [
		commandLink(vscode.l10n.t('Show as JSON'), 'agora.notification.show', argument),
		...(state === 'valid'
			? []
			: [commandLink(vscode.l10n.t('Set Secret…'), 'agora.notifications.setSecret', argument)]),
	]);
}

/** Why a signature is not valid, and what to do. */
function signatureHint({ state, signatures }: ReceivedNotification): string {
	switch (state) {
		case 'valid':
			return '';
		case 'unchecked':
			return vscode.l10n.t(
				'Store the secret that the Agora Console shows for the notifications of this product, so that the signature can be checked.',
			);
		case 'invalid':
			return signatures.sha256 === undefined && signatures.sha1 === undefined
				? vscode.l10n.t(
						'It has no signature, so it may not come from Agora. It changes nothing in the other views.',
					)
				: vscode.l10n.t(
						'None of the stored secrets fits, so it may not come from Agora, or the secret was changed in the Agora Console. It changes nothing in the other views.',
					);
	}
}

/** A property of an event; undefined texts are not shown. */
type Fact = readonly [label: string, text: string | undefined];

export function eventFacts(content: NotificationContent): readonly Fact[] {
	if (!isNotification(content)) {
		return [];
	}
	const { event } = content;
	if ('player' in event) {
		const { id, name, channelName, uid, account, createdAt, status } = event.player;
		const idleTimeout = event.type === 'playerCreated' ? event.idleTimeout : undefined;
		return [
			[vscode.l10n.t('Channel'), channelName],
			[vscode.l10n.t('Cloud player'), name],
			[vscode.l10n.t('Player ID'), id],
			[vscode.l10n.t('uid'), uid?.toString()],
			[vscode.l10n.t('User Account'), account],
			[vscode.l10n.t('Status'), status],
			[vscode.l10n.t('Reason'), event.type === 'playerDestroyed' ? event.reason : undefined],
			[vscode.l10n.t('Created'), createdAt && absoluteTime(createdAt.getTime())],
			[vscode.l10n.t('Idle timeout'), idleTimeout === undefined ? undefined : secondsText(idleTimeout)],
		];
	}
	const channel: Fact = [vscode.l10n.t('Channel'), 'channelName' in event ? event.channelName : undefined];
	if (!('user' in event)) {
		const lastUid = event.type === 'channelDestroyed' ? event.lastUid : undefined;
		return [channel, [vscode.l10n.t('Last user'), lastUid?.toString()]];
	}
	const left = event.type === 'userLeft' ? event : undefined;
	return [
		channel,
		[vscode.l10n.t('User'), channelUserText(event.user)],
		[vscode.l10n.t('Platform'), platformText(event)],
		[vscode.l10n.t('Reason'), left && leaveReasonText(left.reason)],
		[
			vscode.l10n.t('Time in the channel'),
			left?.duration === undefined ? undefined : secondsText(left.duration),
		],
		['clientSeq', event.clientSeq?.toString()],
	];
}

function secondsText(seconds: number): string {
	return vscode.l10n.t('{0} s', countText(seconds));
}

/** How many times of deliveries the hover contains. */
const TIMES_AT_MOST = 5;

function timeFacts({ content, deliveries, count }: ReceivedNotification): readonly Fact[] {
	const { happenedAt, notifiedAt } = isNotification(content) ? content : {};
	const received = deliveries.map(({ receivedAt }) => absoluteTime(receivedAt));
	return [
		[vscode.l10n.t('Happened'), happenedAt && absoluteTime(happenedAt.getTime())],
		[vscode.l10n.t('Sent'), notifiedAt && absoluteTime(notifiedAt.getTime())],
		[vscode.l10n.t('Received'), listText(received, TIMES_AT_MOST)],
		[vscode.l10n.t('Delay'), delayText(content)],
		[vscode.l10n.t('Deliveries'), count === 1 ? undefined : countText(count)],
	];
}

export function moreItem({ id, hidden }: MoreNode): vscode.TreeItem {
	const label = vscode.l10n.t('Load more…');
	const item = new vscode.TreeItem(label);
	const left = vscode.l10n.t('{0} not shown', countText(hidden));
	const command: CommandId = 'agora.notifications.loadMore';
	item.id = id;
	item.description = left;
	item.contextValue = 'more';
	item.iconPath = new vscode.ThemeIcon('ellipsis');
	item.tooltip = vscode.l10n.t('Shows {0} more.', Math.min(hidden, ROWS_AT_ONCE));
	item.accessibilityInformation = { label: listText([label, left]) };
	item.command = { title: label, command };
	return item;
}
