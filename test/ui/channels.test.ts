import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import type { TreeView } from './workbench/treeView';
import type { Workbench } from './workbench/workbench';

describe('the Channels view', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;
	let channels: TreeView;
	let closeWorkbench: WorkbenchContext['close'] | undefined;

	beforeAll(async () => {
		({
			sandbox,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			beforeOpen: async (started) => {
				const { appId } = findProject(started, 'Staging');
				for (let number = 1; number <= 1000; number += 1) {
					started.state.channels.add({ appId, name: `room ${number}`, hosts: number <= 3 ? 2 : 1 });
				}
			},
			window: { settings: { 'agora.channels.refreshSeconds': 10 } },
		}));
		channels = workbench.view('Channels');
	});

	beforeEach(async () => {
		sandbox.faults.clear();
		await workbench.closeOverlays();
		// The rows need more room than a third of the side bar.
		await collapse('Projects');
		await collapse('Cloud Players');
		await channels.open();
	});

	afterAll(() => closeWorkbench?.());

	async function labels(): Promise<string[]> {
		return await channels.labels();
	}

	async function collapse(title: string): Promise<void> {
		const name = workbench.page.locator('.title').getByText(title, { exact: true });
		const header = workbench.page.locator('.pane-header').filter({ has: name });
		if ((await header.getAttribute('aria-expanded')) === 'true') {
			await header.click();
		}
	}

	async function select(project: string): Promise<void> {
		await workbench.runCommand('Agora: Select Active Project…');
		await workbench.quickInput.pick(project);
		await workbench.quickInput.waitUntilClosed();
	}

	/** Shows the channels of this project, whatever an earlier test left: a failure, a filter, or all projects. */
	async function show(project: string): Promise<void> {
		const actions = await channels.titleActions();
		for (const undo of ['Retry', 'Clear Channel Filter', 'Show Channels of the Active Project']) {
			if (actions.includes(undo)) {
				await channels.pressInTitle(undo);
				await expect.poll(() => channels.titleActions()).not.toContain(undo);
			}
		}
		const description = `Local · ${project}`;
		if ((await channels.titleDescription()) !== description) {
			await select(project);
			await expect.poll(() => channels.titleDescription()).toBe(description);
		}
	}

	/** How many times Agora was asked for something since the window opened. */
	const asked = (pattern: RegExp) => sandbox.requests.filter(({ url }) => pattern.test(url)).length;

	it('asks for a project', async () => {
		expect(await channels.welcome()).toContain('No project is active in this workspace.');
	});

	it('shows the channels of the active project with their users, and its bans', async () => {
		await show('Classroom Live');
		await channels.waitForRow('class32');
		await channels.waitForRow('uid 5897 cannot join class32');
		expect(await labels()).toEqual([
			...['Bans', 'uid 5897 cannot join class32', 'uid 5844 cannot send audio and video in any channel'],
			...['class32', 'class68', 'class41', 'staff room'],
		]);
		expect(await channels.description('uid 5897 cannot join class32')).toMatch(/^4\d minutes left$/);
		expect(await channels.description('class68')).toBe('24 users');
		// The rows of cloud players read single users and hosts.
		expect(asked(/channel\/user\/(?!property\/)(?!.*hosts_only)/)).toBe(0);
	});

	it('shows the users of a channel, who among them is a cloud player, and since when one of them is there', async () => {
		await show('Classroom Live');
		await channels.expand('class32');
		await channels.waitForRow('class32_101');
		expect(await channels.description('class32_101')).toBe('uid 101 · cloud player');
		await expect.poll(() => channels.description('Hosts')).toBe('4');
		// The same in a second attempt of this test.
		expect(asked(/property\/.*\/(?!580[12]\/)\d+\//)).toBe(0);
		expect(await channels.tooltip('uid 5801')).toMatch(/host[\s\S]*Platform: macOS[\s\S]*Joined: /);
		expect(asked(/property\/.*\/5801\//)).toBe(1);
		await channels.expand('uid 5802');
		await expect.poll(() => channels.description('Platform')).toBe('Windows');
		await channels.pressOnRow('class32_101', 'Show in Cloud Players');
		await expect.poll(() => workbench.view('Cloud Players').selected()).toEqual(['class32_101']);
	});

	it('follows users and bans, and keeps selection and expansion', async ({ task }) => {
		const attempt = task.result?.retryCount ?? 0;
		const { appId } = findProject(sandbox, 'Classroom Live');
		const ban = `uid ${77 + attempt} cannot join class32`;
		const uid = 5999 + attempt;
		await show('Classroom Live');
		await channels.expand('class32');
		sandbox.state.banRules.add({ appId, uid: 77 + attempt, channelName: 'class32', seconds: 12 });
		await channels.pressInTitle('Refresh Channels');
		await channels.waitForRow(ban);
		expect(await channels.description(ban)).toBe('ends in less than a minute');
		await channels.select('Hosts');
		await channels.expand('Hosts');
		sandbox.state.channels.join(appId, 'class32', { uid });
		await expect.poll(labels, { timeout: 30_000 }).toContain(`uid ${uid}`);
		expect(await channels.selected()).toEqual(['Hosts']);
		expect((await channels.rows()).find(({ label }) => label === 'class32')?.expanded).toBe(true);
		await expect.poll(labels, { timeout: 30_000 }).not.toContain(ban);
	});

	it('keeps its rows when a refresh fails, says why, and offers Retry', async () => {
		await show('Classroom Live');
		await channels.waitForRow('class32');
		const before = await labels();
		sandbox.faults.next({ status: 503 }, { path: /dev\/v1\/channel/, times: Infinity });
		await channels.pressInTitle('Refresh Channels');
		await expect.poll(() => channels.message(), { timeout: 30_000 }).toContain('server had a problem (503)');
		expect(await channels.message()).toMatch(/Last read .+\.$/);
		expect(await labels()).toEqual(
			expect.arrayContaining(before.filter((label) => !label.startsWith('uid'))),
		);
		sandbox.faults.clear();
		await channels.pressInTitle('Retry');
		await expect.poll(() => channels.message()).toBe('');
	});

	it('pages and filters a thousand channels', async () => {
		const { keyboard } = workbench.page;
		// A second attempt begins at the top of the list again.
		await show('Classroom Live');
		await show('Staging');
		await channels.waitForRow('room 1');
		await channels.select('room 1');
		await channels.waitForRow('Hosts');
		await keyboard.press('End');
		const left = () => channels.description('Load more…');
		await expect.poll(left).toBe('800 not shown');
		await keyboard.press('Enter');
		await expect.poll(left).toBeUndefined();
		await keyboard.press('End');
		await expect.poll(left).toBe('600 not shown');
		await channels.pressInTitle('Filter Channels…');
		await workbench.quickInput.type('ROOM 99');
		await expect
			.poll(labels)
			.toEqual(['room 99', ...Array.from({ length: 10 }, (_, at) => `room ${990 + at}`)]);
		expect(await workbench.quickInput.message()).toContain('Channels: 11 of 1,000');
		await workbench.quickInput.accept();
		await workbench.quickInput.waitUntilClosed();
		expect(await channels.message()).toBe('Filter: “ROOM 99” · 11 of 1,000');
		await channels.pressInTitle('Clear Channel Filter');
		await expect.poll(() => channels.message()).toBe('');
	});

	it('shows all projects, and names the one that Agora refuses', async () => {
		await show('Staging');
		await channels.waitForRow('room 1');
		await channels.pressInTitle('Show Channels of All Projects');
		await expect.poll(labels).not.toContain('room 1');
		// A project with many channels is collapsed at first.
		await channels.waitForRow('Watch Party');
		await channels.waitForRow('Telehealth Pilot');
		expect(
			(await channels.rows()).flatMap(({ label, expanded, level }) =>
				level === 1 && !expanded ? label : [],
			),
		).toEqual(['Load Tests', 'Staging', 'Telehealth Pilot']);
		expect(await channels.description('Telehealth Pilot')).toBe('no permission (403)');
		await expect.poll(() => channels.titleActions()).toContain('Show Channels of the Active Project');
		const { appId } = findProject(sandbox, 'Telehealth Pilot');
		// Its players are read meanwhile.
		const channelLists = new RegExp(`/v1/channel/.*${appId}`);
		const before = asked(channelLists);
		await channels.pressInTitle('Show Channels of the Active Project');
		await channels.waitForRow('room 1');
		expect(before).toBeGreaterThan(0);
		expect(asked(channelLists)).toBe(before);
	});

	it('says in its place that an account may not list channels', async () => {
		await show('Telehealth Pilot');
		await expect.poll(() => channels.welcome()).toContain('is not allowed to list channels (403)');
	});
});
