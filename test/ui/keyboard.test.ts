import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Keyboard } from './workbench/keyboard';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

describe('the keyboard', () => {
	let vsCode: VsCode;
	let workbench: Workbench;
	let keyboard: Keyboard;

	beforeAll(async () => {
		vsCode = await startVsCode();
		workbench = await vsCode.open();
		keyboard = new Keyboard(workbench.page);
		await workbench.page.evaluate(() => {
			for (const event of ['pointerdown', 'pointermove', 'wheel']) {
				addEventListener(event, () => document.body.setAttribute('data-pointed', event), { capture: true });
			}
		});
	});

	afterAll(() => vsCode?.stop());

	it('is enough to start the sandbox, and to create and delete a cloud player', async () => {
		const { quickInput, dialog } = workbench;
		await keyboard.runCommand('Agora: Try the Sandbox');
		await keyboard.runCommand('Agora: Focus on Projects View');
		await workbench.view('Projects').waitForRow('Classroom Live');
		// The focus of the welcome view does not move to the rows.
		await keyboard.runCommand('Agora: Focus on Projects View');
		await keyboard.goToRow('Classroom Live');

		await keyboard.chooseFromMenu('Create Cloud Player…');
		await quickInput.waitForTitle('Create Cloud Player · Classroom Live (1/5)');
		await keyboard.answer('Europe', 'Europe');
		await quickInput.waitForTitle('Create Cloud Player · Classroom Live · Europe (2/5)');
		await keyboard.type('rtmp://live.example.com/stage');
		await keyboard.press('Enter');
		await quickInput.waitForTitle('Create Cloud Player · Classroom Live · Europe (3/5)');
		await keyboard.type('stage');
		await keyboard.press('Enter');
		await quickInput.waitForTitle('Create Cloud Player · Classroom Live · Europe (4/5)');
		await keyboard.type('7');
		await keyboard.press('Enter');
		await quickInput.waitForTitle('Create Cloud Player · Classroom Live · Europe (5/5)');
		await keyboard.press('Enter');
		await quickInput.waitUntilClosed();
		// The new row is selected last; opening a quick pick before that would close it.
		await workbench.page.locator('.monaco-list-row.selected').filter({ hasText: 'stage_7' }).waitFor();

		await keyboard.runCommand('Agora: Focus on Cloud Players View');
		await keyboard.goToRow('stage_7');
		await keyboard.chooseFromMenu('Delete Player…');
		expect(await dialog.message()).toContain('Delete cloud player “stage_7”');
		await keyboard.pressInDialog('Delete Player');
		await expect.poll(() => workbench.view('Cloud Players').labels()).not.toContain('stage_7');

		expect(await workbench.page.locator('body').getAttribute('data-pointed')).toBeNull();
	});
});
