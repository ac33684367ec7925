import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
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

/** A person who keeps a cloud player as a file: wrong at first, then right, then alive, then gone. */
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
			// VS Code's own history of files keeps what the person wrote into one, secrets too.
			window: { settings: { 'agora.players.refreshSeconds': 5, 'workbench.localHistory.enabled': false } },
		}));
	});

	afterAll(() => closeWorkbench?.());

	it('shows its problems, says what is wrong where the pointer rests, and sends nothing', async () => {
		const { editor } = workbench;
		await workbench.openFile(FILE);
		await expect.poll(() => editor.codeLenses()).toEqual(['2 problems keep the player from being created']);
		await expect.poll(() => editor.problemCounts()).toEqual({ errors: 1, warnings: 2 });
		expect(await editor.hoverText('"guest"')).toContain('Either uid or account, not both.');
		expect(await editor.hoverText('4')).toMatch(
			/below the minimum of 5[\s\S]*Seconds without a stream, 5 to 600/,
		);
		await editor.clickCodeLens('2 problems');
		const told = await workbench.notifications.message(/Nothing was sent/);
		expect(told).toBe('Nothing was sent: there are 2 problems. The first: Either uid or account, not both.');
		expect(created()).toBeUndefined();
		await workbench.notifications.dismiss(/Nothing was sent/);
	});

	it('is put right by what the hints say, and suggests what else there is', async () => {
		const { editor } = workbench;
		// The cursor is at the first problem, selected.
		await editor.press('Control+Shift+K');
		await expect.poll(() => editor.codeLenses()).toEqual(['1 problem keeps the player from being created']);
		await editor.select('4');
		await editor.type('60');
		await expect.poll(() => editor.codeLenses()).toEqual(['Create player · in Classroom Live (Europe)']);
		await editor.press('End');
		await editor.press('Enter');
		const suggested = await editor.suggestions();
		expect(suggested).toEqual(expect.arrayContaining(['encryptMode', 'repeatTime', 'videoOptions']));
		expect(suggested).not.toContain('idleTimeout');
		await editor.acceptSuggestion('repeatTime');
		await expect.poll(() => editor.text()).toContain('"repeatTime": 1');
	});

	it('loses its secret to the secret storage by the quick fix', async () => {
		const { editor } = workbench;
		await editor.click('planted-user');
		await editor.quickFixes();
		await editor.takeQuickFix('Move the secrets of this file to the secret storage');
		await expect
			.poll(() => editor.text())
			.toContain('rtmp://${secret:lesson_77.login}@example.com/live/lesson');
		await expect.poll(() => editor.problemCounts()).toEqual({ errors: 0, warnings: 0 });
	});

	it('creates its player from the line above it, which then tells how it is', async () => {
		const { editor } = workbench;
		await editor.clickCodeLens('Create player');
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

	it('deletes it from there', async () => {
		const { editor } = workbench;
		await editor.clickCodeLens('Delete');
		expect(await workbench.dialog.message()).toContain('“lesson_77”');
		await workbench.dialog.press('Delete Player');
		await expect.poll(() => created()).toBeUndefined();
		await expect.poll(() => editor.codeLenses()).toEqual(['Create player · in Classroom Live (Europe)']);
	});

	it('leaves no secret in the log or in what is kept', async () => {
		const written = await collectWrittenText(workbench, vsCode);
		const places = [...written].filter(([, text]) => text.includes('planted-pw')).map(([place]) => place);
		expect(places).toEqual([]);
	});

	function created() {
		return sandbox.state.players.find(({ name }) => name === 'lesson_77');
	}

	async function description(label: string): Promise<string> {
		const rows = await workbench.view('Cloud Players').rows();
		return rows.find((row) => row.label === label)?.description ?? '';
	}
});

describe('in a workspace that is not trusted, a definition file', () => {
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

	it('offers nothing but to trust it, be it wrong or right, and still says what is wrong', async () => {
		const trust = ['Trust this workspace to create cloud players from its files'];
		await workbench.openFile(FILE);
		await expect.poll(() => workbench.editor.codeLenses()).toEqual(trust);
		expect(await workbench.editor.hoverText('"guest"')).toContain('Either uid or account, not both.');
		await workbench.openFile(RIGHT_FILE);
		await expect.poll(() => workbench.editor.codeLenses()).toEqual(trust);
	});

	it('is not created from the palette, and nothing of it was sent', async () => {
		await workbench.page.keyboard.press('F1');
		const create = 'Agora: Create Cloud Player from This File';
		expect(await workbench.quickInput.tryType(`>${create}`, create)).toBe(false);
		expect(await workbench.quickInput.value()).toBe(`>${create}`);
		await workbench.quickInput.dismiss();
		expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});
