import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxPlayer } from '../../src/sandbox/player';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { signIn } from './signIn';
import type { TreeView } from './workbench/treeView';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const ITEM = 'agora.status.players';
const PROJECTS = 40;
const SETTINGS = { 'agora.players.refreshSeconds': 5, 'agora.players.backgroundRefreshSeconds': 5 };

/** The tests after the first one use its window. */
describe('an account with forty projects', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench | undefined;
	let players: TreeView;
	let first: SandboxPlayer;

	beforeAll(async () => {
		vsCode = await startVsCode();
		sandbox = await startSandbox();
		for (let at = 1; at <= PROJECTS; at += 1) {
			sandbox.state.addProject({ name: `Project ${at}` });
		}
		first = addPlayer(appIdOf(24), 'in the 24th');
		addPlayer(appIdOf(40), 'in the last');
	});

	beforeEach(() => {
		sandbox.faults.clear();
		first.heldStatus = 'running';
	});

	afterAll(async () => {
		await vsCode?.stop();
		await sandbox?.stop();
	});

	function appIdOf(project: number): string {
		return sandbox.state.projects[project - 1]?.appId ?? '';
	}

	function addPlayer(appId: string, name: string): SandboxPlayer {
		const number = sandbox.state.projects.findIndex((project) => project.appId === appId) + 1;
		const facts = { channelName: `channel of ${number}`, createdAt: Date.now() - 600_000 };
		return sandbox.state.addPlayer({ appId, name, heldStatus: 'running', ...facts });
	}

	/** The window with its rows, and nothing in front of them. Opens it if the first test could not. */
	async function shown(): Promise<Workbench> {
		workbench ??= await open();
		await workbench.closeOverlays();
		await workbench.runCommand('View: Show Agora');
		await players.waitForRow('in the last');
		return workbench;
	}

	async function open(): Promise<Workbench> {
		const opened = await vsCode.open({ settings: SETTINGS });
		players = opened.view('Cloud Players');
		await signIn(opened, sandbox, 'Local');
		return opened;
	}

	it('shows and counts the players of all projects', async () => {
		await workbench?.close();
		workbench = await open();
		await expect.poll(() => players.message()).toMatch(/^\d+ of 40 projects not read yet$/);
		await players.waitForRow('in the 24th');
		await players.waitForRow('in the last');
		await expect.poll(() => players.message()).toBe('');
		expect(await workbench.statusBar.text(ITEM)).toBe('2 running');
	});

	it('updates projects with players while the view is hidden', async () => {
		const { statusBar } = await shown();
		await expect.poll(() => statusBar.text(ITEM)).toBe('2 running');
		await workbench?.runCommand('View: Show Explorer');
		await workbench?.page.locator('.sidebar .composite.title', { hasText: 'Explorer' }).waitFor();
		first.heldStatus = 'failed';
		await expect.poll(() => statusBar.text(ITEM)).toBe('1 running · 1 failed');
	});

	it('shows on the rows why a project cannot be read again, whatever they are grouped by', async () => {
		const { quickInput, statusBar } = await shown();
		await expect.poll(() => statusBar.text(ITEM)).toBe('2 running');
		sandbox.faults.next(
			{ status: 403, message: 'No permission' },
			{ path: new RegExp(appIdOf(24)), times: Infinity },
		);
		const refused = async () =>
			(await players.rows()).flatMap(({ label, description }) => (description.includes('403') ? label : []));
		for (const [group, row] of [
			['Project', 'Project 24'],
			['Channel', 'channel of 24'],
			['Status', 'in the 24th'],
		] as const) {
			await workbench?.runCommand('Agora: Group Players…');
			await quickInput.waitForTitle('Group Players');
			await quickInput.pick(group);
			await expect.poll(refused, { message: group }).toEqual([row]);
			expect(await players.description(row)).toContain('could not be read again: no permission (403)');
		}
	});

	// The last test, because a project without players is read only about every 25 seconds.
	it('reads the projects without players in turn, and deletes a player of one from the palette', async () => {
		const { statusBar, quickInput, dialog } = await shown();
		for (const { id } of sandbox.state.players.filter(({ name }) => name === 'made elsewhere')) {
			sandbox.state.removePlayer(id);
		}
		await expect.poll(() => statusBar.text(ITEM)).toBe('2 running');
		addPlayer(nextInTurn(), 'made elsewhere');
		await expect.poll(() => players.labels(), { timeout: 60_000 }).toContain('made elsewhere');
		await expect.poll(() => statusBar.text(ITEM)).toBe('3 running');

		await workbench?.runCommand('Agora: Delete Player…');
		await quickInput.pick('made elsewhere');
		expect(await dialog.message()).toContain('made elsewhere');
		await dialog.press('Delete Player');
		await expect.poll(() => statusBar.text(ITEM)).toBe('2 running');
		expect(sandbox.state.players.map(({ name }) => name)).toEqual(['in the 24th', 'in the last']);
	});

	/** The App ID of a project without players that will be read soon, though not at this moment. */
	function nextInTurn(): string {
		const readAt = (appId: string) => sandbox.requests.findLastIndex(({ url }) => url.includes(appId));
		const appIds = sandbox.state.projects.map(({ appId }) => appId);
		const empty = appIds.filter((appId) => !sandbox.state.players.some((player) => player.appId === appId));
		const [, , third = ''] = empty.toSorted((a, b) => readAt(a) - readAt(b));
		return third;
	}
});
