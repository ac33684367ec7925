import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

describe('a file that contains an App ID and a certificate', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;
	let appId = '';
	let appCertificate = '';

	beforeAll(async () => {
		({
			sandbox,
			vsCode,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			beforeOpen: async ({ state }, workspace) => {
				for (const project of state.projects) {
					if (project.name === 'Town Hall Broadcast') {
						({ appId, appCertificate } = project);
					}
				}
				const text = `const id = '${appId}';\nconst certificate = '${appCertificate}';\n`;
				await writeFile(join(workspace, 'config.ts'), text);
			},
		}));
		await workbench.openFile('config.ts');
	});

	afterAll(() => closeWorkbench?.());

	it('shows the project of the App ID in a hover, with a link to its row', async () => {
		expect(await workbench.editor.hoverText(appId, 'App Certificate')).toMatch(
			/Town Hall Broadcast[\s\S]*Account: Local[\s\S]*Status: enabled[\s\S]*App Certificate: enabled/,
		);
		await workbench.editor.followInHover('Show in Projects View');
		await expect
			.poll(async () => (await workbench.view('Projects').rows()).find((row) => row.expanded)?.label)
			.toBe('Town Hall Broadcast');
	});

	it('warns of the certificate, and replaces it with a reference in a quick fix', async () => {
		const problem = await workbench.editor.hoverText(appCertificate);
		expect(problem).toContain('App Certificate of the Agora project “Town Hall Broadcast”');
		expect(problem).not.toContain(appCertificate);
		await workbench.editor.click(appCertificate);
		expect(await workbench.editor.quickFixes()).toEqual([
			'Replace with process.env.AGORA_APP_CERTIFICATE',
			'Reset the App Certificate of “Town Hall Broadcast”…',
		]);
		await workbench.editor.applyQuickFix('Replace with process.env.AGORA_APP_CERTIFICATE');
		await workbench.editor.waitForLine('const certificate = process.env.AGORA_APP_CERTIFICATE;');
		await expect.poll(() => workbench.editor.problemCounts()).toEqual({ errors: 0, warnings: 0 });
		await workbench.runCommand('File: Save');
		await expect
			.poll(() => readFile(join(vsCode.workspace, 'config.ts'), 'utf8'))
			.toBe(`const id = '${appId}';\nconst certificate = process.env.AGORA_APP_CERTIFICATE;\n`);
	});

	it('asks before the other quick fix resets the certificate', async () => {
		await workbench.page.keyboard.press('Control+Z');
		await expect.poll(() => workbench.editor.problemCounts()).toEqual({ errors: 0, warnings: 1 });
		await workbench.editor.click(appCertificate);
		await workbench.editor.quickFixes();
		await workbench.editor.applyQuickFix('Reset the App Certificate of “Town Hall Broadcast”…');
		expect(await workbench.dialog.message()).toContain('“Town Hall Broadcast”');
		await workbench.dialog.press('Cancel');
		expect(sandbox.requests.some(({ url }) => url.includes('reset_signkey'))).toBe(false);
	});

	it('has no hints after sign-out', async () => {
		await workbench.runCommand('Agora: Sign Out…');
		await workbench.dialog.press('Sign Out');
		await expect.poll(() => workbench.editor.problemCounts()).toEqual({ errors: 0, warnings: 0 });
	});
});
