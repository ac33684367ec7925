import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { signIn, signInUntilSecret } from './signIn';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const ITEM = 'agora.status.project';
const SIGNED_OUT = 'Agora: Sign In';

/** The tests share a window. Each signs in or out first if the one before it did not leave the window so. */
describe('failures', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;

	beforeAll(async () => {
		sandbox = await startSandbox({ seed: 'demo' });
		vsCode = await startVsCode();
		workbench = await vsCode.open();
		await workbench.openViewContainer('Agora');
	});

	beforeEach(() => workbench.closeOverlays());

	afterEach(async () => {
		sandbox.faults.clear();
		await sandbox.listenAgain();
	});

	afterAll(async () => {
		await vsCode?.stop();
		await sandbox?.stop();
	});

	/** The text of the status bar once the window has read its accounts. */
	async function account(): Promise<string> {
		return await workbench.statusBar.text(ITEM);
	}

	async function makeSignedOut(): Promise<void> {
		if ((await account()) !== SIGNED_OUT) {
			await workbench.runCommand('Agora: Sign Out…');
			await workbench.dialog.press('Sign Out');
			await expect.poll(account).toBe(SIGNED_OUT);
		}
	}

	async function makeSignedIn(): Promise<void> {
		if ((await account()) === SIGNED_OUT) {
			await signIn(workbench, sandbox, 'Local');
		}
		await workbench.view('Projects').waitForRow('Classroom Live');
	}

	it('only an address of this machine is accepted as a local server', async () => {
		const { quickInput } = workbench;
		await workbench.runCommand('Agora: Sign In…');
		await quickInput.pick('Local Server…');
		await quickInput.waitForTitle('Sign In to Agora (2/5)');
		await quickInput.enter('https://api.example.com');
		await expect.poll(() => quickInput.message()).toContain('Only 127.0.0.1, [::1] or localhost');
		await quickInput.dismiss();
	});

	it('an unreachable server is reported before anything is stored', async () => {
		await makeSignedOut();
		await sandbox.stop();
		await workbench.view('Projects').pressInWelcome('Sign In');
		await signInUntilSecret(workbench, sandbox);
		await workbench.quickInput.enter(sandbox.customerSecret);
		await expect.poll(() => workbench.quickInput.message()).toContain('ECONNREFUSED');
		await workbench.quickInput.dismiss();
		expect(await workbench.view('Projects').welcome()).toContain('Sign In');
		expect(await account()).toBe(SIGNED_OUT);
	});

	it('views without rows say why they could not be read, and Retry reads them', async () => {
		const { quickInput } = workbench;
		const projects = workbench.view('Projects');
		const players = workbench.view('Cloud Players');
		await makeSignedOut();
		await projects.pressInWelcome('Sign In');
		await signInUntilSecret(workbench, sandbox);
		await quickInput.enter(sandbox.customerSecret);
		await quickInput.waitForTitle('Sign In to Agora (5/5)');
		await sandbox.stop();
		await quickInput.enter('Local');
		await expect.poll(() => projects.welcome()).toContain('The server could not be reached.');
		await expect.poll(() => players.welcome()).toContain('The server could not be reached.');
		await sandbox.listenAgain();
		await players.pressInWelcome('Retry');
		await projects.waitForRow('Classroom Live');
		await players.waitForRow('class32_101');
	});

	it('a wrong secret is refused with the reason, and the answers can be corrected', async () => {
		const { quickInput } = workbench;
		await makeSignedOut();
		await workbench.view('Projects').pressInWelcome('Sign In');
		await signInUntilSecret(workbench, sandbox);
		expect(await quickInput.isSecret()).toBe(true);
		await quickInput.enter('not the secret');
		await expect.poll(() => quickInput.message()).toContain('401');
		expect(await quickInput.value()).toBe('not the secret');
		await quickInput.back();
		await quickInput.waitForTitle('Sign In to Agora (3/5)');
		expect(await quickInput.value()).toBe(sandbox.customerId);
		await quickInput.accept();
		await quickInput.waitForTitle('Sign In to Agora (4/5)');
		await quickInput.enter(sandbox.customerSecret);
		await quickInput.waitForTitle('Sign In to Agora (5/5)');
		await quickInput.enter('Local');
		await workbench.view('Projects').waitForRow('Classroom Live');
	});

	it('the rows stay with their age and the reason when the server is down, and Retry recovers', async () => {
		const projects = workbench.view('Projects');
		const players = workbench.view('Cloud Players');
		await makeSignedIn();
		await players.waitForRow('class32_101');
		await sandbox.stop();
		await projects.pressInTitle('Refresh Projects');
		await expect
			.poll(() => projects.message())
			.toMatch(/could not be reached: it refused the connection \(ECONNREFUSED\).*Last read/s);
		expect(await projects.labels()).toContain('Classroom Live');
		await players.pressInTitle('Refresh Players');
		await expect.poll(() => players.message()).toMatch(/could not be reached.*Last read/s);
		expect(await players.labels()).toContain('class32_101');
		await sandbox.listenAgain();
		await projects.pressInTitle('Retry');
		await expect.poll(() => projects.message()).toBe('');
		await players.pressInTitle('Retry');
		await expect.poll(() => players.message()).toBe('');
		await expect.poll(() => players.titleActions()).not.toContain('Retry');
	});

	it('a certificate reset whose response is lost is not repeated, and the message says what to check', async () => {
		const resets = () => sandbox.requests.filter(({ url }) => url === '/dev/v1/reset_signkey').length;
		await makeSignedIn();
		const before = resets();
		sandbox.faults.next('doneBut504', { path: '/dev/v1/reset_signkey' });
		sandbox.faults.next({ status: 403 }, { path: '/dev/v1/project', times: Infinity });
		await workbench
			.view('Projects')
			.chooseFromMenu('Classroom Live', 'App Certificate', 'Reset App Certificate…');
		await workbench.dialog.press('Reset App Certificate');
		await workbench.quickInput.enter('Classroom Live');
		// The progress notification of a slow look-up has the same title.
		const failure = /Reset the App Certificate of .*The response was lost/s;
		const message = await workbench.notifications.message(failure);
		expect(message).toMatch(/compare the App Certificate with the one in use/);
		expect(await workbench.notifications.buttons(failure)).not.toContain('Retry');
		await workbench.notifications.press(failure, 'Copy Details');
		await expect.poll(() => workbench.readClipboard()).toMatch(/curl -X POST .*reset_signkey/);
		expect(await workbench.readClipboard()).not.toContain(sandbox.customerSecret);
		expect(resets() - before).toBe(1);
	});
});
