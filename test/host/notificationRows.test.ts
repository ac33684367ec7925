import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { MarkdownString, ThemeIcon, type TreeItem } from 'vscode';
import { readNotification } from '../../src/agora/notifications/event';
import { systemClock } from '../../src/common/clock';
import { notificationText } from '../../src/notifications/notificationText';
import {
	type ItemFacts,
	notificationHover,
	notificationItem,
} from '../../src/notifications/tree/notificationItems';
import { NotificationNode } from '../../src/notifications/tree/notificationNodes';
import { commandUri } from '../../src/ui/commands';
import {
	channelNotice,
	type NotificationContext,
	openNotificationContext,
	playerNotice,
} from './context/notificationContext';
import { waitUntil } from './extensionHost';

const SECRET = 'secret-of-the-notifications';

/** The text of a hover without what makes it inert. */
function plain(markdown: string): string {
	return markdown.replaceAll(/\\(?=[^A-Za-z0-9\s])|\u200B/g, '').replaceAll('&nbsp;', ' ');
}

describe('the words of notifications', () => {
	const facts = { idleTimeoutOf: (id: string) => (id === 'player-1' ? 300 : undefined) };
	const text = (notice: unknown) => {
		const body = typeof notice === 'string' ? notice : JSON.stringify(notice);
		return notificationText(readNotification(Buffer.from(body)), facts);
	};

	it('say what happened to a cloud player', () => {
		const status = (word: string) => text(playerNotice(4, {}, { status: word }));
		strictEqual(text(playerNotice(1)), 'lesson_1 was created');
		strictEqual(status('connecting'), 'lesson_1 is connecting to its source');
		strictEqual(status('success'), 'lesson_1 is connected to its source');
		strictEqual(status('running'), 'lesson_1 is running');
		strictEqual(status('failed'), 'lesson_1 failed');
		strictEqual(status('stopped'), 'lesson_1 stopped: the stream has ended');
		strictEqual(status('pondering'), 'lesson_1 changed its status to “pondering”');
		strictEqual(text(playerNotice(4)), 'lesson_1 changed its status');
	});

	it('say why a cloud player was destroyed', () => {
		const destroyed = (destroyReason: string, player = {}) =>
			text(playerNotice(3, { destroyReason }, player));
		strictEqual(destroyed('Delete Request'), 'lesson_1 was destroyed: it was deleted');
		strictEqual(
			destroyed('Internal Error'),
			'lesson_1 was destroyed: internal error of Agora, such as a wrong or expired token',
		);
		strictEqual(destroyed('Idle Timeout'), 'lesson_1 was destroyed: the source did not play for 300 s');
		strictEqual(
			destroyed('Idle Timeout', { id: 'other', name: undefined }),
			'class32 · ? was destroyed: the source did not play for too long',
		);
		strictEqual(destroyed('Stream Stopped'), 'lesson_1 was destroyed: the stream has ended');
		strictEqual(destroyed('Moon Phase'), 'lesson_1 was destroyed: Moon Phase');
		strictEqual(text(playerNotice(3)), 'lesson_1 was destroyed');
	});

	it('say who joined and left a channel', () => {
		strictEqual(text(channelNotice(101)), 'channel class32 was created');
		strictEqual(text(channelNotice(102)), 'channel class32 was destroyed');
		strictEqual(text(channelNotice(103)), 'host 589 joined class32 (Android)');
		strictEqual(text(channelNotice(105, { platform: 7 })), 'audience 589 joined class32 (Web)');
		strictEqual(text(channelNotice(107, { platform: 99 })), 'user 589 joined class32');
		strictEqual(text(channelNotice(103, { account: 'teacher' })), 'host teacher joined class32 (Android)');
		strictEqual(
			text(channelNotice(105, { platform: 6, clientType: 10 })),
			'audience 589 joined class32 (cloud recording)',
		);
		strictEqual(
			text(channelNotice(105, { platform: 6, clientType: 3 })),
			'audience 589 joined class32 (on-premise recording)',
		);
		strictEqual(text(channelNotice(111)), '589 became a host in class32');
		strictEqual(text(channelNotice(112)), '589 became audience in class32');
		const left = (reason: number) => text(channelNotice(104, { reason, duration: 60 }));
		strictEqual(left(1), 'host 589 left class32');
		strictEqual(left(2), 'host 589 left class32: connection lost');
		strictEqual(left(3), 'host 589 left class32: banned or without permission');
		strictEqual(left(4), 'host 589 left class32: internal error of Agora');
		strictEqual(left(8), 'host 589 left class32: reason 8');
		strictEqual(left(12), 'host 589 left class32: because of its token');
		strictEqual(left(999), 'host 589 left class32: joins and leaves too often');
		strictEqual(text(channelNotice(106, { reason: 1 })), 'audience 589 left class32');
		strictEqual(text(channelNotice(108, { reason: 1 })), 'user 589 left class32');
	});

	it('name the product of other events', () => {
		const other = (productId: number) => text({ noticeId: 'a', productId, eventType: 40, payload: {} });
		strictEqual(other(1), 'event 40 of RTC Channels');
		strictEqual(other(3), 'event 40 of Cloud Recording');
		strictEqual(other(4), 'event 40 of Media Pull');
		strictEqual(other(5), 'event 40 of Media Push');
		strictEqual(other(77), 'event 40 of product 77');
	});

	it('recognize the health check of the Agora Console', () => {
		const notice = channelNotice(103, { channelName: 'test_webhook', uid: 12_121_212 });
		strictEqual(text(notice), 'health check: host 12121212 joined test_webhook (Android)');
	});

	it('say which field is malformed', () => {
		strictEqual(text(''), 'not a notification: the body is empty');
		strictEqual(text('hello'), 'not a notification: the body is not JSON');
		strictEqual(text('[1]'), 'not a notification: the body should be an object, but is a list');
		strictEqual(text('{}'), 'not a notification: noticeId is missing');
		strictEqual(text({ noticeId: '' }), 'not a notification: noticeId is empty');
		strictEqual(
			text({ noticeId: 'a', productId: true }),
			'not a notification: productId should be a whole number, but is true or false',
		);
		strictEqual(
			text(playerNotice(4, {}, { id: 7, status: 'running' })),
			'not a notification: payload.player.id should be a text, but is a number',
		);
		strictEqual(
			notificationText(readNotification(new Uint8Array([0xff])), facts),
			'not a notification: the body is not UTF-8',
		);
	});
});

