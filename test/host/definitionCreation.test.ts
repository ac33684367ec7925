import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, languages, Uri, window, workspace } from 'vscode';
import { restartPlayers } from '../../src/players/commands/restart';
import { CREATE, type DefinitionContext, openDefinitionContext, PLAIN } from './context/definitionContext';
import { writesOf } from './describeCommand';
import { DialogDriver } from './dialogDriver';

const SALT = Buffer.alloc(32, 7).toString('base64');

/** A definition with every kind of variable. */
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

describe('agora.player.createFromFile', () => {
	let context: DefinitionContext;
	beforeEach(async () => {
		context = await openDefinitionContext();
	});
	afterEach(() => context.close());

	it('creates the player and stores its definition', async () => {
		let uri: Uri | undefined;
		const dialogs = await DialogDriver.run([CREATE], async () => {
			uri = await context.create(PLAIN);
		});
		strictEqual(dialogs.shown.length, 1);
		const player = context.created();
		strictEqual(player?.name, 'new_7');
		strictEqual(player?.region, 'eu');
		const { requests } = context.deps.definitions;
		const key = { accountId: 'account', appId: player.appId, playerId: player.id };
		strictEqual((await requests.read(key))?.player.streamUrl, 'rtmp://example.com/live/new');
		deepStrictEqual(requests.playersOf(String(uri), key), [player.id]);
		ok(context.deps.store.players(player.appId).some(({ condition }) => condition === 'justCreated'));
	});

	it('asks for inputs every time and for each secret only once', async () => {
		const actions = [
			CREATE,
			{ type: 'planted-user:planted-pw' },
			{ type: 'live' },
			{ type: 'new' },
			{ type: '7' },
			{ type: 'planted-key' },
		];
		const dialogs = await DialogDriver.run(actions, () => context.create(ASKING));
		strictEqual(dialogs.unusedActions, 0);
		strictEqual(context.created()?.uid, 7);
		strictEqual(context.created()?.streamUrl, 'rtmp://planted-user:planted-pw@example.com/live/live');
		const again = await DialogDriver.run([CREATE, { type: 'live' }, { type: 'new' }, { type: '8' }], () =>
			context.create(ASKING),
		);
		strictEqual(again.unusedActions, 0);
		strictEqual(context.sandbox.state.players.filter(({ channelName }) => channelName === 'new').length, 2);
	});

	it('sends nothing when any question is dismissed', async () => {
		const given = [CREATE, { type: 'planted' }, { type: 'live' }];
		for (const actions of [[], given.slice(0, 1), given.slice(0, 2), given]) {
			const fresh = await openDefinitionContext();
			const dialogs = await DialogDriver.run(actions, () => fresh.create(ASKING));
			strictEqual(dialogs.unusedActions, 0);
			strictEqual(dialogs.shown.length, actions.length + 1, 'there was nothing to dismiss');
			deepStrictEqual(writesOf(fresh.sandbox), []);
			await fresh.close();
		}
	});

	it('sends nothing when the definition has problems, and selects the first problem', async () => {
		const text = PLAIN.replace('"uid": 7', '"uid": 7, "account": "x", "idleTimeout": 4');
		const dialogs = await DialogDriver.run([], () => context.create(text));
		match(dialogs.text, /Nothing was sent: there are 2 problems/);
		deepStrictEqual(writesOf(context.sandbox), []);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), '"x"');
	});

	it('sends nothing when an answer is invalid, and selects its variable', async () => {
		const answers = ['u:p', 'live', 'new', 'many', 'key'].map((type) => ({ type }));
		const actions = [CREATE, ...answers];
		const dialogs = await DialogDriver.run(actions, () => context.create(ASKING));
		match(dialogs.text, /A uid is a whole number/);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), `"\${input:User}"`);
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	it('marks the field that Agora refuses', async () => {
		context.sandbox.faults.next(
			{ status: 400, message: 'Invalid parameter: channelName' },
			{ method: 'POST' },
		);
		let uri: Uri | undefined;
		const dialogs = await DialogDriver.run([CREATE], async () => {
			uri = await context.create(PLAIN);
		});
		match(dialogs.text, /Agora refused this: “Invalid parameter: channelName”/);
		const editor = window.activeTextEditor;
		strictEqual(editor?.document.getText(editor.selection), '"new"');
		const marks = uri ? languages.getDiagnostics(uri).filter(({ code }) => code === 'refused') : [];
		strictEqual(marks.length, 1);
	});

	it('asks for the secrets again when they may be the reason for a refusal', async () => {
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
			() => context.create(ASKING.replace(SALT, Buffer.alloc(32, 1).toString('base64'))),
		);
		strictEqual(dialogs.unusedActions, 0);
		strictEqual(context.created()?.uid, 7);
	});

	it('uses the active project when the definition has none, and asks when no project is active', async () => {
		const text = PLAIN.replace('"project": "Watch Party",', '');
		const asked = await DialogDriver.run([{ pick: 'Staging' }, CREATE], () => context.create(text));
		strictEqual(asked.unusedActions, 0);
		await context.selectProject('Watch Party');
		const dialogs = await DialogDriver.run([CREATE], () => context.create(text));
		strictEqual(dialogs.shown.length, 1);
		const names = context.sandbox.state.players
			.filter(({ channelName }) => channelName === 'new')
			.map(({ appId }) => context.sandbox.state.projects.find((each) => each.appId === appId)?.name);
		deepStrictEqual(names, ['Staging', 'Watch Party']);
	});

	it("shows the server's message when the server refuses", async () => {
		context.sandbox.faults.next({ status: 403, message: 'not for this role' }, { method: 'POST' });
		const dialogs = await DialogDriver.run([CREATE], () => context.create(PLAIN));
		match(dialogs.text, /not for this role/);
	});

	it('reports a server that is down', async () => {
		await context.sandbox.stop();
		const dialogs = await DialogDriver.run([CREATE], () => context.create(PLAIN));
		match(dialogs.text, /could not be reached|connection/i);
		match(dialogs.text, /Retry/);
	});
});

