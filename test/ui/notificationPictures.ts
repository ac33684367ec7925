import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { LocalizedText } from './localizedText';
import { APPEARANCES, PICTURE_SIZE, PICTURES_TIMEOUT_MS, Pictures, picturesFolder } from './pictureTaker';
import { startVsCode } from './workbench/vsCode';

/** `npm run pictures` takes pictures of the Notifications view and its commands, like those of `pictures.ts`. */

const PROJECT = 'Classroom Live';
const CLOSED_ADDRESS = 'http://127.0.0.1:1/';

const pathOf = picturesFolder();

it.concurrent.each(APPEARANCES)(
	'takes every screen of notifications in the theme %s and the language %s',
	async (theme, language) => {
		const blocker = createServer().listen(0, '127.0.0.1');
		await once(blocker, 'listening');
		const portInUse = (blocker.address() as AddressInfo).port;
		const vsCode = await startVsCode();
		try {
			const machineSettings = { 'agora.notifications.port': portInUse };
			const workbench = await vsCode.open({
				size: PICTURE_SIZE,
				machineSettings,
				...(language && { language }),
			});
			await workbench.setTheme(theme);
			const pictures = new Pictures(workbench, (screen) => pathOf(`${screen}-${language ?? theme}`));
			const texts = new LocalizedText(language);
			await startSandbox(pictures, texts);
			const port = await takeListener(pictures, texts, portInUse);
			await takeTests(pictures, texts, port);
			await takeRows(pictures, texts, port);
			await takeSteps(pictures, texts);
			expect(pictures.failures).toEqual([]);
		} finally {
			await vsCode.stop();
			blocker.close();
		}
	},
	PICTURES_TIMEOUT_MS,
);

function viewOf({ workbench }: Pictures, texts: LocalizedText) {
	return workbench.view(texts.manifest('view.notifications'));
}

async function run({ workbench }: Pictures, texts: LocalizedText, command: string): Promise<void> {
	await workbench.runCommand(`Agora: ${texts.command(command)}`);
}

/** Collapses the other views. */
async function startSandbox(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { workbench } = pictures;
	await workbench.openViewContainer(texts.manifest('container.agora'));
	await run(pictures, texts, 'agora.sandbox.start');
	await workbench.view(texts.manifest('view.projects')).waitForRow(PROJECT);
	for (const view of ['view.projects', 'view.players', 'view.channels']) {
		const header = workbench.page.locator('.pane-header').filter({ hasText: texts.manifest(view) });
		await header.click();
	}
}

/** @returns the port on which it listens. */
async function takeListener(pictures: Pictures, texts: LocalizedText, portInUse: number): Promise<string> {
	const { workbench } = pictures;
	const view = viewOf(pictures, texts);
	await pictures.screen('notifications-welcome', () => view.open());
	const inUse = texts.code(
		'Port {0} is in use by another program or window, so the notification listener was not started.',
		portInUse,
	);
	await view.pressInWelcome(texts.command('agora.notifications.start'));
	await workbench.notifications.message(inUse);
	await pictures.take('notifications-port-in-use');
	await workbench.notifications.press(inUse, texts.code('Use Another Port'));
	await pictures.screen('notifications-started', async () => {
		await pictures.until(async () => /\d+/.test(await view.titleDescription()));
		await workbench.notifications.message(/./);
	});
	await pictures.screen('notifications-status-bar', () =>
		workbench.statusBar.hover('agora.status.notifications'),
	);
	return /\d+/.exec(await view.titleDescription())?.[0] ?? '';
}

/** Test notifications: one that the listener accepts, and one that nobody receives. */
async function takeTests(pictures: Pictures, texts: LocalizedText, port: string): Promise<void> {
	const { workbench } = pictures;
	const { quickInput, notifications } = workbench;
	// Many users come and go in the channels of the sandbox, which moves the rows.
	await run(pictures, texts, 'agora.notifications.filter');
	await quickInput.enter('test_player');
	await pictures.screen('send-test-answer', async () => {
		await run(pictures, texts, 'agora.notifications.sendTest');
		await pictures.steps('send-test', [
			() => quickInput.pick('Media Pull'),
			() => quickInput.pick(texts.code('{0} is running', 'test_player')),
			undefined,
			() => quickInput.pick(PROJECT),
			() => quickInput.enter(`http://127.0.0.1:${port}/`),
		]);
		await notifications.message(texts.code('Agora accepts this answer.'));
	});
	await pictures.screen('send-test-channel', async () => {
		await run(pictures, texts, 'agora.notifications.sendTest');
		await quickInput.pick(texts.code('RTC Channels'));
		await pictures.until(async () => (await quickInput.rows()).length > 5);
	});
	const row = texts.code('{0} is running', 'test_player');
	await viewOf(pictures, texts).waitForRow(row);
	await pictures.screen('replay-answer', async () => {
		await viewOf(pictures, texts).chooseFromMenu(row, texts.command('agora.notification.replay'));
		await pictures.steps('replay', [undefined, undefined, () => quickInput.accept()]);
		await notifications.message(texts.code('Agora accepts this answer.'));
	});
	await pictures.screen('replay-refused', async () => {
		await viewOf(pictures, texts).chooseFromMenu(row, texts.command('agora.notification.replay'));
		await quickInput.pick(texts.code('Send Once'));
		await quickInput.pick(PROJECT);
		await quickInput.enter(CLOSED_ADDRESS);
		await notifications.message(texts.code('No program listens at this address.'));
	});
	await run(pictures, texts, 'agora.notifications.clearFilter');
}

