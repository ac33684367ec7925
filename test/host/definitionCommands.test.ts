import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, languages, Uri, window, workspace } from 'vscode';
import { createFromFile } from '../../src/players/commands/create';
import { hideSecrets, newDefinition, saveDefinition } from '../../src/players/commands/definition';
import { restartPlayers } from '../../src/players/commands/restart';
import { FileTemplate, readDefinitionText } from '../../src/players/definitions/definitionText';
import { openDefinition } from '../../src/players/definitions/resolveTemplate';
import { type DefinitionContext, openDefinitionContext } from './context/definitionContext';
import { DialogDriver } from './dialogDriver';

const SALT = Buffer.alloc(32, 7).toString('base64');

const PLAIN = `{
	"region": "eu",
	"project": "Watch Party",
	"player": { "streamUrl": "rtmp://example.com/live/new", "channelName": "new", "uid": 7, "name": "new_7" },
}`;

/** Every kind of variable, in a definition that needs all of them. */
const ASKING = `{
	"region": "eu",
	"project": "Watch Party",
	"player": {
		"streamUrl": "rtmp://\${secret:login}@example.com/live/\${input:Stream}",
		"channelName": "\${input:Channel}",
		"uid": "\${input:User}",
		"encryptMode": "aes-256-gcm2",
		"encryptKey": "\${secret:key}",
		"encryptKdfSalt": "${SALT}",
	},
}`;

const create = async (context: DefinitionContext, text: string): Promise<Uri> => {
	const uri = await context.write(text);
	await createFromFile(context.deps, context.session, uri, undefined);
	return uri;
};

/** Agrees to create a player from a file. */
const CREATE = { press: 'Create Cloud Player' };

const frontText = () => window.activeTextEditor?.document.getText() ?? '';

