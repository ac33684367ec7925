import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject, requirePlayer } from './sandboxState';
import { Keyboard } from './workbench/keyboard';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const ITEM = 'agora.status.notifications';

describe('the notifications of the sandbox', () => {
	let vsCode: VsCode;
	let workbench: Workbench;

	beforeAll(async () => {
		vsCode = await startVsCode();
		workbench = await vsCode.open();
		await workbench.openViewContainer('Agora');
		await workbench.view('Projects').pressInWelcome('Try the Sandbox');
		await workbench.view('Projects').waitForRow('Classroom Live');
	});

	afterAll(() => vsCode?.stop());

	it('are received once the listener is started in the collapsed view, which the status bar shows', async () => {
		const view = workbench.view('Notifications');
		await view.open();
		expect(await view.welcome()).toContain('Receive the notifications that Agora sends');
		await view.pressInWelcome('Start Notification Listener');
		await workbench.notifications.dismiss('The sandbox sends the notifications of its projects');
		await expect.poll(() => view.titleDescription()).toMatch(/^port \d+$/);
		const [port = ''] = /\d+/.exec(await view.titleDescription()) ?? [];
		expect(await workbench.statusBar.text(ITEM)).toBe(port);
		expect(await workbench.statusBar.tooltip(ITEM)).toContain(`127.0.0.1:${port}/`);
		expect(await view.titleActions()).toContain('Stop Notification Listener');
	});

	it('show in words what happens to a new player, the newest first', async () => {
		const { quickInput } = workbench;
		const view = workbench.view('Notifications');
		// Many users come and go in the channels of the sandbox.
		await workbench.runCommand('Agora: Filter Notifications…');
		await quickInput.enter('notified_77');
		await quickInput.waitUntilClosed();
		await workbench.view('Projects').chooseFromMenu('Classroom Live', 'Create Cloud Player…');
		const title = 'Create Cloud Player · Classroom Live';
		await quickInput.waitForTitle(`${title} (1/5)`);
		await quickInput.pick('Europe');
		await quickInput.waitForTitle(`${title} · Europe (2/5)`);
		await quickInput.enter('https://media.example.com/live/notified');
		await quickInput.waitForTitle(`${title} · Europe (3/5)`);
		await quickInput.enter('notified');
		await quickInput.waitForTitle(`${title} · Europe (4/5)`);
		await quickInput.enter('77');
		await quickInput.waitForTitle(`${title} · Europe (5/5)`);
		await quickInput.enter('notified_77');
		await view.waitForRow('notified_77 is running');
		const labels = await view.labels();
		expect(labels[0]).toBe('notified_77 is running');
		expect(labels.at(-1)).toBe('notified_77 was created');
		expect(await view.description('notified_77 was created')).toMatch(
			/^Classroom Live · .+ · delay 0(\.\d)? s · signature valid$/,
		);
		const hover = await view.tooltip('notified_77 was created');
		expect(hover).toMatch(/Product: Media Pull[\s\S]*Channel: notified[\s\S]*Notice ID/);
	});

	it('open as JSON without the token on a click and on Enter', async () => {
		const view = workbench.view('Notifications');
		// A tree that redraws at that moment ignores the click.
		const textAfterClick = async (label: string) => {
			await view.select(label);
			return await workbench.editor.text();
		};
		await expect
			.poll(() => textAfterClick('notified_77 was created'))
			.toMatch(/"eventType": 1,[\s\S]*"token": "•••"/);
		expect(await workbench.editors()).toEqual(['notified_77 was created']);
		await expect.poll(() => textAfterClick('notified_77 is running')).toContain('"status": "running"');
		const keyboard = new Keyboard(workbench.page);
		await keyboard.runCommand('Agora: Focus on Notifications View');
		await keyboard.goToRow('notified_77 was created');
		await keyboard.press('Enter');
		await expect.poll(() => workbench.editors()).toEqual(['notified_77 was created']);
	});

	it('can be filtered while typing, exported and cleared', async () => {
		const { quickInput } = workbench;
		const view = workbench.view('Notifications');
		await view.pressInTitle('Filter Notifications…');
		await quickInput.type('notified_77 created');
		await expect.poll(() => view.labels()).toEqual(['notified_77 was created']);
		expect(await quickInput.message()).toMatch(/^Notifications: 1 of \d+/);
		await quickInput.accept();
		await expect.poll(() => view.message()).toMatch(/^Filter: “notified_77 created” · 1 of \d+$/);
		await workbench.runCommand('Agora: Export Notifications…');
		await expect.poll(() => quickInput.value()).toMatch(/\.jsonl$/);
		await quickInput.accept();
		const files = async () => (await readdir(vsCode.workspace)).filter((name) => name.endsWith('.jsonl'));
		await expect.poll(files).toHaveLength(1);
		const [file = ''] = await files();
		const lines = (await readFile(join(vsCode.workspace, file), 'utf8')).trimEnd().split('\n');
		expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
			{ event: 'notified_77 was created', signature: 'valid', project: 'Classroom Live', deliveries: 1 },
		]);
		expect(lines[0]).toContain('"token":"•••"');
		await workbench.closeOverlays();
		await view.pressInTitle('Clear Notification Filter');
		await expect.poll(async () => (await view.labels()).length).toBeGreaterThan(1);
		await workbench.runCommand('Agora: Clear Notifications');
		await expect.poll(() => view.welcome()).toContain('No notification has arrived yet');
	});

	it('end when the listener is stopped, and the status bar shows nothing', async () => {
		const view = workbench.view('Notifications');
		await view.pressInTitle('Stop Notification Listener');
		await expect.poll(() => view.titleDescription()).toBe('');
		await expect.poll(() => workbench.page.locator(`[id$="${ITEM}"]`).isVisible()).toBe(false);
	});
});

