import path from 'node:path';
import { expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { startSandbox } from '../../src/sandbox/sandbox';
import { LocalizedText } from './localizedText';
import { openWorkbench } from './openWorkbench';
import { APPEARANCES, PICTURE_SIZE, PICTURES_TIMEOUT_MS, Pictures, picturesFolder } from './pictureTaker';
import { UsagePage } from './workbench/usagePage';
import { startVsCode } from './workbench/vsCode';
import { Walkthrough } from './workbench/walkthrough';

/**
 * `npm run pictures` takes pictures of every screen for manual review: in each theme, in Chinese, and with narrow and wide
 * sidebars and panels. It prints the folder, which is outside of the repository. `README_PICTURES=1` also takes those of the README.
 */

const DOCS = path.resolve(import.meta.dirname, '../../docs');
const PROJECT = 'Classroom Live';
const RUNNING = 'class32_101';
const FAILED = 'class70_103';

const pathOf = picturesFolder();

it.concurrent.each(APPEARANCES)(
	'takes every screen in the theme %s and the language %s',
	async (theme, language) => {
		const sandbox = await startSandbox({ seed: 'demo' });
		const vsCode = await startVsCode();
		try {
			const workbench = await vsCode.open({ size: PICTURE_SIZE, ...(language && { language }) });
			await workbench.setTheme(theme);
			const pictures = new Pictures(workbench, (screen) => pathOf(`${screen}-${language ?? theme}`));
			const texts = new LocalizedText(language);
			await takeSignIn(pictures, texts, sandbox);
			await takeTrees(pictures, texts);
			await takeChannels(pictures, texts);
			await takeQuestions(pictures, texts);
			await takeDocuments(pictures, texts);
			await takeUsage(pictures, texts);
			await takeWorkbenchPages(pictures, texts);
			await takeFailures(pictures, texts, sandbox);
			expect(pictures.failures).toEqual([]);
		} finally {
			await vsCode.stop();
			await sandbox.stop();
		}
	},
	PICTURES_TIMEOUT_MS,
);

it.concurrent(
	'takes the trees at three widths, and the usage panel at 400 pixels',
	async () => {
		const { workbench, close } = await openWorkbench({ window: { size: PICTURE_SIZE } });
		try {
			const texts = new LocalizedText(undefined);
			const players = workbench.view('Cloud Players');
			await workbench.view('Projects').chooseFromMenu(PROJECT, texts.command('agora.project.setActive'));
			await workbench.view('Projects').expand(PROJECT);
			await players.waitForRow(RUNNING);
			for (const width of [170, 300, 600]) {
				const pictures = new Pictures(workbench, (screen) => pathOf(`width-${width}-${screen}`));
				await pictures.screen('trees', async () => {
					await workbench.setSidebarWidth(width);
					await group(pictures, texts, 'Project');
				});
				await pictures.screen('by-status', () => group(pictures, texts, 'Status'));
				await toggleOtherViews(pictures, texts);
				await pictures.screen('channels', async () => {
					await workbench.view('Channels').expand('class32');
					await workbench.view('Channels').waitForRow(RUNNING);
				});
				await toggleOtherViews(pictures, texts);
				expect(pictures.failures).toEqual([]);
			}
			await workbench.setSidebarWidth(300);
			const pictures = new Pictures(workbench, (screen) => pathOf(`width-400-${screen}`));
			await pictures.screen('usage', async () => {
				await workbench.view('Projects').chooseFromMenu(PROJECT, texts.command('agora.usage.show'));
				await new UsagePage(workbench.webview()).waitUntilComplete();
				await workbench.setEditorWidth(400);
				await workbench.webview().locator('.chart canvas').waitFor();
			});
			expect(pictures.failures).toEqual([]);
		} finally {
			await close();
		}
	},
	PICTURES_TIMEOUT_MS,
);

it.runIf(process.env.README_PICTURES).concurrent.each(['dark', 'light'] as const)(
	'takes the picture of the README in the %s theme',
	async (theme) => {
		const sandbox = await startSandbox({ seed: 'demo' });
		const vsCode = await startVsCode();
		try {
			const workbench = await vsCode.open({ size: PICTURE_SIZE });
			await workbench.setTheme(theme);
			const texts = new LocalizedText(undefined);
			await takeSignIn(new Pictures(workbench, (screen) => pathOf(`readme-${screen}`)), texts, sandbox);
			const projects = workbench.view('Projects');
			await projects.chooseFromMenu(PROJECT, texts.command('agora.project.setActive'));
			await projects.expand(PROJECT);
			await workbench.view('Cloud Players').waitForRow(RUNNING);
			await projects.chooseFromMenu(PROJECT, texts.command('agora.usage.show'));
			const page = new UsagePage(workbench.webview());
			await page.waitUntilComplete();
			await page.locator('.chart canvas').waitFor();
			await page.locator('.tab-total[data-value]').last().waitFor();
			await workbench.page.mouse.move(700, 90);
			await workbench.page.screenshot({ path: path.join(DOCS, `overview-${theme}.png`) });
		} finally {
			await vsCode.stop();
			await sandbox.stop();
		}
	},
	PICTURES_TIMEOUT_MS,
);

function viewsOf({ workbench }: Pictures, texts: LocalizedText) {
	return {
		projects: workbench.view(texts.manifest('view.projects')),
		players: workbench.view(texts.manifest('view.players')),
		channels: workbench.view(texts.manifest('view.channels')),
	};
}

function isShown(description: string | undefined, word: string): boolean {
	return description?.includes(word) ?? false;
}

/** The title of a command in the palette. */
function inPalette(texts: LocalizedText, id: string): string {
	return `Agora: ${texts.command(id)}`;
}

async function takeSignIn(pictures: Pictures, texts: LocalizedText, sandbox: Sandbox): Promise<void> {
	const { workbench } = pictures;
	const { quickInput } = workbench;
	const { projects, players } = viewsOf(pictures, texts);
	await workbench.openViewContainer(texts.manifest('container.agora'));
	await projects.welcome();
	await pictures.take('welcome');
	await projects.pressInWelcome(texts.buttons('welcome.signedOut')[0] ?? '');
	await pictures.steps('sign-in', [
		() => quickInput.pick(texts.code('Local Server…')),
		() => quickInput.enter(sandbox.url),
		() => quickInput.enter(sandbox.customerId),
		() => quickInput.enter(sandbox.customerSecret),
		() => quickInput.enter('My Team'),
	]);
	await quickInput.waitUntilClosed();
	await projects.waitForRow(PROJECT);
	await players.waitForRow(RUNNING);
}

/** Groups the players with the command. */
async function group(pictures: Pictures, texts: LocalizedText, by: string): Promise<void> {
	const { workbench } = pictures;
	await workbench.runCommand(inPalette(texts, 'agora.players.group'));
	await workbench.quickInput.pick(texts.code(by));
	await workbench.quickInput.waitUntilClosed();
	await viewsOf(pictures, texts).players.waitForRows();
}

async function takeTrees(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { workbench } = pictures;
	const { projects, players } = viewsOf(pictures, texts);
	await pictures.screen('status-bar-project', async () => {
		await projects.chooseFromMenu(PROJECT, texts.command('agora.project.setActive'));
		await workbench.statusBar.hover('agora.status.project');
	});
	await pictures.screen('status-bar-players', () => workbench.statusBar.hover('agora.status.players'));
	await pictures.screen('project-hover', () => projects.tooltip(PROJECT));
	await pictures.screen('project-menu', () => projects.openMenu(PROJECT));
	await pictures.screen('projects', () => projects.expand(PROJECT));
	await projects.collapse(PROJECT);
	await pictures.screen('player-hover', () => players.tooltip(RUNNING));
	await pictures.screen('player-hover-failed', () => players.tooltip(FAILED));
	await pictures.screen('player-menu', () => players.openMenu(RUNNING));
	await pictures.screen('player-menu-failed', () => players.openMenu(FAILED));
	await pictures.screen('players-by-channel', () => group(pictures, texts, 'Channel'));
	await pictures.screen('players-by-status', () => group(pictures, texts, 'Status'));
	await pictures.screen('players-by-project', () => group(pictures, texts, 'Project'));
	await pictures.screen('players-expanded', () => players.expand(RUNNING));
	await players.collapse(RUNNING);
}

/** The Channels view, with the others collapsed. */
async function takeChannels(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { channels } = viewsOf(pictures, texts);
	const host = texts.code('uid {0}', 5801);
	await toggleOtherViews(pictures, texts);
	await pictures.screen('channels', () => channels.waitForRow('class32'));
	await pictures.screen('channels-expanded', async () => {
		await channels.expand('class32');
		await channels.waitForRow(RUNNING);
		await channels.expand('staff room');
		await channels.waitForRow(texts.code('Users'));
		await channels.expand(host);
		await channels.waitForRow(texts.code('Platform'));
	});
	await pictures.screen('channel-hover', () => channels.tooltip('class32'));
	await pictures.screen('channel-user-hover', () => channels.tooltip(RUNNING));
	await pictures.screen('channel-menu', () => channels.openMenu('class32'));
	await pictures.screen('channel-user-menu', () => channels.openMenu(host));
	await pictures.screen('question-kick-user', async () => {
		await channels.chooseFromMenu(host, texts.command('agora.channel.kickUser'));
		await pictures.workbench.dialog.message();
	});
	await channels.collapse('class32');
	await pictures.screen('channels-filtered', async () => {
		await channels.pressInTitle(texts.command('agora.channels.filter'));
		await pictures.workbench.quickInput.type('class');
	});
	await pictures.screen('channels-of-all-projects', async () => {
		await channels.pressInTitle(texts.command('agora.channels.showAll'));
		await channels.waitForRow('Watch Party');
	});
	await channels.pressInTitle(texts.command('agora.channels.showActive'));
	await toggleOtherViews(pictures, texts);
}

async function toggleOtherViews({ workbench }: Pictures, texts: LocalizedText): Promise<void> {
	for (const view of ['view.projects', 'view.players']) {
		await workbench.page
			.locator('.pane-header')
			.filter({ hasText: texts.manifest(view) })
			.click();
	}
}

/** Steps and modal dialogs. Nothing is created or deleted. */
async function takeQuestions(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { workbench } = pictures;
	const { quickInput } = workbench;
	const { projects, players } = viewsOf(pictures, texts);
	await pictures.screen('create-player', async () => {
		await projects.chooseFromMenu(PROJECT, texts.command('agora.player.create'));
		await pictures.steps('create-player', [
			undefined,
			() => quickInput.enter('rtmp://live.example.com/live/stage'),
			() => quickInput.enter('stage'),
		]);
	});
	await pictures.screen('token', async () => {
		await projects.chooseFromMenu(PROJECT, texts.command('agora.token.generate'));
		await pictures.steps('token', [() => quickInput.enter('stage')]);
	});
	await pictures.screen('write-env', async () => {
		await projects.chooseFromMenu(PROJECT, texts.command('agora.project.writeEnv'));
		await pictures.steps('write-env');
	});
	await pictures.screen('create-project', async () => {
		await projects.pressInTitle(texts.command('agora.project.create'));
		await pictures.steps('create-project', [() => quickInput.enter('Rehearsal Room')]);
	});
	const questions = [
		['delete-player', () => players.chooseFromMenu(RUNNING, texts.command('agora.player.delete'))],
		['restart-player', () => players.chooseFromMenu(RUNNING, texts.command('agora.player.restart'))],
		['disable-project', () => projects.chooseFromMenu(PROJECT, texts.command('agora.project.disable'))],
		['sign-out', () => workbench.runCommand(inPalette(texts, 'agora.account.signOut'))],
	] as const;
	for (const [name, ask] of questions) {
		await pictures.screen(`question-${name}`, async () => {
			await ask();
			await workbench.dialog.message();
		});
	}
}

/** Documents, after a few changes that the history then shows. */
async function takeDocuments(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { workbench } = pictures;
	const { players } = viewsOf(pictures, texts);
	await pictures.screen('player-paused', async () => {
		await players.pressOnRow(RUNNING, texts.command('agora.player.pause'));
		await pictures.until(async () => isShown(await players.description(RUNNING), texts.code('paused')));
	});
	await pictures.screen('player-restarted', async () => {
		await players.chooseFromMenu(FAILED, texts.command('agora.player.restart'));
		await workbench.dialog.press(texts.code('Restart Player'));
		await pictures.until(async () => !isShown(await players.description(FAILED), texts.code('failed')));
	});
	await pictures.screen('player-details', async () => {
		await players.chooseFromMenu(RUNNING, texts.command('agora.player.show'));
		await workbench.details().locator('main').waitFor();
	});
	await pictures.screen('history', async () => {
		await workbench.runCommand(inPalette(texts, 'agora.history.show'));
		await workbench.editor.waitForLine(texts.code('Restarted {0}', FAILED));
	});
	await pictures.screen('history-unfolded', () => workbench.runCommand('Unfold All'));
	await pictures.screen('history-filter', async () => {
		await workbench.runCommand(inPalette(texts, 'agora.history.filter'));
		await workbench.quickInput.waitForTitle(texts.code('Filter History'));
		await workbench.quickInput.rows();
	});
	await pictures.screen('log', async () => {
		await workbench.runCommand(inPalette(texts, 'agora.log.show'));
		await workbench.page.locator('.part.panel .view-line').first().waitFor();
	});
	await pictures.tidy('View: Hide Panel');
	await pictures.tidy('View: Close All Editors');
}

async function takeUsage(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { workbench } = pictures;
	const { projects } = viewsOf(pictures, texts);
	const page = new UsagePage(workbench.webview());
	await pictures.screen('usage-chart', async () => {
		await projects.chooseFromMenu(PROJECT, texts.command('agora.usage.show'));
		await page.waitUntilComplete();
		await page.locator('.chart canvas').waitFor();
	});
	await pictures.screen('usage-table', () => page.button('display-table').click());
	await pictures.tidy('View: Close All Editors');
	await pictures.screen('usage-all-projects', async () => {
		await workbench.runCommand(inPalette(texts, 'agora.usage.show'));
		await workbench.quickInput.pick(texts.code('All projects'));
		await page.waitUntilComplete();
	});
	await pictures.tidy('View: Close All Editors');
}

/** The walkthrough and the settings, in a larger window. */
async function takeWorkbenchPages(pictures: Pictures, texts: LocalizedText): Promise<void> {
	const { workbench } = pictures;
	await workbench.page.setViewportSize({ width: 1600, height: 1400 });
	const walkthrough = new Walkthrough(workbench);
	const title = texts.manifest('walkthrough.title');
	// One screen, because Escape closes the walkthrough.
	await pictures.screen('walkthrough', async () => {
		await walkthrough.open(title);
		for (const step of ['signIn', 'project', 'env', 'player', 'usage', 'notifications']) {
			await walkthrough.openStep(texts.manifest(`walkthrough.${step}.title`));
			await walkthrough.waitForImage();
			await pictures.take(`walkthrough-${step}`);
		}
	});
	await pictures.tidy('View: Close All Editors');
	await pictures.screen('settings', async () => {
		await workbench.runCommand('Preferences: Open Settings (UI)');
		await workbench.page.locator('.settings-editor .suggest-input-container').click();
		// The space closes the list of suggestions.
		await workbench.editor.type('@ext:console-for-agora.console-for-agora ');
		await workbench.page.locator('.setting-item-category', { hasText: 'Agora' }).first().waitFor();
	});
	await pictures.tidy('View: Close All Editors');
	await workbench.page.setViewportSize(PICTURE_SIZE);
}

/** What an unreachable server looks like. Comes last. */
async function takeFailures(pictures: Pictures, texts: LocalizedText, sandbox: Sandbox): Promise<void> {
	const { projects, players, channels } = viewsOf(pictures, texts);
	sandbox.faults.next('cut', { times: Number.POSITIVE_INFINITY });
	await pictures.screen('unreachable', async () => {
		await projects.pressInTitle(texts.command('agora.projects.refresh'));
		await players.pressInTitle(texts.command('agora.players.refresh'));
		await channels.pressInTitle(texts.command('agora.channels.refresh'));
		await pictures.until(async () => (await projects.message()) !== '' && (await players.message()) !== '');
	});
}
