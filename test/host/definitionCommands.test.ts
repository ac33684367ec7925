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
import { DialogDriver } from './person';
import { type DefinitionTestRoom, openDefinitionRoom } from './room/definitionRoom';

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

const create = async (room: DefinitionTestRoom, text: string): Promise<Uri> => {
	const uri = await room.write(text);
	await createFromFile(room.parts, room.session, uri, undefined);
	return uri;
};

/** Agrees to create a player from a file. */
const CREATE = { press: 'Create Cloud Player' };

const frontText = () => window.activeTextEditor?.document.getText() ?? '';

describe('definitions', () => {
	let room: DefinitionTestRoom;
	beforeEach(async () => {
		room = await openDefinitionRoom();
	});
	afterEach(() => room.close());

	const created = () => room.sandbox.state.players.find(({ channelName }) => channelName === 'new');

	it('create what they say, and remember it for the player', async () => {
		let uri: Uri | undefined;
		const person = await DialogDriver.at([CREATE], async () => {
			uri = await create(room, PLAIN);
		});
		strictEqual(person.seen.length, 1);
		const player = created();
		strictEqual(player?.name, 'new_7');
		strictEqual(player?.region, 'eu');
		const { memory } = await room.parts.definitions.room();
		const key = { accountId: 'account', appId: player.appId, playerId: player.id };
		strictEqual((await memory.read(key))?.player.streamUrl, 'rtmp://example.com/live/new');
		deepStrictEqual(memory.playersOf(String(uri), key), [player.id]);
		ok(room.parts.store.players(player.appId).some(({ condition }) => condition === 'justCreated'));
	});

	it('ask for what they leave open, for each secret only once', async () => {
		const moves = [
			CREATE,
			{ type: 'planted-user:planted-pw' },
			{ type: 'live' },
			{ type: 'new' },
			{ type: '7' },
			{ type: 'planted-key' },
		];
		const person = await DialogDriver.at(moves, () => create(room, ASKING));
		strictEqual(person.left, 0);
		strictEqual(created()?.uid, 7);
		strictEqual(created()?.streamUrl, 'rtmp://planted-user:planted-pw@example.com/live/live');
		const again = await DialogDriver.at([CREATE, { type: 'live' }, { type: 'new' }, { type: '8' }], () =>
			create(room, ASKING),
		);
		strictEqual(again.left, 0);
		strictEqual(room.sandbox.state.players.filter(({ channelName }) => channelName === 'new').length, 2);
	});

	it('send nothing when a question is left', async () => {
		const given = [CREATE, { type: 'planted' }, { type: 'live' }];
		for (const moves of [[], given.slice(0, 1), given.slice(0, 2), given]) {
			const fresh = await openDefinitionRoom();
			const person = await DialogDriver.at(moves, () => create(fresh, ASKING));
			strictEqual(person.left, 0);
			deepStrictEqual(
				fresh.sandbox.requests.filter(({ method }) => method === 'POST'),
				[],
			);
			await fresh.close();
		}
	});

	it('send nothing when they are wrong, and put the cursor to the first problem', async () => {
		const text = PLAIN.replace('"uid": 7', '"uid": 7, "account": "x", "idleTimeout": 4');
		const person = await DialogDriver.at([], () => create(room, text));
		match(person.text, /Nothing was sent: there are 2 problems/);
		deepStrictEqual(
			room.sandbox.requests.filter(({ method }) => method === 'POST'),
			[],
		);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), '"x"');
	});

	it('send nothing when an answer is wrong, and mark the variable it was for', async () => {
		const answers = ['u:p', 'live', 'new', 'many', 'key'].map((type) => ({ type }));
		const moves = [CREATE, ...answers];
		const person = await DialogDriver.at(moves, () => create(room, ASKING));
		match(person.text, /A uid is a whole number/);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), `"\${input:User}"`);
		deepStrictEqual(
			room.sandbox.requests.filter(({ method }) => method === 'POST'),
			[],
		);
	});

	it('mark the field that Agora refuses', async () => {
		room.sandbox.faults.next({ status: 400, message: 'Invalid parameter: channelName' }, { method: 'POST' });
		let uri: Uri | undefined;
		const person = await DialogDriver.at([CREATE], async () => {
			uri = await create(room, PLAIN);
		});
		match(person.text, /Agora refused this: “Invalid parameter: channelName”/);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), '"new"');
		const marks = uri ? languages.getDiagnostics(uri).filter(({ code }) => code === 'refused') : [];
		strictEqual(marks.length, 1);
	});

	it('ask for the secrets again when they may be why Agora refused', async () => {
		room.sandbox.faults.next({ status: 400, message: 'Invalid parameter: streamUrl' }, { method: 'POST' });
		const answers = [
			CREATE,
			{ type: 'a:b' },
			{ type: 'live' },
			{ type: 'new' },
			{ type: '7' },
			{ type: 'k' },
		];
		const person = await DialogDriver.at([...answers, { press: 'Enter the Secrets Again' }, ...answers], () =>
			create(room, ASKING.replace(SALT, Buffer.alloc(32, 1).toString('base64'))),
		);
		strictEqual(person.left, 0);
		strictEqual(created()?.uid, 7);
	});

	it('take the active project where they name none, and otherwise ask', async () => {
		const text = PLAIN.replace('"project": "Watch Party",', '');
		const asked = await DialogDriver.at([{ pick: 'Staging' }, CREATE], () => create(room, text));
		strictEqual(asked.left, 0);
		await room.choose('Watch Party');
		const person = await DialogDriver.at([CREATE], () => create(room, text));
		strictEqual(person.seen.length, 1);
		const names = room.sandbox.state.players
			.filter(({ channelName }) => channelName === 'new')
			.map(({ appId }) => room.sandbox.state.projects.find((each) => each.appId === appId)?.name);
		deepStrictEqual(names, ['Staging', 'Watch Party']);
	});

	it('lose their secrets to the secret storage, and work as before', async () => {
		const text = PLAIN.replace('rtmp://', 'rtmp://planted-user:planted-pw@');
		const uri = await room.write(text);
		await hideSecrets(room.parts, room.session, uri, undefined);
		const document = await workspace.openTextDocument(uri);
		match(document.getText(), /rtmp:\/\/\$\{secret:new_7\.login\}@example/);
		ok(!document.getText().includes('planted'));
		const person = await DialogDriver.at([CREATE], () =>
			createFromFile(room.parts, room.session, uri, undefined),
		);
		strictEqual(person.seen.length, 1);
		strictEqual(created()?.streamUrl, 'rtmp://planted-user:planted-pw@example.com/live/new');
	});

	it('lose their secrets without touching those of another file that proposes the same names', async () => {
		const files: Uri[] = [];
		for (const password of ['planted-1', 'planted-2']) {
			const uri = await room.write(PLAIN.replace('rtmp://', `rtmp://user:${password}@`));
			await hideSecrets(room.parts, room.session, uri, undefined);
			files.push(uri);
		}
		const texts = await Promise.all(
			files.map(async (uri) => (await workspace.openTextDocument(uri)).getText()),
		);
		match(texts[0] ?? '', /\$\{secret:new_7\.login\}/);
		match(texts[1] ?? '', /\$\{secret:new_7\.login-2\}/);
		const { secretVariables } = await room.parts.definitions.room();
		const { accountId } = room.session;
		const host = 'example.com';
		strictEqual(await secretVariables.read(accountId, { name: 'new_7.login', host }), 'user:planted-1');
		strictEqual(await secretVariables.read(accountId, { name: 'new_7.login-2', host }), 'user:planted-2');
	});

	it('are the same after every restart of their player, secrets included', async () => {
		const streamUrl = 'rtmp://planted-user:planted-pw@example.com/live/new?key=planted';
		await DialogDriver.at([CREATE], () =>
			create(room, PLAIN.replace('rtmp://example.com/live/new', streamUrl)),
		);
		const ids = new Set([created()?.id]);
		for (const count of [2, 3]) {
			const person = await DialogDriver.at([{ press: 'Restart Player' }], () =>
				restartPlayers(room.parts, room.session, room.player('new_7'), undefined),
			);
			strictEqual(person.seen.length, 1, person.text);
			strictEqual(ids.add(created()?.id).size, count);
			strictEqual(created()?.streamUrl, streamUrl);
		}
	});

	for (const status of [401, 403]) {
		it(`are not lost where their player was deleted and cannot be created again (${status})`, async () => {
			await DialogDriver.at([CREATE], () => create(room, PLAIN));
			room.sandbox.faults.next({ status }, { method: 'POST' });
			const moves = [{ press: 'Restart Player' }, { press: 'Save as Definition' }];
			const person = await DialogDriver.at(moves, () =>
				restartPlayers(room.parts, room.session, room.player('new_7'), undefined),
			);
			strictEqual(person.left, 0, person.text);
			match(person.text, /channel “new” again, after it was deleted: /);
			strictEqual(created(), undefined);
			match(frontText(), /"streamUrl": "rtmp:\/\/example\.com\/live\/\$\{secret:new_7\.streamKey\}"/);
		});
	}

	for (const template of ['Live stream', 'Video in a loop', 'Picture', 'Transcoded', 'Encrypted']) {
		it(`begin with a template that is right: ${template}`, async () => {
			await room.choose('Watch Party');
			const person = await DialogDriver.at([{ pick: template }], () =>
				newDefinition(room.parts, room.session, undefined, undefined),
			);
			strictEqual(person.left, 0);
			const document = window.activeTextEditor?.document;
			ok(document);
			strictEqual(document.languageId, 'jsonc');
			match(document.getText(), /Watch Party/);
			const { problems } = await room.parts.definitions.room();
			deepStrictEqual(problems.check(document).problems, []);
		});
	}

	it('are saved from a player with what is known of it, without its secrets', async () => {
		await DialogDriver.at([CREATE], () =>
			create(room, PLAIN.replace('rtmp://', 'rtmp://planted-user:planted-pw@')),
		);
		const person = await DialogDriver.at([{ pick: 'new_7' }], () =>
			saveDefinition(room.parts, room.session, undefined, undefined),
		);
		strictEqual(person.left, 0);
		const text = frontText();
		match(text, /"region": "eu"/);
		match(text, /"name": "new_7"/);
		ok(!text.includes('planted'), text);
	});

	describe('of a player whose address looks like a template', () => {
		const HOSTILE = 'https://evil.example/x?y=${env:HOME}&z=${secret:a}&q=${input:Password}';

		beforeEach(async () => {
			const player = room.sandbox.state.players.find(({ name }) => name === 'class32_101');
			ok(player);
			player.streamUrl = HOSTILE;
			const { secretVariables } = await room.parts.definitions.room();
			await secretVariables.store(room.session.accountId, { name: 'a', host: 'evil.example' }, 'planted');
			await room.parts.reader.refresh();
		});

		it('are not resolved by Restart, which sends back what Agora reported', async () => {
			const person = await DialogDriver.at([{ press: 'Restart Player' }], () =>
				restartPlayers(room.parts, room.session, room.player('class32_101'), undefined),
			);
			strictEqual(person.seen.length, 1, person.text);
			const player = room.sandbox.state.players.find(({ name }) => name === 'class32_101');
			strictEqual(player?.streamUrl, HOSTILE);
			// Nor by a second one, which goes by what was remembered.
			const again = await DialogDriver.at([{ press: 'Restart Player' }], () =>
				restartPlayers(room.parts, room.session, room.player('class32_101'), undefined),
			);
			strictEqual(again.seen.length, 1, again.text);
			strictEqual(room.sandbox.state.players.find(({ name }) => name === 'class32_101')?.streamUrl, HOSTILE);
		});

		it('are saved with escapes, so that the file has no variable of the server', async () => {
			await saveDefinition(room.parts, room.session, room.player('class32_101'), undefined);
			const { fields } = openDefinition(new FileTemplate(readDefinitionText(frontText())));
			deepStrictEqual(
				fields.map(({ parts }) => parts),
				[['https://evil.example/x?', { kind: 'secret', name: 'class32_101.query' }]],
			);
			const { secretVariables } = await room.parts.definitions.room();
			strictEqual(
				await secretVariables.read(room.session.accountId, {
					name: 'class32_101.query',
					host: 'evil.example',
				}),
				HOSTILE.slice(HOSTILE.indexOf('?') + 1),
			);
		});
	});

	it('are saved from a player that was created elsewhere', async () => {
		await DialogDriver.at([{ pick: 'class32_101' }], () =>
			saveDefinition(room.parts, room.session, undefined, undefined),
		);
		match(frontText(), /created elsewhere/);
		match(frontText(), /"channelName": "class32"/);
	});
});

