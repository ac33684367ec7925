import { type ChannelRole, PLATFORMS, type Platform } from '../channels/channelUsers';
import { type Player, readPlayer } from '../mediaPull/player';
import { readLabel, readText, readTime } from '../parsing';
import type { ChannelUser } from '../session';
import {
	contentOf,
	type FieldNeed,
	type FieldProblem,
	FieldReader,
	type Fields,
	INTEGER,
	MILLISECONDS,
	readPlainObject,
	SECONDS,
	TEXT,
	UID,
} from './fields';

/** The products whose notifications are read (docs/agora-api.md, Notifications). */
export const PRODUCT_IDS = { channels: 1, mediaPull: 4 } as const;

/** A message notification of Agora (docs/agora-api.md, Notifications). */
export interface AgoraNotification {
	/** Together with `eventType`, the same in each resend, so that duplicates can be dropped. */
	readonly noticeId: string;
	readonly productId: number;
	readonly eventType: number;
	/** When it was sent. Differs in each resend. */
	readonly notifiedAt: Date | undefined;
	/** When the event happened. Notifications may arrive in another order. To the second for events of channels. */
	readonly happenedAt: Date | undefined;
	readonly appId: string | undefined;
	readonly event: NotificationEvent;
	/** Fields that Agora documents, and that are malformed or missing here. The event has no value for them. */
	readonly problems: readonly FieldProblem[];
}

/** Why a body is not a notification. */
export interface NotificationProblem {
	/** Undefined if it could not be read. */
	readonly productId?: number | undefined;
	readonly eventType?: number | undefined;
	/** At least one. */
	readonly problems: readonly FieldProblem[];
}

/** `other`: an event of another product, or one that is not documented. */
export type NotificationEvent = MediaPullEvent | ChannelEvent | { readonly type: 'other' };

/** The player only has the fields in the event. Its token, which event 1 contains, is not read. */
export type MediaPullEvent =
	/** `idleTimeout` in seconds. */
	| {
			readonly type: 'playerCreated';
			readonly player: Player;
			readonly idleTimeout: number | undefined;
	  }
	/** `reason`: `Delete Request`, `Internal Error`, `Idle Timeout`, `Stream Stopped`, or a value that is not documented. */
	| { readonly type: 'playerDestroyed'; readonly player: Player; readonly reason: string | undefined }
	/** The player's `status`: `connecting`, `success`, `running`, `failed`, `stopped`, or a value that is not documented. */
	| { readonly type: 'playerStatusChanged'; readonly player: Player };

export type ChannelEvent =
	| { readonly type: 'channelCreated'; readonly channelName: string }
	/** `lastUid`: the user who left last. */
	| { readonly type: 'channelDestroyed'; readonly channelName: string; readonly lastUid: number | undefined }
	| (UserEvent & { readonly type: 'userJoined' })
	| (UserEvent & {
			readonly type: 'userLeft';
			/** The number of the reason (docs/agora-api.md, Notifications). */
			readonly reason: number | undefined;
			/** Seconds in the channel. */
			readonly duration: number | undefined;
	  })
	/** `role` is the new one. */
	| (UserEvent & { readonly type: 'roleChanged' });

interface UserEvent {
	readonly channelName: string;
	readonly user: ChannelUser;
	/** `user` in a channel of the profile communication. */
	readonly role: ChannelRole;
	/** Undefined for other platforms. */
	readonly platform: Platform | undefined;
	/** On Linux, the number of the service: 3 is on-premise recording, 10 cloud recording. */
	readonly clientType: number | undefined;
	/** Orders the events of one user in a channel: an event with a smaller number than an earlier one is outdated. */
	readonly clientSeq: number | undefined;
}

/**
 * Reads a notification of any product. The signature is not verified. Fields that are not necessary may be malformed; they are in
 * `problems`.
 *
 * @param body the bytes as received.
 * @returns the problems only, if the body is not a notification, or has no player or channel.
 */
