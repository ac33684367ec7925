import * as v from 'valibot';
import { type Player, readPlayer } from '../mediaPull/player';
import { type AnyObject, anyObject, isObject, lenient, readText, readTime } from '../parsing';

/** A message notification of Media Pull (docs/agora-api.md, Notifications). */
export interface Notification {
	/** The same in each resend, so that duplicates can be dropped. */
	readonly noticeId: string;
	/** When it was sent. Differs in each resend. */
	readonly notifiedAt: Date | undefined;
	/** When the event happened. Notifications may arrive in another order. */
	readonly happenedAt: Date | undefined;
	readonly appId: string | undefined;
	readonly event: MediaPullEvent;
}

/** The player only has the fields in the event. Its token, which event 1 contains, is not read. */
export type MediaPullEvent =
	| { readonly type: 'created'; readonly player: Player }
	/** `reason`: `Delete Request`, `Internal Error`, `Idle Timeout`, `Stream Stopped`, or a value that is not documented. */
	| { readonly type: 'destroyed'; readonly player: Player; readonly reason: string | undefined }
	/** The player's `status`: `connecting`, `success`, `running`, `failed`, `stopped`, or a value that is not documented. */
	| { readonly type: 'statusChanged'; readonly player: Player };

const notificationSchema = v.pipe(
	v.object({
		noticeId: v.pipe(v.string(), v.nonEmpty()),
		productId: v.literal(4),
		eventType: v.picklist([1, 3, 4]),
		notifyMs: lenient(readTime),
		eventMs: lenient(readTime),
		appId: lenient(readText),
		payload: anyObject,
	}),
	v.transform(
		({ noticeId, eventType, notifyMs, eventMs, appId, payload }): Notification => ({
			noticeId,
			notifiedAt: notifyMs,
			happenedAt: readTime(payload.lts) ?? eventMs,
			appId,
			event: eventOf(eventType, payload),
		}),
	),
	v.check(({ event }) => event.player.id !== ''),
);

/**
 * Reads a notification, whose signature must be verified. Undefined for everything but the three events of Media Pull, because a
 * configuration may also send events of other products.
 */
export function parseNotification(body: Uint8Array): Notification | undefined {
	const parsed = v.safeParse(notificationSchema, parseJson(new TextDecoder().decode(body)));
	return parsed.success ? parsed.output : undefined;
}

/** Player and reason are in the payload's `player`; in older notifications in the payload itself. */
function eventOf(eventType: 1 | 3 | 4, payload: AnyObject): MediaPullEvent {
	const item = isObject(payload.player) ? payload.player : payload;
	const player = readPlayer(item);
	switch (eventType) {
		case 1:
			return { type: 'created', player };
		case 3: {
			const reason = readText(item.destroyReason) ?? readText(payload.destroyReason);
			return { type: 'destroyed', player, reason };
		}
		case 4:
			return { type: 'statusChanged', player };
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
