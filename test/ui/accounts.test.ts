import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { signIn, signInUntilSecret } from './signIn';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { readBrowserDatabases } from './writtenText';

describe('several accounts', () => {
	let first: Sandbox;
	let second: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;

	beforeAll(async () => {
		first = await startSandbox({ seed: 'demo' });
		second = await startSandbox();
		second.state.addProject({ name: 'Only Here' });
		vsCode = await startVsCode();
		workbench = await vsCode.open();
	});

	afterAll(async () => {
		await vsCode?.stop();
		await first?.stop();
		await second?.stop();
	});

	it('shows only the account that was signed in to last', async () => {
		await signIn(workbench, first, 'First');
		await workbench.view('Projects').waitForRow('Classroom Live');
		await workbench.view('Projects').chooseFromMenu('Classroom Live', 'Show Usage');
		await workbench.webview().locator('.tab-total[data-value]').last().waitFor();
		await workbench.runCommand('Agora: Sign In…');
		await signInUntilSecret(workbench, second);
		await workbench.quickInput.enter(second.customerSecret);
		await workbench.quickInput.waitForTitle('Sign In to Agora (5/5)');
		await workbench.quickInput.type('First');
		await expect.poll(() => workbench.quickInput.message()).toBe('Another account has this label.');
		await workbench.quickInput.enter('Second');
		await workbench.view('Projects').waitForRow('Only Here');
		expect(await workbench.view('Projects').labels()).toEqual(['Only Here']);
		await expect.poll(() => workbench.editors()).toEqual([]);
	});

	it('switches back with one command', async () => {
		await workbench.runCommand('Agora: Switch Account…');
		await workbench.quickInput.pick('First');
		await workbench.view('Projects').waitForRow('Classroom Live');
		expect(await workbench.view('Projects').labels()).not.toContain('Only Here');
		await expect.poll(() => workbench.statusBar.text('agora.status.project')).toContain('First');
	});

	it('reports missing credentials of an account', async () => {
		// VS Code for the Web keeps secrets in memory only: a reload deletes them, as a wiped keychain does.
		const isStored = async () => JSON.stringify(await readBrowserDatabases(workbench)).includes('Second');
		await expect.poll(isStored).toBe(true);
		await workbench.page.reload();
		await workbench.waitUntilReady();
		await workbench.openViewContainer('Agora');
		const text = await workbench.notifications.message(/no longer in the secret storage/);
		expect(text).toContain('First');
		expect(await workbench.view('Projects').welcome()).toContain('Sign In');
		await expect.poll(() => workbench.statusBar.text('agora.status.project')).toBe('Agora: Sign In');
	});

	it('signs in to the same account from the message about missing credentials', async () => {
		const { quickInput } = workbench;
		await workbench.notifications.press(/no longer in the secret storage/, 'Enter Credentials');
		await quickInput.waitForTitle('Sign In as First (1/2)');
		await quickInput.enter(first.customerId);
		await quickInput.waitForTitle('Sign In as First (2/2)');
		await quickInput.enter(first.customerSecret);
		await workbench.view('Projects').waitForRow('Classroom Live');
		await workbench.runCommand('Agora: Sign In…');
		await signInUntilSecret(workbench, first, 4);
		await expect.poll(() => quickInput.message()).toContain('already stored as “First”');
		await quickInput.enter(first.customerSecret);
		await quickInput.waitUntilClosed();
		await workbench.runCommand('Agora: Switch Account…');
		await quickInput.waitForTitle('Switch Account');
		const stored = (await quickInput.rows()).map(({ label }) => label.trim());
		expect(stored.filter((label) => ['First', 'Second'].includes(label)).toSorted()).toEqual([
			'First',
			'Second',
		]);
		await quickInput.dismiss();
	});
});