describe('the confirmation before a player is created from a file', () => {
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
	const run = (uri: Uri) => context.createFrom(uri);
	const writes = () => context.sandbox.requests.filter(({ method }) => method === 'POST');
	const answer = { type: 'planted' };

	it('shows account, project, region, host and variables before it reads a variable', async () => {
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

	it('shows each name on one line, so that no name can imitate another line', async () => {
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

	it('appears once for the same file, host and variables, and again for others', async () => {
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

	it('sends a secret only to the host that it was entered for unless the user agrees', async () => {
		const first = await opened(await secretFile(SECRET));
		await DialogDriver.run([CREATE, answer], () => run(first));
		const evil = await opened(
			await secretFile(SECRET.replace('a.example', 'evil.example'), 'evil.agora-player.json'),
		);
		const declined = await DialogDriver.run([CREATE], () => run(evil));
		match(declined.text, /The secret “key” was stored for a\.example\. Send it to evil\.example too\?/);
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

	it('sends a stored secret to another host when the user agrees, and does not ask again', async () => {
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

	it('keeps values of secrets and answers out of rows, details and stored state, also when Agora reports them', async () => {
		const text = SECRET.replace(
			'rtmp://a.example/live/${secret:key}',
			'https://a.example/${secret:key}/${input:Key}/list.m3u8',
		);
		const uri = await opened(await secretFile(text));
		const dialogs = await DialogDriver.run([CREATE, answer, { type: 'answered' }], () => run(uri));
		strictEqual(dialogs.unusedActions, 0, dialogs.text);
		const created = context.sandbox.state.players.find(({ channelName }) => channelName === 'new');
		strictEqual(created?.streamUrl, 'https://a.example/planted/answered/list.m3u8');
		await context.deps.live.refresh();
		const listed = context.deps.store.players(created.appId).find(({ player }) => player.id === created.id);
		ok(listed);
		strictEqual(listed.player.streamUrl, created.streamUrl);
		strictEqual(context.origins.source(created.appId, listed.player), 'https://a.example/•••');
		// A player that was created elsewhere has the same values in its address.
		const otherPlayer = { ...listed.player, id: 'other' };
		strictEqual(context.origins.source(created.appId, otherPlayer), 'https://a.example/•••/•••/list.m3u8');
		const stored = JSON.stringify(context.memento.keys().map((key) => context.memento.get(key)));
		ok(!/planted|answered|list\.m3u8/.test(stored), stored);
	});

	it('does not appear for a file that is neither in the workspace nor open in an editor', async () => {
		const uri = await secretFile(SECRET);
		await rejects(run(uri), /neither in a folder of this workspace nor open in an editor/);
		// A document without an editor is open for extensions but not visible.
		await workspace.openTextDocument(uri);
		await rejects(run(uri), /neither in a folder of this workspace nor open in an editor/);
		deepStrictEqual(writes(), []);
	});

	it('does not appear for a file that is nested too deeply, and other players keep working', async () => {
		await DialogDriver.run([CREATE], async () => run(await context.openUntitled(PLAIN)));
		const uri = await opened(await secretFile(`{"player":${'['.repeat(20_000)}`));
		const dialogs = await DialogDriver.run([], () => run(uri));
		match(dialogs.text, /Nothing was sent: This is nested too deeply/);
		const marks = languages.getDiagnostics(uri).filter(({ code }) => code === 'tooDeep');
		// The installed extension marks the same place if it is active.
		strictEqual(new Set(marks.map(({ message, range }) => JSON.stringify([message, range]))).size, 1);
		const restarted = await DialogDriver.run([{ press: 'Restart Player' }], () =>
			restartPlayers(context.deps, context.session, context.player('new_7'), undefined),
		);
		strictEqual(restarted.shown.length, 1, restarted.text);
	});
});
