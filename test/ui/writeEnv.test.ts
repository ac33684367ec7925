import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const STATUS = 'agora.status.project';
const TITLE = 'Write Credentials to .env';

describe('a workspace with an env file', () => {
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
			beforeOpen: async (server, workspace) => {
				const idOf = (name: string) => findProject(server, name).appId;
				await writeFile(
					join(workspace, '.env'),
					`# caf\u00e9 \r\nexport AGORA_APP_ID="${idOf('Staging')}" # ours\r\nB=2\nAGORA_APP_ID=${idOf('Watch Party')}\r\nEND=1`,
				);
			},
		}));
	});

	afterAll(() => closeWorkbench?.());

	const file = (name: string) => join(vsCode.workspace, name);
	const bytes = async (name: string) => (await readFile(file(name))).toString('latin1');

	const appId = (name: string) => findProject(sandbox, name).appId;
	const status = () => workbench.statusBar.text(STATUS);

	it('selects the project of the file, and shows where it was found', async () => {
		await expect.poll(status).toBe('Local · Watch Party (.env)');
		expect(await workbench.statusBar.tooltip(STATUS)).toContain('Active project found in .env');
		expect(await workbench.view('Projects').description('Watch Party')).toContain('active');
	});

	it('follows changes of the files unless the user selects a project', async () => {
		await writeFile(file('.env.local'), `NEXT_PUBLIC_AGORA_APP_ID=${appId('Staging')}\n`);
		await expect.poll(status).toBe('Local · Staging (.env.local)');
		await workbench.statusBar.click(STATUS);
		expect((await workbench.quickInput.rows())[0]).toEqual({
			label: 'Staging',
			description: `active · ${appId('Staging')}`,
			detail: 'found in .env.local',
		});
		await workbench.quickInput.pick('Load Tests');
		await workbench.quickInput.waitUntilClosed();
		await expect.poll(status).toBe('Local · Load Tests');
		await workbench.statusBar.click(STATUS);
		const [active, automatic] = await workbench.quickInput.rows();
		expect([active?.label, active?.detail]).toEqual(['Load Tests', 'chosen by hand']);
		expect(automatic?.description).toBe('Staging, found in .env.local');
		await workbench.quickInput.pick('Find Automatically');
		await expect.poll(status).toBe('Local · Staging (.env.local)');
	});

	it('gets App ID and certificate after Git ignores the file, and keeps all other bytes', async () => {
		const before = await bytes('.env');
		await workbench.view('Projects').chooseFromMenu('Watch Party', 'Write Credentials to .env…');
		await workbench.quickInput.waitForTitle(`${TITLE} (1/3)`);
		expect(await workbench.quickInput.rows()).toEqual([
			{ label: '.env', description: 'contains AGORA_APP_ID', detail: '' },
			{ label: '.env.local', description: 'contains NEXT_PUBLIC_AGORA_APP_ID', detail: '' },
			{ label: 'Another File…', description: '', detail: '' },
		]);
		await workbench.quickInput.accept();
		await workbench.quickInput.waitForTitle(`${TITLE} (2/3)`);
		await workbench.quickInput.accept();
		await workbench.quickInput.waitForTitle(`${TITLE} (3/3)`);
		await workbench.quickInput.pick('App ID and App Certificate');
		expect(await workbench.dialog.message()).toBe(
			'Git might not ignore .env. Write the App Certificate to it anyway?',
		);
		await workbench.dialog.press('Add to .gitignore');
		await expect.poll(() => workbench.editors()).toContain('.env');
		const duplicate = `AGORA_APP_ID=${appId('Watch Party')}`;
		const certificate = findProject(sandbox, 'Watch Party').appCertificate;
		expect(await bytes('.env')).toBe(
			`${before
				.replace(duplicate, `# ${duplicate}`)
				.replace(appId('Staging'), appId('Watch Party'))}\r\nAGORA_APP_CERTIFICATE=${certificate}`,
		);
		expect(await bytes('.gitignore')).toBe('/.env\n');
	});

	it('is not written through a link that points outside the folder', async () => {
		const outside = await mkdtemp(join(tmpdir(), 'agora-outside-'));
		try {
			await symlink(join(outside, 'stolen'), file('.env.staging'));
			await workbench.view('Projects').chooseFromMenu('Watch Party', 'Write Credentials to .env…');
			await workbench.quickInput.waitForTitle(`${TITLE} (1/3)`);
			await workbench.quickInput.pick('Another File…');
			await workbench.quickInput.waitForTitle(`${TITLE} (2/4)`);
			await workbench.quickInput.enter('.env.staging');
			await workbench.quickInput.waitForTitle(`${TITLE} (3/4)`);
			await workbench.quickInput.pick('Plain');
			await workbench.quickInput.waitForTitle(`${TITLE} (4/4)`);
			await workbench.quickInput.pick('App ID and App Certificate');
			const refusal =
				/\.env\.staging is, or is behind, a symbolic link that points outside the folder, to .*stolen/;
			expect(await workbench.notifications.message(refusal)).toContain('Nothing was written.');
			expect(await readdir(outside)).toEqual([]);
		} finally {
			await rm(outside, { recursive: true });
			await rm(file('.env.staging'));
		}
	});

	it('is named with the target of a link in the question', async () => {
		await mkdir(file('config'));
		await writeFile(file('config/app.env'), 'A=1\n');
		await writeFile(file('.gitignore'), '/.env\n/.env.production\n');
		await symlink('config/app.env', file('.env.production'));
		await workbench.view('Projects').chooseFromMenu('Watch Party', 'Write Credentials to .env…');
		await workbench.quickInput.waitForTitle(`${TITLE} (1/3)`);
		await workbench.quickInput.pick('.env.production');
		await workbench.quickInput.waitForTitle(`${TITLE} (2/3)`);
		await workbench.quickInput.pick('Plain');
		await workbench.quickInput.waitForTitle(`${TITLE} (3/3)`);
		await workbench.quickInput.pick('App ID and App Certificate');
		expect(await workbench.dialog.message()).toBe(
			'Git might not ignore .env.production → config/app.env. Write the App Certificate to it anyway?',
		);
		await workbench.dialog.press('App ID Only');
		await expect.poll(() => bytes('config/app.env')).toBe(`A=1\nAGORA_APP_ID=${appId('Watch Party')}\n`);
	});
});

describe('an untrusted workspace', () => {
	it('is not searched and gets no credentials', async () => {
		const { workbench, close } = await openWorkbench({
			asksForTrust: true,
			beforeOpen: async ({ state }, workspace) =>
				await writeFile(join(workspace, '.env'), `AGORA_APP_ID=${state.projects[0]?.appId}`),
		});
		try {
			await workbench.view('Projects').chooseFromMenu('Watch Party', 'Write Credentials to .env…');
			const refusal = /Credentials are not written to an untrusted workspace/;
			expect(await workbench.notifications.buttons(refusal)).toEqual(['Manage Workspace Trust']);
			expect(await workbench.statusBar.text(STATUS)).toBe('Local · no active project');
		} finally {
			await close();
		}
	});
});