export function readNotification(body: Uint8Array): AgoraNotification | NotificationProblem {
	const text = decodeUtf8(body);
	if (text === undefined) {
		return { problems: [{ field: '', expected: 'utf8', found: 'unreadable' }] };
	}
	const parsed = parseJson(text);
	if (parsed === undefined) {
		return { problems: [{ field: '', expected: 'json', found: text === '' ? 'empty' : 'unreadable' }] };
	}
	const object = readPlainObject(parsed.json);
	if (object === undefined) {
		return { problems: [{ field: '', expected: 'object', found: contentOf(parsed.json) }] };
	}
	return readFields({ object, path: '' });
}

/** Whether `readNotification` could read a body. */
export function isNotification(result: AgoraNotification | NotificationProblem): result is AgoraNotification {
	return 'event' in result;
}

const HEALTH_CHECK_CHANNEL = 'test_webhook';

/** Whether the Agora Console sent a notification to test the receiver: no such channel or player exists. */
export function isHealthCheck({ event }: Pick<AgoraNotification, 'event'>): boolean {
	const channelName = 'player' in event ? event.player.channelName : channelNameOf(event);
	return channelName === HEALTH_CHECK_CHANNEL;
}

function channelNameOf(event: NotificationEvent): string | undefined {
	return 'channelName' in event ? event.channelName : undefined;
}

function readFields(body: Fields): AgoraNotification | NotificationProblem {
	const reader = new FieldReader();
	const noticeId = reader.read(body, 'noticeId', 'required', TEXT);
	const productId = reader.read(body, 'productId', 'required', INTEGER);
	const eventType = reader.read(body, 'eventType', 'required', INTEGER);
	const notifiedAt = reader.read(body, 'notifyMs', 'documented', MILLISECONDS);
	const appId = reader.read(body, 'appId', 'optional', TEXT);
	const { happenedAt, event } = readPayload(reader, body, productId, eventType);
	const { problems } = reader;
	const isComplete = noticeId !== undefined && productId !== undefined && eventType !== undefined;
	return isComplete && reader.canBeUsed
		? { noticeId, productId, eventType, notifiedAt, happenedAt, appId, event, problems }
		: { productId, eventType, problems };
}

type Payload = Pick<AgoraNotification, 'happenedAt' | 'event'>;

function readPayload(
	reader: FieldReader,
	body: Fields,
	productId: number | undefined,
	eventType: number | undefined,
): Payload {
	const eventAt = reader.read(body, 'eventMs', 'optional', MILLISECONDS);
	const needsTime = eventAt === undefined ? 'documented' : 'optional';
	if (productId === PRODUCT_IDS.mediaPull && isPlayerEventType(eventType)) {
		const payload = reader.readObject(body, 'payload');
		const happenedAt = reader.read(payload, 'lts', needsTime, MILLISECONDS) ?? eventAt;
		return { happenedAt, event: readPlayerEvent(reader, payload, eventType) };
	}
	if (productId === PRODUCT_IDS.channels && isChannelEventType(eventType)) {
		const payload = reader.readObject(body, 'payload');
		const happenedAt = reader.read(payload, 'ts', needsTime, SECONDS) ?? eventAt;
		return { happenedAt, event: readChannelEvent(reader, payload, eventType) };
	}
	const payload = readPlainObject(body.object?.payload);
	return { happenedAt: readTime(payload?.lts) ?? readTime(payload?.ts) ?? eventAt, event: { type: 'other' } };
}

type PlayerEventType = 1 | 3 | 4;

function isPlayerEventType(type: number | undefined): type is PlayerEventType {
	return type === 1 || type === 3 || type === 4;
}

