import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxProject } from '../../src/sandbox/state';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import type { TreeView } from './workbench/treeView';
import type { Workbench } from './workbench/workbench';

/** A name that VS Code could render as a link that opens a terminal, and one as an icon with links. */
const LINK = '[Class](command:workbench.action.terminal.new)';
const ICON = '$(trash) https://evil.example www.evil.example <command:workbench.action.terminal.new>';

describe('hostile names', () => {
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;
	let projects: TreeView;
	let linked: SandboxProject;

	beforeAll(async () => {
		const opened = await openWorkbench({
			beforeOpen: async ({ state }) => {
				const [first, second] = state.projects.filter(
					({ enabled, certificateEnabled }) => enabled && certificateEnabled,
				);
				if (!first || !second) {
					throw new Error('the demo has too few projects');
				}
				first.name = LINK;
				second.name = ICON;
				linked = first;
			},
		});
		({ workbench, close: closeWorkbench } = opened);
		projects = workbench.view('Projects');
	});

	afterAll(() => closeWorkbench?.());

	it('are not links in questions and messages, and a click on them does nothing', async () => {
		await projects.chooseFromMenu(LINK, 'Disable Project…');
		expect(withPlainSpaces(await workbench.dialog.message())).toContain(LINK);
		expect(await workbench.page.locator('.monaco-dialog-box .dialog-message-row a').count()).toBe(0);
		await workbench.dialog.press('Disable Project');
		expect(withPlainSpaces(await workbench.notifications.message('disabled'))).toContain(LINK);
		const message = workbench.page
			.locator('.notification-toast .notification-list-item-message')
			.filter({ hasText: 'disabled' })
			.first();
		expect(await message.locator('a').count()).toBe(0);
		await message.click({ position: { x: 60, y: 8 } });
		await workbench.notifications.press('disabled', 'Undo');
		await expect.poll(() => linked.enabled).toBe(true);
		expect(await workbench.page.locator('.terminal-wrapper, .xterm').count()).toBe(0);
	});

	it('are shown unchanged and can be typed in the question before a reset', async () => {
		const before = linked.appCertificate;
		await projects.chooseFromMenu(LINK, 'App Certificate', 'Reset App Certificate…');
		await workbench.dialog.press('Reset App Certificate');
		await workbench.quickInput.waitForTitle('Reset App Certificate');
		expect(withPlainSpaces(await workbench.quickInput.message())).toContain(`Type “${LINK}” to continue.`);
		expect(await workbench.page.locator('.quick-input-message a').count()).toBe(0);
		await workbench.quickInput.enter(LINK);
		await expect.poll(() => linked.appCertificate).not.toBe(before);
	});

	it('are not icons in quick picks and the status bar', async () => {
		await workbench.runCommand('Agora: Select Active Project…');
		const widget = workbench.page.locator('.quick-input-widget');
		const row = widget.getByRole('option').filter({ hasText: 'evil.example' });
		await row.waitFor();
		expect(withPlainSpaces(await row.locator('.label-name').innerText())).toBe(ICON);
		expect(await row.locator('.codicon-trash').count()).toBe(0);
		await row.click();
		await expect
			.poll(async () => withPlainSpaces(await workbench.statusBar.text('agora.status.project')))
			.toBe(`Local · ${ICON}`);
		const item = workbench.page.locator('[id="console-for-agora.console-for-agora.agora.status.project"]');
		expect(await item.locator('.codicon-trash').count()).toBe(0);
	});

	it('are not links in tooltips', async () => {
		const hover = workbench.page.locator('.monaco-hover.workbench-hover');
		await projects.tooltip(ICON);
		await expect.poll(async () => withPlainSpaces(await hover.innerText())).toContain(ICON);
		expect(await hover.locator('a').count()).toBe(0);
		await workbench.page.mouse.move(640, 300);
		await hover.waitFor({ state: 'detached' });
		const item = workbench.page.locator('[id="console-for-agora.console-for-agora.agora.status.project"]');
		await item.getByRole('button').hover();
		await hover.waitFor();
		await expect.poll(async () => withPlainSpaces(await hover.innerText())).toContain(ICON);
		const links = await hover.locator('a').allInnerTexts();
		expect(links.map((text) => text.trim())).toEqual([
			'Select Project',
			'Switch Account',
			'Show Usage',
			'Refresh',
		]);
	});
});

/** Removes zero-width spaces and replaces no-break spaces. */
function withPlainSpaces(text: string): string {
	return text.replaceAll('\u200B', '').replaceAll('\u00A0', ' ');
}
