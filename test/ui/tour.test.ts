import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { usageTotals } from '../fixtures/usageTotals';
import { findProject } from './sandboxState';
import { signIn } from './signIn';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { collectWrittenText } from './writtenText';

/** A long session of one user. The tests share one window and run in order. */
describe('the tour', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	/** All secrets that the window received. */
	const secrets = new Set<string>();

	beforeAll(async () => {
		sandbox = await startSandbox({ seed: 'demo', behaviour: { connectSeconds: 1 } });
		vsCode = await startVsCode();
		workbench = await vsCode.open({
			settings: { 'agora.players.refreshSeconds': 5, 'agora.log.bodies': true },
		});
		secrets.add(sandbox.customerSecret);
		for (const { appCertificate } of sandbox.state.projects) {
			secrets.add(appCertificate);
		}
	});

	afterAll(async () => {
		await vsCode?.stop();
		await sandbox?.stop();
	});

	it('signs in and shows the projects of the account', async () => {
		await signIn(workbench, sandbox, 'Local');
		const projects = workbench.view('Projects');
		await projects.waitForRow('Classroom Live');
		const shown = await projects.rows();
		expect(shown.map(({ label }) => label).sort()).toEqual(
			sandbox.state.projects.map(({ name }) => name).sort(),
		);
		expect(shown.find(({ label }) => label === 'Music Lessons 2021')?.description).toContain('disabled');
		await expect
			.poll(() => workbench.statusBar.text('agora.status.project'))
			.toBe('Local · no active project');
	});

	it('shows the details of a project with a masked certificate, and copies the App ID', async () => {
		const projects = workbench.view('Projects');
		await projects.expand('Classroom Live');
		const certificate = await projects.waitForRow('App Certificate');
		expect(await certificate.textContent()).toContain('••••');
		await projects.collapse('Classroom Live');
		await projects.pressOnRow('Classroom Live', 'Copy App ID');
		const appId = findProject(sandbox, 'Classroom Live').appId;
		await expect.poll(() => workbench.readClipboard()).toBe(appId);
	});

	it('selects the active project', async () => {
		await workbench.view('Projects').chooseFromMenu('Classroom Live', 'Set as Active Project');
		await expect.poll(() => workbench.statusBar.text('agora.status.project')).toBe('Local · Classroom Live');
		expect(await workbench.statusBar.tooltip('agora.status.project')).toContain(
			findProject(sandbox, 'Classroom Live').appId,
		);
	});

	it('creates a project, and refuses an existing name as the user types', async () => {
		const { quickInput } = workbench;
		await workbench.view('Projects').pressInTitle('Create Project…');
		await quickInput.waitForTitle('Create Project (1/2)');
		await quickInput.type('Staging');
		await expect.poll(() => quickInput.message()).toBe('A project with this name already exists.');
		await quickInput.enter('Rehearsal Room');
		await quickInput.waitForTitle('Create Project (2/2)');
		await quickInput.back();
		await quickInput.waitForTitle('Create Project (1/2)');
		expect(await quickInput.value()).toBe('Rehearsal Room');
		await quickInput.accept();
		await quickInput.waitForTitle('Create Project (2/2)');
		await quickInput.pick('Enable the App Certificate');
		await workbench.view('Projects').waitForRow('Rehearsal Room');
		expect(findProject(sandbox, 'Rehearsal Room').certificateEnabled).toBe(true);
		secrets.add(findProject(sandbox, 'Rehearsal Room').appCertificate);
	});

	it('disables a project after a question with its name, account and the consequence', async () => {
		await workbench.view('Projects').chooseFromMenu('Rehearsal Room', 'Disable Project…');
		expect(await workbench.dialog.message()).toBe('Disable project “Rehearsal Room”?');
		expect(await workbench.dialog.detail()).toMatch(/Account: Local[\s\S]*Nobody can join/);
		await workbench.dialog.press('Cancel');
		expect(findProject(sandbox, 'Rehearsal Room').enabled).toBe(true);
		await workbench.view('Projects').chooseFromMenu('Rehearsal Room', 'Disable Project…');
		await workbench.dialog.press('Disable Project');
		await expect.poll(() => workbench.view('Projects').description('Rehearsal Room')).toContain('disabled');
		expect(findProject(sandbox, 'Rehearsal Room').enabled).toBe(false);
		await workbench.view('Projects').chooseFromMenu('Rehearsal Room', 'Enable Project');
		await expect.poll(() => findProject(sandbox, 'Rehearsal Room').enabled).toBe(true);
	});

	it('disables and enables a certificate', async () => {
		await workbench
			.view('Projects')
			.chooseFromMenu('Rehearsal Room', 'App Certificate', 'Disable App Certificate…');
		await workbench.dialog.press('Disable App Certificate');
		await expect
			.poll(() => workbench.view('Projects').description('Rehearsal Room'))
			.toContain('no certificate');
		await workbench
			.view('Projects')
			.chooseFromMenu('Rehearsal Room', 'App Certificate', 'Enable App Certificate…');
		await workbench.dialog.press('Enable App Certificate');
		await expect
			.poll(() => workbench.view('Projects').description('Rehearsal Room'))
			.not.toContain('no certificate');
		expect(findProject(sandbox, 'Rehearsal Room').certificateEnabled).toBe(true);
	});

	it('resets a certificate only after the user types the name of the project', async () => {
		const before = findProject(sandbox, 'Rehearsal Room').appCertificate;
		await workbench
			.view('Projects')
			.chooseFromMenu('Rehearsal Room', 'App Certificate', 'Reset App Certificate…');
		expect(await workbench.dialog.detail()).toContain('stops working at once');
		await workbench.dialog.press('Reset App Certificate');
		await workbench.quickInput.waitForTitle('Reset App Certificate');
		await workbench.quickInput.enter('Rehearsal');
		await expect.poll(() => workbench.quickInput.message()).toBe('The name does not match.');
		expect(findProject(sandbox, 'Rehearsal Room').appCertificate).toBe(before);
		await workbench.quickInput.enter('Rehearsal Room');
		await expect.poll(() => findProject(sandbox, 'Rehearsal Room').appCertificate).not.toBe(before);
		secrets.add(findProject(sandbox, 'Rehearsal Room').appCertificate);
		await workbench.notifications.message('App Certificate of Rehearsal Room reset');
		await workbench.view('Projects').chooseFromMenu('Rehearsal Room', 'Copy', 'Copy App Certificate');
		await expect
			.poll(() => workbench.readClipboard())
			.toBe(findProject(sandbox, 'Rehearsal Room').appCertificate);
	});

	it('creates a cloud player and shows when it runs', async () => {
		const { quickInput } = workbench;
		// Keeps the player out of the list until the test saw it as just created.
		sandbox.state.behaviour.listLagSeconds = 600;
		await workbench.view('Projects').chooseFromMenu('Rehearsal Room', 'Create Cloud Player…');
		await quickInput.waitForTitle('Create Cloud Player · Rehearsal Room (1/5)');
		await quickInput.pick('Europe');
		await quickInput.waitForTitle('Create Cloud Player · Rehearsal Room · Europe (2/5)');
		await quickInput.type('ftp://live.example.com/stage');
		await expect.poll(() => quickInput.message()).not.toContain('rtmp, https or http');
		await quickInput.enter('rtmp://director:pa55word@live.example.com/live/stage?key=str3am-key');
		await quickInput.waitForTitle('Create Cloud Player · Rehearsal Room · Europe (3/5)');
		await quickInput.enter('stage');
		await quickInput.waitForTitle('Create Cloud Player · Rehearsal Room · Europe (4/5)');
		await quickInput.enter('101');
		await quickInput.waitForTitle('Create Cloud Player · Rehearsal Room · Europe (5/5)');
		expect(await quickInput.value()).toBe('stage_101');
		await quickInput.accept();
		await workbench.view('Cloud Players').waitForRow('stage_101');
		expect(await workbench.view('Cloud Players').description('stage_101')).toContain('just created');
		sandbox.state.behaviour.listLagSeconds = 0;
		await expect.poll(() => workbench.view('Cloud Players').description('stage_101')).toContain('running');
		const [request] = sandbox.requests.filter(({ method }) => method === 'POST').slice(-1);
		const { token } = JSON.parse(request?.body.toString() ?? '{}').player;
		expect(token).toMatch(/^007/);
		secrets.add(token).add('pa55word').add('str3am-key');
		await workbench.view('Cloud Players').expand('stage_101');
		const source = await workbench.view('Cloud Players').waitForRow('Source');
		expect(await source.textContent()).toContain('rtmp://live.example.com/live/•••');
		await workbench.view('Cloud Players').collapse('stage_101');
	});

	it('counts the players in the status bar and warns of failed ones', async () => {
		const running = sandbox.state.players.length;
		expect(running).toBeGreaterThan(0);
		expect(await workbench.statusBar.text('agora.status.players')).toMatch(/^\d+ running · \d+ failed$/);
		expect(await workbench.statusBar.hasWarningColor('agora.status.players')).toBe(true);
		expect(await workbench.statusBar.tooltip('agora.status.players')).toContain('stage_101 — running');
	});

	it('deletes the player after a question and removes its row immediately', async () => {
		await workbench.view('Cloud Players').pressOnRow('stage_101', 'Delete Player…');
		expect(await workbench.dialog.message()).toBe(
			'Delete cloud player “stage_101” of project “Rehearsal Room”?',
		);
		await workbench.dialog.press('Delete Player');
		await expect.poll(() => workbench.view('Cloud Players').labels()).not.toContain('stage_101');
		expect(sandbox.state.players.some(({ name }) => name === 'stage_101')).toBe(false);
		await workbench.view('Cloud Players').pressInTitle('Refresh Players');
		expect(await workbench.view('Cloud Players').labels()).not.toContain('stage_101');
	});

	it('shows the usage of a project with the total of the server', async () => {
		await workbench.view('Projects').chooseFromMenu('Classroom Live', 'Show Usage');
		const panel = workbench.webview().locator('#panel[data-state="complete"]');
		const total = panel.locator('data.grand');
		await total.waitFor();
		const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
		const totals = usageTotals(
			sandbox.state,
			findProject(sandbox, 'Classroom Live').id,
			'default',
			day(28),
			day(1),
		);
		const sum = Object.values(totals).reduce((all, each) => all + each, 0);
		expect(sum).toBeGreaterThan(0);
		expect(Number(await total.getAttribute('value'))).toBe(sum);
		expect(await panel.locator('.chart canvas').isVisible()).toBe(true);
	});

	it('shows the content of a support bundle before it saves it', async () => {
		await workbench.runCommand('Agora: Create Support Bundle…');
		await workbench.editor.waitForLine('=== about.json ===');
		expect(await readdir(vsCode.workspace)).toEqual([]);
		await workbench.notifications.press('Nothing has been saved or sent', 'Save as ZIP…');
		await expect.poll(() => workbench.quickInput.value()).toMatch(/agora-support-[\d-]+\.zip$/);
		await workbench.quickInput.accept();
		await workbench.quickInput.waitUntilClosed();
		await expect
			.poll(() => readdir(vsCode.workspace))
			.toEqual([expect.stringMatching(/^agora-support-.*\.zip$/)]);
		await workbench.runCommand('View: Close Editor');
	});

	it('wrote no secret where a user or another extension can read it', async () => {
		const log = await vsCode.readLog();
		expect(log).toContain('POST /dev/v1/project');
		expect(log).toMatch(/body \{"player":\{.*"token":"•••"/);
		const written = await collectWrittenText(workbench, vsCode);
		expect(written.size).toBeGreaterThan(5);
		const bundled = [...written].filter(([place]) => place.includes('.zip/')).map(([, text]) => text);
		expect(bundled.join('\n')).toMatch(/"label": "Local"[\s\S]*resetCertificate/);
		expect(bundled.join('\n')).toContain('POST /dev/v1/project');
		for (const [place, text] of written) {
			for (const secret of secrets) {
				expect(text.includes(secret), `a secret in ${place}`).toBe(false);
			}
		}
	});

	it('signs out after a question and deletes the account', async () => {
		await workbench.runCommand('Agora: Sign Out…');
		expect(await workbench.dialog.message()).toBe('Sign out of Local?');
		await workbench.dialog.press('Sign Out');
		expect(await workbench.view('Projects').welcome()).toContain('Try the Sandbox');
		await expect.poll(() => workbench.statusBar.text('agora.status.project')).toBe('Agora: Sign In');
		const panel = workbench.webview();
		await expect.poll(() => panel.locator('.access').textContent()).toContain('Signed out of Local.');
		expect(await panel.locator('.content').isVisible()).toBe(false);
		expect(await panel.locator('data.grand, tbody data').count()).toBe(0);
	});
});