describe('creating from a definition', () => {
	let room: DefinitionTestRoom;
	let folder: string;
	beforeEach(async () => {
		room = await openDefinitionRoom();
		folder = await mkdtemp(join(tmpdir(), 'agora-definitions-'));
	});
	afterEach(async () => {
		await commands.executeCommand('workbench.action.closeAllEditors');
		await room.close();
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
	const run = (uri: Uri) => createFromFile(room.parts, room.session, uri, undefined);
	const writes = () => room.sandbox.requests.filter(({ method }) => method === 'POST');
	const answer = { type: 'planted' };

	it('asks with account, project, region, host and variables, and before any of them is read', async () => {
		const uri = await opened(await secretFile(SECRET));
		const person = await DialogDriver.at([], () => run(uri));
		strictEqual(person.seen.length, 1);
		const [asked] = person.seen;
		strictEqual(asked?.modal, true);
		match(asked?.text ?? '', /^Create a cloud player from “.*lesson\.agora-player\.json”\?\n/);
		for (const fact of [
			`Account: ${room.session.accountLabel}`,
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
		const person = await DialogDriver.at([], async () => run(await opened(await secretFile(text))));
		const lines = person.text.split('\n').filter((line) => line.includes('good.example'));
		strictEqual(lines.length, 1);
		match(
			lines[0] ?? '',
			/^Variables: \$\{secret:key\}, \$\{input:Which\? Source host= good\.examplex{20,80}…$/,
		);
	});

	it('asks once for the same file, host and variables, and again for others', async () => {
		const uri = await opened(await secretFile(SECRET));
		const first = await DialogDriver.at([CREATE, answer], () => run(uri));
		strictEqual(first.left, 0, first.text);
		const second = await DialogDriver.at([], () => run(uri));
		deepStrictEqual(second.seen, []);
		strictEqual(writes().length, 2);
		const edited = await opened(
			await secretFile(SECRET.replace('"new"', '"${env:HOME}"'), 'other.agora-player.json'),
		);
		const other = await DialogDriver.at([], () => run(edited));
		match(other.text, /Variables: \$\{secret:key\}, \$\{env:HOME\}/);
		strictEqual(writes().length, 2);
	});

	it('sends no secret to a host that it was not entered for, unless the user says so', async () => {
		const first = await opened(await secretFile(SECRET));
		await DialogDriver.at([CREATE, answer], () => run(first));
		const evil = await opened(
			await secretFile(SECRET.replace('a.example', 'evil.example'), 'evil.agora-player.json'),
		);
		const left = await DialogDriver.at([CREATE], () => run(evil));
		match(left.text, /The secret “key” was stored for a\.example\. Send it to evil\.example too\?/);
		strictEqual(writes().length, 1);
		const entered = await DialogDriver.at([{ press: 'Enter Another Value' }, { type: 'harmless' }], () =>
			run(evil),
		);
		strictEqual(entered.left, 0, entered.text);
		const sent = room.sandbox.state.players.filter(({ channelName }) => channelName === 'new');
		deepStrictEqual(
			sent.map(({ streamUrl }) => streamUrl),
			['rtmp://a.example/live/planted', 'rtmp://evil.example/live/harmless'],
		);
		const third = await opened(
			await secretFile(SECRET.replace('a.example', 'c.example'), 'third.agora-player.json'),
		);
		const differing = await DialogDriver.at([CREATE], () => run(third));
		const { choices } = differing.seen.at(-1) ?? { choices: [] };
		deepStrictEqual(choices, ['Enter Another Value']);
	});

	it('sends a stored secret to another host when the user says so, and does not ask again', async () => {
		const first = await opened(await secretFile(SECRET));
		await DialogDriver.at([CREATE, answer], () => run(first));
		const moved = await opened(
			await secretFile(SECRET.replace('a.example', 'b.example'), 'moved.agora-player.json'),
		);
		const person = await DialogDriver.at([CREATE, { press: 'Send the Stored Value' }], () => run(moved));
		strictEqual(person.left, 0, person.text);
		const again = await DialogDriver.at([], () => run(moved));
		deepStrictEqual(again.seen, []);
		strictEqual(writes().length, 3);
	});

	it('shows no value of a secret or an answer in rows and details, also when Agora reports it, nor after a reload', async () => {
		const text = SECRET.replace(
			'rtmp://a.example/live/${secret:key}',
			'https://a.example/${secret:key}/${input:Key}/list.m3u8',
		);
		const uri = await opened(await secretFile(text));
		const person = await DialogDriver.at([CREATE, answer, { type: 'answered' }], () => run(uri));
		strictEqual(person.left, 0, person.text);
		const created = room.sandbox.state.players.find(({ channelName }) => channelName === 'new');
		strictEqual(created?.streamUrl, 'https://a.example/planted/answered/list.m3u8');
		await room.parts.reader.refresh();
		const listed = room.parts.store.players(created.appId).find(({ player }) => player.id === created.id);
		ok(listed);
		strictEqual(listed.player.streamUrl, created.streamUrl);
		strictEqual(room.knowledge.source(created.appId, listed.player), 'https://a.example/•••');
		// Another player with the same in its address was created elsewhere.
		const elsewhere = { ...listed.player, id: 'elsewhere' };
		strictEqual(room.knowledge.source(created.appId, elsewhere), 'https://a.example/•••/•••/list.m3u8');
		const stored = JSON.stringify(room.memory.keys().map((key) => room.memory.get(key)));
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
		await DialogDriver.at([CREATE], async () => run(await room.write(PLAIN)));
		const uri = await opened(await secretFile(`{"player":${'['.repeat(20_000)}`));
		const person = await DialogDriver.at([], () => run(uri));
		match(person.text, /Nothing was sent: This is nested too deeply/);
		const marks = languages.getDiagnostics(uri).filter(({ code }) => code === 'tooDeep');
		// Where the extension itself is active too, it marks the same place.
		strictEqual(new Set(marks.map(({ message, range }) => JSON.stringify([message, range]))).size, 1);
		const restarted = await DialogDriver.at([{ press: 'Restart Player' }], () =>
			restartPlayers(room.parts, room.session, room.player('new_7'), undefined),
		);
		strictEqual(restarted.seen.length, 1, restarted.text);
	});
});

describe('a definition, where the server', () => {
	let room: DefinitionTestRoom;
	beforeEach(async () => {
		room = await openDefinitionRoom();
	});
	afterEach(() => room.close());

	it('refuses, tells of it in the words of the server', async () => {
		room.sandbox.faults.next({ status: 403, message: 'not for this role' }, { method: 'POST' });
		const person = await DialogDriver.at([CREATE], () => create(room, PLAIN));
		match(person.text, /not for this role/);
	});

	it('is gone, tells of that', async () => {
		await room.sandbox.stop();
		const person = await DialogDriver.at([CREATE], () => create(room, PLAIN));
		match(person.text, /could not be reached|connection/i);
		match(person.text, /Retry/);
	});
});
