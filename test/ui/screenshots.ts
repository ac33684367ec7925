import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox';
import { signIn } from './signIn';
import { startVsCode } from './workbench/vsCode';

const FOLDER = path.resolve(import.meta.dirname, '../../docs');

/** `npm run screenshots`: takes the screenshots of the README. */
it.each(['dark', 'light'] as const)('takes the overview in the %s theme', async (theme) => {
	await mkdir(FOLDER, { recursive: true });
	const sandbox = await startSandbox({ seed: 'demo' });
	const vsCode = await startVsCode();
	try {
		const workbench = await vsCode.open({ size: { width: 1280, height: 860 } });
		await workbench.setTheme(theme);
		await signIn(workbench, sandbox, 'My Team');
		const projects = workbench.view('Projects');
		await projects.chooseFromMenu('Classroom Live', 'Set as Active Project');
		await projects.expand('Classroom Live');
		await workbench.view('Cloud Players').waitForRow('class32_101');
		await projects.chooseFromMenu('Classroom Live', 'Show Usage');
		const panel = workbench.webview().locator('#panel[data-state="complete"]');
		await panel.locator('.chart canvas').waitFor();
		await workbench.webview().locator('.tab-total[data-value]').last().waitFor();
		await workbench.page.mouse.move(700, 90);
		await workbench.page.screenshot({ path: path.join(FOLDER, `overview-${theme}.png`) });
	} finally {
		await vsCode.stop();
		await sandbox.stop();
	}
});
