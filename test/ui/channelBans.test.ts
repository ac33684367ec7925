import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import { Keyboard } from './workbench/keyboard';
import type { TreeView } from './workbench/treeView';
import type { Workbench } from './workbench/workbench';

describe('kicks and bans', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;
	let channels: TreeView;
	let closeWorkbench: WorkbenchContext['close'] | undefined;

	beforeAll(async () => {
		({
			sandbox,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({ window: { settings: { 'agora.channels.refreshSeconds': 10 } } }));
		channels = workbench.view('Channels');
		// The rows need more room than a third of the side bar.
		for (const title of ['Projects', 'Cloud Players']) {
			await workbench.page.locator('.pane-header').filter({ hasText: title }).click();
		}
		await workbench.runCommand('Agora: Select Active Project…');
		await workbench.quickInput.pick('Classroom Live');
		await workbench.quickInput.waitUntilClosed();
		await channels.waitForRow('class32');
		await channels.expand('class32');
		await channels.expand('Hosts');
		await channels.waitForRow('uid 5801');
	});

	afterEach(() => workbench.closeOverlays());

	afterAll(() => closeWorkbench?.());

	const labels = () => channels.labels();
	const rulesOf = (uid: number) =>
		sandbox.state.banRules
			.active(findProject(sandbox, 'Classroom Live').appId)
			.filter((rule) => rule.uid === uid);
	const bansSent = () => sandbox.requests.filter(({ method }) => method === 'POST').length;

	/** Answers the steps of Ban User… for 10 minutes, up to the question. */
	async function askToBan(row: string): Promise<void> {
		const { quickInput } = workbench;
		await channels.chooseFromMenu(row, 'Ban User…');
		await quickInput.pick('Only in channel “class32”');
		await quickInput.pick('Join the channel');
		await quickInput.waitForTitle(`Ban User · ${row} (3/3)`);
		await quickInput.pick('10 minutes');
	}

	it('kicks a user, who comes back', async () => {
		sandbox.state.behaviour.userReturnSeconds = 3;
		await channels.chooseFromMenu('uid 5801', 'Kick User…');
		const { dialog } = workbench;
		expect(await dialog.message()).toBe(
			'Kick uid 5801 out of channel “class32” of project “Classroom Live”?',
		);
		expect(await dialog.detail()).toBe(
			'Account: Local\n\nThe user leaves at once, and may join again at once: no ban remains.',
		);
		expect(await dialog.buttons()).toEqual(['Cancel', 'Kick User']);
		await dialog.press('Kick User');
		await expect.poll(labels).not.toContain('uid 5801');
		await expect.poll(labels, { timeout: 40_000 }).toContain('uid 5801');
		expect(rulesOf(5801)).toEqual([]);
	});

	it('sends nothing when the question is declined', async () => {
		const before = bansSent();
		await askToBan('uid 5802');
		await workbench.dialog.press('Cancel');
		expect(bansSent()).toBe(before);
		expect(await labels()).toContain('uid 5802');
	});

	it('bans a user for 10 minutes, shows the rule, changes how long it lasts, and lifts it', async () => {
		await askToBan('uid 5802');
		expect(await workbench.dialog.message()).toBe(
			'Ban uid 5802 from channel “class32” of project “Classroom Live” for 10 minutes?',
		);
		await workbench.dialog.press('Ban User');
		const message = 'uid 5802 cannot join class32 until';
		expect(await workbench.notifications.buttons(message)).toEqual(['Lift Ban']);
		await workbench.notifications.dismiss(message);
		const ban = 'uid 5802 cannot join class32';
		await channels.waitForRow(ban);
		expect(await channels.description(ban)).toMatch(/^(10|9) minutes left$/);
		await expect.poll(labels).not.toContain('uid 5802');
		await channels.chooseFromMenu(ban, 'Change Ban Duration…');
		await workbench.quickInput.pick('Another Duration…');
		await expect.poll(() => workbench.quickInput.message()).toContain('A number with a unit');
		await workbench.quickInput.type('45');
		await expect
			.poll(() => workbench.quickInput.message())
			.toBe('Add a unit: 45 seconds, 45 minutes or 45 hours?');
		await workbench.quickInput.enter('45 min');
		await expect.poll(() => channels.description(ban)).toMatch(/^4[45] minutes left$/);
		await channels.chooseFromMenu(ban, 'Lift Ban');
		await expect.poll(labels).not.toContain(ban);
		expect(rulesOf(5802)).toEqual([]);
		await expect.poll(labels, { timeout: 40_000 }).toContain('uid 5802');
	});

	it('undoes a ban in the message about it', async () => {
		await askToBan('uid 5801');
		await workbench.dialog.press('Ban User');
		await channels.waitForRow('uid 5801 cannot join class32');
		await workbench.notifications.press('uid 5801 cannot join class32 until', 'Lift Ban');
		await expect.poll(labels).not.toContain('uid 5801 cannot join class32');
		expect(rulesOf(5801)).toEqual([]);
	});

	it('creates a ban whose response is lost exactly once', async () => {
		await expect.poll(labels, { timeout: 40_000 }).toContain('uid 5801');
		const before = bansSent();
		sandbox.faults.next('doneBut504', { method: 'POST' });
		await askToBan('uid 5801');
		await workbench.dialog.press('Ban User');
		const message = 'uid 5801 cannot join class32 until';
		expect(await workbench.notifications.buttons(message)).toEqual(['Lift Ban']);
		await workbench.notifications.dismiss(message);
		expect(rulesOf(5801)).toHaveLength(1);
		expect(bansSent()).toBe(before + 1);
		await channels.waitForRow('uid 5801 cannot join class32');
	});

	it('offers to delete a cloud player instead of kicking it', async () => {
		await channels.chooseFromMenu('class32_101', 'Kick User…');
		await workbench.dialog.press('Delete Player Instead…');
		expect(await workbench.dialog.message()).toBe(
			'Delete cloud player “class32_101” of project “Classroom Live”?',
		);
		await workbench.dialog.press('Cancel');
		expect(await labels()).toContain('class32_101');
	});

	it('asks once for several selected users', async () => {
		await channels.expand('class68');
		await channels.waitForRow('Hosts');
		await channels.selectSeveral('uid 5802', 'uid 5833');
		await channels.chooseFromMenu('uid 5833', 'Kick User…');
		expect(await workbench.dialog.message()).toBe('Kick 2 users out of 2 channels?');
		expect(await workbench.dialog.detail()).toContain(
			'Channel “class32” of project “Classroom Live”: uid 5802\nChannel “class68” of project “Classroom Live”: uid 5833',
		);
		expect(await workbench.dialog.buttons()).toEqual(['Cancel', 'Kick 2 Users']);
		await workbench.dialog.press('Cancel');
	});

	it('bans by keyboard only, from the palette', async () => {
		const keyboard = new Keyboard(workbench.page);
		await keyboard.runCommand('Agora: Ban User…');
		const step = (answers: string) =>
			workbench.quickInput.waitForTitle(`Ban User · Classroom Live${answers}`);
		await step(' (2/6)');
		await keyboard.answer('class68', 'class68');
		await step(' · class68 (3/6)');
		await keyboard.answer('uid 5833', 'uid 5833');
		await step(' · class68 · uid 5833 (4/6)');
		await keyboard.answer('every', 'In every channel of the project');
		await step(' · class68 · uid 5833 (5/6)');
		await keyboard.answer('Send audio', 'Send audio');
		await step(' · class68 · uid 5833 (6/6)');
		await keyboard.answer('Another', 'Another Duration…');
		await step(' · class68 · uid 5833 (7/7)');
		await keyboard.type('90 s');
		await keyboard.press('Enter');
		await keyboard.pressInDialog('Ban User');
		await channels.waitForRow('uid 5833 cannot send audio in any channel');
	});
});
