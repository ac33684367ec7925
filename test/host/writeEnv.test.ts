import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, FileType, Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { writeCredentials } from '../../src/projects/commands/writeEnv';
import { TestSessions } from '../fixtures/sessions';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { DialogDriver, type UserAction } from './dialogDriver';

const BEFORE = Buffer.concat([
	Buffer.from('\uFEFF# l\u00edneas \r\nexport AGORA_APP_ID="old" # ours\r\nB=2\nAGORA_APP_ID=older\r\n'),
	Buffer.from([0x43, 0x3d, 0xff, 0xa0, 0x0d, 0x0a]),
	Buffer.from('LAST=1'),
]);

describe('Write Credentials to .env', () => {
	let context: ProjectContext;
	let folder: Uri;
	let appId: string;
	let certificate: string;

	beforeEach(async () => {
		context = await openProjectContext();
		({ appId, appCertificate: certificate = '' } = context.project('Watch Party'));
		const [open] = workspace.workspaceFolders ?? [];
		ok(open, 'no folder is open');
		folder = open.uri;
		await removeAll();
	});

	afterEach(async () => {
		await commands.executeCommand('workbench.action.closeAllEditors');
		await removeAll();
		await context.close();
	});

	async function removeAll(): Promise<void> {
		for (const [name, type] of await workspace.fs.readDirectory(folder)) {
			if (/^\.env|^\.gitignore$|^server$|^config$/.test(name)) {
				await rm(at(name).fsPath, { recursive: type === FileType.Directory });
			}
		}
	}

	const at = (name: string) => Uri.joinPath(folder, name);
	const write = (name: string, content: string | Uint8Array) =>
		workspace.fs.writeFile(at(name), Buffer.from(content));

	async function read(name: string): Promise<Buffer | undefined> {
		try {
			return Buffer.from(await workspace.fs.readFile(at(name)));
		} catch {
			return undefined;
		}
	}

	const text = async (name: string) => (await read(name))?.toString();

	async function run(...actions: UserAction[]): Promise<DialogDriver> {
		const dialogs = await DialogDriver.run(actions, () =>
			writeCredentials(context.deps, context.session, undefined),
		);
		deepStrictEqual(dialogs.problems, []);
		return dialogs;
	}

	const into = (name: string): readonly UserAction[] => [
		{ pick: 'Watch Party' },
		{ pick: name },
		{ pick: 'Plain' },
		{ pick: 'App ID Only' },
	];
	const withoutCertificate = into('.env');
	const withCertificate: readonly UserAction[] = [
		...withoutCertificate.slice(0, 3),
		{ pick: 'App ID and App Certificate' },
	];

	it('changes the value in place, comments out the duplicate, and keeps all other bytes', async () => {
		await write('.env', BEFORE);
		await run(...withoutCertificate);
		const expected = BEFORE.toString('latin1')
			.replace('"old"', `"${appId}"`)
			.replace('AGORA_APP_ID=older', '# AGORA_APP_ID=older');
		strictEqual((await read('.env'))?.toString('latin1'), expected);
	});

	it('shows the value it wrote', async () => {
		await write('.env', 'A=1\nAGORA_APP_ID=old\n');
		await run(...withoutCertificate);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.uri.toString(), at('.env').toString());
		strictEqual(editor.document.getText(editor.selection), appId);
	});

	it('is reverted with one Undo in an open editor', async () => {
		await write('.env.undo', 'AGORA_APP_ID=old\n');
		await window.showTextDocument(await workspace.openTextDocument(at('.env.undo')));
		await run(...into('.env.undo'));
		strictEqual(window.activeTextEditor?.document.getText(), `AGORA_APP_ID=${appId}\n`);
		await commands.executeCommand('undo');
		strictEqual(window.activeTextEditor?.document.getText(), 'AGORA_APP_ID=old\n');
		await window.activeTextEditor?.document.save();
	});

	for (const count of withoutCertificate.keys()) {
		it(`writes nothing when it is dismissed after ${count} of ${withoutCertificate.length} steps`, async () => {
			await write('.env', BEFORE);
			const dialogs = await run(...withoutCertificate.slice(0, count));
			strictEqual(dialogs.shown.length, count + 1, 'there was nothing to dismiss');
			deepStrictEqual(await read('.env'), BEFORE);
		});
	}

	it('goes back step by step', async () => {
		await run({ pick: 'Load Tests' }, { pick: '.env' }, 'back', 'back', ...withoutCertificate);
		strictEqual(await text('.env'), `AGORA_APP_ID=${appId}\n`);
	});

	it('writes the keys of Next.js', async () => {
		const dialogs = await run(
			{ pick: 'Watch Party' },
			{ pick: '.env.local' },
			{ pick: 'Next.js' },
			{ pick: 'App ID Only' },
		);
		strictEqual(await text('.env.local'), `NEXT_PUBLIC_AGORA_APP_ID=${appId}\n`);
		strictEqual(dialogs.unusedActions, 0);
	});

	it('accepts custom files and keys, and warns of a key that is exposed to browsers', async () => {
		const dialogs = await run(
			{ pick: 'Watch Party' },
			{ pick: 'Another File…' },
			{ type: 'server/.env' },
			{ pick: 'Other Keys…' },
			{ type: 'VITE_AGORA_APP_ID' },
			{ pick: 'App ID and App Certificate' },
			{ type: 'VITE_AGORA_APP_CERTIFICATE' },
		);
		match(dialogs.text, /Build tools expose the values of keys with this prefix to everyone/);
		strictEqual(await read('server/.env'), undefined);
		await run(
			{ pick: 'Watch Party' },
			{ pick: 'Another File…' },
			{ type: 'server/.env' },
			{ pick: 'Other Keys…' },
			{ type: 'VITE_AGORA_APP_ID' },
			{ pick: 'App ID and App Certificate' },
			{ type: 'VIDEO_SECRET' },
			{ press: 'Write Anyway' },
		);
		strictEqual(await text('server/.env'), `VITE_AGORA_APP_ID=${appId}\nVIDEO_SECRET=${certificate}\n`);
	});

	it('adds the file to .gitignore before it writes a certificate into it', async () => {
		await write('.gitignore', 'dist\r\n# last');
		const dialogs = await run(...withCertificate, { press: 'Add to .gitignore' });
		strictEqual(await text('.gitignore'), 'dist\r\n# last\r\n/.env');
		strictEqual(await text('.env'), `AGORA_APP_ID=${appId}\nAGORA_APP_CERTIFICATE=${certificate}\n`);
		ok(!dialogs.text.includes(certificate), 'a dialog shows the certificate');
	});

	it('asks the innermost repository of the file', async () => {
		await write('.gitignore', '.env\n');
		await write('server/index.js', '');
		execFileSync('git', ['init', '--quiet'], { cwd: at('server').fsPath });
		await run(
			{ pick: 'Watch Party' },
			{ pick: 'Another File…' },
			{ type: 'server/.env' },
			...withCertificate.slice(2),
			{ press: 'Add to .gitignore' },
		);
		strictEqual(await text('server/.gitignore'), '/.env\n');
		strictEqual(await text('.gitignore'), '.env\n');
		match((await text('server/.env')) ?? '', /^AGORA_APP_CERTIFICATE=/m);
	});

	it('asks nothing when Git ignores the file', async () => {
		await write('.gitignore', '.env*\n');
		const dialogs = await run(...withCertificate);
		strictEqual(await text('.env'), `AGORA_APP_ID=${appId}\nAGORA_APP_CERTIFICATE=${certificate}\n`);
		strictEqual(
			dialogs.shown.some(({ modal }) => modal),
			false,
		);
	});

	it('writes only the App ID, or nothing, when Git might not ignore the file', async () => {
		await run(...withCertificate, { press: 'App ID Only' });
		strictEqual(await text('.env'), `AGORA_APP_ID=${appId}\n`);
		await write('.env', 'A=1\n');
		const dialogs = await run(...withCertificate, 'dismiss');
		match(dialogs.shown.at(-1)?.text ?? '', /Git might not ignore \.env\./);
		strictEqual(await text('.env'), 'A=1\n');
		strictEqual(await read('.gitignore'), undefined);
	});

	it('edits a file with unsaved changes in its editor and does not save it', async () => {
		await write('.env.unsaved', 'AGORA_APP_ID=old\r\nB=2\r\n');
		const document = await workspace.openTextDocument(at('.env.unsaved'));
		const edit = new WorkspaceEdit();
		edit.insert(document.uri, new Position(0, 0), '# mine\r\n');
		await workspace.applyEdit(edit);
		await run(...into('.env.unsaved'));
		strictEqual(document.getText(), `# mine\r\nAGORA_APP_ID=${appId}\r\nB=2\r\n`);
		strictEqual(document.isDirty, true);
		strictEqual(await text('.env.unsaved'), 'AGORA_APP_ID=old\r\nB=2\r\n');
		await commands.executeCommand('undo');
		strictEqual(document.getText(), '# mine\r\nAGORA_APP_ID=old\r\nB=2\r\n');
		await commands.executeCommand('workbench.action.files.revert');
	});

	describe('through symbolic links', () => {
		let outside: string;
		beforeEach(async () => {
			outside = await mkdtemp(join(tmpdir(), 'agora-outside-'));
		});
		afterEach(() => rm(outside, { recursive: true }));

		const link = (target: string, name: string) => symlink(target, at(name).fsPath);

		it('writes nothing when a link points outside the folder, whether the target exists or not', async () => {
			await link(join(outside, 'stolen'), '.env');
			const dialogs = await run(...withCertificate);
			match(
				dialogs.text,
				/\.env is, or is behind, a symbolic link that points outside the folder, to .*stolen\. Nothing was written/,
			);
			await link(outside, 'server');
			const throughFolder = await run(
				{ pick: 'Watch Party' },
				{ pick: 'Another File…' },
				{ type: 'server/.env' },
				{ pick: 'Plain' },
				{ pick: 'App ID Only' },
			);
			match(throughFolder.text, /points outside the folder/);
			deepStrictEqual(await readdir(outside), []);
		});

		it('asks about the target even if Git ignores the link', async () => {
			await write('.gitignore', '.env\n');
			await write('config/app.env', 'A=1\n');
			await link('config/app.env', '.env');
			const dialogs = await run(...withCertificate, { press: 'App ID Only' });
			match(dialogs.text, /Git might not ignore \.env → config\/app\.env\./);
			match(dialogs.text, /\.env points to config\/app\.env through a symbolic link/);
			strictEqual(await text('config/app.env'), `A=1\nAGORA_APP_ID=${appId}\n`);
		});

		it('asks nothing when Git ignores the target', async () => {
			await write('.gitignore', 'config\n');
			await write('config/app.env', 'A=1\n');
			await link('config/app.env', '.env');
			const dialogs = await run(...withCertificate);
			ok(!dialogs.shown.some(({ modal }) => modal));
			match((await text('config/app.env')) ?? '', /^AGORA_APP_CERTIFICATE=/m);
			strictEqual(window.activeTextEditor?.document.uri.toString(), at('config/app.env').toString());
		});

		it('adds the target to .gitignore, and not the link', async () => {
			await write('config/app.env', 'A=1\n');
			await link('config/app.env', '.env');
			await run(...withCertificate, { press: 'Add to .gitignore' });
			strictEqual(await text('.gitignore'), '/config/app.env\n');
			match((await text('config/app.env')) ?? '', /^AGORA_APP_CERTIFICATE=/m);
		});

		it('ignores a .gitignore that is a symbolic link, and does not write it', async () => {
			await writeOutside('.gitignore', '.env\n');
			await link(join(outside, '.gitignore'), '.gitignore');
			const dialogs = await run(...withCertificate, 'dismiss');
			const question = dialogs.shown.find(({ modal }) => modal);
			match(question?.text ?? '', /The \.gitignore is a symbolic link, which Git does not follow/);
			deepStrictEqual(question?.choices, ['App ID Only', 'Write Anyway']);
			strictEqual(await readFile(join(outside, '.gitignore'), 'utf8'), '.env\n');
			strictEqual(await read('.env'), undefined);
		});

		it('writes nothing when a link appears while the question is open', async () => {
			const swap: UserAction = { press: 'Write Anyway' };
			const dialogs = await DialogDriver.run([...withCertificate, swap], async () => {
				const { showWarningMessage } = window;
				Reflect.set(window, 'showWarningMessage', async (...asked: unknown[]) => {
					const answer: unknown = await Reflect.apply(showWarningMessage, window, asked);
					await link(join(outside, 'stolen'), '.env');
					return answer;
				});
				try {
					await writeCredentials(context.deps, context.session, undefined);
				} finally {
					Reflect.set(window, 'showWarningMessage', showWarningMessage);
				}
			});
			deepStrictEqual(dialogs.problems, []);
			match(dialogs.text, /points outside the folder/);
			deepStrictEqual(await readdir(outside), []);
		});

		const writeOutside = (name: string, content: string) =>
			workspace.fs.writeFile(Uri.file(join(outside, name)), Buffer.from(content));
	});

	it('does not change a value that is already correct', async () => {
		const right = `AGORA_APP_ID='${appId}'`;
		await write('.env', right);
		await run(...withoutCertificate);
		strictEqual(await text('.env'), right);
	});

	it('refuses a file that is not UTF-8 or cannot be parsed', async () => {
		const utf16 = Buffer.from('AGORA_APP_ID=old', 'utf16le');
		await write('.env', utf16);
		match((await run(...withoutCertificate)).text, /not in UTF-8/);
		deepStrictEqual(await read('.env'), utf16);
		const unclosed = 'A="x\nAGORA_APP_ID=a" b\nB=c"';
		await write('.env', unclosed);
		match((await run(...withoutCertificate)).text, /quotation mark in the file is not closed/);
		strictEqual(await text('.env'), unclosed);
	});

	it('writes nothing when the account is no longer signed in', async () => {
		const deps = { ...context.deps, sessions: new TestSessions() };
		const dialogs = await DialogDriver.run(withoutCertificate, () =>
			writeCredentials(deps, context.session, undefined),
		);
		strictEqual(dialogs.unusedActions, 0);
		strictEqual(await read('.env'), undefined);
	});
});
