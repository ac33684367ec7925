import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LocalizedText } from './localizedText';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const PROJECT = 'Classroom Live';
const APP_ID = /^AGORA_APP_ID=([0-9a-f]{32})$/m;

/**
 * The first steps of a new user, from an empty window to an exported chart. Takes a screenshot after each step for manual review.
 */
describe.each([
	{ name: 'in English', language: undefined, matches: /^Cloud players: [1-9]\d* of \d+/ },
	{
		name: 'in Simplified Chinese',
		language: 'zh-cn' as const,
		matches: /^云端播放器：共 \d+ 个，匹配 [1-9]\d* 个/,
	},
])('a new user, $name', ({ language, matches }) => {
	const texts = new LocalizedText(language);
	let vsCode: VsCode;
	let workbench: Workbench;

	beforeAll(async () => {
		vsCode = await startVsCode();
		workbench = await vsCode.open(language && { language });
	});

	afterEach(async ({ task }) => {
		if (task.result?.state === 'fail') {
			await workbench.closeOverlays();
		}
	});

	afterAll(async () => {
		await vsCode?.stop();
	});

	const projects = () => workbench.view(texts.manifest('view.projects'));
	const players = () => workbench.view(texts.manifest('view.players'));
	const chooseFromMenu = (id: string) => projects().chooseFromMenu(PROJECT, texts.command(id));
	const waitForStep = (title: string, step: string) =>
		workbench.quickInput.waitForTitle(`${texts.code(title)} (${step})`);
	const takeScreenshot = (step: string) => workbench.screenshot(`new-user-${language ?? 'en'}-${step}`);

	it('sees projects and players of the sandbox after one click', async () => {
		await workbench.openViewContainer(texts.manifest('container.agora'));
		await projects().welcome();
		await takeScreenshot('1-welcome');
		await projects().pressInWelcome(texts.buttons('welcome.signedOut')[1] ?? '');
		await projects().waitForRow(PROJECT);
		await players().waitForRow('class32_101');
		await takeScreenshot('2-sandbox');
	});

	it('gets an active project, and a message that says once what to try next', async () => {
		const account = texts.code('Sandbox');
		await expect.poll(() => workbench.statusBar.text('agora.status.project')).toBe(`${account} · ${PROJECT}`);
		const introduction = new RegExp(PROJECT);
		expect(await workbench.notifications.buttons(introduction)).toContain(texts.code('Open Walkthrough'));
		await takeScreenshot('3-introduction');
		await workbench.runCommand('Notifications: Clear All Notifications');
	});

	it('writes its App ID to an env file', async () => {
		const { quickInput } = workbench;
		await rm(join(vsCode.workspace, '.env'), { force: true });
		await chooseFromMenu('agora.project.writeEnv');
		await waitForStep('Write Credentials to .env', '1/3');
		await takeScreenshot('3-env');
		await quickInput.accept();
		await waitForStep('Write Credentials to .env', '2/3');
		await quickInput.accept();
		await waitForStep('Write Credentials to .env', '3/3');
		await quickInput.pick(texts.code('App ID Only'));
		await expect.poll(() => workbench.editors()).toContain('.env');
		expect(await readFile(join(vsCode.workspace, '.env'), 'utf8')).toMatch(APP_ID);
		await takeScreenshot('4-written');
	});

	it('creates a cloud player', async () => {
		const { quickInput } = workbench;
		await chooseFromMenu('agora.player.create');
		const title = [texts.code('Create Cloud Player'), PROJECT];
		const waitForTitle = (parts: readonly string[], step: string) =>
			quickInput.waitForTitle(`${parts.join(' · ')} (${step})`);
		await waitForTitle(title, '1/5');
		await quickInput.accept();
		await waitForTitle([...title, texts.code('North America')], '2/5');
		await quickInput.enter('rtmp://live.example.com/first');
		await waitForTitle([...title, texts.code('North America')], '3/5');
		await quickInput.enter('first');
		await takeScreenshot('5-create');
		await waitForTitle([...title, texts.code('North America')], '4/5');
		await quickInput.enter('101');
		await waitForTitle([...title, texts.code('North America')], '5/5');
		await quickInput.enter('my-first-player');
		await players().waitForRow('my-first-player');
		await takeScreenshot('6-created');
	});

	it('filters the players by channel', async () => {
		await players().pressInTitle(texts.command('agora.players.filter'));
		await workbench.quickInput.type('class32');
		await expect.poll(() => workbench.quickInput.message()).toMatch(matches);
		await workbench.quickInput.dismiss();
	});

	it('sees the usage and exports it', async () => {
		const saved = async () => (await readdir(vsCode.workspace)).filter((file) => file.endsWith('.csv'));
		for (const file of await saved()) {
			await rm(join(vsCode.workspace, file));
		}
		await chooseFromMenu('agora.usage.show');
		const panel = workbench.webview();
		await panel.locator('#panel[data-state="complete"] .chart canvas').waitFor();
		await panel.locator('.tab-total[data-value]').last().waitFor();
		expect(await panel.locator('h1').textContent()).toBe(texts.code('Usage of {0}', PROJECT));
		expect(await panel.locator('.updated').textContent()).toBe(texts.code('Updated just now'));
		await takeScreenshot('7-usage');
		await panel.getByRole('button', { name: texts.code('Export…') }).click();
		await workbench.quickInput.pick('CSV');
		await expect.poll(() => workbench.quickInput.value()).toMatch(/\.csv$/);
		await workbench.quickInput.accept();
		await workbench.quickInput.waitUntilClosed();
		await expect.poll(saved).toHaveLength(1);
		await takeScreenshot('8-exported');
		const [file = ''] = await saved();
		// The file contains a header and at least one row for each day.
		const rows = (await readFile(join(vsCode.workspace, file), 'utf8')).trim().split('\r\n');
		expect(rows.length).toBeGreaterThan(30);
	});

	it('is asked in the same language before a reset', async () => {
		await projects().chooseFromMenu(
			PROJECT,
			texts.manifest('submenu.certificate'),
			texts.command('agora.certificate.reset'),
		);
		expect(await workbench.dialog.message()).toContain(PROJECT);
		expect(await workbench.dialog.detail()).toContain(texts.code('Account: {0}', texts.code('Sandbox')));
		await takeScreenshot('9-question');
		await workbench.dialog.press('Cancel');
	});

	// The list shows a new player ten seconds after it was created: the steps above take most of them.
	it('sees that the cloud player is running', async () => {
		await expect.poll(() => players().description('my-first-player')).toContain(texts.code('running'));
		await takeScreenshot('10-running');
	});
});
