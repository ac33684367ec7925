import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVsCode, type VsCode } from './workbench/vsCode';

describe('the packaged extension', () => {
	let vsCode: VsCode;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(() => vsCode.stop());

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
