import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import type { TreeView } from './workbench/treeView';
import type { Workbench } from './workbench/workbench';

describe('the Projects tree with 5,000 projects', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;
	let tree: TreeView;

	beforeAll(async () => {
		const beforeOpen = async ({ state }: Sandbox) => {
			for (let number = 1; number <= 5000; number += 1) {
				state.addProject({ name: `Room ${number}`, createdAt: Date.UTC(2024, 0, 1) });
			}
		};
		({
			sandbox,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({ sandboxOptions: { seed: 'empty' }, beforeOpen }));
		tree = workbench.view('Projects');
	});

	afterAll(() => closeWorkbench?.());

	it('scrolls to the last project', async () => {
		await tree.select('Room 1');
		await tree.waitForRow('Project ID');
		await workbench.page.keyboard.press('End');
		await expect.poll(labels).toContain('Room 5000');
		await workbench.page.keyboard.press('Home');
		await expect.poll(labels).toContain('Room 1');
		await tree.collapse('Room 1');
	});

	it('filters as the user types, and runs a command on the result', async () => {
		await tree.pressInTitle('Filter Projects…');
		await workbench.quickInput.type('ROOM 4321');
		await expect.poll(labels).toEqual(['Room 4321']);
		expect(await workbench.quickInput.message()).toContain('Projects: 1 of 5,000');
		await workbench.quickInput.accept();
		await workbench.quickInput.waitUntilClosed();
		expect(await tree.message()).toBe('Filter: “ROOM 4321” · 1 of 5,000');
		await tree.chooseFromMenu('Room 4321', 'Disable Project…');
		expect(await workbench.dialog.message()).toBe('Disable project “Room 4321”?');
		await workbench.dialog.press('Disable Project');
		await expect.poll(() => tree.description('Room 4321')).toBe('disabled');
		expect(sandbox.state.projects.filter(({ enabled }) => !enabled).map(({ name }) => name)).toEqual([
			'Room 4321',
		]);
		await tree.pressInTitle('Clear Project Filter');
		await expect.poll(labels).toContain('Room 1');
		expect(await tree.message()).toBe('');
		await expect.poll(() => tree.titleActions()).not.toContain('Clear Project Filter');
	});

	it('filters by App ID', async () => {
		await workbench.runCommand('Agora: Filter Projects…');
		await workbench.quickInput.waitForTitle('Filter Projects');
		await workbench.quickInput.enter(findProject(sandbox, 'Room 77').appId.slice(3, 20));
		await expect.poll(labels).toEqual(['Room 77']);
	});

	it('restores the previous filter on Escape, and explains an empty result', async () => {
		await tree.pressInTitle('Filter Projects…');
		expect(await workbench.quickInput.value()).toBe(findProject(sandbox, 'Room 77').appId.slice(3, 20));
		await workbench.quickInput.type('no such room');
		expect(await tree.welcome()).toContain('No project matches the filter by its name');
		await workbench.quickInput.dismiss();
		await expect.poll(labels).toEqual(['Room 77']);
		await tree.pressInTitle('Filter Projects…');
		await workbench.quickInput.enter('no such room');
		await tree.pressInWelcome('Clear Project Filter');
		await expect.poll(labels).toContain('Room 1');
	});

	it('keeps expansion and selection after a refresh, and updates another row', async () => {
		await tree.select('Room 2');
		await tree.waitForRow('Project ID');
		findProject(sandbox, 'Room 1').enabled = false;
		await tree.pressInTitle('Refresh Projects');
		await expect.poll(() => tree.description('Room 1')).toBe('disabled');
		expect((await tree.rows()).find(({ label }) => label === 'Room 2')?.expanded).toBe(true);
		expect(await tree.selected()).toEqual(['Room 2']);
	});

	it('copies the value of every row without showing the certificate', async () => {
		const { id, appId, appCertificate } = findProject(sandbox, 'Room 2');
		for (const [row, action, text] of [
			['App ID', 'Copy App ID', appId],
			['App Certificate', 'Copy App Certificate', appCertificate],
			['Project ID', 'Copy Project ID', id],
			['Status', 'Copy Value', 'enabled'],
			['Created', 'Copy Value', '2024-01-01T00:00:00.000Z'],
		] as const) {
			await tree.pressOnRow(row, action);
			await expect.poll(() => workbench.readClipboard()).toBe(text);
		}
		expect(await tree.description('App Certificate')).toBe('••••••••');
		expect(await workbench.page.content()).not.toContain(appCertificate);
		await tree.collapse('Room 2');
	});

	it('pins several projects, and offers only commands that support several', async () => {
		await tree.selectSeveral('Room 3', 'Room 5');
		expect(await tree.menuTitles('Room 5')).toEqual(['Copy', 'Pin Project', 'Disable Project…']);
		await tree.chooseFromMenu('Room 5', 'Copy', 'Copy App ID');
		const appIds = ['Room 3', 'Room 5'].map((name) => findProject(sandbox, name).appId);
		await expect.poll(() => workbench.readClipboard()).toBe(appIds.join('\n'));
		await tree.chooseFromMenu('Room 5', 'Pin Project');
		await expect.poll(async () => (await labels()).slice(0, 3)).toEqual(['Room 3', 'Room 5', 'Room 1']);
		expect(await tree.description('Room 3')).toBe('pinned');
		await tree.select('Room 1');
		await tree.pressOnRow('Room 3', 'Unpin Project');
		await expect.poll(async () => (await labels()).slice(0, 3)).toEqual(['Room 5', 'Room 1', 'Room 2']);
		expect(await tree.menuTitles('Room 5')).toContain('App Certificate');
	});

	/** The labels of the projects on screen. */
	async function labels(): Promise<string[]> {
		return (await tree.rows()).filter(({ level }) => level === 1).map(({ label }) => label);
	}
});