describe('definitions', () => {
	let context: DefinitionContext;
	beforeEach(async () => {
		context = await openDefinitionContext();
	});
	afterEach(() => context.close());

	const created = () => context.sandbox.state.players.find(({ channelName }) => channelName === 'new');

	it('create what they say, and remember it for the player', async () => {
		let uri: Uri | undefined;
		const dialogs = await DialogDriver.run([CREATE], async () => {
			uri = await create(context, PLAIN);
		});
		strictEqual(dialogs.shown.length, 1);
		const player = created();
		strictEqual(player?.name, 'new_7');
		strictEqual(player?.region, 'eu');
		const { memory } = context.deps.definitions;
		const key = { accountId: 'account', appId: player.appId, playerId: player.id };
		strictEqual((await memory.read(key))?.player.streamUrl, 'rtmp://example.com/live/new');
		deepStrictEqual(memory.playersOf(String(uri), key), [player.id]);
		ok(context.deps.store.players(player.appId).some(({ condition }) => condition === 'justCreated'));
	});

	it('ask for what they leave open, for each secret only once', async () => {
		const actions = [
			CREATE,
			{ type: 'planted-user:planted-pw' },
			{ type: 'live' },
			{ type: 'new' },
			{ type: '7' },
			{ type: 'planted-key' },
		];
		const dialogs = await DialogDriver.run(actions, () => create(context, ASKING));
		strictEqual(dialogs.unusedActions, 0);
		strictEqual(created()?.uid, 7);
		strictEqual(created()?.streamUrl, 'rtmp://planted-user:planted-pw@example.com/live/live');
		const again = await DialogDriver.run([CREATE, { type: 'live' }, { type: 'new' }, { type: '8' }], () =>
			create(context, ASKING),
		);
		strictEqual(again.unusedActions, 0);
		strictEqual(context.sandbox.state.players.filter(({ channelName }) => channelName === 'new').length, 2);
	});

	it('send nothing when a question is left', async () => {
		const given = [CREATE, { type: 'planted' }, { type: 'live' }];
		for (const actions of [[], given.slice(0, 1), given.slice(0, 2), given]) {
			const fresh = await openDefinitionContext();
			const dialogs = await DialogDriver.run(actions, () => create(fresh, ASKING));
			strictEqual(dialogs.unusedActions, 0);
			deepStrictEqual(
				fresh.sandbox.requests.filter(({ method }) => method === 'POST'),
				[],
			);
			await fresh.close();
		}
	});

	it('send nothing when they are wrong, and put the cursor to the first problem', async () => {
		const text = PLAIN.replace('"uid": 7', '"uid": 7, "account": "x", "idleTimeout": 4');
		const dialogs = await DialogDriver.run([], () => create(context, text));
		match(dialogs.text, /Nothing was sent: there are 2 problems/);
		deepStrictEqual(
			context.sandbox.requests.filter(({ method }) => method === 'POST'),
			[],
		);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), '"x"');
	});

	it('send nothing when an answer is wrong, and mark the variable it was for', async () => {
		const answers = ['u:p', 'live', 'new', 'many', 'key'].map((type) => ({ type }));
		const actions = [CREATE, ...answers];
		const dialogs = await DialogDriver.run(actions, () => create(context, ASKING));
		match(dialogs.text, /A uid is a whole number/);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), `"\${input:User}"`);
		deepStrictEqual(
			context.sandbox.requests.filter(({ method }) => method === 'POST'),
			[],
		);
	});

	it('mark the field that Agora refuses', async () => {
		context.sandbox.faults.next(
			{ status: 400, message: 'Invalid parameter: channelName' },
			{ method: 'POST' },
		);
		let uri: Uri | undefined;
		const dialogs = await DialogDriver.run([CREATE], async () => {
			uri = await create(context, PLAIN);
		});
		match(dialogs.text, /Agora refused this: “Invalid parameter: channelName”/);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), '"new"');
		const marks = uri ? languages.getDiagnostics(uri).filter(({ code }) => code === 'refused') : [];
		strictEqual(marks.length, 1);
	});

	it('ask for the secrets again when they may be why Agora refused', async () => {
		context.sandbox.faults.next({ status: 400, message: 'Invalid parameter: streamUrl' }, { method: 'POST' });
		const answers = [
			CREATE,
			{ type: 'a:b' },
			{ type: 'live' },
			{ type: 'new' },
			{ type: '7' },
			{ type: 'k' },
		];
		const dialogs = await DialogDriver.run(
			[...answers, { press: 'Enter the Secrets Again' }, ...answers],
			() => create(context, ASKING.replace(SALT, Buffer.alloc(32, 1).toString('base64'))),
		);
		strictEqual(dialogs.unusedActions, 0);
		strictEqual(created()?.uid, 7);
	});

	it('take the active project where they name none, and otherwise ask', async () => {
		const text = PLAIN.replace('"project": "Watch Party",', '');
		const asked = await DialogDriver.run([{ pick: 'Staging' }, CREATE], () => create(context, text));
		strictEqual(asked.unusedActions, 0);
		await context.selectProject('Watch Party');
		const dialogs = await DialogDriver.run([CREATE], () => create(context, text));
		strictEqual(dialogs.shown.length, 1);
		const names = context.sandbox.state.players
			.filter(({ channelName }) => channelName === 'new')
			.map(({ appId }) => context.sandbox.state.projects.find((each) => each.appId === appId)?.name);
		deepStrictEqual(names, ['Staging', 'Watch Party']);
	});

	it('lose their secrets to the secret storage, and work as before', async () => {
		const text = PLAIN.replace('rtmp://', 'rtmp://planted-user:planted-pw@');
		const uri = await context.write(text);
		await hideSecrets(context.deps, context.session, uri, undefined);
		const document = await workspace.openTextDocument(uri);
		match(document.getText(), /rtmp:\/\/\$\{secret:new_7\.login\}@example/);
		ok(!document.getText().includes('planted'));
		const dialogs = await DialogDriver.run([CREATE], () =>
			createFromFile(context.deps, context.session, uri, undefined),
		);
		strictEqual(dialogs.shown.length, 1);
		strictEqual(created()?.streamUrl, 'rtmp://planted-user:planted-pw@example.com/live/new');
	});

	it('lose their secrets without touching those of another file that proposes the same names', async () => {
		const files: Uri[] = [];
		for (const password of ['planted-1', 'planted-2']) {
			const uri = await context.write(PLAIN.replace('rtmp://', `rtmp://user:${password}@`));
			await hideSecrets(context.deps, context.session, uri, undefined);
			files.push(uri);
		}
		const texts = await Promise.all(
			files.map(async (uri) => (await workspace.openTextDocument(uri)).getText()),
		);
		match(texts[0] ?? '', /\$\{secret:new_7\.login\}/);
		match(texts[1] ?? '', /\$\{secret:new_7\.login-2\}/);
		const secretVariables = await context.deps.definitions.secretVariables();
		const { accountId } = context.session;
		const host = 'example.com';
		strictEqual(await secretVariables.read(accountId, { name: 'new_7.login', host }), 'user:planted-1');
		strictEqual(await secretVariables.read(accountId, { name: 'new_7.login-2', host }), 'user:planted-2');
	});

	it('are the same after every restart of their player, secrets included', async () => {
		const streamUrl = 'rtmp://planted-user:planted-pw@example.com/live/new?key=planted';
		await DialogDriver.run([CREATE], () =>
			create(context, PLAIN.replace('rtmp://example.com/live/new', streamUrl)),
		);
		const ids = new Set([created()?.id]);
		for (const count of [2, 3]) {
			const dialogs = await DialogDriver.run([{ press: 'Restart Player' }], () =>
				restartPlayers(context.deps, context.session, context.player('new_7'), undefined),
			);
			strictEqual(dialogs.shown.length, 1, dialogs.text);
			strictEqual(ids.add(created()?.id).size, count);
			strictEqual(created()?.streamUrl, streamUrl);
		}
	});

	for (const status of [401, 403]) {
		it(`are not lost where their player was deleted and cannot be created again (${status})`, async () => {
			await DialogDriver.run([CREATE], () => create(context, PLAIN));
			context.sandbox.faults.next({ status }, { method: 'POST' });
			const actions = [{ press: 'Restart Player' }, { press: 'Save as Definition' }];
			const dialogs = await DialogDriver.run(actions, () =>
				restartPlayers(context.deps, context.session, context.player('new_7'), undefined),
			);
			strictEqual(dialogs.unusedActions, 0, dialogs.text);
			match(dialogs.text, /channel “new” again, after it was deleted: /);
			strictEqual(created(), undefined);
			match(frontText(), /"streamUrl": "rtmp:\/\/example\.com\/live\/\$\{secret:new_7\.streamKey\}"/);
		});
	}

	for (const template of ['Live stream', 'Video in a loop', 'Picture', 'Transcoded', 'Encrypted']) {
		it(`begin with a template that is right: ${template}`, async () => {
			await context.selectProject('Watch Party');
			const dialogs = await DialogDriver.run([{ pick: template }], () =>
				newDefinition(context.deps, context.session, undefined, undefined),
			);
			strictEqual(dialogs.unusedActions, 0);
			const document = window.activeTextEditor?.document;
			ok(document);
			strictEqual(document.languageId, 'jsonc');
			match(document.getText(), /Watch Party/);
			const problems = await context.deps.definitions.problems();
			deepStrictEqual(problems.check(document).problems, []);
		});
	}

	it('are saved from a player with what is known of it, without its secrets', async () => {
		await DialogDriver.run([CREATE], () =>
			create(context, PLAIN.replace('rtmp://', 'rtmp://planted-user:planted-pw@')),
		);
		const dialogs = await DialogDriver.run([{ pick: 'new_7' }], () =>
			saveDefinition(context.deps, context.session, undefined, undefined),
		);
		strictEqual(dialogs.unusedActions, 0);
		const text = frontText();
		match(text, /"region": "eu"/);
		match(text, /"name": "new_7"/);
		ok(!text.includes('planted'), text);
	});

	describe('of a player whose address looks like a template', () => {
		const HOSTILE = 'https://evil.example/x?y=${env:HOME}&z=${secret:a}&q=${input:Password}';

		beforeEach(async () => {
			const player = context.sandbox.state.players.find(({ name }) => name === 'class32_101');
			ok(player);
			player.streamUrl = HOSTILE;
			const secretVariables = await context.deps.definitions.secretVariables();
			await secretVariables.store(context.session.accountId, { name: 'a', host: 'evil.example' }, 'planted');
			await context.deps.reader.refresh();
		});

		it('are not resolved by Restart, which sends back what Agora reported', async () => {
			const dialogs = await DialogDriver.run([{ press: 'Restart Player' }], () =>
				restartPlayers(context.deps, context.session, context.player('class32_101'), undefined),
			);
			strictEqual(dialogs.shown.length, 1, dialogs.text);
			const player = context.sandbox.state.players.find(({ name }) => name === 'class32_101');
			strictEqual(player?.streamUrl, HOSTILE);
			// Nor by a second one, which goes by what was remembered.
			const again = await DialogDriver.run([{ press: 'Restart Player' }], () =>
				restartPlayers(context.deps, context.session, context.player('class32_101'), undefined),
			);
			strictEqual(again.shown.length, 1, again.text);
			strictEqual(
				context.sandbox.state.players.find(({ name }) => name === 'class32_101')?.streamUrl,
				HOSTILE,
			);
		});

		it('are saved with escapes, so that the file has no variable of the server', async () => {
			await saveDefinition(context.deps, context.session, context.player('class32_101'), undefined);
			const { fields } = openDefinition(new FileTemplate(readDefinitionText(frontText())));
			deepStrictEqual(
				fields.map(({ parts }) => parts),
				[['https://evil.example/x?', { kind: 'secret', name: 'class32_101.query' }]],
			);
			const secretVariables = await context.deps.definitions.secretVariables();
			strictEqual(
				await secretVariables.read(context.session.accountId, {
					name: 'class32_101.query',
					host: 'evil.example',
				}),
				HOSTILE.slice(HOSTILE.indexOf('?') + 1),
			);
		});
	});

	it('are saved from a player that was created elsewhere', async () => {
		await DialogDriver.run([{ pick: 'class32_101' }], () =>
			saveDefinition(context.deps, context.session, undefined, undefined),
		);
		match(frontText(), /created elsewhere/);
		match(frontText(), /"channelName": "class32"/);
	});
});