describe('the notifications of an account', () => {
	const SECRET = 'planted-notification-secret';
	let context: WorkbenchContext;
	let workbench: Workbench;
	let appId: string;
	let blocker: Server;
	let portInUse: number;

	beforeAll(async () => {
		blocker = createServer().listen(0, '127.0.0.1');
		await once(blocker, 'listening');
		({ port: portInUse } = blocker.address() as AddressInfo);
		context = await openWorkbench({
			// The next poll would come too late.
			window: {
				settings: { 'agora.players.refreshSeconds': 300 },
				machineSettings: { 'agora.notifications.port': portInUse },
			},
			sandboxOptions: {},
			beforeOpen: async ({ state }) => {
				const project = state.addProject({ name: 'Classroom Live' });
				for (const name of ['stage', 'choir']) {
					state.addPlayer({ appId: project.appId, name, createdAt: Date.now() - 600_000 });
				}
			},
		});
		({ workbench } = context);
		({ appId } = findProject(context.sandbox, 'Classroom Live'));
	});

	afterAll(async () => {
		await context?.close();
		blocker.close();
	});

	/** Switches the source of a player, as a back end does. */
	async function switchSource(name: string, streamUrl: string): Promise<void> {
		const { sandbox } = context;
		const { id, region, sequence } = requirePlayer(sandbox, name);
		const credentials = btoa(`${sandbox.customerId}:${sandbox.customerSecret}`);
		const path = `/${region}/v1/projects/${appId}/cloud-player/players/${id}?sequence=${sequence + 1}`;
		const response = await fetch(sandbox.url + path, {
			method: 'PATCH',
			headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/json' },
			body: JSON.stringify({ player: { streamUrl } }),
		});
		expect(response.status).toBe(200);
	}

	it('are received at another port if that of the settings is in use', async () => {
		const view = workbench.view('Notifications');
		await view.open();
		await view.pressInWelcome('Start Notification Listener');
		await workbench.notifications.press(`Port ${portInUse} is in use by another program`, 'Use Another Port');
		await expect.poll(() => view.titleDescription()).toMatch(/\d+/);
		const [port = ''] = /\d+/.exec(await view.titleDescription()) ?? [];
		expect(Number(port)).not.toBe(portInUse);
		// As in the Agora Console.
		const url = `http://127.0.0.1:${port}/`;
		context.sandbox.notifications.register({ url, product: 'mediaPull', secret: SECRET, appId });
	});

	it('are unchecked until their secret is stored, which is never shown or logged', async () => {
		await workbench.view('Cloud Players').waitForRow('stage');
		const view = workbench.view('Notifications');
		await switchSource('choir', 'https://media.example.com/live/other');
		await view.waitForRow('choir is running');
		expect(await view.description('choir is running')).toMatch(/^no secret stored · /);
		const { quickInput } = workbench;
		await workbench.runCommand('Agora: Set Notification Secret…');
		await quickInput.pick('Classroom Live');
		await quickInput.pick('Media Pull');
		await quickInput.waitForTitle('Set Notification Secret (3/3)');
		expect(await quickInput.isSecret()).toBe(true);
		await quickInput.enter(SECRET);
		await expect
			.poll(() => view.description('choir is running'))
			.toMatch(/^Classroom Live · .+ · signature valid$/);
		expect(await context.vsCode.readLog()).not.toContain(SECRET);
	});

	it('report a failed player long before the next poll', async () => {
		expect(await workbench.view('Cloud Players').description('stage')).toContain('running');
		await switchSource('stage', 'https://media.example.com/unreachable');
		await workbench.notifications.message(/“stage” of project “Classroom Live” failed/);
		expect(await workbench.view('Cloud Players').description('stage')).toContain('failed');
		await workbench.view('Notifications').waitForRow('stage failed');
	});

	it('with a wrong signature are marked with a warning and change nothing', async () => {
		context.sandbox.notifications.faults.next('wrongSignature', 3);
		const view = workbench.view('Notifications');
		await switchSource('choir', 'https://media.example.com/unreachable');
		await view.waitForRow('choir failed');
		expect(await view.description('choir failed')).toMatch(/^signature invalid · /);
		expect(await workbench.view('Cloud Players').description('choir')).toContain('running');
	});

	it('can be tested and replayed, which says what Agora would make of the answer', async () => {
		const { quickInput, notifications } = workbench;
		const view = workbench.view('Notifications');
		const [port = ''] = /\d+/.exec(await view.titleDescription()) ?? [];
		await workbench.runCommand('Agora: Send Test Notification…');
		await quickInput.pick('Media Pull');
		await quickInput.pick('test_player failed');
		await quickInput.pick('Invented player test_player');
		await quickInput.pick('Classroom Live');
		await quickInput.waitForTitle('Send Test Notification (5/5)');
		// The listener is the back end here.
		await quickInput.enter(`http://127.0.0.1:${port}/`);
		expect(await notifications.message(/answered with status 200/)).toContain('Agora accepts this answer.');
		expect(await notifications.buttons(/answered with status 200/)).toEqual(['Send Again', 'Copy as curl']);
		await notifications.press(/answered with status 200/, 'Copy as curl');
		await expect.poll(() => workbench.readClipboard()).toMatch(/openssl[\s\S]*AGORA_NOTIFICATION_SECRET/);
		expect(await workbench.readClipboard()).not.toContain(SECRET);
		await view.waitForRow('test_player failed');
		expect(await view.description('test_player failed')).toContain('signature valid');

		await view.chooseFromMenu('test_player failed', 'Replay Notification…');
		await quickInput.pick('Send Once');
		await quickInput.pick('Classroom Live');
		await quickInput.waitForTitle('Replay Notification (3/3)');
		expect(await quickInput.value()).toBe(`http://127.0.0.1:${port}/`);
		await quickInput.accept();
		await expect.poll(() => view.description('test_player failed')).toContain('2 deliveries');
	});

	it('the address is copied with the steps that make it reachable', async () => {
		await workbench.runCommand('Agora: Copy Listener Address');
		expect(await workbench.dialog.message()).toMatch(/^Copied http/);
		expect(await workbench.dialog.detail()).toMatch(
			/Public[\s\S]*Agora Console[\s\S]*Set Notification Secret/,
		);
		expect(await workbench.readClipboard()).toMatch(/^https?:\/\//);
		await workbench.dialog.press('Open Guide');
		await workbench.page.getByText('Agora’s servers can tell your back end').waitFor();
	});
});
