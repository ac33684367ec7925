import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationTarget, commands, env, window, workspace } from 'vscode';
import { runNotificationCommand } from '../../src/notifications/commands/notificationCommands';
import { NotificationNode } from '../../src/notifications/tree/notificationNodes';
import type { NotificationCommandId } from '../../src/ui/commandIds';
import {
	channelNotice,
	type NotificationContext,
	openNotificationContext,
	playerNotice,
} from './context/notificationContext';
import { DialogDriver, type UserAction } from './dialogDriver';
import { waitUntil } from './extensionHost';

const SECRET = 'planted-notification-secret';

describe('notification commands', () => {
	let context: NotificationContext;
	beforeEach(async () => {
		context = await openNotificationContext();
	});
	afterEach(async () => {
		await context.close();
		await setPort(undefined);
		await commands.executeCommand('workbench.action.closeAllEditors');
	});

	const run = (
		id: NotificationCommandId,
		actions: Parameters<typeof DialogDriver.run>[0] = [],
		argument?: unknown,
	): Promise<DialogDriver> =>
		DialogDriver.run(actions, () =>
			runNotificationCommand(id, context.deps, (inAccount) => () => inAccount(context.session), argument),
		);
	const setPort = (port: number | undefined) =>
		workspace.getConfiguration('agora').update('notifications.port', port, ConfigurationTarget.Global);
	const states = () => context.deps.received.all.map(({ state }) => state);
	const storeSecret = (productId = 4, value = SECRET) => {
		const { appId } = context.project('Watch Party');
		return context.deps.secrets.add(context.session.accountId, { appId, productId }, value);
	};

	describe('agora.notifications.start', () => {
		it('listens, verifies what arrives and shows it', async () => {
			await storeSecret();
			const { otherTexts } = await run('agora.notifications.start');
			const { port } = context.deps.listener;
			ok(port !== undefined && port > 0);
			ok(otherTexts.some((text) => text.includes(`on port ${port}`)));
			strictEqual(await context.post(playerNotice(4, {}, { status: 'running' }), SECRET), 200);
			strictEqual(
				await context.post(playerNotice(4, { noticeId: 'b' }, { status: 'failed' }), 'forged'),
				200,
			);
			await waitUntil(() => context.deps.received.all.length === 2);
			deepStrictEqual(states(), ['invalid', 'valid']);
			await waitUntil(() => context.deps.tree.getChildren().length === 2);
			strictEqual(context.view.description, `port ${port}`);
		});

		it('uses the port of the settings, and offers another one if it is in use', async () => {
			const other = createServer().listen(0, '127.0.0.1');
			await new Promise((resolve) => other.once('listening', resolve));
			const { port } = other.address() as AddressInfo;
			try {
				await setPort(port);
				const refused = await run('agora.notifications.start');
				match(refused.text, new RegExp(`Port ${port} is in use by another program`));
				strictEqual(context.deps.listener.port, undefined);
				const { problems } = await run('agora.notifications.start', [{ press: 'Use Another Port' }]);
				deepStrictEqual(problems, []);
				ok(context.deps.listener.port !== undefined && context.deps.listener.port !== port);
			} finally {
				await new Promise((resolve) => other.close(resolve));
			}
			await run('agora.notifications.stop');
			await run('agora.notifications.start');
			strictEqual(context.deps.listener.port, port);
		});

		it('registers with the sandbox, says so, and passes on what happens to players', async () => {
			await context.close();
			context = await openNotificationContext({ isSandbox: true });
			const { text } = await run('agora.notifications.start');
			match(
				text,
				/The sandbox sends the notifications of its projects to the listener[\s\S]*Create Cloud Player…/,
			);
			const { appId } = context.project('Watch Party');
			context.sandbox.state.addPlayer({ appId, name: 'new_7', streamUrl: 'https://media.example.com/live' });
			await waitUntil(() => context.appliedEvents.length > 0);
			deepStrictEqual(states(), ['valid']);
			deepStrictEqual(
				context.appliedEvents.map((event) => [event.appId, event.change]),
				[[appId, { kind: 'created' }]],
			);
		});

		it('says that it listens already', async () => {
			await run('agora.notifications.start');
			const { port } = context.deps.listener;
			const { otherTexts } = await run('agora.notifications.start');
			ok(otherTexts.some((text) => text.includes(`Already listening on port ${port}`)));
			strictEqual(context.deps.listener.port, port);
		});
	});

	it('agora.notifications.stop closes the port and keeps what was received', async () => {
		await run('agora.notifications.start');
		await context.post(playerNotice(1), SECRET);
		await waitUntil(() => context.deps.received.all.length === 1);
		const address = context.deps.listener.address ?? '';
		await run('agora.notifications.stop');
		strictEqual(context.deps.listener.port, undefined);
		strictEqual(context.view.description, '');
		strictEqual(context.deps.received.all.length, 1);
		const reused = createServer().listen(Number(new URL(address).port), '127.0.0.1');
		await new Promise((resolve) => reused.once('listening', resolve));
		await new Promise((resolve) => reused.close(resolve));
	});

	it('the window closes the port when it closes', async () => {
		await run('agora.notifications.start');
		const port = context.deps.listener.port ?? 0;
		context.deps.dispose();
		const reused = createServer().listen(port, '127.0.0.1');
		await new Promise((resolve) => reused.once('listening', resolve));
		await new Promise((resolve) => reused.close(resolve));
	});

	it('refused requests are explained in the message of the view', async () => {
		await run('agora.notifications.start');
		const response = await fetch(context.deps.listener.address ?? '');
		strictEqual(response.status, 405);
		await waitUntil(() => context.view.message !== undefined && context.view.message !== '');
		strictEqual(context.view.message, 'Requests refused: 1. The last one was not a POST.');
		context.deps.filter.set('nothing', context.session);
		await waitUntil(() => context.view.message?.startsWith('Filter: “nothing” · 0 of 0 — Requests refused'));
		context.deps.filter.clear();
		await run('agora.notifications.clear');
		await waitUntil(() => context.view.message === '');
	});

	describe('agora.notifications.copyAddress', () => {
		it('copies the address and says who can reach it, and what to do', async () => {
			await run('agora.notifications.start');
			const { shown } = await run('agora.notifications.copyAddress');
			const copied = await env.clipboard.readText();
			match(copied, /^https?:\/\//);
			strictEqual(shown[0]?.modal, true);
			deepStrictEqual(shown[0]?.choices, ['Open Ports', 'Open Guide']);
			match(
				shown[0]?.text ?? '',
				/Only programs on this computer[\s\S]*Forward a Port[\s\S]*Public[\s\S]*Agora Console/,
			);
		});

		it('offers to start the listener', async () => {
			await env.clipboard.writeText('mine');
			const dismissed = await run('agora.notifications.copyAddress');
			match(dismissed.text, /not running, so it has no address/);
			strictEqual(await env.clipboard.readText(), 'mine');
			await run('agora.notifications.copyAddress', [{ press: 'Start Listener' }]);
			ok(context.deps.listener.port);
			match(await env.clipboard.readText(), /^https?:\/\//);
		});
	});

	describe('agora.notifications.setSecret', () => {
		const STORE: readonly UserAction[] = [{ pick: 'Watch Party' }, { pick: 'Media Pull' }, { type: SECRET }];

		it('stores a secret, and checks what was received again', async () => {
			context.receive(playerNotice(1), SECRET);
			deepStrictEqual(states(), ['unchecked']);
			const { problems, unusedActions, otherTexts, text } = await run('agora.notifications.setSecret', STORE);
			deepStrictEqual([problems, unusedActions], [[], 0]);
			deepStrictEqual(states(), ['valid']);
			ok(otherTexts.some((each) => each.includes('it fits 1 received')));
			doesNotMatch([text, ...otherTexts].join('\n'), new RegExp(SECRET));
			ok(context.knownSecrets.values.includes(SECRET));
		});

		it('stores nothing when it is cancelled at any step', async () => {
			for (let count = 0; count < STORE.length; count += 1) {
				await run('agora.notifications.setSecret', STORE.slice(0, count));
			}
			deepStrictEqual(await context.secrets.keys(), []);
		});

		it('says so when the secret fits nothing that was received', async () => {
			context.receive(playerNotice(1), 'another');
			const { text } = await run('agora.notifications.setSecret', STORE);
			match(text, /fits none of the notifications of Media Pull/);
			deepStrictEqual(states(), ['invalid']);
		});

		it('lists those that are stored, without their values, and removes one after a question', async () => {
			await storeSecret();
			await storeSecret(4, 'new-notification-secret');
			context.receive(playerNotice(1), SECRET);
			const steps: readonly UserAction[] = [
				{ pick: 'Watch Party' },
				{ pick: 'Media Pull' },
				{ pick: 'Remove the secret that was stored' },
			];
			const dismissed = await run('agora.notifications.setSecret', steps);
			const [, products, actions, question] = dismissed.shown;
			ok(products?.details.includes('secrets stored: 2'));
			strictEqual(actions?.choices.length, 3);
			deepStrictEqual(actions?.details.slice(1), [
				'notifications it fits: 1',
				'fits no notification received here',
			]);
			strictEqual(question?.modal, true);
			match(question?.text ?? '', /Media Pull of project “Watch Party”[\s\S]*Account: account/);
			doesNotMatch(dismissed.text, /notification-secret/);
			strictEqual(context.deps.secrets.all.length, 2);
			await run('agora.notifications.setSecret', [...steps, { press: 'Remove Secret' }]);
			deepStrictEqual(
				context.deps.secrets.all.map(({ value }) => value),
				['new-notification-secret'],
			);
			deepStrictEqual(states(), ['invalid']);
		});

		it('of a notification knows its project and its product', async () => {
			const { appId } = context.project('Watch Party');
			context.receive({ ...playerNotice(1), appId }, SECRET);
			const [notification] = context.deps.received.all;
			ok(notification);
			const { problems } = await run('agora.notifications.setSecret', [{ type: SECRET }], {
				notificationId: notification.id,
			});
			deepStrictEqual(problems, []);
			deepStrictEqual(states(), ['valid']);
		});
	});

	it('agora.notification.show opens the JSON without the token, read-only', async () => {
		context.receive(
			playerNotice(1, {}, { token: '007planted-token', streamUrl: 'rtmp://u:pw@example.com/live/key' }),
		);
		const [notification] = context.deps.received.all;
		ok(notification);
		await run('agora.notification.show', [], new NotificationNode(notification));
		const { document } = window.activeTextEditor ?? {};
		strictEqual(document?.languageId, 'json');
		match(document?.uri.path ?? '', /lesson_1 was created\.json$/);
		const json: unknown = JSON.parse(document?.getText() ?? '');
		strictEqual(Reflect.get(json as object, 'eventType'), 1);
		doesNotMatch(document?.getText() ?? '', /planted-token|pw|live\/key/);
		ok(document?.uri.scheme !== 'file' && document?.uri.scheme !== 'untitled');
	});

	it('agora.notification.show asks for one without a row, and says so when there is none', async () => {
		match((await run('agora.notification.show')).text, /No notification has arrived yet/);
		context.receive(channelNotice(103));
		const { shown } = await run('agora.notification.show', [{ pick: 'host 589 joined class32 (Android)' }]);
		deepStrictEqual(shown[0]?.choices, ['host 589 joined class32 (Android)']);
		match(window.activeTextEditor?.document.getText() ?? '', /"uid": 589/);
	});

	it('agora.notifications.filter filters while typing, and clearFilter shows all', async () => {
		context.receive(playerNotice(1));
		context.receive(channelNotice(103));
		await run('agora.notifications.filter', [{ type: 'lesson' }]);
		await waitUntil(() => context.view.message === 'Filter: “lesson” · 1 of 2');
		strictEqual(context.deps.tree.getChildren().length, 1);
		await run('agora.notifications.clearFilter');
		await waitUntil(() => context.view.message === '');
		strictEqual(context.deps.tree.getChildren().length, 2);
	});

	it('agora.notifications.clear removes everything', async () => {
		context.receive(playerNotice(1));
		await run('agora.notifications.clear');
		deepStrictEqual(context.deps.received.all, []);
		await waitUntil(() => context.deps.tree.getChildren().length === 0);
	});

	describe('agora.notifications.copySenders', () => {
		const copied = async (format: string): Promise<string> => {
			const { problems } = await run('agora.notifications.copySenders', [{ pick: format }]);
			deepStrictEqual(problems, []);
			return await env.clipboard.readText();
		};

		it('copies the addresses in three formats', async () => {
			const list = (await copied('List')).trimEnd().split('\n');
			ok(list.length > 0 && list.every((address) => /^[\d.]+$|:/.test(address)));
			strictEqual(
				await copied('nginx'),
				`${list.map((address) => `allow ${address};`).join('\n')}\ndeny all;\n`,
			);
			deepStrictEqual(JSON.parse(await copied('JSON')), list);
		});

		it('copies nothing when it is cancelled', async () => {
			await env.clipboard.writeText('mine');
			const { shown } = await run('agora.notifications.copySenders');
			strictEqual(shown[0]?.choices.length, 3);
			strictEqual(await env.clipboard.readText(), 'mine');
		});
	});

	describe('agora.notifications.export', () => {
		let folder: string;
		beforeEach(async () => {
			folder = await mkdtemp(join(tmpdir(), 'agora-export-'));
		});
		afterEach(() => rm(folder, { recursive: true }));

		it('writes what is shown as JSON Lines, oldest first and without tokens', async () => {
			await storeSecret();
			context.receive(playerNotice(1, {}, { token: '007planted-token' }), SECRET);
			context.receive(channelNotice(103));
			context.receive('no JSON, token: "007planted-token"');
			const file = join(folder, 'all.jsonl');
			const { shown } = await run('agora.notifications.export', [{ saveAs: file }]);
			match(shown[1]?.text ?? '', /3 notifications exported to all\.jsonl/);
			const text = await readFile(file, 'utf8');
			doesNotMatch(text, /planted-token/);
			const lines = text
				.trimEnd()
				.split('\n')
				.map((line): unknown => JSON.parse(line));
			deepStrictEqual(
				lines.map((line) =>
					['event', 'signature', 'project'].map((name) => Reflect.get(line as object, name)),
				),
				[
					['lesson_1 was created', 'valid', 'Watch Party'],
					['host 589 joined class32 (Android)', 'unchecked', undefined],
					['not a notification: the body is not JSON', 'invalid', undefined],
				],
			);
			strictEqual(Reflect.get(Reflect.get(lines[0] as object, 'body'), 'eventType'), 1);
			context.deps.filter.set('lesson', context.session);
			const part = join(folder, 'part.jsonl');
			const filtered = await run('agora.notifications.export', [{ saveAs: part }]);
			match(filtered.shown[0]?.text ?? '', /1 of 3/);
			strictEqual((await readFile(part, 'utf8')).trimEnd().split('\n').length, 1);
		});

		it('writes nothing when it is cancelled, and says so when there is nothing', async () => {
			match((await run('agora.notifications.export')).text, /no notifications to export/);
			context.receive(playerNotice(1));
			const { shown } = await run('agora.notifications.export');
			deepStrictEqual(
				shown.map(({ kind }) => kind),
				['save'],
			);
		});
	});
});
