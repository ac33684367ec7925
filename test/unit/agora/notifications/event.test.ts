import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	type AgoraNotification,
	isHealthCheck,
	isNotification,
	readNotification,
} from '../../../../src/agora/notifications/event';
import { bytesOf, channelNotice, PLAYER, playerNotice, USER } from './bodies';

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

function read(json: unknown): AgoraNotification {
	const result = readNotification(bytesOf(json));
	if (!isNotification(result)) {
		throw new Error(`not a notification: ${inspect(result.problems)}`);
	}
	return result;
}

const problemsOf = (json: unknown) =>
	readNotification(bytesOf(json)).problems.map(
		({ field, expected, found }) => `${field}: ${found} instead of ${expected}`,
	);

describe('an event of a player', () => {
	test('is read without the token of a created player', () => {
		const notification = read({
			...playerNotice(1, { player: PLAYER, lts: 1575508644149, xRequestId: 'x' }),
			appId: 'the-app-id',
		});
		expect(notification).toEqual({
			noticeId: '2000001428:4330:107',
			productId: 4,
			eventType: 1,
			notifiedAt: new Date(1611566412672),
			happenedAt: new Date(1575508644149),
			appId: 'the-app-id',
			event: { type: 'playerCreated', player: READ, idleTimeout: 300 },
			problems: [],
		});
		expect(inspect(notification, { depth: 9, showHidden: true })).not.toContain('planted-token');
	});

	test.each([
		['beside the player', { player: PLAYER, destroyReason: 'Idle Timeout' }, 'Idle Timeout'],
		['in the player', { player: { ...PLAYER, destroyReason: 'Stream Stopped' } }, 'Stream Stopped'],
		['without a player object', { ...PLAYER, destroyReason: 'Delete Request' }, 'Delete Request'],
		['that is not documented', { player: PLAYER, destroyReason: 'Eaten' }, 'Eaten'],
		['that is missing', { player: PLAYER }, undefined],
	])('is read with a reason of destruction %s', (_, payload, reason) => {
		expect(read(playerNotice(3, payload)).event).toEqual({ type: 'playerDestroyed', player: READ, reason });
	});

	test.each(['connecting', 'success', 'running', 'failed', 'stopped', 'dreaming'])(
		'is read with the status %s',
		(status) => {
			const { event } = read(playerNotice(4, { player: { id: PLAYER.id, status }, lts: 1575508645000 }));
			expect(event).toMatchObject({ type: 'playerStatusChanged', player: { id: PLAYER.id, status } });
		},
	);

	test('is read with an account in place of the uid', () => {
		const { uid, ...rest } = PLAYER;
		expect(read(playerNotice(1, { player: { ...rest, account: 'teacher' } })).event).toMatchObject({
			player: { uid: undefined, account: 'teacher' },
		});
	});
});

describe('an event of a channel', () => {
	test.each([
		[101, { channelName: 'class32', ts: 1560408533 }, { type: 'channelCreated', channelName: 'class32' }],
		[
			102,
			{ channelName: 'class32', ts: 1560408533, lastUid: 589 },
			{ type: 'channelDestroyed', channelName: 'class32', lastUid: 589 },
		],
	])('%i is read', (eventType, payload, event) => {
		const notification = read(channelNotice(eventType, payload));
		expect(notification).toMatchObject({ happenedAt: new Date(1560408533000), problems: [] });
		expect(notification.event).toEqual(event);
	});

	test.each([
		[103, 'userJoined', 'host'],
		[104, 'userLeft', 'host'],
		[105, 'userJoined', 'audience'],
		[106, 'userLeft', 'audience'],
		[107, 'userJoined', 'user'],
		[108, 'userLeft', 'user'],
		[111, 'roleChanged', 'host'],
		[112, 'roleChanged', 'audience'],
	])('%i is read as %s in the role %s', (eventType, type, role) => {
		const notification = read(channelNotice(eventType, { ...USER, reason: 1, duration: 600 }));
		expect(notification.problems).toEqual([]);
		expect(notification.event).toEqual({
			...{ type, role, channelName: 'class32', user: { uid: 589 }, platform: 'android' },
			...{ clientType: undefined, clientSeq: 1625051030746 },
			...(type === 'userLeft' ? { reason: 1, duration: 600 } : {}),
		});
	});

	test('is read with an account, a service and a platform that is not documented', () => {
		const { uid, ...rest } = USER;
		const payload = { ...rest, account: 'student', platform: 6, clientType: 10 };
		expect(read(channelNotice(103, payload)).event).toMatchObject({
			user: { account: 'student' },
			platform: 'linux',
			clientType: 10,
		});
		expect(read(channelNotice(103, { ...payload, platform: 99 })).event).toMatchObject({
			platform: undefined,
		});
	});
});

