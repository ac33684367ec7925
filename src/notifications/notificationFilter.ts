import { isNotification } from '../agora/notifications/event';
import { type ChannelUser, channelUserText } from '../agora/session';
import { TextFilter } from '../ui/textFilter';
import { type NotificationFacts, notificationText, productName, signatureText } from './notificationText';
import type { NotificationContent, ReceivedNotification } from './receivedNotifications';

/** What rows say beside the notifications themselves. */
export interface RowFacts extends NotificationFacts {
	/** The name of a project, or its App ID if the account does not list it; undefined if the project is not known. */
	projectName(appId: string | undefined): string | undefined;
}

/** Shows only the notifications that contain each of several words: of their text, product, channel, player, user, project or signature. */
export class NotificationFilter extends TextFilter {
	/** The notifications that are shown, in the same order. Ignores case. */
	apply(notifications: readonly ReceivedNotification[], facts: RowFacts): readonly ReceivedNotification[] {
		const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
		if (words.length === 0) {
			return notifications;
		}
		return notifications.filter((notification) => {
			const text = searchedText(notification, facts).toLowerCase();
			return words.every((word) => text.includes(word));
		});
	}
}

function searchedText({ content, appId, state }: ReceivedNotification, facts: RowFacts): string {
	const { productId, eventType } = content;
	return [
		notificationText(content, facts),
		productId === undefined ? '' : productName(productId),
		eventType === undefined ? '' : String(eventType),
		...namesIn(content),
		facts.projectName(appId) ?? '',
		signatureText(state),
	].join('\n');
}

/** The channel, the player and the user of an event. */
function namesIn(content: NotificationContent): readonly string[] {
	if (!isNotification(content)) {
		return [];
	}
	const { event } = content;
	if ('player' in event) {
		const { id, name, channelName, uid, account } = event.player;
		return [id, name ?? '', channelName ?? '', uid?.toString() ?? '', account ?? ''];
	}
	const user: ChannelUser | undefined = 'user' in event ? event.user : undefined;
	const channelName = 'channelName' in event ? event.channelName : '';
	return [channelName, user === undefined ? '' : channelUserText(user)];
}
