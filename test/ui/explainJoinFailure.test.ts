import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRtcToken } from '../../src/agora/token/buildToken';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { collectWrittenText } from './writtenText';

const COMMAND = 'Agora: Explain Join Failure…';
const TITLE = 'Explain Join Failure';

describe('a join that fails', () => {
	let vsCode: VsCode;
	let workbench: Workbench;
	let token = '';
	let closeWorkbench: WorkbenchContext['close'] | undefined;

	beforeAll(async () => {
		({
			vsCode,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			beforeOpen: async (sandbox, workspace) => {
				const { appId, appCertificate } = findProject(sandbox, 'Watch Party');
				sandbox.state.banRules.add({ appId, uid: 101, channelName: 'class33', seconds: 600 });
				token = buildRtcToken({
					...{ appId, appCertificate, channelName: 'class32', user: { uid: 101 } },
					lifetimeSeconds: 3600,
				});
				const code = `client.join({ channel: 'class33', uid: 101, token: '${token}' });\n`;
				await writeFile(join(workspace, 'app.js'), code);
			},
		}));
	});

	afterAll(() => closeWorkbench?.());

	it('is explained from the selected code, by keyboard', async () => {
		const { quickInput, editor } = workbench;
		await workbench.openFile('app.js');
		await editor.click('client');
		await editor.press('Control+A');
		await workbench.runCommand(COMMAND);
		await quickInput.waitForTitle(`${TITLE} (1/4)`);
		expect((await quickInput.rows())[0]).toMatchObject({
			label: 'Use the Selected Text',
			description: 'Watch Party · class33 · 101 · with a token',
		});
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 (2/3)`);
		expect(await quickInput.value()).toBe('class33');
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 (3/3)`);
		expect(await quickInput.value()).toBe('101');
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 · uid 101`);
		const rows = await quickInput.rows();
		expect(rows.slice(0, 2)).toMatchObject([
			{
				label: 'The token is for another channel',
				description: '→ Generate Token for This Channel…',
				detail: 'SDK error 110 · It is for “class32”, not for “class33”.',
			},
			{ label: 'A ban keeps the user out', description: '→ Lift Ban' },
		]);
	});

	it('is copied without the token', async () => {
		await workbench.quickInput.press('Copy Result');
		await expect.poll(() => workbench.readClipboard()).toContain('- The token is for another channel: ');
		const copied = await workbench.readClipboard();
		expect(copied).toMatch(
			/App ID: [\da-f]{32} \(Watch Party\)\nChannel: class33\nUser: uid 101\nToken: given/,
		);
		expect(copied).not.toContain(token);
	});

	it('leads back to the questions, whose answers are kept', async () => {
		const { quickInput } = workbench;
		await quickInput.back();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 (4/4)`);
		expect(await quickInput.isSecret()).toBe(true);
		await quickInput.back();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 (3/4)`);
		expect(await quickInput.value()).toBe('101');
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 (4/4)`);
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 · uid 101`);
	});

	it('leads to a token for the channel', async () => {
		const { quickInput } = workbench;
		await quickInput.accept();
		await quickInput.waitForTitle('Generate RTC Token · Watch Party · class33 · 101 (4/5)');
		await quickInput.dismiss();
	});

	it('leads to the contents of the token, which is not asked for again', async () => {
		const { quickInput } = workbench;
		await workbench.runCommand(COMMAND);
		await quickInput.waitForTitle(`${TITLE} (1/4)`);
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 (2/3)`);
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 (3/3)`);
		await quickInput.accept();
		await quickInput.waitForTitle(`${TITLE} · Watch Party · class33 · uid 101`);
		await quickInput.press('Inspect Token');
		await quickInput.waitForTitle('Inspect Token');
		expect(await quickInput.rows()).toContainEqual(
			expect.objectContaining({ label: 'Channel', description: 'class32' }),
		);
		await quickInput.dismiss();
	});

	it('leaves the token nowhere', async () => {
		// The code itself contains it.
		await workbench.runCommand('View: Close All Editors');
		const written = await collectWrittenText(workbench, vsCode);
		expect(written.size).toBeGreaterThan(5);
		for (const [place, text] of written) {
			expect(text.includes(token), `the token in ${place}`).toBe(false);
		}
	});
});
