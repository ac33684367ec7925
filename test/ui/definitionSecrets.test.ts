import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findPlayer, requirePlayer } from './sandboxState';
import { signIn } from './signIn';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { collectWrittenText } from './writtenText';

const OWN = 'own.agora-player.json';
const OTHER = 'other.agora-player.json';

function definition(host: string, name: string): string {
	return `{
	"region": "eu",
	"project": "Classroom Live",
	"player": {
		"streamUrl": "https://${host}/hls/\${secret:key}/\${input:Part}/list.m3u8",
		"channelName": "${name}",
		"uid": 77,
		"name": "${name}",
	},
}
`;
}

/** An address that a player created elsewhere may have. */
const HOSTILE = 'https://evil.example/${env:HOME}/x?y=${env:PATH}&z=${secret:key}&q=${input:Password}';

describe('the secrets of definition files', () => {
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
			beforeOpen: async (server, workspace) => {
				await writeFile(join(workspace, OWN), definition('a.example', 'own'));
				await writeFile(join(workspace, OTHER), definition('evil.example', 'other'));
				requirePlayer(server, 'class32_101').streamUrl = HOSTILE;
			},
			window: { settings: { 'agora.players.refreshSeconds': 5, 'agora.log.bodies': true } },
		}));
	});

	afterAll(() => closeWorkbench?.());

	it('are asked for after the user confirms account, project, region, host and variables', async () => {
		const { dialog, editor, quickInput } = workbench;
		await workbench.openFile(OWN);
		await editor.clickCodeLens(/Create (player|in)/);
		expect(await dialog.message()).toBe(`Create a cloud player from “${OWN}”?`);
		const detail = await dialog.detail();
		for (const fact of [
			'Account: Local',
			'Project: Classroom Live',
			'Region: Europe',
			'Source host: a.example',
			'Variables: ${secret:key}, ${input:Part}',
		]) {
			expect(detail).toContain(fact);
		}
		await dialog.press('Cancel');
		expect(named('own')).toBeUndefined();
		await editor.clickCodeLens(/Create (player|in)/);
		await dialog.press('Create Cloud Player');
		await expect.poll(() => quickInput.message()).toContain('Value of ${secret:key} for a.example.');
		expect(await quickInput.isSecret()).toBe(true);
		await quickInput.enter('planted-key');
		await expect.poll(() => quickInput.message()).toContain('Part');
		await quickInput.enter('planted-part');
		await expect
			.poll(() => named('own')?.streamUrl)
			.toBe('https://a.example/hls/planted-key/planted-part/list.m3u8');
	});

	it('are hidden although Agora reports them', async () => {
		const players = workbench.view('Cloud Players');
		await players.expand('own');
		await expect.poll(() => source()).toBe('https://a.example/•••');
		await players.chooseFromMenu('own', 'Show Player Details');
		await expect.poll(() => workbench.detailsText()).toContain('Source: https://a.example/•••');
		expect(await workbench.detailsText()).not.toContain('planted');
	});

	it('are not sent to another host when the user declines', async () => {
		const { dialog, editor } = workbench;
		await workbench.openFile(OTHER);
		await editor.clickCodeLens(/Create (player|in)/);
		expect(await dialog.detail()).toContain('Source host: evil.example');
		await dialog.press('Create Cloud Player');
		await expect
			.poll(() => dialog.message())
			.toBe('The secret “key” was stored for a.example. Send it to evil.example too?');
		expect(await dialog.buttons()).toEqual(
			expect.arrayContaining(['Enter Another Value', 'Send the Stored Value', 'Cancel']),
		);
		await dialog.press('Cancel');
		expect(named('other')).toBeUndefined();
	});

	it('are not resolved in addresses of the server: Restart sends the address unchanged and asks nothing', async () => {
		const { dialog, quickInput } = workbench;
		const before = named('class32_101');
		await workbench.view('Cloud Players').chooseFromMenu('class32_101', 'Restart Player…');
		await dialog.press('Restart Player');
		await expect.poll(() => named('class32_101')?.id).not.toBe(before?.id);
		await expect.poll(() => named('class32_101')?.streamUrl).toBe(HOSTILE);
		await quickInput.waitUntilClosed();
	});

	it('are not referenced by a file that is saved from such an address: its variables are escaped', async () => {
		await workbench.view('Cloud Players').chooseFromMenu('class32_101', 'Save as Definition…');
		await expect
			.poll(() => workbench.editor.text())
			.toContain('"https://evil.example/$${env:HOME}/x?${secret:class32_101.query}"');
	});

	it('are in no log and no stored state, also after a reload', async () => {
		await workbench.reload();
		// VS Code for the Web keeps secrets in memory only.
		await signIn(workbench, sandbox, 'Again');
		const players = workbench.view('Cloud Players');
		await players.expand('own');
		await expect.poll(() => source()).toBe('https://a.example/•••');
		const written = await collectWrittenText(workbench, vsCode);
		const places = [...written].filter(([, text]) => /planted-(key|part)/.test(text)).map(([place]) => place);
		expect(places).toEqual([]);
	});

	const named = (name: string) => findPlayer(sandbox, name);

	async function source(): Promise<string | undefined> {
		const rows = await workbench.view('Cloud Players').rows();
		const own = rows.findIndex(({ label }) => label === 'own');
		return rows.slice(own).find(({ label }) => label === 'Source')?.description;
	}
});
