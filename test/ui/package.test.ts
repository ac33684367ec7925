import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activationBytes } from '../../build/metafile.mjs';
import { packagedExtension } from '../../build/package.mjs';
import { startVsCode, type VsCode } from './workbench/vsCode';

describe('the packaged extension', () => {
	let vsCode: VsCode;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(() => vsCode.stop());

	it('is at most 500 kB packed, 150 kB to load and 250 kB for the usage panel', async () => {
		const vsix = packagedExtension();
		expect((await stat(vsix)).size).toBeLessThanOrEqual(500_000);
		const meta = await readFile(path.join(path.dirname(vsix), 'meta.json'), 'utf8');
		const { outputs } = JSON.parse(meta);
		expect(activationBytes(outputs)).toBeLessThanOrEqual(150_000);
		expect(outputs['dist/usage.js'].bytes).toBeLessThanOrEqual(250_000);
	});

	it('contains only the expected files', async () => {
		const files = Object.keys(unzipSync(await readFile(packagedExtension())));
		const chunk = /^extension\/dist\/chunks\/[\w-]+\.mjs$/;
		expect(files.filter((file) => chunk.test(file)).length).toBeGreaterThan(0);
		expect(files.filter((file) => !chunk.test(file)).sort()).toEqual([
			'[Content_Types].xml',
			'extension.vsixmanifest',
			'extension/LICENSE.txt',
			'extension/THIRD-PARTY-NOTICES.md',
			'extension/changelog.md',
			'extension/dist/agora-player.schema.json',
			'extension/dist/agora-player.schema.zh-cn.json',
			'extension/dist/extension.mjs',
			'extension/dist/usage.css',
			'extension/dist/usage.js',
			'extension/l10n/bundle.l10n.zh-cn.json',
			'extension/media/activity.svg',
			'extension/media/channels.svg',
			'extension/media/icon.png',
			'extension/media/notifications.svg',
			'extension/media/players.svg',
			'extension/media/usage-dark.svg',
			'extension/media/usage-light.svg',
			'extension/media/walkthrough/chooseProject.svg',
			'extension/media/walkthrough/createPlayer.svg',
			'extension/media/walkthrough/receiveNotifications.svg',
			'extension/media/walkthrough/seeUsage.svg',
			'extension/media/walkthrough/signIn.svg',
			'extension/media/walkthrough/writeEnv.svg',
			'extension/package.json',
			'extension/package.nls.json',
			'extension/package.nls.zh-cn.json',
			'extension/readme.md',
		]);
	});

	it('opens the sandbox with its projects in one click', async () => {
		const workbench = await vsCode.open();
		await workbench.openViewContainer('Agora');
		const projects = workbench.view('Projects');
		expect(await projects.welcome()).toContain('Sign In');

		await projects.pressInWelcome('Try the Sandbox');

		await projects.waitForRows();
		expect((await projects.rows()).map(({ level }) => level)).toEqual(Array(8).fill(1));
		await workbench.close();
	});
});
