import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { requirePlayer } from './sandboxState';
import { signIn } from './signIn';
import type { TreeView } from './workbench/treeView';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const ITEM = 'agora.status.players';
const PROJECTS = 40;

describe('an account with forty projects', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(async () => {
		await vsCode?.stop();
	});

	beforeEach(async () => {
		sandbox = await startSandbox();
		for (let at = 1; at <= PROJECTS; at += 1) {
			sandbox.state.addProject({ name: `Project ${at}` });
		}
		addPlayer(24, 'in the 24th');
		addPlayer(40, 'in the last');
	});

	afterEach(async () => {
		await workbench.close();
		await sandbox.stop();
	});

	function appIdOf(project: number): string {
		return sandbox.state.projects[project - 1]?.appId ?? '';
	}

	function addPlayer(project: number, name: string): void {
		const facts = { channelName: `channel of ${project}`, createdAt: Date.now() - 600_000 };
		sandbox.state.addPlayer({ appId: appIdOf(project), name, heldStatus: 'running', ...facts });
	}

	async function open(settings: Readonly<Record<string, unknown>> = {}): Promise<TreeView> {
		workbench = await vsCode.open({ settings });
		await signIn(workbench, sandbox, 'Local');
		return workbench.view('Cloud Players');
	}

	it('shows and counts the players of all projects, and deletes one from the palette', async () => {
		const players = await open();
		const { statusBar, quickInput, dialog } = workbench;
		await expect.poll(() => players.message()).toMatch(/^\d+ of 40 projects not read yet$/);
		await players.waitForRow('in the 24th');
		await players.waitForRow('in the last');
		await expect.poll(() => players.message()).toBe('');
		expect(await statusBar.text(ITEM)).toBe('2 running');

		addPlayer(33, 'made elsewhere');
		// Projects without players are read in turn.
		await expect.poll(() => players.labels(), { timeout: 60_000 }).toContain('made elsewhere');
		await expect.poll(() => statusBar.text(ITEM)).toBe('3 running');

		await workbench.runCommand('Agora: Delete Player…');
		await quickInput.pick('made elsewhere');
		expect(await dialog.message()).toContain('made elsewhere');
		await dialog.press('Delete Player');
		await expect.poll(() => statusBar.text(ITEM)).toBe('2 running');
		expect(sandbox.state.players.map(({ name }) => name)).toEqual(['in the 24th', 'in the last']);
	});

	it('updates projects with players while the view is hidden', async () => {
		const players = await open({ 'agora.players.backgroundRefreshSeconds': 5 });
		await players.waitForRow('in the 24th');
		await players.waitForRow('in the last');
		await workbench.runCommand('View: Show Explorer');
		requirePlayer(sandbox, 'in the 24th').heldStatus = 'failed';
		await expect.poll(() => workbench.statusBar.text(ITEM)).toBe('1 running · 1 failed');
	});

	it.each([
		['project', 'Project 24'],
		['channel', 'channel of 24'],
		['status', 'in the 24th'],
	])('shows on the rows why a project cannot be read again when grouped by %s', async (groupBy, row) => {
		const players = await open({ 'agora.players.groupBy': groupBy, 'agora.players.refreshSeconds': 5 });
		await players.waitForRow('in the 24th');
		const path = new RegExp(appIdOf(24));
		sandbox.faults.next({ status: 403, message: 'No permission' }, { path, times: Infinity });
		await expect
			.poll(() => players.description(row))
			.toContain('could not be read again: no permission (403)');
		const others = (await players.rows()).filter(({ description: text }) => text.includes('403'));
		expect(others.map(({ label }) => label)).toEqual([row]);
	});
});
