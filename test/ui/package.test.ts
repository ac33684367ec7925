import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activationBytes } from '../vscode/activationBytes.mjs';
import { packagedExtension } from '../vscode/packagedExtension.mjs';
import { startVsCode, type VsCode } from './workbench/vsCode';

describe('the packaged extension', () => {
	let vsCode: VsCode;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(() => vsCode.stop());

	it('is small: 400 kB packed, 150 kB to load, 250 kB for the usage panel', async () => {
		const vsix = packagedExtension();
		expect((await stat(vsix)).size).toBeLessThanOrEqual(400_000);
		const meta = await readFile(path.join(path.dirname(vsix), 'meta.json'), 'utf8');
		const { outputs } = JSON.parse(meta);
		expect(activationBytes(outputs)).toBeLessThanOrEqual(150_000);
		expect(outputs['dist/usage.js'].bytes).toBeLessThanOrEqual(250_000);
	});

	it('leads a newcomer to a stand-in with projects in one click', async () => {
		const workbench = await vsCode.open();
		await workbench.openContainer('Agora');
		const projects = workbench.view('Projects');
		expect(await projects.welcome()).toContain('Sign In');

		await projects.pressInWelcome('Try the Sandbox');

		await projects.waitForRows();
		expect((await projects.rows()).map(({ level }) => level)).toEqual(Array(8).fill(1));
		await workbench.close();
	});
});
