import { expect, test } from 'vitest';
import { unknownPlayer } from '../../../src/agora/mediaPull/player';
import { isHealthCheck, isNotification, readNotification } from '../../../src/agora/notifications/event';
import {
	buildTestNotification,
	HEALTH_CHECK,
	newNoticeId,
	SAMPLE,
	subjectOfChannel,
	subjectOfPlayer,
	TEST_EVENTS,
	withNotifyTime,
} from '../../../src/notifications/testNotification';

const AT = Date.UTC(2026, 10, 26, 12);

function read(body: Uint8Array) {
	const notification = readNotification(body);
	if (!isNotification(notification)) {
		throw new Error(JSON.stringify(notification));
	}
	return notification;
}

test('offers every documented event of both products', () => {
	const numbers = (productId: number) => [
		...new Set(TEST_EVENTS.filter((each) => each.productId === productId).map(({ eventType }) => eventType)),
	];
	expect(numbers(4)).toEqual([1, 4, 3]);
	expect(numbers(1)).toEqual([101, 102, 103, 104, 105, 106, 107, 108, 111, 112]);
});

test.each(TEST_EVENTS)('builds event $eventType $detail of product $productId without a problem', (event) => {
	const noticeId = newNoticeId(event.eventType);
	const notification = read(buildTestNotification(event, SAMPLE, { noticeId, at: AT }));
	expect(noticeId).toMatch(new RegExp(`^\\d{10}:\\d+:${event.eventType}$`));
	expect(notification).toMatchObject({ ...{ noticeId, problems: [] }, notifiedAt: new Date(AT) });
	expect(notification.happenedAt).toEqual(new Date(AT));
	expect(notification.event.type).not.toBe('other');
	if (event.detail !== undefined) {
		const { event: content } = notification;
		const values = 'player' in content ? [content.player.status] : [];
		const detail = 'reason' in content ? content.reason : values[0];
		expect(detail).toBe(event.detail);
	}
});

test('uses a known player with its user, but not its source', () => {
	const player = { ...unknownPlayer('id-1', { name: 'lesson', channelName: 'class32' }), account: 'teacher' };
	const subject = subjectOfPlayer({ appId: 'app', player: { ...player, streamUrl: 'rtmp://u:pw@a/live' } });
	const body = buildTestNotification({ productId: 4, eventType: 1 }, subject, { noticeId: 'a', at: AT });
	const { event } = read(body);
	expect(event).toMatchObject({
		player: { id: 'id-1', name: 'lesson', channelName: 'class32', account: 'teacher' },
	});
	expect(Buffer.from(body).toString()).not.toContain('u:pw');
});

test('uses a known channel, and the one of the health check', () => {
	const [joined] = TEST_EVENTS.filter(({ eventType }) => eventType === 103);
	if (!joined) {
		throw new Error('no event 103');
	}
	const of = (subject: typeof SAMPLE) =>
		read(buildTestNotification(joined, subject, { noticeId: 'a', at: AT }));
	expect(of(subjectOfChannel({ appId: 'app', channelName: 'class7' })).event).toMatchObject({
		channelName: 'class7',
	});
	expect(isHealthCheck(of(SAMPLE))).toBe(false);
	expect(isHealthCheck(of(HEALTH_CHECK))).toBe(true);
	expect(of(HEALTH_CHECK).event).toMatchObject({ user: { uid: 12_121_212 } });
});

test('changes only the time of sending when it is sent again', () => {
	const text =
		'{ "noticeId":"a", "big":12345678901234567890, "payload":{"notifyMs":1},\n"notifyMs":7, "productId":4 }';
	expect(Buffer.from(withNotifyTime(Buffer.from(text), AT)).toString()).toBe(
		text.replace('"notifyMs":7', `"notifyMs":${AT}`),
	);
	const without = JSON.parse(Buffer.from(withNotifyTime(Buffer.from('{"noticeId":"a"}'), AT)).toString());
	expect(without).toEqual({ noticeId: 'a', notifyMs: AT });
});
