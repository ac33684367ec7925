import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { isNotification } from '../../../src/agora/notifications/event';
import { isSignedByAgora } from '../../../src/agora/notifications/signature';
import {
	MAX_NOTIFICATIONS,
	type ReceivedNotification,
	ReceivedNotifications,
} from '../../../src/notifications/receivedNotifications';
import { PLAYER, playerNotice } from '../agora/notifications/bodies';
import { requestOf, START, statusNotice } from './received';

const SECRET = 'the-secret-of-the-project';

describe('the received notifications', () => {
	let secrets: readonly string[];
	let received: ReceivedNotifications;
	let arrived: ReceivedNotification[];

	beforeEach(() => {
		secrets = [SECRET];
		arrived = [];
		received = new ReceivedNotifications({
			verify: ({ body, signatures }) => ({
				appId: 'app',
				state:
					secrets.length === 0
						? 'unchecked'
						: secrets.some((secret) => isSignedByAgora(body, signatures, secret))
							? 'valid'
							: 'invalid',
			}),
		});
		received.onDidArrive((each) => arrived.push(each));
	});

	const add = (noticeId: string, notifyMs = START, secret: string | undefined = SECRET) =>
		received.add(
			requestOf(statusNotice(noticeId, { notifyMs }), {
				at: notifyMs + 100,
				...(secret === undefined ? {} : { secret }),
			}),
		);
	const ids = () => received.all.map(({ content }) => isNotification(content) && content.noticeId);

	it('are listed newest first', () => {
		add('a');
		add('b');
		expect(ids()).toEqual(['b', 'a']);
		expect(received.get(received.all[0]?.id ?? '')?.content).toMatchObject({ noticeId: 'b' });
	});

	it('contain repeated deliveries once, with their number and times, in the place of the first', () => {
		add('a');
		add('b');
		add('a', START + 5000);
		add('a', START + 9000);
		expect(ids()).toEqual(['b', 'a']);
		expect(received.all[1]).toMatchObject({
			count: 3,
			deliveries: [
				{ receivedAt: START + 100 },
				{ receivedAt: START + 5100 },
				{ receivedAt: START + 9100, notifiedAt: new Date(START + 9000) },
			],
		});
		expect(arrived).toHaveLength(2);
		expect(received.total).toBe(4);
	});

	it('tell events with the same id apart by their type', () => {
		received.add(requestOf(playerNotice(1, { player: PLAYER, lts: START }), { secret: SECRET }));
		received.add(requestOf(playerNotice(3, { player: PLAYER, lts: START }), { secret: SECRET }));
		expect(received.all).toHaveLength(2);
	});

	it('never take a forged notification for a repeated delivery', () => {
		add('a');
		add('a', START + 1000, 'another-secret');
		add('a', START + 2000, 'a-third-secret');
		expect(received.all.map(({ state, count }) => [state, count])).toEqual([
			['invalid', 2],
			['valid', 1],
		]);
	});

	it('are checked again with new secrets, and become one where they turn out to be the same', () => {
		add('a');
		add('a', START + 1000, 'new-secret');
		secrets = [SECRET, 'new-secret'];
		received.verifyAgain();
		expect(received.all.map(({ state, count }) => [state, count])).toEqual([['valid', 2]]);
		secrets = [];
		received.verifyAgain();
		expect(received.all.map(({ state }) => state)).toEqual(['unchecked']);
	});

	it('show the content of the delivery that is signed', () => {
		secrets = [];
		received.add(requestOf(statusNotice('a', { status: 'failed' })));
		secrets = [SECRET];
		add('a', START + 1000);
		expect(received.all).toMatchObject([
			{ state: 'valid', count: 2, content: { event: { player: { status: 'running' } } } },
		]);
	});

	it('report a notification when its signature is valid for the first time', () => {
		secrets = [];
		add('a');
		secrets = [SECRET];
		add('a', START + 1000);
		add('a', START + 2000);
		expect(arrived.map(({ state }) => state)).toEqual(['unchecked', 'valid']);
	});

	it('contain bodies that are not notifications, each one separately', () => {
		const broken = { body: Buffer.from('{"noticeId":'), signatures: {}, at: START };
		received.add(broken);
		received.add(broken);
		expect(received.all.map(({ count, content }) => [count, isNotification(content)])).toEqual([
			[1, false],
			[1, false],
		]);
	});

	it('know the idle timeout of a player from the notification of its creation, unless it is forged', () => {
		const created = playerNotice(1, { player: PLAYER, lts: START });
		received.add(requestOf(created));
		expect(received.idleTimeoutOf(PLAYER.id)).toBeUndefined();
		received.add(requestOf(created, { secret: SECRET }));
		expect(received.idleTimeoutOf(PLAYER.id)).toBe(300);
	});

	it('are dropped from the oldest on when there are more than 1,000', () => {
		for (let number = 0; number < MAX_NOTIFICATIONS + 3; number += 1) {
			add(`notice ${number}`);
		}
		expect(ids()).toHaveLength(MAX_NOTIFICATIONS);
		expect(ids().at(-1)).toBe('notice 3');
		expect(received.total).toBe(MAX_NOTIFICATIONS + 3);
	});

	it('are dropped when their bodies take more than 16 MiB', () => {
		for (let number = 0; number < 40; number += 1) {
			received.add(
				requestOf({ ...playerNotice(2, {}), noticeId: String(number), more: 'x'.repeat(1_000_000) }),
			);
		}
		const bytes = received.all.reduce((sum, { body }) => sum + body.length, 0);
		expect(bytes).toBeLessThanOrEqual(16 * 1024 * 1024);
		expect(received.all).toHaveLength(16);
		expect(ids()[0]).toBe('39');
	});

	it('keep some of the deliveries of a notification that comes again and again', () => {
		for (let number = 0; number < 100; number += 1) {
			add('a', START + number);
		}
		const [only] = received.all;
		expect(only?.count).toBe(100);
		expect(only?.deliveries).toHaveLength(20);
		expect(only?.deliveries[0]?.receivedAt).toBe(START + 100);
		expect(only?.deliveries.at(-1)?.receivedAt).toBe(START + 199);
	});

	it('can be cleared', () => {
		add('a');
		received.clear();
		expect(received.all).toEqual([]);
		add('a');
		expect(received.all[0]?.count).toBe(1);
	});

	it('are the same notifications with the same numbers of deliveries in every order of arrival', () => {
		const delivery = fc.record({
			noticeId: fc.constantFrom('a', 'b', 'c', 'd'),
			secret: fc.constantFrom(SECRET, 'forged', undefined),
			notifyMs: fc.integer({ min: START, max: START + 60_000 }),
		});
		const summary = () =>
			received.all
				.map(({ content, state, count }) =>
					[isNotification(content) && content.noticeId, state === 'valid', count].join(),
				)
				.sort();
		fc.assert(
			fc.property(
				fc
					.array(delivery, { maxLength: 15 })
					.chain((deliveries) =>
						fc.tuple(
							fc.constant(deliveries),
							fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
						),
					),
				([deliveries, shuffled]) => {
					const results = [deliveries, shuffled].map((order) => {
						received.clear();
						for (const { noticeId, notifyMs, secret } of order) {
							received.add(
								requestOf(statusNotice(noticeId, { notifyMs }), secret === undefined ? {} : { secret }),
							);
						}
						return summary();
					});
					expect(results[0]).toEqual(results[1]);
					const counted = received.all.reduce((sum, { count }) => sum + count, 0);
					expect(counted).toBe(deliveries.length);
				},
			),
		);
	});

	it('accept any bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
				received.clear();
				received.add({ body, signatures: {}, at: START });
				expect(received.all).toHaveLength(1);
			}),
		);
	});
});
