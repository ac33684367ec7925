import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type CodeAction,
	ConfigurationTarget,
	commands,
	type Diagnostic,
	type DocumentLink,
	type Hover,
	languages,
	MarkdownString,
	NotebookCellData,
	NotebookCellKind,
	NotebookEdit,
	Position,
	type TextDocument,
	Uri,
	WorkspaceEdit,
	workspace,
} from 'vscode';
import { EditorHints } from '../../src/projects/editorHints/editorHints';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { waitUntil } from './extensionHost';

describe('the hints in editors', () => {
	let context: ProjectContext;
	let hints: EditorHints;
	let folder: string;
	beforeEach(async () => {
		context = await openProjectContext();
		hints = new EditorHints(context.deps);
		folder = await mkdtemp(join(workspace.workspaceFolders?.[0]?.uri.fsPath ?? tmpdir(), 'hints-'));
	});
	afterEach(async () => {
		hints.dispose();
		await context.close();
		await commands.executeCommand('workbench.action.closeAllEditors');
		await rm(folder, { recursive: true });
	});

	async function open(name: string, text: string): Promise<TextDocument> {
		const path = join(folder, name);
		await writeFile(path, text);
		return workspace.openTextDocument(path);
	}

	const warnings = ({ uri }: TextDocument): Diagnostic[] =>
		languages.getDiagnostics(uri).filter(({ source }) => source === 'Agora');

	function certificate(): string {
		return context.project('Watch Party').appCertificate ?? '';
	}

	it('explain an App ID, with links to exactly three commands', async () => {
		const project = context.project('Watch Party');
		const { appId, id, appCertificate } = project;
		const name = 'Watch [a](command:agora.project.disable) ![b](https://example.com/b.png)';
		context.deps.store.apply({ ...project, name }, context.clock.now());
		const { uri } = await open('a.md', `The id ${appId}.`);
		const at = new Position(0, 20);
		const hovers: Hover[] = await commands.executeCommand('vscode.executeHoverProvider', uri, at);
		const texts = hovers.flatMap(({ contents }) => contents);
		const card = texts.find((each) => each instanceof MarkdownString && each.value.includes('Watch'));
		ok(card instanceof MarkdownString);
		match(card.value, /Account:.*account[\s\S]*Status:.*enabled[\s\S]*Certificate:.*enabled/);
		match(card.value, new RegExp(encodeURIComponent(JSON.stringify([{ projectId: id }]))));
		ok(appCertificate && !card.value.includes(appCertificate));
		const run = ['agora.project.reveal', 'agora.usage.show', 'agora.project.copyAppId'];
		deepStrictEqual(card.isTrusted, { enabledCommands: run });
		const targets = [...card.value.matchAll(/(?<!\\)\]\(([^)?]+)/g)].map(([, target]) => target);
		deepStrictEqual(
			targets,
			run.map((command) => `command:${command}`),
		);
		const links: DocumentLink[] = await commands.executeCommand('vscode.executeLinkProvider', uri);
		strictEqual(links[0]?.target?.path, 'agora.project.reveal');
		strictEqual(links[0]?.range.start.character, 7);
	});

	it('say for the Chinese mainland that Agora does not show the certificate', async () => {
		const project = context.project('Watch Party');
		context.sessions.replace({ ...context.session, area: 'mainland' });
		await context.reader.ensureLoaded();
		context.deps.store.apply({ ...project, appCertificate: undefined }, context.clock.now());
		const { uri } = await open('a.md', project.appId);
		const hovers: Hover[] = await commands.executeCommand(
			'vscode.executeHoverProvider',
			uri,
			new Position(0, 5),
		);
		const texts = hovers.flatMap(({ contents }) => contents);
		const card = texts.find((each) => each instanceof MarkdownString && each.value.includes('Watch'));
		ok(card instanceof MarkdownString);
		match(card.value, /Certificate:.*not.*shown.*by.*Agora/);
	});

	it('warn of a certificate without its value until it is removed', async () => {
		const document = await open('a.py', `cert = "${certificate()}"\nother = "${'0'.repeat(32)}"\n`);
		await waitUntil(() => warnings(document).length > 0);
		const [warning] = warnings(document);
		deepStrictEqual(warnings(document).length, 1);
		match(warning?.message ?? '', /App Certificate of the Agora project “Watch Party”/);
		ok(!warning?.message.includes(certificate()));

		const actions: CodeAction[] = await commands.executeCommand(
			'vscode.executeCodeActionProvider',
			document.uri,
			warning?.range,
		);
		const [replace, reset] = actions.filter(({ title }) => /os\.environ|App Certificate/.test(title));
		ok(!JSON.stringify(reset?.command).includes(certificate()));
		await workspace.applyEdit(replace?.edit ?? new WorkspaceEdit());
		strictEqual(document.lineAt(0).text, 'cert = os.environ["AGORA_APP_CERTIFICATE"]');
		await waitUntil(() => warnings(document).length === 0);
	});

	it('warn of a certificate in a template of an env file but not in an env file', async () => {
		const env = await open('.env.local', `AGORA_APP_CERTIFICATE=${certificate()}\n`);
		const template = await open('.env.example', `AGORA_APP_CERTIFICATE=${certificate()}\n`);
		await waitUntil(() => warnings(template).length === 1);
		deepStrictEqual(warnings(env), []);
		const scratch = await workspace.openTextDocument({ content: certificate() });
		const after = await open('b.ts', `'${certificate()}'`);
		await waitUntil(() => warnings(after).length === 1);
		deepStrictEqual(warnings(scratch), []);
	});

	it('warn of a certificate in the cells of a notebook, also in new cells', async () => {
		const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [] };
		const path = join(folder, 'a.ipynb');
		const notebook = { nbformat: 4, nbformat_minor: 2, metadata: {} };
		const source = [`cert = "${certificate()}"`];
		await writeFile(path, JSON.stringify({ ...notebook, cells: [{ ...cell, source }] }));
		const opened = await workspace.openNotebookDocument(Uri.file(path));
		const first = opened.cellAt(0).document;
		strictEqual(first.uri.scheme, 'vscode-notebook-cell');
		await waitUntil(() => warnings(first).length === 1);
		const edit = new WorkspaceEdit();
		const added = new NotebookCellData(NotebookCellKind.Code, `'${certificate()}'`, 'python');
		edit.set(opened.uri, [NotebookEdit.insertCells(1, [added])]);
		await workspace.applyEdit(edit);
		await waitUntil(() => opened.cellCount === 2 && warnings(opened.cellAt(1).document).length === 1);
		const outsideFolder = await mkdtemp(join(tmpdir(), 'hints-elsewhere-'));
		try {
			const other = join(outsideFolder, 'b.ipynb');
			await writeFile(other, JSON.stringify({ ...notebook, cells: [{ ...cell, source }] }));
			const outside = await workspace.openNotebookDocument(Uri.file(other));
			const after = await open('b.ts', `'${certificate()}'`);
			await waitUntil(() => warnings(after).length === 1);
			deepStrictEqual(warnings(outside.cellAt(0).document), []);
		} finally {
			await rm(outsideFolder, { recursive: true });
		}
	});

	it('can be turned off separately', async () => {
		const { appId } = context.project('Watch Party');
		const document = await open('a.ts', `'${certificate()}' '${appId}'`);
		const links = (): Thenable<DocumentLink[]> =>
			commands.executeCommand('vscode.executeLinkProvider', document.uri);
		await waitUntil(() => warnings(document).length === 1);
		strictEqual((await links()).length, 1);
		const settings = workspace.getConfiguration('agora.editor');
		try {
			await settings.update('leakedCertificates', false, ConfigurationTarget.Global);
			await waitUntil(() => warnings(document).length === 0);
			strictEqual((await links()).length, 1);
			await settings.update('appIds', false, ConfigurationTarget.Global);
			deepStrictEqual(await links(), []);
		} finally {
			await settings.update('leakedCertificates', undefined, ConfigurationTarget.Global);
			await settings.update('appIds', undefined, ConfigurationTarget.Global);
		}
		await waitUntil(() => warnings(document).length === 1);
	});

	it('disappear on sign-out, and cover the certificate of a new project immediately', async () => {
		const { appId } = context.project('Watch Party');
		const text = `'${certificate()}' '${'ab'.repeat(16)}'`;
		const document = await open('a.ts', text);
		await waitUntil(() => warnings(document).length === 1);
		const project = context.project('Staging');
		context.deps.store.apply({ ...project, appCertificate: 'AB'.repeat(16) }, 0);
		await waitUntil(() => warnings(document).length === 2);
		context.deps.store.set({ value: undefined, loadedAt: undefined, error: undefined, loading: false });
		deepStrictEqual(warnings(document), []);
		const { uri } = await open('c.md', appId);
		const links: DocumentLink[] = await commands.executeCommand('vscode.executeLinkProvider', uri);
		deepStrictEqual(links, []);
	});
});
