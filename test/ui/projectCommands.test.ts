import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import type { TreeView } from './workbench/treeView';
import type { Workbench } from './workbench/workbench';

describe('the commands of projects', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;
	let projects: TreeView;

	beforeAll(async () => {
		({ sandbox, workbench, close: closeWorkbench } = await openWorkbench());
		projects = workbench.view('Projects');
	});

	afterAll(() => closeWorkbench?.());

	it('warn that a project cannot be deleted, and make a new project active', async () => {
		const { quickInput, notifications } = workbench;
		await projects.pressInTitle('Create Project…');
		await quickInput.waitForTitle('Create Project (1/2)');
		expect(await quickInput.message()).toMatch(
			/20 projects, deleted ones included; it has 8 now.*cannot be undone/,
		);
		await quickInput.type(' Staging ');
		await expect.poll(() => quickInput.message()).toBe('A project with this name already exists.');
		await quickInput.enter('Rehearsal Room');
		await quickInput.waitForTitle('Create Project (2/2)');
		await quickInput.pick('Enable the App Certificate');
		await notifications.press('Project Rehearsal Room created', 'Set as Active Project');
		await expect.poll(() => workbench.statusBar.text('agora.status.project')).toBe('Local · Rehearsal Room');
	});

	it('disable a certificate, and Undo enables it and says that it is the same', async () => {
		const { notifications } = workbench;
		const before = findProject(sandbox, 'Rehearsal Room').appCertificate;
		await projects.chooseFromMenu('Rehearsal Room', 'App Certificate', 'Disable App Certificate…');
		expect(await workbench.dialog.detail()).toMatch(/Account: Local[\s\S]*does not document/);
		await workbench.dialog.press('Disable App Certificate');
		await expect.poll(() => projects.description('Rehearsal Room')).toContain('no certificate');
		await notifications.press('App Certificate of Rehearsal Room disabled', 'Undo');
		await notifications.message('App Certificate of Rehearsal Room enabled again. It is the same one');
		await expect.poll(() => projects.description('Rehearsal Room')).not.toContain('no certificate');
		expect(findProject(sandbox, 'Rehearsal Room')).toMatchObject({
			certificateEnabled: true,
			appCertificate: before,
		});
		await notifications.dismiss('It is the same one');
	});

	it('do not overwrite a later change on Undo, and show it', async () => {
		const { notifications } = workbench;
		await projects.chooseFromMenu('Rehearsal Room', 'Disable Project…');
		await workbench.dialog.press('Disable Project');
		await notifications.message('Project Rehearsal Room disabled');
		findProject(sandbox, 'Rehearsal Room').enabled = true;
		await notifications.press('Project Rehearsal Room disabled', 'Undo');
		expect(await notifications.message('Enable project “Rehearsal Room”')).toContain('changed again since');
		await expect.poll(() => projects.description('Rehearsal Room')).not.toContain('disabled');
		await notifications.dismiss('Enable project “Rehearsal Room”');
	});

	it('offer to copy the current certificate, and reset it only after the correct name', async () => {
		const { dialog, quickInput, notifications } = workbench;
		const before = findProject(sandbox, 'Rehearsal Room').appCertificate;
		await projects.chooseFromMenu('Rehearsal Room', 'App Certificate', 'Reset App Certificate…');
		await dialog.press('Copy Current Certificate First');
		expect(await dialog.detail()).toContain('now on the clipboard');
		expect(await workbench.readClipboard()).toBe(before);
		await dialog.press('Reset App Certificate');
		await quickInput.waitForTitle('Reset App Certificate');
		await quickInput.enter('Rehearsal');
		await expect.poll(() => quickInput.message()).toBe('The name does not match.');
		expect(findProject(sandbox, 'Rehearsal Room').appCertificate).toBe(before);
		await quickInput.enter('Rehearsal Room');
		const message = await notifications.message('App Certificate of Rehearsal Room reset');
		const after = findProject(sandbox, 'Rehearsal Room').appCertificate;
		expect(after).not.toBe(before);
		expect(message).not.toContain(after);
		await notifications.press('App Certificate of Rehearsal Room reset', 'Copy New Certificate');
		await expect.poll(() => workbench.readClipboard()).toBe(after);
	});

	it('disable several projects with one question and one summary with Retry and Undo', async () => {
		const { dialog, notifications } = workbench;
		const names = ['Load Tests', 'Staging', 'Watch Party'];
		const enabled = () => names.filter((name) => findProject(sandbox, name).enabled);
		await projects.selectSeveral('Load Tests', 'Staging', 'Watch Party');
		sandbox.faults.next({ status: 403 }, { path: '/dev/v1/project_status' });
		await projects.chooseFromMenu('Watch Party', 'Disable Project…');
		expect(await dialog.message()).toBe('Disable 3 projects?');
		expect(await dialog.detail()).toMatch(
			/Account: Local\s+Load Tests\s+Staging\s+Watch Party\s+Nobody can join/,
		);
		await dialog.press('Disable 3 Projects');
		const refused = '2 of 3 projects disabled. Load Tests: ';
		expect(await notifications.message(refused)).toContain('403');
		expect(enabled()).toEqual(['Load Tests']);
		await notifications.press(refused, 'Retry');
		await notifications.message('3 projects disabled');
		expect(enabled()).toEqual([]);
		await notifications.press('3 projects disabled', 'Undo');
		await expect.poll(enabled).toEqual(names);
		await expect.poll(() => projects.description('Staging')).not.toContain('disabled');
	});

	it('accept a recording server as documented, and restore the previous one on Undo', async () => {
		const { quickInput, notifications } = workbench;
		const name = 'Music Lessons 2021';
		await projects.select(name);
		await projects.chooseFromMenu(name, 'Set Recording Server…');
		await quickInput.waitForTitle(`Set Recording Server: ${name}`);
		expect(await quickInput.value()).toBe('10.12.1.5:8080');
		expect(await quickInput.message()).toContain('v1.9.0 and earlier');
		await quickInput.enter('recorder.example.com');
		await expect.poll(() => quickInput.message()).toContain('an IPv4 address such as');
		await quickInput.enter('10.12.1.6');
		const done = `Recording server of ${name} is now 10.12.1.6`;
		await notifications.message(done);
		expect(findProject(sandbox, name).recordingServer).toBe('10.12.1.6');
		await notifications.press(done, 'Undo');
		await expect.poll(() => findProject(sandbox, name).recordingServer).toBe('10.12.1.5:8080');
	});

	it('show a project as JSON that updates, without its certificate', async () => {
		await projects.chooseFromMenu('Classroom Live', 'Show Project as JSON');
		await expect.poll(() => workbench.editor.text()).toContain('"appCertificate": "••••••••"');
		expect(await workbench.editor.text()).toContain(
			`"appId": "${findProject(sandbox, 'Classroom Live').appId}"`,
		);
		expect(await workbench.editor.text()).not.toContain(
			findProject(sandbox, 'Classroom Live').appCertificate,
		);
		findProject(sandbox, 'Classroom Live').enabled = false;
		await projects.pressInTitle('Refresh Projects');
		await expect.poll(() => workbench.editor.text()).toContain('"status": "disabled"');
	});

	it('explain that a local server has no web console', async () => {
		await workbench.runCommand('Agora: Open in Agora Console');
		expect(await workbench.notifications.message('There is no web console')).toContain(
			'Local is on a server on this machine',
		);
	});
});
