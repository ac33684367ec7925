import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findPlayer } from './sandboxState';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { collectWrittenText } from './writtenText';

const FILE = 'lesson.agora-player.json';
const RIGHT_FILE = 'right.agora-player.json';
const DEFINITION = `{
	// every Monday
	"region": "eu",
	"project": "Classroom Live",
	"player": {
		"streamUrl": "rtmp://planted-user:planted-pw@example.com/live/lesson",
		"channelName": "lesson",
		"uid": 77,
		"account": "guest",
		"name": "lesson_77",
		"idleTimeout": 4,
	},
}
`;

/** The life of a definition file: with problems, corrected, created, deleted. */
describe('a definition file', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;

	beforeAll(async () => {
		({
			sandbox,
			vsCode,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			sandboxOptions: { seed: 'demo', behaviour: { connectSeconds: 1 } },
			beforeOpen: async (_, workspace) => await writeFile(join(workspace, FILE), DEFINITION),
			// VS Code's local history stores the text of files, including secrets.
			window: { settings: { 'agora.players.refreshSeconds': 5, 'workbench.localHistory.enabled': false } },
		}));
	});

	afterAll(() => closeWorkbench?.());

	it('shows its problems, explains them in hovers, and sends nothing', async () => {
		const { editor } = workbench;
		await workbench.openFile(FILE);
		await expect.poll(() => editor.codeLenses()).toEqual(['2 problems keep the player from being created']);
		await expect.poll(() => editor.problemCounts()).toEqual({ errors: 1, warnings: 2 });
		expect(await editor.hoverText('"guest"')).toContain('Either uid or account, not both.');
		expect(await editor.hoverText('4')).toMatch(
			/below the minimum of 5[\s\S]*Seconds without a stream, 5 to 600/,
		);
		await editor.clickCodeLens('2 problems');
		const message = await workbench.notifications.message(/Nothing was sent/);
		expect(message).toBe(
			'Nothing was sent: there are 2 problems. The first: Either uid or account, not both.',
		);
		expect(created()).toBeUndefined();
		await workbench.notifications.dismiss(/Nothing was sent/);
	});

	it('updates its problems as the user corrects it, and suggests other fields', async () => {
		const { editor } = workbench;
		// The first problem is selected.
		await editor.press('Control+Shift+K');
		await expect.poll(() => editor.codeLenses()).toEqual(['1 problem keeps the player from being created']);
		await editor.select('4');
		await editor.type('60');
		await expect.poll(() => editor.codeLenses()).toEqual(['Create in Classroom Live (Europe)']);
		await editor.press('End');
		await editor.press('Enter');
		const suggested = await editor.suggestions();
		expect(suggested).toEqual(expect.arrayContaining(['encryptMode', 'repeatTime', 'videoOptions']));
		expect(suggested).not.toContain('idleTimeout');
		await editor.acceptSuggestion('repeatTime');
		await expect.poll(() => editor.text()).toContain('"repeatTime": 1');
	});

	it('moves its secret to the secret storage with a quick fix', async () => {
		const { editor } = workbench;
		await editor.click('planted-user');
		await editor.quickFixes();
		await editor.applyQuickFix('Move the secrets of this file to the secret storage');
		await expect
			.poll(() => editor.text())
			.toContain('rtmp://${secret:lesson_77.login}@example.com/live/lesson');
		await expect.poll(() => editor.problemCounts()).toEqual({ errors: 0, warnings: 0 });
	});

	it('creates its player with the code lens, which then shows the state of the player', async () => {
		const { editor } = workbench;
		await editor.clickCodeLens(/Create (player|in)/);
		const { dialog } = workbench;
		expect(await dialog.message()).toBe(`Create a cloud player from “${FILE}”?`);
		expect(await dialog.detail()).toContain('Source host: example.com');
		await dialog.press('Create Cloud Player');
		await expect.poll(() => description('lesson_77')).toContain('just created');
		expect(created()?.region).toBe('eu');
		expect(created()?.streamUrl).toBe('rtmp://planted-user:planted-pw@example.com/live/lesson');
		await expect.poll(() => description('lesson_77'), { timeout: 40_000 }).toContain('running');
		await expect.poll(() => editor.codeLenses()).toEqual(['running', 'Delete']);
	});

	it('deletes its player with the code lens', async () => {
		const { editor } = workbench;
		await editor.clickCodeLens('Delete');
		expect(await workbench.dialog.message()).toContain('“lesson_77”');
		await workbench.dialog.press('Delete Player');
		await expect.poll(() => created()).toBeUndefined();
		await expect.poll(() => editor.codeLenses()).toEqual(['Create in Classroom Live (Europe)']);
	});

	it('writes no secret to the log or to stored state', async () => {
		const written = await collectWrittenText(workbench, vsCode);
		const places = [...written].filter(([, text]) => text.includes('planted-pw')).map(([place]) => place);
		expect(places).toEqual([]);
	});

	const created = () => findPlayer(sandbox, 'lesson_77');

	const description = (label: string) => workbench.view('Cloud Players').description(label);
});

describe('a definition file in an untrusted workspace', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;

	beforeAll(async () => {
		const right = DEFINITION.replace(/.*"account".*\n/, '').replace(': 4', ': 60');
		({
			sandbox,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			asksForTrust: true,
			beforeOpen: async (_, workspace) => {
				await writeFile(join(workspace, FILE), DEFINITION);
				await writeFile(join(workspace, RIGHT_FILE), right.replace('planted-user', '${env:HOME}'));
			},
		}));
	});

	afterAll(() => closeWorkbench?.());

	it('offers only to trust the workspace, and still shows its problems', async () => {
		const trust = ['Trust this workspace to create cloud players from its files'];
		await workbench.openFile(FILE);
		await expect.poll(() => workbench.editor.codeLenses()).toEqual(trust);
		expect(await workbench.editor.hoverText('"guest"')).toContain('Either uid or account, not both.');
		await workbench.openFile(RIGHT_FILE);
		await expect.poll(() => workbench.editor.codeLenses()).toEqual(trust);
	});

	it('is not offered in the palette, and sends nothing', async () => {
		await workbench.page.keyboard.press('F1');
		const create = 'Agora: Create Cloud Player from This File';
		expect(await workbench.quickInput.tryType(`>${create}`, create)).toBe(false);
		expect(await workbench.quickInput.value()).toBe(`>${create}`);
		await workbench.quickInput.dismiss();
		expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});
