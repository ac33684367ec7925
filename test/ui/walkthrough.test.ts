import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVsCode, type VsCode } from './workbench/vsCode';
import { Walkthrough } from './workbench/walkthrough';
import type { Workbench } from './workbench/workbench';

describe('the walkthrough', () => {
	let vsCode: VsCode;
	let workbench: Workbench;
	let walkthrough: Walkthrough;

	beforeAll(async () => {
		vsCode = await startVsCode();
		// VS Code hides the images in a narrow editor.
		workbench = await vsCode.open({ size: { width: 1600, height: 900 } });
		walkthrough = new Walkthrough(workbench);
	});

	afterAll(() => vsCode?.stop());

	it('has five steps with an image each', async () => {
		await walkthrough.open('Get Started with Console for Agora');
		expect(await walkthrough.steps()).toEqual([
			'Sign in or try the sandbox',
			'Choose a project',
			'Write its credentials to .env',
			'Create a cloud player',
			'See the usage',
		]);
		for (const step of await walkthrough.steps()) {
			await walkthrough.openStep(step);
			await walkthrough.waitForImage();
		}
		expect(await walkthrough.completedSteps()).toEqual([]);
	});

	it('marks a step as complete only after its action', async () => {
		await walkthrough.openStep('Sign in or try the sandbox');
		await walkthrough.press('Try the Sandbox');
		await expect.poll(() => walkthrough.completedSteps()).toEqual(['Sign in or try the sandbox']);
		await walkthrough.openStep('Choose a project');
		await walkthrough.press('Select Active Project');
		expect(await walkthrough.completedSteps()).toEqual(['Sign in or try the sandbox']);
		await walkthrough.pressAndPick('Select Active Project', 'Classroom Live');
		await expect.poll(() => walkthrough.completedSteps()).toContain('Choose a project');
	});
});
