import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { signIn, signInUntilSecret } from './signIn';
import { UsagePage } from './workbench/usagePage';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { collectWrittenText } from './writtenText';

const REFUSED = /refuses the credentials/;

/** The tests share a window; after a failure the next one gets a new window with the accounts that it needs. */
describe('managing accounts', () => {
	let first: Sandbox;
	let second: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	/** The label of the first account. */
	let label = 'First';
	/** Whether the second account was added, as “Imported”. */
	let isImported = false;
	let hasFailed = false;

	beforeAll(async () => {
		first = await startSandbox({ seed: 'demo' });
		second = await startSandbox();
		second.state.addProject({ name: 'Only Here' });
		vsCode = await startVsCode();
		workbench = await vsCode.open();
		await signIn(workbench, first, 'First');
	});

	beforeEach(async () => {
		if (hasFailed) {
			hasFailed = false;
			await workbench.close();
			workbench = await vsCode.open();
			await signIn(workbench, first, label);
			await workbench.view('Projects').waitForRow('Classroom Live');
			if (isImported) {
				await workbench.runCommand('Agora: Sign In…');
				await signInUntilSecret(workbench, second);
				await workbench.quickInput.enter(second.customerSecret);
				await workbench.quickInput.waitForTitle('Sign In to Agora (5/5)');
				await workbench.quickInput.enter('Imported');
				await workbench.view('Projects').waitForRow('Only Here');
			}
		}
	});

	afterEach(({ task }) => {
		hasFailed = task.result?.state === 'fail';
	});

	afterAll(async () => {
		await vsCode?.stop();
		await first?.stop();
		await second?.stop();
	});

	it('shows one message for a rotated secret, and Replace Secret there recovers all views', async () => {
		const { quickInput, notifications, statusBar } = workbench;
		const projects = workbench.view('Projects');
		const players = workbench.view('Cloud Players');
		const channels = workbench.view('Channels');
		const usage = new UsagePage(workbench.webview());
		await projects.waitForRow('Classroom Live');
		await players.waitForRow('class32_101');
		await channels.pressInTitle('Show Channels of All Projects');
		await channels.waitForRow('class32');
		await projects.chooseFromMenu('Classroom Live', 'Show Usage');
		await usage.locator('.tab-total[data-value]').last().waitFor();
		const earlier = certificateCalls();
		first.rotateSecret();
		await projects.pressInTitle('Refresh Projects');
		await expect.poll(() => projects.message()).toMatch(/401.*Last read/s);
		await players.pressInTitle('Refresh Players');
		await expect.poll(() => players.message()).toMatch(/401.*Last read/s);
		await channels.pressInTitle('Refresh Channels');
		await expect.poll(() => channels.message()).toContain('401');
		await usage.button('refresh').click();
		await usage.locator('.notice').first().waitFor();
		await projects.chooseFromMenu('Staging', 'App Certificate', 'Enable App Certificate…');
		await workbench.dialog.press('Enable App Certificate');
		await expect.poll(certificateCalls).toBe(earlier + 1);
		await expect.poll(() => notifications.message(REFUSED)).toContain('First');
		await expect.poll(() => notifications.count(/./)).toBe(1);
		expect(await projects.labels()).toContain('Classroom Live');
		await players.waitForRow('class32_101');
		await expect.poll(() => statusBar.hasWarningColor('agora.status.project')).toBe(true);
		await expect.poll(() => statusBar.ariaLabel('agora.status.project')).toMatch(/^Agora: First · .+401/);

		await notifications.press(REFUSED, 'Replace Secret');
		await quickInput.waitForTitle('Replace the Secret of First (1/2)');
		expect(await quickInput.value()).toBe(first.customerId);
		await quickInput.accept();
		await quickInput.waitForTitle('Replace the Secret of First (2/2)');
		expect(await quickInput.isSecret()).toBe(true);
		await quickInput.enter('not the new one');
		await expect.poll(() => quickInput.message()).toContain('401');
		expect(await quickInput.value()).toBe('not the new one');
		await quickInput.enter(first.customerSecret);
		await quickInput.waitUntilClosed();

		await expect.poll(() => projects.message()).toBe('');
		await expect.poll(() => players.message()).toBe('');
		await expect.poll(() => channels.message()).toBe('');
		await expect.poll(() => usage.locator('.notice').count()).toBe(0);
		await expect.poll(() => statusBar.hasWarningColor('agora.status.project')).toBe(false);
		await expect
			.poll(() => statusBar.ariaLabel('agora.status.project'))
			.toBe('Agora: First · no active project');
		await expect.poll(() => notifications.count(REFUSED)).toBe(0);
		// A panel that is still drawing takes the focus from the quick picks of the tests below.
		await workbench.runCommand('View: Close All Editors');
		await expect.poll(() => workbench.editors()).toEqual([]);
	});

	it('renames an account without reading the projects again', async () => {
		const { quickInput, statusBar } = workbench;
		const requestCount = first.requests.length;
		await workbench.runCommand('Agora: Manage Accounts…');
		await quickInput.waitForTitle('Manage Accounts (1/3)');
		await quickInput.pick(label);
		await quickInput.waitForTitle('Manage Accounts (2/3)');
		await quickInput.pick('Rename…');
		await quickInput.waitForTitle('Manage Accounts (3/3)');
		expect(await quickInput.value()).toBe(label);
		await quickInput.enter('My Team');
		await expect.poll(() => statusBar.text('agora.status.project')).toContain('My Team');
		label = 'My Team';
		await workbench.view('Projects').waitForRow('Classroom Live');
		const listed = first.requests.slice(requestCount).filter(({ url }) => url === '/dev/v1/projects');
		expect(listed).toEqual([]);
	});

	it('refuses a file without credentials, and adds an account from key_and_secret.txt', async () => {
		const { quickInput, notifications } = workbench;
		const folder = join(vsCode.dataDir, 'workspace');
		await writeFile(join(folder, 'notes.txt'), 'Customer ID: only this\r\n');
		const pair = `\uFEFFkey: ${second.customerId}\r\nsecret: ${second.customerSecret}\r\n`;
		await writeFile(join(folder, 'key_and_secret.txt'), pair);
		await workbench.runCommand('Agora: Switch Account…');
		await quickInput.waitForTitle('Switch Account');
		await quickInput.pick('Add Account…');
		await quickInput.waitForTitle('Sign In to Agora (1/4)');
		await quickInput.pick('Import from key_and_secret.txt…');
		await quickInput.waitForTitle('Import from key_and_secret.txt');
		await quickInput.pick('notes.txt');
		expect(await notifications.message(/Nothing was imported/)).toContain('no Customer Secret');
		await quickInput.waitForTitle('Sign In to Agora (1/4)');
		await quickInput.pick('Import from key_and_secret.txt…');
		await quickInput.waitForTitle('Import from key_and_secret.txt');
		await quickInput.pick('key_and_secret.txt');
		await quickInput.waitForTitle('Sign In to Agora (1/4)');
		await quickInput.pick('Local Server…');
		await quickInput.waitForTitle('Sign In to Agora (2/5)');
		await quickInput.enter(second.url);
		await quickInput.waitForTitle('Sign In to Agora (3/5)');
		expect(await quickInput.value()).toBe(second.customerId);
		await quickInput.accept();
		await quickInput.waitForTitle('Sign In to Agora (4/5)');
		expect(await quickInput.isSecret()).toBe(true);
		await quickInput.accept();
		await quickInput.waitForTitle('Sign In to Agora (5/5)');
		await quickInput.enter('Imported');
		await workbench.view('Projects').waitForRow('Only Here');
		isImported = true;
	});

	it('starts Sign In with the credentials of a file that is dropped on the projects', async () => {
		const { quickInput } = workbench;
		const text = `Customer ID: ${first.customerId}\nCustomer Secret: ${first.customerSecret}\n`;
		await workbench.view('Projects').dropFile('Only Here', 'key_and_secret.txt', text);
		await quickInput.waitForTitle('Sign In to Agora (1/4)');
		await quickInput.pick('Global');
		await quickInput.waitForTitle('Sign In to Agora (2/4)');
		expect(await quickInput.value()).toBe(first.customerId);
		await quickInput.dismiss();
	});

	it('removes an account and its credentials after a question that names it', async () => {
		const { quickInput, dialog, statusBar } = workbench;
		await workbench.runCommand('Agora: Manage Accounts…');
		await quickInput.pick('Imported');
		await quickInput.pick('Remove…');
		expect(await dialog.message()).toContain('Imported');
		await dialog.press('Cancel');
		expect(await statusBar.text('agora.status.project')).toContain('Imported');
		await workbench.runCommand('Agora: Manage Accounts…');
		await quickInput.pick('Imported');
		await quickInput.pick('Remove…');
		await dialog.press('Remove Account');
		await expect.poll(() => statusBar.text('agora.status.project')).toBe('Agora: Sign In');
		expect(await statusBar.ariaLabel('agora.status.project')).toBe('Agora: Sign In');
		await workbench.runCommand('Agora: Switch Account…');
		await quickInput.waitForTitle('Switch Account');
		const rows = (await quickInput.rows()).map(({ label }) => label.trim());
		expect(rows).toContain(label);
		expect(rows).not.toContain('Imported');
		await quickInput.pick(label);
		await workbench.view('Projects').waitForRow('Classroom Live');
		isImported = false;
	});

	it('writes no secret anywhere', async () => {
		const places = await collectWrittenText(workbench, vsCode);
		for (const [place, text] of places) {
			expect(text, place).not.toContain(first.customerSecret);
			expect(text, place).not.toContain(second.customerSecret);
		}
	});

	function certificateCalls(): number {
		return first.requests.filter(({ url }) => url.startsWith('/dev/v1/signkey')).length;
	}
});
