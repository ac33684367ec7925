import * as vscode from 'vscode';
import type { ChannelRole } from '../agora/channels/channelUsers';
import { type Player, playerLabel } from '../agora/mediaPull/player';
import {
	type AgoraNotification,
	type ChannelEvent,
	isHealthCheck,
	isNotification,
	type MediaPullEvent,
	PRODUCT_IDS,
} from '../agora/notifications/event';
import { channelUserText } from '../agora/session';
import { destroyReasonText } from '../ui/destroyReasonText';
import { countText, numberFormat } from '../ui/text';
import { problemText } from './problemText';
import type { NotificationContent, SignatureState } from './receivedNotifications';

type UserEvent = Extract<ChannelEvent, { readonly type: 'userJoined' | 'userLeft' | 'roleChanged' }>;

/** What the events themselves do not say. */
export interface NotificationFacts {
	/** The idle timeout of a player, in seconds; undefined if it is not known. */
	idleTimeoutOf(playerId: string): number | undefined;
}

/** What happened, in words: "lesson_1 is running", "host 589 joined class32 (Android)". */
export function notificationText(content: NotificationContent, facts: NotificationFacts): string {
	if (!isNotification(content)) {
		const [first] = content.problems;
		return first
			? vscode.l10n.t('not a notification: {0}', problemText(first))
			: vscode.l10n.t('not a notification');
	}
	const text = eventText(content, facts);
	return isHealthCheck(content) ? vscode.l10n.t('health check: {0}', text) : text;
}

function eventText({ event, productId, eventType }: AgoraNotification, facts: NotificationFacts): string {
	switch (event.type) {
		case 'playerCreated':
		case 'playerDestroyed':
		case 'playerStatusChanged':
			return playerEventText(event, facts);
		case 'channelCreated':
			return vscode.l10n.t('channel {0} was created', event.channelName);
		case 'channelDestroyed':
			return vscode.l10n.t('channel {0} was destroyed', event.channelName);
		case 'userJoined':
			return withPlatform(joinText(event), event);
		case 'userLeft':
			return leaveText(event);
		case 'roleChanged':
			return event.role === 'host'
				? vscode.l10n.t('{0} became a host in {1}', channelUserText(event.user), event.channelName)
				: vscode.l10n.t('{0} became audience in {1}', channelUserText(event.user), event.channelName);
		case 'other':
			return vscode.l10n.t('event {0} of {1}', eventType, productName(productId));
	}
}

function playerEventText(event: MediaPullEvent, facts: NotificationFacts): string {
	const { player } = event;
	const label = playerLabel(player);
	switch (event.type) {
		case 'playerCreated':
			return vscode.l10n.t('{0} was created', label);
		case 'playerDestroyed':
			return event.reason === undefined
				? vscode.l10n.t('{0} was destroyed', label)
				: vscode.l10n.t(
						'{0} was destroyed: {1}',
						label,
						destroyReasonText(event.reason, facts.idleTimeoutOf(player.id)),
					);
		case 'playerStatusChanged':
			return statusText(player, label);
	}
}

function statusText({ status }: Player, label: string): string {
	switch (status) {
		case 'connecting':
			return vscode.l10n.t('{0} is connecting to its source', label);
		case 'success':
			return vscode.l10n.t('{0} is connected to its source', label);
		case 'running':
			return vscode.l10n.t('{0} is running', label);
		case 'failed':
			return vscode.l10n.t({ message: '{0} failed', comment: ['a cloud player'], args: [label] });
		case 'stopped':
			return vscode.l10n.t('{0} stopped: the stream has ended', label);
		case undefined:
			return vscode.l10n.t('{0} changed its status', label);
		default:
			return vscode.l10n.t('{0} changed its status to “{1}”', label, status);
	}
}

function joinText({ user, role, channelName }: UserEvent): string {
	const name = channelUserText(user);
	switch (role) {
		case 'host':
			return vscode.l10n.t('host {0} joined {1}', name, channelName);
		case 'audience':
			return vscode.l10n.t('audience {0} joined {1}', name, channelName);
		case 'user':
			return vscode.l10n.t('user {0} joined {1}', name, channelName);
	}
}