describe('the rows of notifications', () => {
	let context: NotificationContext;
	let appId: string;
	beforeEach(async () => {
		context = await openNotificationContext();
		appId = context.project('Watch Party').appId;
		await context.deps.secrets.add(context.session.accountId, { appId, productId: 4 }, SECRET);
	});
	afterEach(() => context.close());

	const facts = (): ItemFacts => ({
		...context.deps.facts,
		now: () => 1_611_566_412_300 + 180_000,
	});
	const first = () => context.deps.received.all[0] ?? fail();
	const item = (): TreeItem => notificationItem(new NotificationNode(first()), facts());
	const hover = () => plain(notificationHover(first(), facts()).value);
	const iconId = ({ iconPath }: TreeItem) => (iconPath instanceof ThemeIcon ? iconPath.id : undefined);

	it('show project, age, delay and a valid signature', () => {
		context.receive(playerNotice(4, {}, { status: 'running' }), SECRET);
		strictEqual(item().label, 'lesson_1 is running');
		strictEqual(item().description, 'Watch Party · 3 minutes ago · delay 0.4 s · signature valid');
		strictEqual(iconId(item()), 'play-circle');
		strictEqual(
			item().accessibilityInformation?.label,
			'lesson_1 is running, Watch Party, 3 minutes ago, delay 0.4 s, signature valid',
		);
	});

	it('show an invalid signature first, with an icon and in words', () => {
		context.receive(playerNotice(4, {}, { status: 'running' }), 'forged');
		match(String(item().description), /^signature invalid · /);
		strictEqual(iconId(item()), 'warning');
		match(hover(), /lesson_1 is running\*\* — signature invalid[\s\S]*None of the stored secrets fits/);
	});

	it('say that a signature is missing', () => {
		context.receive(playerNotice(4, {}, { status: 'running' }));
		strictEqual(iconId(item()), 'warning');
		match(hover(), /It has no signature/);
	});

	it('show that no secret is stored', () => {
		context.receive(channelNotice(103), SECRET);
		match(String(item().description), /^no secret stored · /);
		strictEqual(iconId(item()), 'arrow-right');
		match(hover(), /Store the secret[\s\S]*\[Set Secret…\]\(command:agora\.notifications\.setSecret/);
	});

	it('count repeated deliveries', () => {
		for (const notifyMs of [1_611_566_412_700, 1_611_566_417_000, 1_611_566_430_000]) {
			context.receive(playerNotice(4, { notifyMs }, { status: 'failed' }), SECRET);
		}
		strictEqual(context.deps.received.all.length, 1);
		match(String(item().description), /delay 0\.4 s · 3 deliveries · signature valid$/);
		match(hover(), /Deliveries: 3/);
	});

	it('have a hover with everything, and no secret', () => {
		context.receive(
			playerNotice(
				1,
				{},
				{
					token: '006secret-token',
					uid: 101,
					createTs: 1_611_566_412,
					idleTimeout: 300,
					status: 'connecting',
				},
			),
			SECRET,
		);
		const text = hover();
		for (const part of [
			'Project: Watch Party',
			'Product: Media Pull',
			'Event type: 1',
			'Channel: class32',
			'Cloud player: lesson_1',
			'Player ID: player-1',
			'uid: 101',
			'Status: connecting',
			'Idle timeout: 300 s',
			'Happened: January 25, 2021',
			'Sent: January 25, 2021',
			'Received: ',
			'Delay: 0.4 s',
			'Notice ID: notice 1',
		]) {
			ok(text.includes(part), `${part} is not in: ${text}`);
		}
		doesNotMatch(text, /secret-token/);
		ok(
			notificationHover(first(), facts()).value.includes(
				commandUri('agora.notification.show', { notificationId: '1' }),
			),
		);
	});

	it('have a hover with the fields that are malformed', () => {
		context.receive(playerNotice(4, { lts: 'soon' }, { status: 'running' }), SECRET);
		match(
			hover(),
			/Malformed fields[\s\S]*payload\.lts should be a Unix time in milliseconds, but is a text/,
		);
	});

	it('have a hover whose lines break between words, and keep the spaces that Markdown interprets', () => {
		context.receive(playerNotice(4, {}, { name: '1. a b  c\n    d', status: 'failed' }), SECRET);
		const { value } = notificationHover(first(), facts());
		match(value, /signature valid/);
		match(value, /\*\*1\\?\.&nbsp;a b&nbsp;&nbsp;c\s+&nbsp;&nbsp;&nbsp;&nbsp;d failed\*\*/);
	});

	it('do not interpret what notifications contain', () => {
		context.receive(
			playerNotice(4, {}, { name: '[x](command:agora.account.signOut) $(error) <b>', status: 'running' }),
			SECRET,
		);
		const hovered = notificationHover(first(), facts());
		ok(hovered instanceof MarkdownString);
		doesNotMatch(hovered.value.replaceAll('\\', ''), /\]\(command:agora\.account/);
		match(String(item().label), /^\[x\]/);
	});

	it('appear newest first, 200 at a time', async () => {
		for (let number = 0; number < 450; number += 1) {
			context.receive(
				playerNotice(4, { noticeId: `n${number}` }, { name: `p${number}`, status: 'running' }),
				SECRET,
			);
		}
		const { tree } = context.deps;
		const labels = async () => tree.getChildren().map((node) => String(tree.getTreeItem(node).label));
		await waitUntil(async () => (await labels())[0] === 'p449 is running');
		strictEqual((await labels()).length, 201);
		strictEqual((await labels()).at(-1), 'Load more…');
		tree.showMore();
		strictEqual((await labels()).length, 401);
		tree.showMore();
		strictEqual((await labels()).length, 450);
		strictEqual((await labels()).at(-1), 'p0 is running');
	});

	it('are redrawn a few times while 10,000 arrive, and 1,000 are kept', async () => {
		const { tree, received } = context.deps;
		let redraws = 0;
		tree.onDidChangeTreeData(() => {
			redraws += 1;
		});
		const startedAt = systemClock.monotonic();
		for (let number = 0; number < 10_000; number += 1) {
			context.receive(playerNotice(4, { noticeId: `n${number}` }, { status: 'running' }), SECRET);
		}
		const elapsed = systemClock.monotonic() - startedAt;
		await waitUntil(() => tree.getChildren()[0]?.id === 'notification:10000');
		strictEqual(received.all.length, 1000);
		ok(redraws <= 2 + Math.ceil(elapsed / 250), `${redraws} redraws in ${elapsed} ms`);
	});

	it('stay the same objects while others are added', async () => {
		const { tree } = context.deps;
		context.receive(playerNotice(4, { noticeId: 'a' }, { status: 'running' }), SECRET);
		await waitUntil(() => tree.getChildren().length === 1);
		const [row] = tree.getChildren();
		context.receive(playerNotice(4, { noticeId: 'b' }, { status: 'running' }), SECRET);
		await waitUntil(() => tree.getChildren().length === 2);
		strictEqual(tree.getChildren()[1], row);
	});

	it('match a filter by product, event, channel, player, project and signature', () => {
		context.receive(playerNotice(4, {}, { status: 'failed' }), SECRET);
		context.receive(channelNotice(103, { channelName: 'stage' }), SECRET);
		const matching = (text: string) => {
			context.deps.filter.set(text, context.session);
			return context.deps.filter
				.apply(context.deps.received.all, context.deps.facts)
				.map(({ content }) => content.productId);
		};
		deepStrictEqual(matching(''), [1, 4]);
		deepStrictEqual(matching('media pull'), [4]);
		deepStrictEqual(matching('rtc'), [1]);
		deepStrictEqual(matching('JOINED'), [1]);
		deepStrictEqual(matching('stage 589'), [1]);
		deepStrictEqual(matching('class32'), [4]);
		deepStrictEqual(matching('lesson_1 failed'), [4]);
		deepStrictEqual(matching('player-1'), [4]);
		deepStrictEqual(matching('watch party'), [4]);
		deepStrictEqual(matching('no secret'), [1]);
		deepStrictEqual(matching('lesson_1 stage'), []);
	});
});

function fail(): never {
	throw new Error('no notification');
}
