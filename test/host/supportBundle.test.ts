import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { commands, window } from 'vscode';
import { createProject } from '../../src/agora/console/createProject';
import { createBundle } from '../../src/support/bundle';
import { openSupportContext, type SupportContext } from './context/supportContext';
import { DialogDriver, type UserAction } from './dialogDriver';

const SAVE: UserAction = { press: 'Save as ZIP…' };

describe('agora.support.bundle', () => {
	let context: SupportContext;
	let folder: string;
	beforeEach(async () => {
		context = await openSupportContext();
		folder = await mkdtemp(join(tmpdir(), 'agora-bundle-'));
	});
	afterEach(async () => {
		await commands.executeCommand('workbench.action.closeAllEditors');
		await context.close();
		await rm(folder, { recursive: true });
	});

	const zip = () => join(folder, 'bundle.zip');
	const run = (actions: readonly UserAction[]) =>
		DialogDriver.run(actions, () => createBundle(context.manifest, context.deps));
	const unzipped = async () => {
		const files = Object.entries(unzipSync(await readFile(zip())));
		return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes)]));
	};

	it('saves exactly the text that it showed', async () => {
		const dialogs = await run([SAVE, { saveAs: zip() }]);
		deepStrictEqual(dialogs.problems, []);
		strictEqual(dialogs.unusedActions, 0);
		const document = window.activeTextEditor?.document;
		const files = await unzipped();
		deepStrictEqual(Object.keys(files), ['about.json', 'history.json', 'log.txt']);
		let shown = document?.getText() ?? '';
		for (const [name, text] of Object.entries(files)) {
			ok(shown.includes(text), `${name} differs from the shown text`);
			shown = shown.replace(text, '').replace(`=== ${name} ===`, '');
		}
		strictEqual(shown.trim(), '');
	});

	it('contains session, projects and history without secrets', async () => {
		const { sandbox, session, log, history, knownSecrets } = context;
		knownSecrets.add(['planted in a path']);
		log.warn('refused: planted%20in%20a%20path, planted in a path');
		const made = await createProject(session.client, { name: 'Made here', enableCertificate: true });
		log.warn(`rtmp://director:pa55word@live.example.com/live/str3am-key and ${sandbox.customerSecret}`);
		while (history.entries.length === 0) {
			await new Promise((resolve) => history.onDidChange(() => resolve(undefined)));
		}
		await run([SAVE, { saveAs: zip() }]);
		const files = await unzipped();
		const about = JSON.parse(files['about.json'] ?? '');
		strictEqual(about.session.host, new URL(sandbox.url).host);
		strictEqual(about.session.pacedUntil, 'not paced');
		strictEqual(about.counts.projects, sandbox.state.projects.length - 1);
		strictEqual(about.counts.playersByCondition.running, about.counts.projects);
		match(about.accounts[0].customerId, /^..•••..$/);
		match(files['history.json'] ?? '', /Made here/);
		match(files['log.txt'] ?? '', /\[warn\] rtmp:\/\/live\.example\.com\/live\/••• and •••\n$/);
		const everything = Object.values(files).join('\n');
		const certificates = sandbox.state.projects.map(({ appCertificate }) => appCertificate);
		ok(certificates.includes(made.appCertificate ?? ''));
		for (const secret of [
			sandbox.customerSecret,
			sandbox.customerId,
			'pa55word',
			'str3am-key',
			...certificates,
		]) {
			ok(secret === '' || !everything.includes(secret), 'a secret is in the bundle');
		}
	});

	it('writes nothing when it is dismissed at any step, and sends no request', async () => {
		const actions = [SAVE, { saveAs: zip() }];
		const before = context.sandbox.requests.length;
		for (const count of actions.keys()) {
			const dialogs = await run(actions.slice(0, count));
			ok(dialogs.shown.length > count, 'there was nothing to dismiss');
			deepStrictEqual(await readdir(folder), []);
		}
		strictEqual(context.sandbox.requests.length, before);
	});

	it('reports a failed write, and saves to another path on Retry', async () => {
		const file = join(folder, 'a file');
		await writeFile(file, '');
		const actions = [SAVE, { saveAs: join(file, 'bundle.zip') }, { press: 'Retry' }, { saveAs: zip() }];
		const dialogs = await run(actions);
		deepStrictEqual(dialogs.problems, []);
		match(dialogs.text, /Save support bundle: /);
		deepStrictEqual((await readdir(folder)).sort(), ['a file', 'bundle.zip']);
	});
});
