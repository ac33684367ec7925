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

	it('has six steps with an image each', async () => {
		await walkthrough.open('Get Started with Console for Agora');
		expect(await walkthrough.steps()).toEqual([
			'Sign in or try the sandbox',
			'Choose a project',
			'Write its credentials to .env',
			'Create a cloud player',
			'See the usage',
			'Receive notifications',
		]);
		for (const step of await walkthrough.steps()) {
			await walkthrough.openStep(step);
			await walkthrough.waitForImage();
		}
		expect(await walkthrough.completedSteps()).toEqual([]);
	});

	it('ticks a step only after its action', async () => {
		await walkthrough.openStep('Create a cloud player');
		await walkthrough.press('Create Cloud Player');
		await workbench.notifications.message(/Sign in to an Agora\.io account first/);
		expect(await walkthrough.completedSteps()).toEqual([]);
		await walkthrough.openStep('Sign in or try the sandbox');
		await walkthrough.press('Try the Sandbox');
		// The sandbox starts with an active project.
		await expect
			.poll(() => walkthrough.completedSteps())
			.toEqual(['Sign in or try the sandbox', 'Choose a project']);
	});
});

describe('the walkthrough of a user who began without it', () => {
	let vsCode: VsCode;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(() => vsCode?.stop());

	it('opens from the message about the sandbox, with the steps ticked that are done', async () => {
		const workbench = await vsCode.open({ size: { width: 1600, height: 900 } });
		const walkthrough = new Walkthrough(workbench);
		await workbench.openViewContainer('Agora');
		await workbench.view('Projects').pressInWelcome('Try the Sandbox');
		await workbench.view('Projects').chooseFromMenu('Classroom Live', 'Show Usage');
		await expect.poll(() => workbench.editors()).toContain('Usage: Classroom Live');
		await workbench.notifications.press(/its project “Classroom Live”/, 'Open Walkthrough');
		await expect
			.poll(() => walkthrough.completedSteps(), { timeout: 15_000 })
			.toEqual(['Sign in or try the sandbox', 'Choose a project', 'See the usage']);
		await workbench.close();
	});
});
