import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { env } from 'vscode';
import { isSignedByAgora } from '../../src/agora/notifications/signature';
import { runNotificationCommand } from '../../src/notifications/commands/notificationCommands';
import { NotificationNode } from '../../src/notifications/tree/notificationNodes';
import type { NotificationCommandId } from '../../src/ui/commandIds';
import {
	type NotificationContext,
	openNotificationContext,
	playerNotice,
} from './context/notificationContext';
import { DialogDriver, type UserAction } from './dialogDriver';

const SECRET = 'planted-notification-secret';
const OTHER_SECRET = 'another-planted-secret';

interface Received {
	readonly body: Buffer;
	readonly headers: IncomingHttpHeaders;
}

describe('sending notifications to the own back end', () => {
	let context: NotificationContext;
	let backEnd: Server;
	let url: string;
	let received: Received[];
	/** Of the next answers; then 200. */
	let statuses: number[];
	beforeEach(async () => {
		context = await openNotificationContext();
		received = [];
		statuses = [];
		backEnd = createServer((request, response) => {
			void buffer(request).then((body) => {
				received.push({ body, headers: request.headers });
				response.writeHead(statuses.shift() ?? 200).end('{}');
			});
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => backEnd.once('listening', resolve));
		url = `http://127.0.0.1:${(backEnd.address() as AddressInfo).port}/hook`;
	});
	afterEach(async () => {
		backEnd.closeAllConnections();
		await new Promise((resolve) => backEnd.close(resolve));
		await context.close();
	});

	const run = (
		id: NotificationCommandId,
		actions: readonly UserAction[] = [],
		argument?: unknown,
	): Promise<DialogDriver> =>
		DialogDriver.run(actions, () =>
			runNotificationCommand(id, context.deps, (inAccount) => () => inAccount(context.session), argument),
		);
	const storeSecret = (value = SECRET) =>
		context.deps.secrets.add(
			context.session.accountId,
			{ appId: context.project('Watch Party').appId, productId: 4 },
			value,
		);
	const jsonOf = (at: number) => JSON.parse(received[at]?.body.toString() ?? '');
	const isSigned = (at: number, secret: string) => {
		const { body = Buffer.alloc(0), headers = {} } = received[at] ?? {};
		const { 'agora-signature': sha1, 'agora-signature-v2': sha256 } = headers;
		return (
			isSignedByAgora(body, { sha1: String(sha1) }, secret) &&
			isSignedByAgora(body, { sha256: String(sha256) }, secret)
		);
	};

	describe('agora.notifications.sendTest', () => {
		const steps = (...last: readonly UserAction[]): readonly UserAction[] => [
			{ pick: 'Media Pull' },
			{ pick: 'test_player failed' },
			{ pick: 'known_player' },
			...last,
		];

		it('sends an event of a known player, signed with a stored secret, and says what Agora makes of the answer', async () => {
			await storeSecret();
			const driver = await run('agora.notifications.sendTest', steps({ pick: 'Watch Party' }, { type: url }));
			deepStrictEqual([driver.problems, driver.unusedActions], [[], 0]);
			match(
				driver.text,
				/status 200 and JSON after \d+ ms\. Agora accepts this answer\.\nSend Again\nCopy as curl/,
			);
			doesNotMatch(driver.text, /planted/);
			strictEqual(received.length, 1);
			ok(isSigned(0, SECRET));
			const { productId, eventType, payload } = jsonOf(0);
			deepStrictEqual([productId, eventType], [4, 4]);
			deepStrictEqual(payload.player, {
				...{ channelName: 'class7', id: 'known-id', name: 'known_player', status: 'failed' },
			});
		});

		it('signs with a secret that is typed, and sends the same event again', async () => {
			statuses = [500];
			const driver = await run('agora.notifications.sendTest', [
				{ pick: 'RTC Channels' },
				{ pick: 'host 101 joined test_channel (Android)' },
				{ pick: 'known_channel' },
				{ type: OTHER_SECRET },
				{ type: url },
				{ press: 'Send Again' },
			]);
			deepStrictEqual([driver.problems, driver.unusedActions], [[], 0]);
			match(
				driver.text,
				/status 500 after \d+ ms\. The health check of the Agora Console reports this as 590/,
			);
			ok(isSigned(0, OTHER_SECRET) && isSigned(1, OTHER_SECRET));
			const [first, second] = [jsonOf(0), jsonOf(1)];
			strictEqual(first.payload.channelName, 'known_channel');
			deepStrictEqual({ ...first, notifyMs: 0 }, { ...second, notifyMs: 0 });
			ok(second.notifyMs >= first.notifyMs);
			deepStrictEqual(context.deps.secrets.all, []);
		});

		it('goes back, counts the steps and offers the last answers', async () => {
			await storeSecret();
			await run('agora.notifications.sendTest', steps({ pick: 'Watch Party' }, { type: url }));
			const driver = await run('agora.notifications.sendTest', [
				...steps({ pick: 'Enter Another Secret' }),
				'back',
				{ pick: 'Watch Party' },
			]);
			deepStrictEqual(driver.problems, []);
			deepStrictEqual(driver.shown.at(-1)?.details, [url]);
			strictEqual(received.length, 1);
		});

		it('sends nothing to another machine, or when it is cancelled at any step', async () => {
			await storeSecret();
			const all = steps({ pick: 'Watch Party' }, { type: 'http://192.0.2.1/' });
			for (let count = 0; count <= all.length; count += 1) {
				const driver = await run('agora.notifications.sendTest', all.slice(0, count));
				strictEqual(/Only addresses of this machine/.test(driver.text), count === all.length);
			}
			deepStrictEqual(received, []);
		});

		it('copies a command without the secret', async () => {
			await storeSecret();
			await run(
				'agora.notifications.sendTest',
				steps({ pick: 'Watch Party' }, { type: url }, { press: 'Copy as curl' }),
			);
			const copied = await env.clipboard.readText();
			ok(copied.includes(`curl -X POST '${url}'`));
			doesNotMatch(copied, /planted/);
		});
	});

	describe('of a received notification', () => {
		const add = () => {
			const player = { token: '007planted-token', name: 'lesson_1' };
			const { appId } = context.project('Watch Party');
			context.receive({ ...playerNotice(1, {}, player), appId, url: 'http://192.0.2.1/' }, SECRET);
			const [notification] = context.deps.received.all;
			ok(notification);
			return new NotificationNode(notification);
		};

		it('agora.notification.replay sends it once, with a new time and new signatures', async () => {
			await storeSecret();
			await storeSecret(OTHER_SECRET);
			const before = Date.now();
			const row = add();
			const actions = [{ pick: 'Send Once' }, { pick: 'Watch Party' }, { type: url }];
			const driver = await run('agora.notification.replay', actions, row);
			deepStrictEqual([driver.problems, driver.unusedActions], [[], 0]);
			match(driver.text, /Agora accepts this answer/);
			strictEqual(received.length, 1);
			ok(isSigned(0, SECRET));
			const { notifyMs: sentBefore, ...original } = JSON.parse(Buffer.from(row.notification.body).toString());
			const { notifyMs, ...rest } = jsonOf(0);
			ok(notifyMs >= before - 60_000 && notifyMs !== sentBefore);
			deepStrictEqual(rest, original);
			strictEqual(rest.payload.player.token, '007planted-token');
		});

		it('agora.notification.replay resends it until it is accepted', async () => {
			await storeSecret();
			statuses = [503];
			const actions = [{ pick: 'Send as Agora Does' }, { pick: 'Watch Party' }, { type: url }];
			const driver = await run('agora.notification.replay', actions, add());
			match(driver.text, /The notification was sent 2 times\. Your back end answered with status 200/);
			strictEqual(received.length, 2);
			strictEqual(jsonOf(0).noticeId, jsonOf(1).noticeId);
			ok(isSigned(0, SECRET) && isSigned(1, SECRET));
		});

		it('agora.notification.replay asks for one from the palette', async () => {
			add();
			const { shown } = await run('agora.notification.replay', [{ pick: 'lesson_1 was created' }]);
			match(shown[1]?.text ?? '', /^Replay Notification/);
			deepStrictEqual(received, []);
		});

		it('agora.notification.copyCurl copies it without secret and token, to the last address', async () => {
			await storeSecret();
			const row = add();
			await run('agora.notification.copyCurl', [], row);
			match(await env.clipboard.readText(), /curl -X POST 'http:\/\/127\.0\.0\.1:3000\/'/);
			await run(
				'agora.notification.replay',
				[{ pick: 'Send Once' }, { pick: 'Watch Party' }, { type: url }],
				row,
			);
			const { otherTexts } = await run('agora.notification.copyCurl', [], row);
			const copied = await env.clipboard.readText();
			ok(copied.includes(`curl -X POST '${url}'`));
			match(copied, /"name":"lesson_1"[\s\S]*openssl dgst -sha256 -hmac "\$AGORA_NOTIFICATION_SECRET"/);
			doesNotMatch(copied, /planted/);
			ok(otherTexts.some((text) => text.includes('AGORA_NOTIFICATION_SECRET')));
		});
	});
});
