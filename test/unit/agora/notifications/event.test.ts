import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNotification } from '../../../../src/agora/notifications/event';

const PLAYER = {
	channelName: 'class32',
	createTs: 1575508644,
	id: '2a784467d647bb87b60b719f6fa56317',
	idleTimeout: 300,
	name: 'teacher101',
	streamUrl: 'rtmp://example.agora.io/live/class32/teacher101',
	token: 'planted-token',
	uid: 101,
	status: 'connecting',
};
const READ = {
	id: PLAYER.id,
	name: 'teacher101',
	channelName: 'class32',
	uid: 101,
	account: undefined,
	streamUrl: PLAYER.streamUrl,
	createdAt: new Date(1575508644000),
	status: 'connecting',
};

function parse(json: unknown) {
	return parseNotification(Buffer.from(JSON.stringify(json)));
}

function notice(eventType: unknown, payload: unknown) {
	return {
		noticeId: '2000001428:4330:107',
		productId: 4,
		eventType,
		notifyMs: 1611566412672,
		eventMs: 1611566412600,
		appId: 'the-app-id',
		payload,
	};
}

describe('the three events', () => {
	test('reads a created player without its token', () => {
		const notification = parse(notice(1, { player: PLAYER, lts: 1575508644149, xRequestId: 'x' }));
		expect(notification).toEqual({
			noticeId: '2000001428:4330:107',
			notifiedAt: new Date(1611566412672),
			happenedAt: new Date(1575508644149),
			appId: 'the-app-id',
			event: { type: 'created', player: READ },
		});
		expect(inspect(notification, { depth: 9, showHidden: true })).not.toContain('planted-token');
	});

	test.each([
		['beside the player', { player: PLAYER, destroyReason: 'Idle Timeout' }, 'Idle Timeout'],
		['in the player', { player: { ...PLAYER, destroyReason: 'Stream Stopped' } }, 'Stream Stopped'],
		['without a player', { ...PLAYER, destroyReason: 'Delete Request' }, 'Delete Request'],
		['not known yet', { player: PLAYER, destroyReason: 'Eaten' }, 'Eaten'],
		['not told', { player: PLAYER }, undefined],
	])('reads a destroyed player with the reason %s', (_, payload, reason) => {
		expect(parse(notice(3, payload))?.event).toEqual({ type: 'destroyed', player: READ, reason });
	});

	test.each(['connecting', 'success', 'running', 'failed', 'stopped', 'dreaming'])(
		'status changed to %s',
		(status) => {
			const event = parse(notice(4, { player: { id: PLAYER.id, status } }))?.event;
			expect(event).toMatchObject({ type: 'statusChanged', player: { id: PLAYER.id, status } });
		},
	);
});

test('reads an event without times', () => {
	const { eventMs, notifyMs, appId, ...rest } = notice(4, { player: PLAYER });
	expect(parse({ ...rest, eventMs })?.happenedAt).toEqual(new Date(eventMs));
	expect(parse(rest)).toMatchObject({ notifiedAt: undefined, happenedAt: undefined, appId: undefined });
});

test.each([
	['another product', { ...notice(1, { player: PLAYER }), productId: 1 }],
	['another event', notice(2, { player: PLAYER })],
	['no notice id', { ...notice(1, { player: PLAYER }), noticeId: '' }],
	['no player', notice(1, {})],
	['no payload', notice(1, undefined)],
	['no object', 'text'],
])('ignores %s', (_, json) => {
	expect(parse(json)).toBeUndefined();
});

test('returns a notification or nothing for any bytes', () => {
	const payload = fc.record({ player: fc.jsonValue(), lts: fc.jsonValue(), destroyReason: fc.jsonValue() });
	const shaped = fc
		.tuple(fc.constantFrom<unknown>(1, 3, 4, '1', null), fc.oneof(fc.jsonValue(), payload), fc.jsonValue())
		.map(([type, content, other]) =>
			JSON.stringify({ ...notice(type, content), notifyMs: other, appId: other }),
		);
	const text = fc.oneof(shaped, fc.json(), fc.string());
	fc.assert(
		fc.property(
			fc.oneof(
				text.map((body) => Buffer.from(body)),
				fc.uint8Array(),
			),
			(body) => {
				const notification = parseNotification(body);
				expect(notification === undefined || notification.event.player.id !== '').toBe(true);
			},
		),
		{ numRuns: 2000 },
	);
});
