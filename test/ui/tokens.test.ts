import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedWith, readToken } from '../../src/agora/token/readToken';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { collectWrittenText } from './writtenText';

const TITLE = 'Generate RTC Token · Watch Party';

describe('RTC tokens', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;
	let token = '';

	beforeAll(async () => {
		({ sandbox, vsCode, workbench, close: closeWorkbench } = await openWorkbench());
	});

	afterAll(() => closeWorkbench?.());

	it('are generated in steps and copied, and the message shows the expiry', async () => {
		const { quickInput } = workbench;
		await workbench.view('Projects').chooseFromMenu('Watch Party', 'Generate RTC Token…');
		await quickInput.waitForTitle(`${TITLE} (1/4)`);
		await quickInput.type('zoë');
		await expect.poll(() => quickInput.message()).toContain('Only letters, digits, spaces');
		await quickInput.enter('movie night');
		await quickInput.waitForTitle(`${TITLE} (2/4)`);
		expect(await quickInput.message()).toContain('Leave empty so that anyone who has the token can join');
		await quickInput.enter('4294967296');
		await expect.poll(() => quickInput.message()).toContain('from 0 to 4294967295');
		await quickInput.type('007');
		await expect.poll(() => quickInput.message()).toContain('“007” is an account');
		await quickInput.enter('101');
		await quickInput.waitForTitle(`${TITLE} (3/4)`);
		await quickInput.back();
		await quickInput.waitForTitle(`${TITLE} (2/4)`);
		expect(await quickInput.value()).toBe('101');
		await quickInput.accept();
		await quickInput.pick('Publisher');
		await quickInput.waitForTitle(`${TITLE} (4/4)`);
		await quickInput.pick('1 hour');
		const message = await workbench.notifications.message(/Token copied/);
		expect(message).toMatch(/uid 101 in channel “movie night” of “Watch Party”/);
		expect(message).toMatch(/expires on .*\d{4} at .* (?:UTC|GMT|[A-Z]{3})/);
		token = await workbench.readClipboard();
		expect(message).not.toContain(token);
		const project = findProject(sandbox, 'Watch Party');
		expect(readToken(token)?.appId).toBe(project.appId);
		expect(isSignedWith(token, project.appCertificate)).toBe(true);
	});

	it('are inspected from the message', async () => {
		await workbench.notifications.press(/Token copied/, 'Inspect');
		await workbench.quickInput.waitForTitle('Inspect Token');
		const rows = await workbench.quickInput.rows();
		const values = Object.fromEntries(rows.map(({ label, description }) => [label, description]));
		expect(values).toMatchObject({
			Signature: 'matches the App Certificate of “Watch Party”',
			Project: 'Watch Party · Local',
			Channel: 'movie night',
			User: '101',
			'Send video': 'granted for as long as the token is valid',
		});
		expect(values.Valid).toMatch(/^expires in /);
		await workbench.quickInput.dismiss();
	});

	it('are generated with the last answers as defaults', async () => {
		const { quickInput } = workbench;
		await workbench.view('Projects').chooseFromMenu('Watch Party', 'Generate RTC Token…');
		await quickInput.waitForTitle(`${TITLE} (1/4)`);
		expect(await quickInput.value()).toBe('movie night');
		await quickInput.dismiss();
	});

	it('are hidden in the input, refused when damaged, and explained', async () => {
		const { quickInput } = workbench;
		await workbench.runCommand('Agora: Inspect Token…');
		await quickInput.waitForTitle('Inspect Token');
		expect(await quickInput.isSecret()).toBe(true);
		await quickInput.type(token.slice(0, -12));
		await expect.poll(() => quickInput.message()).toContain('missing or altered');
		await quickInput.type('006abc');
		await expect.poll(() => quickInput.message()).toContain('older version');
		await quickInput.enter(token);
		await quickInput.pick('Channel');
		await expect.poll(() => workbench.readClipboard()).toBe('movie night');
	});

	it('are written nowhere, and neither are certificates', async () => {
		const secrets = [token, ...sandbox.state.projects.map(({ appCertificate }) => appCertificate)];
		const written = await collectWrittenText(workbench, vsCode);
		expect(written.size).toBeGreaterThan(5);
		for (const [place, text] of written) {
			for (const secret of secrets) {
				expect(secret !== '' && text.includes(secret), `a secret in ${place}`).toBe(false);
			}
		}
	});
});
