import { randomInt } from 'node:crypto';
import { applyEdits, modify } from 'jsonc-parser';
import type { Player } from '../agora/mediaPull/player';
import { PRODUCT_IDS } from '../agora/notifications/event';
import type { ChannelUser } from '../agora/session';

/** A player that the Cloud Players view knows. */
export interface KnownPlayer {
	readonly appId: string;
	readonly player: Player;
}

/** A channel that the Channels view knows. */
export interface KnownChannel {
	readonly appId: string;
	readonly channelName: string;
}

/** What a test notification can be about. */
export interface TestSources {
	readonly players: { known(): readonly KnownPlayer[] };
	readonly channels: { known(): Promise<readonly KnownChannel[]> };
}

/** An event that can be sent for a test (docs/agora-api.md, Notifications). */
export interface TestEvent {
	readonly productId: number;
	readonly eventType: number;
	/** The new status of a player, or the reason of an end. */
	readonly detail?: string | number | undefined;
}

const PLAYER_STATUSES = ['connecting', 'success', 'running', 'failed', 'stopped'];
const DESTROY_REASONS = ['Delete Request', 'Internal Error', 'Idle Timeout', 'Stream Stopped'];
const [LEFT, CONNECTION_LOST, BANNED, INVALID_TOKEN, TOO_OFTEN] = [1, 2, 3, 12, 999];

/** All events of both products, with the values that a back end has to tell apart. */
export const TEST_EVENTS: readonly TestEvent[] = [
	...playerEvents(1, [undefined]),
	...playerEvents(4, PLAYER_STATUSES),
	...playerEvents(3, DESTROY_REASONS),
	...channelEvents(101),
	...channelEvents(102),
	...channelEvents(103),
	...channelEvents(104, [LEFT, CONNECTION_LOST, BANNED, INVALID_TOKEN, TOO_OFTEN]),
	...channelEvents(105),
	...channelEvents(106, [LEFT, CONNECTION_LOST, BANNED, TOO_OFTEN]),
	...channelEvents(107),
	...channelEvents(108, [LEFT, CONNECTION_LOST, BANNED, TOO_OFTEN]),
	...channelEvents(111),
	...channelEvents(112),
];

function playerEvents(eventType: number, details: readonly (string | undefined)[]): TestEvent[] {
	return details.map((detail) => eventOf(PRODUCT_IDS.mediaPull, eventType, detail));
}

function channelEvents(
	eventType: number,
	details: readonly (number | undefined)[] = [undefined],
): TestEvent[] {
	return details.map((detail) => eventOf(PRODUCT_IDS.channels, eventType, detail));
}

function eventOf(productId: number, eventType: number, detail: string | number | undefined): TestEvent {
	return { productId, eventType, ...(detail !== undefined && { detail }) };
}

/** What a test notification is about. */
export interface TestSubject {
	/** Undefined for an invented one. */
	readonly appId?: string | undefined;
	/** `name` is undefined for a player without one. */
	readonly player: { readonly id: string; readonly name: string | undefined };
	readonly channelName: string;
	readonly user: ChannelUser;
}

/** An invented player and channel. */
export const SAMPLE: TestSubject = {
	player: { id: '2a784467d647bb87b60b719f6fa56317', name: 'test_player' },
	channelName: 'test_channel',
	user: { uid: 101 },
};

/** What the Agora Console sends when it checks the receiver of a product. */
export const HEALTH_CHECK: TestSubject = {
	...SAMPLE,
	channelName: 'test_webhook',
	user: { uid: 12_121_212 },
};

/** The player of a test. What is not known of it is invented. */
export function subjectOfPlayer({ appId, player }: KnownPlayer): TestSubject {
	const { id, name, channelName = SAMPLE.channelName, uid, account } = player;
	const user = account === undefined ? (uid === undefined ? SAMPLE.user : { uid }) : { account };
	return { appId, player: { id, name }, channelName, user };
}

/** The channel of a test, with an invented user. */
export function subjectOfChannel({ appId, channelName }: KnownChannel): TestSubject {
	return { ...SAMPLE, appId, channelName };
}

/** A new `noticeId`, in the form of Agora's. */
export function newNoticeId(eventType: number): string {
	return `${randomInt(1e9, 1e10)}:${randomInt(1e6)}:${eventType}`;
}

const SECOND_MS = 1000;
const IDLE_TIMEOUT_SECONDS = 300;

/**
 * The body of a test notification, as Agora writes it. The source and the token of a player are invented.
 *
 * @param at when the event happened and is sent, in milliseconds since 1970.
 */
export function buildTestNotification(
	event: TestEvent,
	subject: TestSubject,
	{ noticeId, at }: { readonly noticeId: string; readonly at: number },
): Uint8Array {
	const { productId, eventType } = event;
	const payload =
		productId === PRODUCT_IDS.mediaPull
			? playerPayload(event, subject, at)
			: channelPayload(event, subject, Math.floor(at / SECOND_MS));
	return Buffer.from(JSON.stringify({ noticeId, productId, eventType, notifyMs: at, payload }));
}

/** Keys without a value are left out in JSON. */
function playerPayload({ eventType, detail }: TestEvent, subject: TestSubject, lts: number): object {
	const { player, channelName, user } = subject;
	const common = { channelName, id: player.id, name: player.name };
	const fields = 'player.name,player.channelName,player.id';
	switch (eventType) {
		case 1:
			return {
				lts,
				player: {
					...common,
					...user,
					createTs: Math.floor(lts / SECOND_MS),
					idleTimeout: IDLE_TIMEOUT_SECONDS,
					status: 'connecting',
					streamUrl: 'rtmp://source.example.com/live/test',
					token: 'test-token',
				},
				xRequestId: '7bbcc8a4acce48c78b53c5a261a8a564',
			};
		case 3:
			return { lts, destroyReason: detail, fields, player: common };
		default:
			return { lts, fields: `${fields},player.status`, player: { ...common, status: detail } };
	}
}

const CHANNEL_CREATED = 101;
const CHANNEL_DESTROYED = 102;
const LEAVE_EVENTS = [104, 106, 108];
const ANDROID = 1;

function channelPayload({ eventType, detail }: TestEvent, subject: TestSubject, ts: number): object {
	const { channelName, user } = subject;
	if (eventType === CHANNEL_CREATED) {
		return { channelName, ts };
	}
	if (eventType === CHANNEL_DESTROYED) {
		return { channelName, ts, lastUid: 'uid' in user ? user.uid : undefined };
	}
	const leaves = LEAVE_EVENTS.includes(eventType) ? { reason: detail, duration: 60 } : {};
	return { channelName, ...user, platform: ANDROID, clientSeq: ts, ts, ...leaves };
}

/**
 * The body of a notification as it is sent again: only `notifyMs` differs.
 *
 * @param body of a notification that could be read.
 * @param at milliseconds since 1970.
 */
export function withNotifyTime(body: Uint8Array, at: number): Uint8Array {
	const text = new TextDecoder().decode(body);
	return Buffer.from(applyEdits(text, modify(text, ['notifyMs'], at, {})));
}
