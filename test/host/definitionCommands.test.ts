import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type Uri, window, workspace } from 'vscode';
import { hideSecrets, newDefinition, saveDefinition } from '../../src/players/commands/definition';
import { restartPlayers } from '../../src/players/commands/restart';
import { FileTemplate, readDefinitionText } from '../../src/players/definitions/definitionText';
import { openDefinition } from '../../src/players/definitions/resolveDefinition';
import { CREATE, type DefinitionContext, openDefinitionContext, PLAIN } from './context/definitionContext';
import { DialogDriver } from './dialogDriver';

const activeText = () => window.activeTextEditor?.document.getText() ?? '';

describe('the commands of definitions', () => {
	let context: DefinitionContext;
	beforeEach(async () => {
		context = await openDefinitionContext();
	});
	afterEach(() => context.close());

	it('agora.player.hideSecrets moves the secrets of a file to the secret storage', async () => {
		const text = PLAIN.replace('rtmp://', 'rtmp://planted-user:planted-pw@');
		const uri = await context.openUntitled(text);
		await hideSecrets(context.deps, context.session, uri, undefined);
		const document = await workspace.openTextDocument(uri);
		match(document.getText(), /rtmp:\/\/\$\{secret:new_7\.login\}@example/);
		ok(!document.getText().includes('planted'));
		const dialogs = await DialogDriver.run([CREATE], () => context.createFrom(uri));
		strictEqual(dialogs.shown.length, 1);
		strictEqual(context.created()?.streamUrl, 'rtmp://planted-user:planted-pw@example.com/live/new');
	});

	it('agora.player.hideSecrets keeps the stored secrets of another file with the same names', async () => {
		const files: Uri[] = [];
		for (const password of ['planted-1', 'planted-2']) {
			const uri = await context.openUntitled(PLAIN.replace('rtmp://', `rtmp://user:${password}@`));
			await hideSecrets(context.deps, context.session, uri, undefined);
			files.push(uri);
		}
		const texts = await Promise.all(
			files.map(async (uri) => (await workspace.openTextDocument(uri)).getText()),
		);
		match(texts[0] ?? '', /\$\{secret:new_7\.login\}/);
		match(texts[1] ?? '', /\$\{secret:new_7\.login-2\}/);
		const { secretVariables } = context.deps.definitions;
		const { accountId } = context.session;
		const host = 'example.com';
		strictEqual(await secretVariables.read(accountId, { name: 'new_7.login', host }), 'user:planted-1');
		strictEqual(await secretVariables.read(accountId, { name: 'new_7.login-2', host }), 'user:planted-2');
	});

	it('agora.player.restart keeps the definition with its secrets', async () => {
		const streamUrl = 'rtmp://planted-user:planted-pw@example.com/live/new?key=planted';
		await DialogDriver.run([CREATE], () =>
			context.create(PLAIN.replace('rtmp://example.com/live/new', streamUrl)),
		);
		const ids = new Set([context.created()?.id]);
		for (const count of [2, 3]) {
			const dialogs = await DialogDriver.run([{ press: 'Restart Player' }], () =>
				restartPlayers(context.deps, context.session, context.player('new_7'), undefined),
			);
			strictEqual(dialogs.shown.length, 1, dialogs.text);
			strictEqual(ids.add(context.created()?.id).size, count);
			strictEqual(context.created()?.streamUrl, streamUrl);
		}
	});

	for (const status of [401, 403]) {
		it(`agora.player.restart offers to save the definition when the creation fails with ${status}`, async () => {
			await DialogDriver.run([CREATE], () => context.create(PLAIN));
			context.sandbox.faults.next({ status }, { method: 'POST' });
			const actions = [{ press: 'Restart Player' }, { press: 'Save as Definition' }];
			const dialogs = await DialogDriver.run(actions, () =>
				restartPlayers(context.deps, context.session, context.player('new_7'), undefined),
			);
			strictEqual(dialogs.unusedActions, 0, dialogs.text);
			match(dialogs.text, /channel “new” again, after it was deleted: /);
			strictEqual(context.created(), undefined);
			match(activeText(), /"streamUrl": "rtmp:\/\/example\.com\/live\/\$\{secret:new_7\.streamKey\}"/);
		});
	}

	for (const template of ['Live stream', 'Video in a loop', 'Picture', 'Transcoded', 'Encrypted']) {
		it(`agora.player.newDefinition opens a template without problems: ${template}`, async () => {
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

	it('agora.player.saveDefinition writes the definition of a player without its secrets', async () => {
		await DialogDriver.run([CREATE], () =>
			context.create(PLAIN.replace('rtmp://', 'rtmp://planted-user:planted-pw@')),
		);
		const dialogs = await DialogDriver.run([{ pick: 'new_7' }], () =>
			saveDefinition(context.deps, context.session, undefined, undefined),
		);
		strictEqual(dialogs.unusedActions, 0);
		const text = activeText();
		match(text, /"region": "eu"/);
		match(text, /"name": "new_7"/);
		ok(!text.includes('planted'), text);
	});

	describe('for a player whose address looks like a template', () => {
		const HOSTILE = 'https://evil.example/x?y=${env:HOME}&z=${secret:a}&q=${input:Password}';

		beforeEach(async () => {
			const player = context.sandbox.state.players.find(({ name }) => name === 'class32_101');
			ok(player);
			player.streamUrl = HOSTILE;
			const { secretVariables } = context.deps.definitions;
			await secretVariables.store(context.session.accountId, { name: 'a', host: 'evil.example' }, 'planted');
			await context.deps.live.refresh();
		});

		it('agora.player.restart sends the address that Agora reported', async () => {
			const dialogs = await DialogDriver.run([{ press: 'Restart Player' }], () =>
				restartPlayers(context.deps, context.session, context.player('class32_101'), undefined),
			);
			strictEqual(dialogs.shown.length, 1, dialogs.text);
			const player = context.sandbox.state.players.find(({ name }) => name === 'class32_101');
			strictEqual(player?.streamUrl, HOSTILE);
			// The second restart uses the stored definition.
			const again = await DialogDriver.run([{ press: 'Restart Player' }], () =>
				restartPlayers(context.deps, context.session, context.player('class32_101'), undefined),
			);
			strictEqual(again.shown.length, 1, again.text);
			strictEqual(
				context.sandbox.state.players.find(({ name }) => name === 'class32_101')?.streamUrl,
				HOSTILE,
			);
		});

		it('agora.player.saveDefinition escapes the address, so that the file contains no variable of the server', async () => {
			await saveDefinition(context.deps, context.session, context.player('class32_101'), undefined);
			const { fields } = openDefinition(new FileTemplate(readDefinitionText(activeText())));
			deepStrictEqual(
				fields.map(({ parts }) => parts),
				[['https://evil.example/x?', { kind: 'secret', name: 'class32_101.query' }]],
			);
			const { secretVariables } = context.deps.definitions;
			strictEqual(
				await secretVariables.read(context.session.accountId, {
					name: 'class32_101.query',
					host: 'evil.example',
				}),
				HOSTILE.slice(HOSTILE.indexOf('?') + 1),
			);
		});
	});

	it('agora.player.saveDefinition writes the definition of a player that was created elsewhere', async () => {
		await DialogDriver.run([{ pick: 'class32_101' }], () =>
			saveDefinition(context.deps, context.session, undefined, undefined),
		);
		match(activeText(), /created elsewhere/);
		match(activeText(), /"channelName": "class32"/);
	});
});