describe('creating from a definition', () => {
	let context: DefinitionContext;
	let folder: string;
	beforeEach(async () => {
		context = await openDefinitionContext();
		folder = await mkdtemp(join(tmpdir(), 'agora-definitions-'));
	});
	afterEach(async () => {
		await commands.executeCommand('workbench.action.closeAllEditors');
		await context.close();
		await rm(folder, { recursive: true, force: true });
	});

	const SECRET = `{
		"region": "eu",
		"project": "Watch Party",
		"player": {
			"streamUrl": "rtmp://a.example/live/\${secret:key}",
			"channelName": "new",
			"uid": 7,
		},
	}`;
	const secretFile = async (text: string, name = 'lesson.agora-player.json'): Promise<Uri> => {
		const uri = Uri.file(join(folder, name));
		await writeFile(uri.fsPath, text);
		return uri;
	};
	const opened = async (uri: Uri): Promise<Uri> => {
		await window.showTextDocument(uri, { preview: false });
		return uri;
	};
	const run = (uri: Uri) => createFromFile(context.deps, context.session, uri, undefined);
	const writes = () => context.sandbox.requests.filter(({ method }) => method === 'POST');
	const answer = { type: 'planted' };

	it('asks with account, project, region, host and variables, and before any of them is read', async () => {
		const uri = await opened(await secretFile(SECRET));
		const dialogs = await DialogDriver.run([], () => run(uri));
		strictEqual(dialogs.shown.length, 1);
		const [asked] = dialogs.shown;
		strictEqual(asked?.modal, true);
		match(asked?.text ?? '', /^Create a cloud player from “.*lesson\.agora-player\.json”\?\n/);
		for (const fact of [
			`Account: ${context.session.accountLabel}`,
			'Project: Watch Party',
			'Region: Europe',
			'Source host: a.example',
			'Variables: ${secret:key}',
		]) {
			ok(asked?.text.split('\n').includes(fact), asked?.text);
		}
		deepStrictEqual(writes(), []);
	});

	it('asks with names on one line each, so that no name can look like another fact', async () => {
		const label = `Which?\\nSource host= good.example${'x'.repeat(500)}`;
		const text = SECRET.replace('"new"', `"\${input:${label}}"`);
		const dialogs = await DialogDriver.run([], async () => run(await opened(await secretFile(text))));
		const lines = dialogs.text.split('\n').filter((line) => line.includes('good.example'));
		strictEqual(lines.length, 1);
		match(
			lines[0] ?? '',
			/^Variables: \$\{secret:key\}, \$\{input:Which\? Source host= good\.examplex{20,80}…$/,
		);
	});

	it('asks once for the same file, host and variables, and again for others', async () => {
		const uri = await opened(await secretFile(SECRET));
		const first = await DialogDriver.run([CREATE, answer], () => run(uri));
		strictEqual(first.unusedActions, 0, first.text);
		const second = await DialogDriver.run([], () => run(uri));
		deepStrictEqual(second.shown, []);
		strictEqual(writes().length, 2);
		const edited = await opened(
			await secretFile(SECRET.replace('"new"', '"${env:HOME}"'), 'other.agora-player.json'),
		);
		const other = await DialogDriver.run([], () => run(edited));
		match(other.text, /Variables: \$\{secret:key\}, \$\{env:HOME\}/);
		strictEqual(writes().length, 2);
	});

	it('sends no secret to a host that it was not entered for, unless the user says so', async () => {
		const first = await opened(await secretFile(SECRET));
		await DialogDriver.run([CREATE, answer], () => run(first));
		const evil = await opened(
			await secretFile(SECRET.replace('a.example', 'evil.example'), 'evil.agora-player.json'),
		);
		const left = await DialogDriver.run([CREATE], () => run(evil));
		match(left.text, /The secret “key” was stored for a\.example\. Send it to evil\.example too\?/);
		strictEqual(writes().length, 1);
		const entered = await DialogDriver.run([{ press: 'Enter Another Value' }, { type: 'harmless' }], () =>
			run(evil),
		);
		strictEqual(entered.unusedActions, 0, entered.text);
		const sent = context.sandbox.state.players.filter(({ channelName }) => channelName === 'new');
		deepStrictEqual(
			sent.map(({ streamUrl }) => streamUrl),
			['rtmp://a.example/live/planted', 'rtmp://evil.example/live/harmless'],
		);
		const third = await opened(
			await secretFile(SECRET.replace('a.example', 'c.example'), 'third.agora-player.json'),
		);
		const differing = await DialogDriver.run([CREATE], () => run(third));
		const { choices } = differing.shown.at(-1) ?? { choices: [] };
		deepStrictEqual(choices, ['Enter Another Value']);
	});

	it('sends a stored secret to another host when the user says so, and does not ask again', async () => {
		const first = await opened(await secretFile(SECRET));
		await DialogDriver.run([CREATE, answer], () => run(first));
		const moved = await opened(
			await secretFile(SECRET.replace('a.example', 'b.example'), 'moved.agora-player.json'),
		);
		const dialogs = await DialogDriver.run([CREATE, { press: 'Send the Stored Value' }], () => run(moved));
		strictEqual(dialogs.unusedActions, 0, dialogs.text);
		const again = await DialogDriver.run([], () => run(moved));
		deepStrictEqual(again.shown, []);
		strictEqual(writes().length, 3);
	});

	it('shows no value of a secret or an answer in rows and details, also when Agora reports it, nor after a reload', async () => {
		const text = SECRET.replace(
			'rtmp://a.example/live/${secret:key}',
			'https://a.example/${secret:key}/${input:Key}/list.m3u8',
		);
		const uri = await opened(await secretFile(text));
		const dialogs = await DialogDriver.run([CREATE, answer, { type: 'answered' }], () => run(uri));
		strictEqual(dialogs.unusedActions, 0, dialogs.text);
		const created = context.sandbox.state.players.find(({ channelName }) => channelName === 'new');
		strictEqual(created?.streamUrl, 'https://a.example/planted/answered/list.m3u8');
		await context.deps.reader.refresh();
		const listed = context.deps.store.players(created.appId).find(({ player }) => player.id === created.id);
		ok(listed);
		strictEqual(listed.player.streamUrl, created.streamUrl);
		strictEqual(context.origins.source(created.appId, listed.player), 'https://a.example/•••');
		// Another player with the same in its address was created elsewhere.
		const elsewhere = { ...listed.player, id: 'elsewhere' };
		strictEqual(context.origins.source(created.appId, elsewhere), 'https://a.example/•••/•••/list.m3u8');
		const stored = JSON.stringify(context.memento.keys().map((key) => context.memento.get(key)));
		ok(!/planted|answered|list\.m3u8/.test(stored), stored);
	});

	it('takes no file from elsewhere that no editor shows, whoever asks for it', async () => {
		const uri = await secretFile(SECRET);
		await rejects(run(uri), /neither in a folder of this workspace nor open in an editor/);
		// A document without an editor is open to extensions, but not to the user.
		await workspace.openTextDocument(uri);
		await rejects(run(uri), /neither in a folder of this workspace nor open in an editor/);
		deepStrictEqual(writes(), []);
	});

	it('that is nested too deeply says so in that file, and keeps nothing else from working', async () => {
		await DialogDriver.run([CREATE], async () => run(await context.write(PLAIN)));
		const uri = await opened(await secretFile(`{"player":${'['.repeat(20_000)}`));
		const dialogs = await DialogDriver.run([], () => run(uri));
		match(dialogs.text, /Nothing was sent: This is nested too deeply/);
		const marks = languages.getDiagnostics(uri).filter(({ code }) => code === 'tooDeep');
		// Where the extension itself is active too, it marks the same place.
		strictEqual(new Set(marks.map(({ message, range }) => JSON.stringify([message, range]))).size, 1);
		const restarted = await DialogDriver.run([{ press: 'Restart Player' }], () =>
			restartPlayers(context.deps, context.session, context.player('new_7'), undefined),
		);
		strictEqual(restarted.shown.length, 1, restarted.text);
	});
});

describe('a definition, where the server', () => {
	let context: DefinitionContext;
	beforeEach(async () => {
		context = await openDefinitionContext();
	});
	afterEach(() => context.close());

	it('refuses, tells of it in the words of the server', async () => {
		context.sandbox.faults.next({ status: 403, message: 'not for this role' }, { method: 'POST' });
		const dialogs = await DialogDriver.run([CREATE], () => create(context, PLAIN));
		match(dialogs.text, /not for this role/);
	});

	it('is gone, tells of that', async () => {
		await context.sandbox.stop();
		const dialogs = await DialogDriver.run([CREATE], () => create(context, PLAIN));
		match(dialogs.text, /could not be reached|connection/i);
		match(dialogs.text, /Retry/);
	});
});