/** Player and reason are in the payload's `player`; in older notifications in the payload itself. */
function readPlayerEvent(reader: FieldReader, payload: Fields, eventType: PlayerEventType): MediaPullEvent {
	const isFlat = payload.object?.player === undefined && readText(payload.object?.id) !== undefined;
	const item = isFlat ? payload : reader.readObject(payload, 'player');
	const player = readPlayer(item.object ?? {});
	checkPlayer(reader, item, player, eventType === 4 ? 'documented' : 'optional');
	switch (eventType) {
		case 1: {
			const idleTimeout = reader.read(item, 'idleTimeout', 'optional', INTEGER);
			return { type: 'playerCreated', player, idleTimeout };
		}
		case 3: {
			const holder = item.object?.destroyReason === undefined ? payload : item;
			return {
				type: 'playerDestroyed',
				player,
				reason: reader.read(holder, 'destroyReason', 'documented', TEXT),
			};
		}
		case 4:
			return { type: 'playerStatusChanged', player };
	}
}

/** Reports the fields of a player that could not be read. */
function checkPlayer(reader: FieldReader, item: Fields, player: Player, needsStatus: FieldNeed): void {
	reader.check(item, 'id', 'required', 'text', player.id === '' ? undefined : player.id);
	reader.check(item, 'name', 'optional', 'text', player.name);
	reader.check(item, 'channelName', 'optional', 'text', player.channelName);
	reader.check(item, 'uid', 'optional', 'uid', player.uid);
	reader.check(item, 'account', 'optional', 'text', player.account);
	reader.check(item, 'streamUrl', 'optional', 'text', player.streamUrl);
	reader.check(item, 'createTs', 'optional', 'seconds', player.createdAt);
	reader.check(item, 'status', needsStatus, 'text', player.status);
}

/** What each number means; the meaning of a role depends on the event. */
const CHANNEL_EVENTS = {
	101: { type: 'channelCreated' },
	102: { type: 'channelDestroyed' },
	103: { type: 'userJoined', role: 'host' },
	104: { type: 'userLeft', role: 'host' },
	105: { type: 'userJoined', role: 'audience' },
	106: { type: 'userLeft', role: 'audience' },
	107: { type: 'userJoined', role: 'user' },
	108: { type: 'userLeft', role: 'user' },
	111: { type: 'roleChanged', role: 'host' },
	112: { type: 'roleChanged', role: 'audience' },
} as const;

type ChannelEventType = keyof typeof CHANNEL_EVENTS;

function isChannelEventType(type: number | undefined): type is ChannelEventType {
	return type !== undefined && Object.hasOwn(CHANNEL_EVENTS, type);
}

function readChannelEvent(reader: FieldReader, payload: Fields, eventType: ChannelEventType): ChannelEvent {
	const kind = CHANNEL_EVENTS[eventType];
	const channelName = reader.read(payload, 'channelName', 'required', TEXT) ?? '';
	const integer = (name: string) => reader.read(payload, name, 'optional', INTEGER);
	switch (kind.type) {
		case 'channelCreated':
			return { type: kind.type, channelName };
		case 'channelDestroyed':
			return { type: kind.type, channelName, lastUid: integer('lastUid') };
		default: {
			const { type, role } = kind;
			const user = readUser(reader, payload);
			const platform = PLATFORMS[integer('platform') ?? 0];
			const clientType = integer('clientType');
			const clientSeq = reader.read(payload, 'clientSeq', 'documented', INTEGER);
			const common = { channelName, user, role, platform, clientType, clientSeq };
			return type === 'userLeft'
				? { type, ...common, reason: integer('reason'), duration: integer('duration') }
				: { type, ...common };
		}
	}
}

/** `account` takes the place of `uid` where the user joined with one. */
function readUser(reader: FieldReader, payload: Fields): ChannelUser {
	const account = reader.read(payload, 'account', 'optional', { kind: 'text', read: readLabel });
	return account === undefined ? { uid: reader.read(payload, 'uid', 'required', UID) ?? 0 } : { account };
}

function decodeUtf8(body: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(body);
	} catch {
		return undefined;
	}
}

function parseJson(text: string): { readonly json: unknown } | undefined {
	try {
		return { json: JSON.parse(text) };
	} catch {
		return undefined;
	}
}
