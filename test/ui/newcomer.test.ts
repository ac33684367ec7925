import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalizedText } from './localizedText';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const PROJECT = 'Classroom Live';
/** By the sandbox's seed. */
const APP_ID = /^AGORA_APP_ID=([0-9a-f]{32})$/m;

/**
 * From an empty window to a chart that was exported, with nothing but clicks and what has to be typed. `screenshot` leaves what
 * was on screen after each step, for somebody to look at.
 */
describe.each([
	{ name: 'in English', language: undefined, matches: /^Cloud players: [1-9]\d* of \d+/ },
	{
		name: 'in Simplified Chinese',
		language: 'zh-cn' as const,
		matches: /^云端播放器：共 \d+ 个，匹配 [1-9]\d* 个/,
	},
])('a newcomer, $name', ({ language, matches }) => {
	const words = new LocalizedText(language);
	let vsCode: VsCode;
	let workbench: Workbench;

	beforeAll(async () => {
		vsCode = await startVsCode();
		workbench = await vsCode.open(language && { language });
	});

	afterAll(async () => {
		await vsCode?.stop();
	});

	const projects = () => workbench.view(words.manifest('view.projects'));
	const players = () => workbench.view(words.manifest('view.players'));
	const choose = (id: string) => projects().chooseFromMenu(PROJECT, words.command(id));
	const at = (title: string, step: string) =>
		workbench.quickInput.waitForTitle(`${words.code(title)} (${step})`);
	const descriptionOf = async (label: string) =>
		(await players().rows()).find((row) => row.label === label)?.description;
	const shoot = (step: string) => workbench.screenshot(`newcomer-${language ?? 'en'}-${step}`);

	it('is one click away from projects and players to play with', async () => {
		await workbench.openViewContainer(words.manifest('container.agora'));
		await projects().welcome();
		await shoot('1-welcome');
		await projects().pressInWelcome(words.buttons('welcome.signedOut')[1] ?? '');
		await projects().waitForRow(PROJECT);
		await players().waitForRow('class32_101');
		await shoot('2-sandbox');
	});

	it('chooses a project to work on', async () => {
		await choose('agora.project.select');
		const account = words.code('Sandbox');
		await expect.poll(() => workbench.statusBar.text('agora.status.project')).toBe(`${account} · ${PROJECT}`);
	});

	it('gets its App ID into an env file', async () => {
		const { quickInput } = workbench;
		await choose('agora.project.writeEnv');
		await at('Write Credentials to .env', '1/3');
		await shoot('3-env');
		await quickInput.accept();
		await at('Write Credentials to .env', '2/3');
		await quickInput.accept();
		await at('Write Credentials to .env', '3/3');
		await quickInput.pick(words.code('App ID Only'));
		await expect.poll(() => workbench.editors()).toContain('.env');
		expect(await readFile(join(vsCode.workspace, '.env'), 'utf8')).toMatch(APP_ID);
		await shoot('4-written');
	});

	it('plays a stream into a channel', async () => {
		const { quickInput } = workbench;
		await choose('agora.player.create');
		const title = 'Create Cloud Player';
		await at(title, '1/5');
		await quickInput.accept();
		await at(title, '2/5');
		await quickInput.enter('rtmp://live.example.com/first');
		await at(title, '3/5');
		await quickInput.enter('first');
		await shoot('5-create');
		await at(title, '4/5');
		await quickInput.enter('101');
		await at(title, '5/5');
		await quickInput.enter('my-first-player');
		await players().waitForRow('my-first-player');
		await shoot('6-created');
		await expect.poll(() => descriptionOf('my-first-player')).toContain(words.code('running'));
		await shoot('7-running');
	});

	it('finds the players of a channel', async () => {
		await players().pressInTitle(words.command('agora.players.filter'));
		await workbench.quickInput.type('class32');
		await expect.poll(() => workbench.quickInput.message()).toMatch(matches);
		await workbench.quickInput.dismiss();
	});

	it('sees what was used, and takes it away as a file', async () => {
		await choose('agora.usage.show');
		const panel = workbench.webview();
		await panel.locator('#panel[data-state="complete"] .chart canvas').waitFor();
		await panel.locator('.tab-total[data-value]').last().waitFor();
		expect(await panel.locator('h1').textContent()).toBe(words.code('Usage of {0}', PROJECT));
		expect(await panel.locator('.updated').textContent()).toBe(words.code('Updated just now'));
		await shoot('8-usage');
		await panel.getByRole('button', { name: words.code('Export…') }).click();
		await workbench.quickInput.pick('CSV');
		await expect.poll(() => workbench.quickInput.value()).toMatch(/\.csv$/);
		await workbench.quickInput.accept();
		await workbench.quickInput.waitUntilClosed();
		const saved = async () => (await readdir(vsCode.workspace)).filter((file) => file.endsWith('.csv'));
		await expect.poll(saved).toHaveLength(1);
		await shoot('9-exported');
		const [file = ''] = await saved();
		// By month the first row is the heading, and each day has at least one of its own.
		const rows = (await readFile(join(vsCode.workspace, file), 'utf8')).trim().split('\r\n');
		expect(rows.length).toBeGreaterThan(30);
	});

	it('is asked before anything is destroyed, in the same language', async () => {
		await choose('agora.certificate.reset');
		expect(await workbench.dialog.message()).toContain(PROJECT);
		expect(await workbench.dialog.detail()).toContain(words.code('Account: {0}', words.code('Sandbox')));
		await shoot('10-question');
		await workbench.dialog.press('Cancel');
	});
});
