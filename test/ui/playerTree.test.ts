import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { signIn } from './signIn';
import type { TreeView } from './workbench/treeView';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const PASSWORD = 'cr0ss-the-river';

describe('the cloud players', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let players: TreeView;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(async () => {
		await vsCode?.stop();
	});

	beforeEach(async () => {
		sandbox = await startSandbox();
		workbench = await vsCode.open({ settings: { 'agora.players.refreshSeconds': 5 } });
		players = workbench.view('Cloud Players');
	});

	afterEach(async () => {
		await workbench.close();
		await sandbox.stop();
	});

	async function indentedLabels(): Promise<string[]> {
		return (await players.rows()).map(({ level, label }) => `${'  '.repeat(level - 1)}${label}`);
	}

	it('are grouped by status, and filtered by channel until the filter is cleared', async () => {
		const { quickInput } = workbench;
		const classes = sandbox.state.addProject({ name: 'Classes' });
		const events = sandbox.state.addProject({ name: 'Events' });
		const createdAt = Date.now() - 600_000;
		sandbox.state.addPlayer({ appId: classes.appId, name: 'stage', channelName: 'math-1', createdAt });
		sandbox.state.addPlayer({
			appId: classes.appId,
			name: 'choir',
			channelName: 'music',
			heldStatus: 'failed',
			createdAt,
		});
		sandbox.state.addPlayer({
			appId: events.appId,
			name: 'gala',
			channelName: 'math-2',
			createdAt: createdAt - 3 * 86_400_000,
		});
		await signIn(workbench, sandbox, 'Local');
		await players.waitForRow('gala');
		expect(await indentedLabels()).toEqual(['Classes', '  stage', '  choir', 'Events', '  gala']);

		await workbench.runCommand('Agora: Group Players…');
		await quickInput.waitForTitle('Group Players');
		expect((await quickInput.rows())[0]).toMatchObject({ label: 'Project', description: 'current' });
		await quickInput.pick('Status');
		await expect.poll(indentedLabels).toEqual(['Failed', '  choir', 'Running', '  stage', '  gala']);
		const gala = (await players.rows()).find(({ label }) => label === 'gala');
		expect(gala?.description).toBe('Events · for 3 days');
		await players.collapse('Failed');
		await players.expand('gala');

		await players.pressInTitle('Filter Players by Channel…');
		await quickInput.waitForTitle('Filter Players by Channel');
		await quickInput.type('MATH');
		await expect.poll(indentedLabels).toEqual(expect.arrayContaining(['Running', '  stage', '  gala']));
		await expect.poll(indentedLabels).not.toContain('Failed');
		await quickInput.accept();
		await quickInput.waitUntilClosed();
		expect(await players.message()).toBe('Channel: MATH · 2 of 3');
		await players.pressInTitle('Clear Player Filter');
		await expect.poll(() => players.message()).toBe('');
		// The filter hid a collapsed row, which is still collapsed.
		await expect.poll(indentedLabels).toContain('Failed');
		const rows = await players.rows();
		expect(
			rows.map(({ label, expanded }) => expanded !== undefined && [label, expanded]).filter(Boolean),
		).toEqual([
			['Failed', false],
			['Running', true],
			['stage', false],
			['gala', true],
		]);
	});

	it('offer in the hover of a failed player what helps, and badge those that need attention', async () => {
		const { appId } = sandbox.state.addProject({ name: 'Classes' });
		sandbox.state.addProject({ name: 'Pilot', mediaPull: 'notEnabled' });
		const createdAt = Date.now() - 600_000;
		sandbox.state.addPlayer({ appId, name: 'stage', createdAt });
		const choir = sandbox.state.addPlayer({ appId, name: 'choir', heldStatus: 'failed', createdAt });
		await signIn(workbench, sandbox, 'Local');
		await players.waitForRow('choir');
		await expect.poll(() => players.description('Classes')).toBe('2 · 1 failed');
		await expect.poll(() => players.description('Pilot')).toBe('Media Pull not enabled (403)');
		const badge = workbench.page.locator('.activitybar .badge-content');
		await expect.poll(() => badge.allInnerTexts()).toContain('1');

		expect(await players.tooltip('choir')).toMatch(/Likely causes/);
		const hover = workbench.page.locator('.monaco-hover.workbench-hover');
		await hover.getByRole('link', { name: 'Delete…' }).click();
		expect(await workbench.dialog.message()).toBe('Delete cloud player “choir” of project “Classes”?');
		await workbench.dialog.press('Delete Player');
		await expect.poll(() => sandbox.state.players.includes(choir)).toBe(false);
		await expect.poll(() => badge.allInnerTexts()).not.toContain('1');
	});

	it('show their cost, and details that update, link to commands and contain no password', async () => {
		const { appId } = sandbox.state.addProject({ name: 'Classes' });
		const stage = sandbox.state.addPlayer({
			appId,
			name: 'stage',
			streamUrl: `rtmp://teacher:${PASSWORD}@live.example.com/live/stage`,
			createdAt: Date.now() - 1000 * 60_000,
		});
		await signIn(workbench, sandbox, 'Local');
		await players.expand('stage');
		const cost = async () => (await players.rows()).find(({ label }) => label === 'Cost so far')?.description;
		// 1,000 minutes of video up to 1280 × 720, and of the channel.
		await expect.poll(cost).toBe('about $7.85, estimate');
		expect(await players.tooltip('Cost so far')).toMatch(/up to 1280 × 720 is assumed/);

		await players.chooseFromMenu('stage', 'Show Player Details');
		await expect.poll(() => workbench.detailsText()).toContain('States seen');
		const before = await workbench.detailsText();
		expect(before).toContain('Source: rtmp://live.example.com/live/•••');
		expect(before).toContain(stage.id);
		expect(before).not.toMatch(/: failed$/m);
		stage.heldStatus = 'failed';
		await expect.poll(() => workbench.detailsText()).toMatch(/: running$.*: failed$/ms);
		expect(await workbench.detailsText()).not.toContain(PASSWORD);

		await workbench.details().getByRole('link', { name: 'Restart…' }).click();
		expect(await workbench.dialog.message()).toContain('Restart cloud player “stage”');
		await workbench.dialog.press('Cancel');
	});

	it('are deleted until the user cancels, and one message says which were deleted', async () => {
		const { appId } = sandbox.state.addProject({ name: 'Classes' });
		for (let at = 1; at <= 40; at += 1) {
			sandbox.state.addPlayer({ appId, name: `load-${at}`, createdAt: Date.now() - 600_000 + at * 1000 });
		}
		await signIn(workbench, sandbox, 'Local');
		await players.waitForRow('load-3');
		await players.selectWithSiblings('load-3');
		const stuck = sandbox.state.players[11];
		sandbox.faults.next('hang', { method: 'DELETE', path: new RegExp(String(stuck?.id)) });
		await players.chooseFromMenu('load-3', 'Delete Player…');
		expect(await workbench.dialog.message()).toContain('Delete 40 cloud players');
		await workbench.dialog.press('Delete 40 Players');
		await workbench.notifications.message(/12 of 40: load-12/);
		await workbench.notifications.press(/12 of 40/, 'Cancel');
		expect(await workbench.notifications.message(/Cancelled/)).toBe(
			'Cancelled: 29 cloud players may be unchanged. 11 cloud players deleted',
		);
		expect(sandbox.state.players).toHaveLength(29);
		await players.waitForRow('load-12');
		await expect.poll(indentedLabels).not.toContain('  load-11');
	});
});
