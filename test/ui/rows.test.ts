import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import { Keyboard } from './workbench/keyboard';
import type { TreeView } from './workbench/treeView';
import type { Workbench } from './workbench/workbench';

describe('the rows of both views', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;
	let keyboard: Keyboard;
	let close: WorkbenchContext['close'] | undefined;
	let projects: TreeView;
	let players: TreeView;

	beforeAll(async () => {
		const beforeOpen = async ({ state }: Sandbox) => {
			const { appId } = state.addProject({ name: 'Classes' });
			state.addProject({ name: 'Events' });
			for (const name of ['stage', 'choir', 'gala']) {
				state.addPlayer({ appId, name, createdAt: Date.now() - 600_000 });
			}
		};
		({ sandbox, workbench, close } = await openWorkbench({ sandboxOptions: { seed: 'empty' }, beforeOpen }));
		keyboard = new Keyboard(workbench.page);
		projects = workbench.view('Projects');
		players = workbench.view('Cloud Players');
		await players.waitForRow('stage');
	});

	afterAll(() => close?.());

	const isExpanded = async (view: TreeView, label: string) =>
		(await view.rows()).find((row) => row.label === label)?.expanded;
	const names = () => sandbox.state.players.map(({ name }) => name);

	it('expand on a click, and open details on a double click', async () => {
		await projects.select('Classes');
		await expect.poll(() => isExpanded(projects, 'Classes')).toBe(true);
		expect(await workbench.editors()).not.toContain('Classes');
		await projects.doubleClick('Events');
		await expect.poll(() => workbench.editors()).toContain('Events');
		expect(await isExpanded(projects, 'Events')).toBe(false);
		expect(await workbench.editors()).not.toContain('Classes');
		await players.doubleClick('choir');
		await expect.poll(async () => (await workbench.editors()).join()).toContain('choir');
		await expect.poll(() => workbench.detailsText()).toContain('Project: Classes');
		await workbench.details().getByRole('link', { name: 'Delete…' }).click();
		expect(await workbench.dialog.message()).toContain('Delete cloud player “choir”');
		await workbench.dialog.press('Cancel');
	});

	it('open details on Enter', async () => {
		await keyboard.runCommand('Agora: Focus on Projects View');
		await keyboard.goToRow('Classes');
		await keyboard.press('Enter');
		await expect.poll(() => workbench.editors()).toContain('Classes');
		await keyboard.runCommand('Agora: Focus on Cloud Players View');
		await keyboard.goToRow('stage');
		await keyboard.press('Enter');
		await expect.poll(async () => (await workbench.editors()).join()).toContain('stage');
		expect(await isExpanded(players, 'stage')).toBe(false);
	});

	it('are deleted with the Delete key after a question, and only the focused one', async () => {
		await players.select('gala');
		await keyboard.goToRow('choir');
		await keyboard.press('Delete');
		expect(await workbench.dialog.message()).toContain('Delete cloud player “choir”');
		await workbench.dialog.press('Delete Player');
		await expect.poll(names).toEqual(['stage', 'gala']);
		await expect.poll(() => players.labels()).not.toContain('choir');
	});

	it('show a new project selected', async () => {
		const { quickInput } = workbench;
		await projects.pressInTitle('Create Project…');
		await quickInput.enter('Rehearsal Room');
		await quickInput.waitForTitle('Create Project (2/2)');
		await quickInput.pick('Enable the App Certificate');
		await expect.poll(() => projects.selected()).toEqual(['Rehearsal Room']);
		await projects.chooseFromMenu('Rehearsal Room', 'Set as Active Project');
		await expect.poll(() => projects.description('Rehearsal Room')).toContain('active');
		await projects.chooseFromMenu('Rehearsal Room', 'Copy', 'Copy App ID');
		await expect.poll(() => workbench.readClipboard()).toBe(findProject(sandbox, 'Rehearsal Room').appId);
		await workbench.page.screenshot({ path: '/tmp/p2-rows.png' });
	});
});