describe('other notifications', () => {
	test.each([
		['another product', { ...playerNotice(40, { lts: 1575508644149 }), productId: 3 }],
		['an event of Media Pull that is not documented', playerNotice(2, { lts: 1575508644149 })],
		['an event of channels that is not documented', channelNotice(999, { ts: 1575508644 })],
		['a product with a type of Media Pull', { ...playerNotice(1, { player: PLAYER }), productId: 5 }],
	])('are read: %s', (_, json) => {
		expect(read(json)).toMatchObject({ event: { type: 'other' }, problems: [] });
	});

	test('are read without a payload', () => {
		expect(read({ ...playerNotice(1, undefined), productId: 77 })).toMatchObject({
			...{ productId: 77, event: { type: 'other' }, happenedAt: undefined },
		});
	});
});

test('the time of the event is that of older bodies where the payload has none', () => {
	const older = { ...playerNotice(4, { player: PLAYER }), eventMs: 1611566412600 };
	expect(read(older)).toMatchObject({ happenedAt: new Date(1611566412600), problems: [] });
	expect(problemsOf({ ...older, eventMs: undefined })).toEqual([
		'payload.lts: missing instead of milliseconds',
	]);
});

describe('a malformed body', () => {
	const created = playerNotice(1, { player: PLAYER, lts: 1575508644149 });
	const joined = channelNotice(103, USER);

	test.each([
		['is not JSON', Buffer.from('{"noticeId"'), { expected: 'json', found: 'unreadable' }],
		['is empty', Buffer.from(''), { expected: 'json', found: 'empty' }],
		['is not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), { expected: 'utf8', found: 'unreadable' }],
		['is a list', Buffer.from('[]'), { expected: 'object', found: 'list' }],
		['is null', Buffer.from('null'), { expected: 'object', found: 'null' }],
		['is a text', Buffer.from('"a"'), { expected: 'object', found: 'text' }],
	])('%s', (_, body, problem) => {
		expect(readNotification(body)).toEqual({ problems: [{ field: '', ...problem }] });
	});

	test.each([
		['without a notice id', { ...created, noticeId: '' }, ['noticeId: empty instead of text']],
		['with a product in words', { ...created, productId: 'rtc' }, ['productId: text instead of integer']],
		['with a fraction', { ...created, eventType: 1.5 }, ['eventType: number instead of integer']],
		['without a payload', playerNotice(1, undefined), ['payload: missing instead of object']],
		['with a list as payload', playerNotice(1, []), ['payload: list instead of object']],
		[
			'with no player',
			playerNotice(3, { lts: 1575508644149, destroyReason: 'Idle Timeout' }),
			['payload.player: missing instead of object'],
		],
		[
			'with a player without id',
			playerNotice(1, { lts: 1575508644149, player: { ...PLAYER, id: 7 } }),
			['payload.player.id: number instead of text'],
		],
		[
			'without a channel',
			channelNotice(103, { ...USER, channelName: undefined }),
			['payload.channelName: missing instead of text'],
		],
		[
			'without a user',
			channelNotice(103, { ...USER, uid: undefined }),
			['payload.uid: missing instead of uid'],
		],
		[
			'with a uid that is too large',
			channelNotice(103, { ...USER, uid: 2 ** 32 }),
			['payload.uid: number instead of uid'],
		],
		[
			'in several ways',
			{},
			[
				'noticeId: missing instead of text',
				'productId: missing instead of integer',
				'eventType: missing instead of integer',
				'notifyMs: missing instead of milliseconds',
			],
		],
	])('%s is not read, and the field is named', (_, json, problems) => {
		expect(isNotification(readNotification(bytesOf(json)))).toBe(false);
		expect(problemsOf(json)).toEqual(problems);
	});

	test('that names its event says so, although it cannot be read', () => {
		expect(readNotification(bytesOf(playerNotice(3, {})))).toMatchObject({ productId: 4, eventType: 3 });
	});

	test.each([
		['notifyMs', { ...created, notifyMs: 'soon' }, ['notifyMs: text instead of milliseconds']],
		[
			'the time of a player',
			playerNotice(1, { player: PLAYER, lts: -1 }),
			['payload.lts: number instead of milliseconds'],
		],
		[
			'the time of a channel',
			channelNotice(101, { channelName: 'class32' }),
			['payload.ts: missing instead of seconds'],
		],
		[
			'the status of a player',
			playerNotice(4, { player: { id: 'p' }, lts: 1575508644149 }),
			['payload.player.status: missing instead of text'],
		],
		[
			'the reason',
			playerNotice(3, { player: { id: 'p' }, lts: 1575508644149, destroyReason: 3 }),
			['payload.destroyReason: number instead of text'],
		],
		[
			'parts of a player',
			playerNotice(1, { player: { id: 'p', uid: 'x', name: {}, status: [] }, lts: 1575508644149 }),
			[
				'payload.player.name: object instead of text',
				'payload.player.uid: text instead of uid',
				'payload.player.status: list instead of text',
			],
		],
		[
			'the order',
			channelNotice(103, { ...USER, clientSeq: undefined }),
			['payload.clientSeq: missing instead of integer'],
		],
		[
			'parts of a user',
			{ ...joined, payload: { ...USER, platform: 'Android', clientType: true } },
			['payload.platform: text instead of integer', 'payload.clientType: boolean instead of integer'],
		],
	])('is read without %s, which is named', (_, json, problems) => {
		expect(isNotification(readNotification(bytesOf(json)))).toBe(true);
		expect(problemsOf(json)).toEqual(problems);
	});
});

test.each([
	['a user', channelNotice(103, { ...USER, channelName: 'test_webhook', uid: 12121212 }), true],
	['a channel', channelNotice(101, { channelName: 'test_webhook', ts: 1560408533 }), true],
	['a player', playerNotice(4, { player: { ...PLAYER, channelName: 'test_webhook' } }), true],
	['a real user', channelNotice(103, USER), false],
	['a real player', playerNotice(4, { player: PLAYER }), false],
	['another product', { ...playerNotice(1, {}), productId: 3 }, false],
])('the health check is recognized by its channel: %s', (_, json, expected) => {
	expect(isHealthCheck(read(json))).toBe(expected);
});

test('any bytes are a notification, or have a problem', () => {
	const anyPayload = fc.record(
		Object.fromEntries(
			['player', 'lts', 'ts', 'destroyReason', 'channelName', 'uid', 'account', 'clientSeq'].map((field) => [
				field,
				fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>('class32', 589, { id: 'p' }, 1575508644)),
			]),
		),
		{ requiredKeys: [] },
	);
	const shaped = fc
		.record({
			productId: fc.constantFrom<unknown>(1, 3, 4, '1', null),
			eventType: fc.constantFrom<unknown>(1, 3, 4, 101, 102, 103, 104, 108, 112, 'x'),
			payload: fc.oneof(fc.jsonValue(), anyPayload),
			notifyMs: fc.jsonValue(),
			eventMs: fc.jsonValue(),
			appId: fc.jsonValue(),
		})
		.map((body) => JSON.stringify({ noticeId: 'n', ...body }));
	const text = fc.oneof({ arbitrary: shaped, weight: 4 }, fc.json(), fc.string());
	const body = fc.oneof({ arbitrary: text.map((each) => Buffer.from(each)), weight: 4 }, fc.uint8Array());
	fc.assert(
		fc.property(body, (bytes) => {
			const result = readNotification(bytes);
			if (isNotification(result)) {
				const { event } = result;
				expect('player' in event ? event.player.id : 'none').not.toBe('');
				expect('channelName' in event ? event.channelName : 'none').not.toBe('');
			} else {
				expect(result.problems.length).toBeGreaterThan(0);
			}
		}),
		{ numRuns: 2000 },
	);
});