/** Rows of each kind: valid, repeated, with an invalid signature, malformed, and a refused request. */
async function takeRows(pictures: Pictures, texts: LocalizedText, port: string): Promise<void> {
	const { workbench } = pictures;
	const view = viewOf(pictures, texts);
	const post = (body: unknown) =>
		fetch(`http://127.0.0.1:${port}/`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', 'Agora-Signature-V2': '0'.repeat(64) },
			body: JSON.stringify(body),
		});
	const notice = { noticeId: 'forged', productId: 4, eventType: 4, notifyMs: Date.now() };
	const player = { channelName: 'class32', id: 'player', name: 'lesson_1', status: 'running' };
	const forged = texts.code('{0} is running', 'lesson_1');
	await post({ ...notice, payload: { player, lts: 'soon' } });
	await post({ hello: 'world' });
	await view.waitForRow(forged);
	await pictures.screen('notifications', () => view.waitForRow(forged));
	await run(pictures, texts, 'agora.notifications.filter');
	await workbench.quickInput.enter('Media Pull');
	await pictures.screen('notification-hover', () =>
		view.tooltip(texts.code('{0} is running', 'test_player')),
	);
	await pictures.screen('notification-hover-invalid', () => view.tooltip(forged));
	await pictures.screen('notification-menu', () => view.openMenu(forged));
	await pictures.screen('notification-json', async () => {
		await view.select(forged);
		await pictures.until(async () => (await workbench.editors()).includes(forged));
	});
	await pictures.screen('notifications-filter', async () => {
		await view.pressInTitle(texts.command('agora.notifications.filter'));
		await workbench.quickInput.type('class');
	});
	await pictures.screen('notifications-filtered', async () => {
		await run(pictures, texts, 'agora.notifications.filter');
		await workbench.quickInput.enter('lesson_1');
	});
	await pictures.screen('notifications-no-match', async () => {
		await run(pictures, texts, 'agora.notifications.filter');
		await workbench.quickInput.enter('nothing of this name');
		await view.welcome();
	});
	await run(pictures, texts, 'agora.notifications.clearFilter');
	await fetch(`http://127.0.0.1:${port}/`);
	await pictures.screen('notifications-refused', () =>
		pictures.until(async () => (await view.message()) !== ''),
	);
	if (pictures.failures.length === 0) {
		for (const width of [170, 300, 600]) {
			await pictures.screen(`notifications-width-${width}`, () => workbench.setSidebarWidth(width));
		}
		await workbench.setSidebarWidth(300);
	}
}

/** The steps of the other commands, and their dialogs. */
async function takeSteps(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { workbench } = pictures;
	const { quickInput } = workbench;
	await pictures.screen('inspect-notification', async () => {
		await run(pictures, texts, 'agora.notification.inspect');
		await pictures.take('inspect-notification-1');
		await quickInput.pick(texts.code('Text of the Active Editor'));
		await pictures.until(async () => /2/.test(await quickInput.title()));
		await pictures.take('inspect-notification-2');
		await quickInput.enter('0'.repeat(64));
		await quickInput.waitForTitle(texts.code('Inspect Notification'));
	});
	await pictures.screen('set-notification-secret', async () => {
		await run(pictures, texts, 'agora.notifications.setSecret');
		await pictures.steps('set-notification-secret', [
			() => quickInput.pick(PROJECT),
			() => quickInput.pick('Media Pull'),
			() => quickInput.pick(texts.code('Store Another Secret')),
			() => quickInput.type('secret'),
		]);
	});
	await pictures.screen('question-remove-secret', async () => {
		await run(pictures, texts, 'agora.notifications.setSecret');
		await quickInput.pick(PROJECT);
		await quickInput.pick('Media Pull');
		const [before = '', after = ''] = texts.code('Remove the secret that was stored {0}', '|').split('|');
		await quickInput.type(before.length > after.length ? before : after);
		await pictures.until(async () => (await quickInput.rows()).length === 1);
		await quickInput.accept();
		await workbench.dialog.message();
	});
	await pictures.screen('listener-address', async () => {
		await run(pictures, texts, 'agora.notifications.copyAddress');
		await workbench.dialog.message();
	});
	await pictures.screen('sender-addresses', async () => {
		await run(pictures, texts, 'agora.notifications.copySenders');
		await pictures.until(async () => (await quickInput.rows()).length === 3);
	});
}