function leaveText(event: Extract<ChannelEvent, { readonly type: 'userLeft' }>): string {
	const { user, role, channelName, reason } = event;
	const text = leftText(role, channelUserText(user), channelName);
	const why = leaveReasonText(reason);
	return why === undefined ? text : vscode.l10n.t('{0}: {1}', text, why);
}

function leftText(role: ChannelRole, name: string, channelName: string): string {
	switch (role) {
		case 'host':
			return vscode.l10n.t('host {0} left {1}', name, channelName);
		case 'audience':
			return vscode.l10n.t('audience {0} left {1}', name, channelName);
		case 'user':
			return vscode.l10n.t('user {0} left {1}', name, channelName);
	}
}

/** Why a user left, if it is not what usually happens (docs/agora-api.md, Notifications). */
export function leaveReasonText(reason: number | undefined): string | undefined {
	switch (reason) {
		case undefined:
		case 1:
			return undefined;
		case 2:
			return vscode.l10n.t('connection lost');
		case 3:
			return vscode.l10n.t('banned or without permission');
		case 4:
			return vscode.l10n.t('internal error of Agora');
		case 12:
			return vscode.l10n.t('because of its token');
		case 999:
			return vscode.l10n.t('joins and leaves too often');
		default:
			return vscode.l10n.t('reason {0}', reason);
	}
}

function withPlatform(text: string, event: UserEvent): string {
	const platform = platformText(event);
	return platform === undefined ? text : vscode.l10n.t('{0} ({1})', text, platform);
}

const PLATFORM_NAMES = {
	android: 'Android',
	ios: 'iOS',
	windows: 'Windows',
	linux: 'Linux',
	web: 'Web',
	macos: 'macOS',
} as const;

/** The platform of a user, or the service of Agora that joined as a user. */
export function platformText({ platform, clientType }: UserEvent): string | undefined {
	if (platform === 'linux' && clientType === 3) {
		return vscode.l10n.t('on-premise recording');
	}
	if (platform === 'linux' && clientType === 10) {
		return vscode.l10n.t('cloud recording');
	}
	return platform && PLATFORM_NAMES[platform];
}

/** The name of a product in the Agora Console. */
export function productName(productId: number): string {
	switch (productId) {
		case PRODUCT_IDS.channels:
			return vscode.l10n.t('RTC Channels');
		case 3:
			return vscode.l10n.t('Cloud Recording');
		case PRODUCT_IDS.mediaPull:
			return 'Media Pull';
		case 5:
			return vscode.l10n.t('Media Push');
		default:
			return vscode.l10n.t('product {0}', productId);
	}
}

/** Whether a signature was verified, in words. */
export function signatureText(state: SignatureState): string {
	switch (state) {
		case 'valid':
			return vscode.l10n.t('signature valid');
		case 'invalid':
			return vscode.l10n.t('signature invalid');
		case 'unchecked':
			return vscode.l10n.t('no secret stored');
	}
}

/** The time from the event to its first sending, such as "0.4 s"; undefined if it is not known. */
export function delayText(content: NotificationContent): string | undefined {
	if (!isNotification(content) || !content.notifiedAt || !content.happenedAt) {
		return undefined;
	}
	const seconds = (content.notifiedAt.getTime() - content.happenedAt.getTime()) / 1000;
	const digits = seconds < 10 ? 1 : 0;
	const format = numberFormat({ maximumFractionDigits: digits });
	// Two clocks may differ slightly, and the events of channels have whole seconds.
	return vscode.l10n.t('{0} s', format.format(Math.max(0, seconds)));
}

/** How often a notification was delivered; undefined for once. */
export function deliveriesText(count: number): string | undefined {
	return count === 1 ? undefined : vscode.l10n.t('{0} deliveries', countText(count));
}
