import * as v from 'valibot';
import { type Player, readPlayer } from '../mediaPull/player';
import { type AnyObject, anyObject, isObject, lenient, readText, readTime } from '../parsing';

/** A message notification of Media Pull (docs/agora-api.md, Notifications). */
export interface Notification {
	/** The same in each of its resends: those seen before are to be dropped. */
	readonly noticeId: string;
	/** When it was sent; later in each resend. */
	readonly notifiedAt: Date | undefined;
	/** When it happened. Notifications do not keep the order of events. */
	readonly happenedAt: Date | undefined;
	readonly appId: string | undefined;
	readonly event: MediaPullEvent;
}

/** The player is as partial as the event tells it. Its token, which event 1 holds, is never part of it. */
export type MediaPullEvent =
	| { readonly type: 'created'; readonly player: Player }
	/** `reason`: `Delete Request`, `Internal Error`, `Idle Timeout`, `Stream Stopped`, or a text not known yet. */
	| { readonly type: 'destroyed'; readonly player: Player; readonly reason: string | undefined }
	/** The player's `status`: `connecting`, `success`, `running`, `failed`, `stopped`, or a word not known yet. */
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
 * Reads a notification whose signature was found good. Undefined for everything but the three events of Media Pull, since
 * a set-up may send those of other products too.
 */
export function parseNotification(body: Uint8Array): Notification | undefined {
	const parsed = v.safeParse(notificationSchema, parseJson(new TextDecoder().decode(body)));
	return parsed.success ? parsed.output : undefined;
}

/** Player and reason stand in the payload's `player`; older notifications put them into the payload itself. */
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
