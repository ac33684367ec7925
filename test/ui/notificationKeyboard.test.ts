import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalizedText } from './localizedText';
import { Keyboard } from './workbench/keyboard';
import type { TreeView } from './workbench/treeView';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const PROJECT = 'Classroom Live';
const MEDIA_PULL = 'Media Pull';
const SECRET = 'planted-notification-secret';

describe('the keyboard, in Chinese', () => {
	const texts = new LocalizedText('zh-cn');
	const title = texts.manifest('view.notifications');
	const running = texts.code('{0} is running', 'test_player');
	let vsCode: VsCode;
	let workbench: Workbench;
	let keyboard: Keyboard;
	let view: TreeView;

	beforeAll(async () => {
		vsCode = await startVsCode();
		workbench = await vsCode.open({ language: 'zh-cn' });
		keyboard = new Keyboard(workbench.page);
		view = workbench.view(title);
		await workbench.page.evaluate(() => {
			for (const event of ['pointerdown', 'pointermove', 'wheel']) {
				addEventListener(event, () => document.body.setAttribute('data-pointed', event), { capture: true });
			}
		});
		await run('agora.sandbox.start');
		const projects = texts.manifest('view.projects');
		await keyboard.runCommand(`Agora: Focus on ${projects} View`);
		await workbench.view(projects).waitForRow(PROJECT);
	});

	afterAll(async () => {
		const pointed = await workbench?.page.locator('body').getAttribute('data-pointed');
		await vsCode?.stop();
		expect(pointed).toBeNull();
	});

	async function run(command: string): Promise<void> {
		await keyboard.runCommand(`Agora: ${texts.command(command)}`);
	}

	/** Chooses a row of a step, and waits until the step is over. */
	async function answer(label: string): Promise<void> {
		const title = async () =>
			(await workbench.page.locator('.quick-input-title:visible').allInnerTexts()).join();
		await expect.poll(title).not.toBe('');
		const before = await title();
		await keyboard.answer(label, label);
		await expect.poll(title).not.toBe(before);
	}

	async function enter(text: string): Promise<void> {
		await keyboard.type(text);
		await keyboard.press('Enter');
	}

	/** Chooses from the menu of a row. */
	async function chooseOf(row: string, command: string): Promise<void> {
		await goTo(row);
		await keyboard.chooseFromMenu(texts.command(command));
	}

	async function goTo(row: string): Promise<void> {
		await keyboard.runCommand(`Agora: Focus on ${title} View`);
		await keyboard.goToRow(row);
	}

	/** The port of the listener, as the view shows it. */
	async function port(): Promise<string> {
		return /\d+/.exec(await view.titleDescription())?.[0] ?? '';
	}

	it('starts the listener and sends a test notification to it', async () => {
		await run('agora.notifications.start');
		await expect.poll(port).not.toBe('');
		// Many users come and go in the channels of the sandbox.
		await run('agora.notifications.filter');
		await enter('test_player');
		await workbench.quickInput.waitUntilClosed();
		await run('agora.notifications.sendTest');
		await answer(MEDIA_PULL);
		await answer(running);
		await answer(texts.code('Invented player test_player'));
		await answer(PROJECT);
		await enter(`http://127.0.0.1:${await port()}/`);
		await view.waitForRow(running);
		expect(await view.description(running)).toContain(texts.code('signature valid'));
	});

	it('opens a notification, replays it and copies it as curl', async () => {
		await goTo(running);
		await keyboard.press('Enter');
		await expect.poll(() => workbench.editors()).toEqual([running]);

		await chooseOf(running, 'agora.notification.replay');
		await answer(texts.code('Send Once'));
		await answer(PROJECT);
		await keyboard.press('Enter');
		await expect.poll(() => view.description(running)).toContain(texts.code('{0} deliveries', 2));

		await chooseOf(running, 'agora.notification.copyCurl');
		await expect.poll(() => workbench.readClipboard()).toMatch(/^body=[\s\S]*curl [\s\S]*openssl/);
	});

	it('exports the filtered notifications and clears the filter', async () => {
		expect(await view.labels()).toEqual([running]);
		await run('agora.notifications.export');
		await expect.poll(() => workbench.quickInput.value()).toMatch(/\.jsonl$/);
		await keyboard.press('Enter');
		const files = async () => (await readdir(vsCode.workspace)).filter((name) => name.endsWith('.jsonl'));
		await expect.poll(files).toHaveLength(1);
		const [file = ''] = await files();
		const [line = ''] = (await readFile(join(vsCode.workspace, file), 'utf8')).split('\n');
		expect(JSON.parse(line)).toMatchObject({ event: running, project: PROJECT, deliveries: 2 });
		await run('agora.notifications.clearFilter');
		await expect.poll(async () => (await view.labels()).length).toBeGreaterThan(1);
	});

	it('inspects the notification in the active editor', async () => {
		await run('agora.notification.inspect');
		await answer(texts.code('Text of the Active Editor'));
		await keyboard.press('Enter');
		await workbench.quickInput.waitForTitle(texts.code('Inspect Notification'));
		const [event] = await workbench.quickInput.rows();
		expect(event).toMatchObject({ label: texts.code('Event'), description: running });
		await keyboard.press('Escape');
		await workbench.quickInput.waitUntilClosed();
	});

	it('copies the addresses of the senders and of the listener', async () => {
		await run('agora.notifications.copySenders');
		await answer(texts.code('Rules of nginx'));
		await expect.poll(() => workbench.readClipboard()).toMatch(/^allow [\s\S]*deny all;\n$/);
		await run('agora.notifications.copyAddress');
		expect(await workbench.dialog.detail()).toContain(
			texts.code('Copy the forwarded address, which begins with https://.'),
		);
		await keyboard.press('Escape');
		// It gives the focus back when it has closed.
		await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
		await expect.poll(() => workbench.readClipboard()).toContain(await port());
	});

	it('stores a secret and removes it after a question', async () => {
		const product = texts.code('Cloud Recording');
		const description = async () =>
			(await workbench.quickInput.rows()).find(({ label }) => label === product)?.description;
		await run('agora.notifications.setSecret');
		await answer(PROJECT);
		await answer(product);
		await enter(SECRET);
		await workbench.quickInput.waitUntilClosed();

		await run('agora.notifications.setSecret');
		await answer(PROJECT);
		await expect.poll(description).toBe(texts.code('secrets stored: {0}', 1));
		await answer(product);
		const [before = '', after = ''] = texts.code('Remove the secret that was stored {0}', '|').split('|');
		await keyboard.type(before.length > after.length ? before : after);
		await expect.poll(async () => (await workbench.quickInput.rows()).length).toBe(1);
		await keyboard.press('Enter');
		await keyboard.pressInDialog(texts.code('Remove Secret'));

		await run('agora.notifications.setSecret');
		await answer(PROJECT);
		await expect.poll(description).toBe('');
		await keyboard.press('Escape');
	});

	it('clears the notifications and stops the listener', async () => {
		await run('agora.notifications.clear');
		await expect.poll(() => view.labels()).not.toContain(running);
		await run('agora.notifications.stop');
		await expect.poll(() => view.titleDescription()).toBe('');
	});
});
