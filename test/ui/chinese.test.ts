import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

describe('in Simplified Chinese', () => {
	let vsCode: VsCode;
	let workbench: Workbench;

	beforeAll(async () => {
		vsCode = await startVsCode();
		workbench = await vsCode.open({ language: 'zh-cn' });
	});

	afterAll(async () => {
		await vsCode?.stop();
	});

	it('the sandbox is one click away and shows projects, players and usage', async () => {
		await workbench.openContainer('Agora');
		await workbench.view('项目').pressInWelcome('试用沙盒');
		await workbench.view('项目').row('Classroom Live');
		await workbench.view('云端播放器').row('class32_101');
		const rows = await workbench.view('项目').rows();
		expect(rows.find(({ label }) => label === 'Staging')?.description).toBe('无证书');
		const players = await workbench.view('云端播放器').rows();
		expect(players.find(({ label }) => label === 'class32_101')?.description).toContain('运行中');
		await workbench.view('项目').chooseFromMenu('Classroom Live', '查看用量');
		await workbench.webview().locator('.tab-total[data-value]').last().waitFor();
		expect(await workbench.webview().locator('h1').textContent()).toBe('Classroom Live 的用量');
	});

	it('the count of a filter is worded as a sentence', async () => {
		await workbench.view('云端播放器').pressInTitle('按频道筛选播放器…');
		await workbench.quickInput.type('class32');
		await expect
			.poll(() => workbench.quickInput.message())
			.toMatch(/^云端播放器：共 \d+ 个，匹配 [1-9]\d* 个/);
		await workbench.quickInput.dismiss();
	});

	it('a question speaks the same language', async () => {
		await workbench.view('项目').chooseFromMenu('Classroom Live', '重置 App 证书…');
		expect(await workbench.dialog.message()).toContain('Classroom Live');
		expect(await workbench.dialog.detail()).toContain('账号：沙盒');
		await workbench.dialog.press('Cancel');
	});
});
