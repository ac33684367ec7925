import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { commands, env, Selection, window, workspace } from 'vscode';
import { buildRtcToken } from '../../src/agora/token/buildToken';
import { readToken } from '../../src/agora/token/readToken';
import { systemClock } from '../../src/common/clock';
import { initial } from '../../src/common/loadable';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { generateTokenFor, type InspectTokenDeps, inspectToken } from '../../src/projects/commands/token';
import { lastTokenSchema } from '../../src/projects/token/tokenSteps';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { DialogDriver, type UserAction } from './dialogDriver';

const OTHER_PROJECT = { appId: '0123456789abcdef0123456789abcdef', appCertificate: 'f'.repeat(32) };
const TOKEN_OPTIONS = { channelName: 'class32', user: { uid: 101 }, lifetimeSeconds: 600 };

describe('agora.token.generate', () => {
	let context: ProjectContext;
	beforeEach(async () => {
		context = await openProjectContext();
	});
	afterEach(() => context.close());

	const generate = (actions: readonly UserAction[], name?: string) =>
		DialogDriver.run(actions, () => {
			const argument = name === undefined ? undefined : { projectId: context.project(name).id };
			return projectCommands['agora.token.generate'](context.deps, context.session, argument);
		});

	const lastOf = (name: string) => context.deps.lastTokens.get(context.project(name).id, lastTokenSchema);

	it('does not ask for the project of a row, and stores the answers', async () => {
		const actions = [{ type: 'a' }, { type: '0' }, { pick: 'Publisher' }, { pick: '1 hour' }];
		const first = await generate(actions, 'Watch Party');
		deepStrictEqual(first.problems, []);
		match(first.text, /any user in channel “a”/);
		const last = { channelName: 'a', user: '0', role: 'publisher', lifetimeSeconds: 3600 };
		deepStrictEqual(lastOf('Watch Party'), last);
	});

	it('starts with the active project, which Back can change', async () => {
		await context.deps.active.choose(context.session, context.project('Watch Party').id);
		const rest: readonly UserAction[] = [
			{ type: 'a' },
			{ type: '' },
			{ pick: 'Publisher' },
			{ pick: '1 hour' },
		];
		const direct = await generate(rest);
		deepStrictEqual([direct.problems, direct.unusedActions], [[], 0]);
		match(direct.shown[0]?.text ?? '', /^Generate RTC Token · Watch Party\n/);
		match(direct.text, /any user in channel “a” of “Watch Party”/);
		strictEqual(readToken(await env.clipboard.readText())?.rtc?.user, '');
		const changed = await generate(['back', { pick: 'Classroom Live' }, ...rest]);
		deepStrictEqual([changed.problems, changed.unusedActions], [[], 0]);
		match(changed.text, /any user in channel “a” of “Classroom Live”/);
	});

	it('starts with the channel that it was called for, which Back can change like its project', async () => {
		const generateIn = (name: string, actions: readonly UserAction[]) =>
			DialogDriver.run(actions, () =>
				generateTokenFor(context.deps, context.session, {
					project: context.project(name),
					channelName: 'class32',
				}),
			);
		const rest: readonly UserAction[] = [{ type: '' }, { pick: 'Publisher' }, { pick: '1 hour' }];
		const direct = await generateIn('Watch Party', rest);
		deepStrictEqual([direct.problems, direct.unusedActions], [[], 0]);
		match(direct.shown[0]?.text ?? '', /^Generate RTC Token · Watch Party · class32\n/);
		match(direct.text, /any user in channel “class32” of “Watch Party”/);
		const changed = await generateIn('Watch Party', [
			...['back' as const, 'back' as const, { pick: 'Classroom Live' }, { type: 'class33' }],
			...rest,
		]);
		deepStrictEqual([changed.problems, changed.unusedActions], [[], 0]);
		match(changed.text, /any user in channel “class33” of “Classroom Live”/);
		match((await generateIn('Staging', [])).text, /no App Certificate of “Staging”/);
	});

	it('is for the given user of a channel, who can be changed', async () => {
		const generateFor = (actions: readonly UserAction[], user: { uid: number }) =>
			DialogDriver.run(actions, () =>
				generateTokenFor(context.deps, context.session, {
					...{ project: context.project('Watch Party'), channelName: 'class32', user },
				}),
			);
		const rest: readonly UserAction[] = [{ pick: 'Publisher' }, { pick: '1 hour' }];
		const direct = await generateFor(rest, { uid: 101 });
		deepStrictEqual([direct.problems, direct.unusedActions], [[], 0]);
		match(direct.shown[0]?.text ?? '', /^Generate RTC Token · Watch Party · class32 · 101\n/);
		strictEqual(readToken(await env.clipboard.readText())?.rtc?.user, '101');
		await generateFor(['back', { type: '102' }, ...rest], { uid: 101 });
		strictEqual(readToken(await env.clipboard.readText())?.rtc?.user, '102');
		await generateFor(rest, { uid: 0 });
		strictEqual(readToken(await env.clipboard.readText())?.rtc?.user, '');
	});

	it('asks for the project when the active one cannot sign', async () => {
		await context.deps.active.choose(context.session, context.project('Staging').id);
		const dialogs = await generate([]);
		match(dialogs.shown[0]?.text ?? '', /Which project/);
	});

	it('accepts every character that Agora allows in a channel and an account', async () => {
		const marks = ' !#$%&()+-:;<=.>?@[]^_{}|~,';
		const actions = [{ type: `c${marks}` }, { type: `a${marks}` }, { pick: 'Publisher' }, { pick: '1 hour' }];
		const generated = await generate(actions, 'Watch Party');
		deepStrictEqual(generated.problems, []);
		const last = lastOf('Watch Party');
		deepStrictEqual([last?.channelName, last?.user], [`c${marks}`, `a${marks}`]);
	});

	it('reads digits after a zero as an account', async () => {
		const actions = [{ type: 'a' }, { type: '007' }, { pick: 'Publisher' }, { pick: '1 hour' }];
		const dialogs = await generate(actions, 'Watch Party');
		deepStrictEqual(dialogs.problems, []);
		match(dialogs.text, /account 007 in channel “a”/);
		strictEqual(readToken(await env.clipboard.readText())?.rtc?.user, '007');
	});

	it('explains why an answer is invalid', async () => {
		const long = await generate([{ type: 'x'.repeat(65) }], 'Watch Party');
		match(long.text, /At most 64 bytes/);
		const marks = await generate([{ type: 'a' }, { type: 'zoë' }], 'Watch Party');
		match(marks.text, /Only letters, digits, spaces/);
		const uid = await generate([{ type: 'a' }, { type: '4294967296' }], 'Watch Party');
		match(uid.text, /from 0 to 4294967295/);
		const day = [{ type: 'a' }, { type: '1' }, { pick: 'Publisher' }, { pick: 'Another Lifetime…' }];
		match((await generate([...day, { type: '25 h' }], 'Watch Party')).text, /1 second to 24 hours/);
	});

	it('rejects without a question when the projects cannot be read', async () => {
		context.deps.store.set(initial());
		await context.sandbox.stop();
		await rejects(generate([]), { name: 'AgoraError', kind: 'network' });
	});

	it('explains that a project without a certificate cannot sign a token', async () => {
		await env.clipboard.writeText('untouched');
		const fromRow = await generate([], 'Staging');
		match(fromRow.text, /no App Certificate of “Staging”[\s\S]*Enable App Certificate/);
		const picked = await generate([{ pick: 'Staging' }]);
		match(picked.text, /no App Certificate of “Staging”/);
		strictEqual(await env.clipboard.readText(), 'untouched');
	});
});

describe('agora.token.inspect', () => {
	let context: ProjectContext;
	let deps: InspectTokenDeps;
	beforeEach(async () => {
		context = await openProjectContext();
		const { sessions, store } = context.deps;
		deps = { sessions, store, clock: systemClock, ensureProjects: async () => {} };
	});
	afterEach(async () => {
		await context.close();
		await commands.executeCommand('workbench.action.closeAllEditors');
	});

	const inspect = (actions: readonly UserAction[]) => DialogDriver.run(actions, () => inspectToken(deps));

	function tokenOf(name: string): string {
		const { appId, appCertificate = '' } = context.project(name);
		return buildRtcToken({ appId, appCertificate, ...TOKEN_OPTIONS });
	}

	it('accepts a pasted token, and copies the chosen value', async () => {
		const token = tokenOf('Watch Party');
		const dialogs = await inspect([{ type: ` "${token}";\n` }, { pick: 'Channel' }]);
		deepStrictEqual(dialogs.problems, []);
		strictEqual(await env.clipboard.readText(), 'class32');
		ok(!dialogs.text.includes(token));
	});

	it('uses the token that is selected in the editor', async () => {
		const document = await workspace.openTextDocument({ content: `token = '${tokenOf('Watch Party')}'` });
		const editor = await window.showTextDocument(document);
		const { end } = document.lineAt(0).range;
		editor.selection = new Selection(0, 0, 0, end.character);
		const dialogs = await inspect([{ pick: 'Signature' }]);
		strictEqual(await env.clipboard.readText(), 'matches the App Certificate of “Watch Party”');
		strictEqual(dialogs.shown.length, 1);
	});

	it('explains why a selected token cannot be read, and asks for another', async () => {
		const document = await workspace.openTextDocument({ content: tokenOf('Watch Party').slice(0, -9) });
		const editor = await window.showTextDocument(document);
		editor.selection = new Selection(0, 0, 0, document.lineAt(0).range.end.character);
		const dialogs = await inspect([]);
		match(dialogs.text, /cannot be read as a token: Part of the token is missing/);
	});

	it('recognizes tokens of another certificate or account', async () => {
		const { appId } = context.project('Watch Party');
		const other = buildRtcToken({ ...OTHER_PROJECT, appId, ...TOKEN_OPTIONS });
		await inspect([{ type: other }, { pick: 'Signature' }]);
		strictEqual(await env.clipboard.readText(), 'does not match');
		await inspect([{ type: buildRtcToken({ ...OTHER_PROJECT, ...TOKEN_OPTIONS }) }, { pick: 'Project' }]);
		strictEqual(await env.clipboard.readText(), 'unknown');
		const staging = buildRtcToken({
			...OTHER_PROJECT,
			appId: context.project('Staging').appId,
			...TOKEN_OPTIONS,
		});
		await inspect([{ type: staging }, { pick: 'Signature' }]);
		strictEqual(await env.clipboard.readText(), 'cannot be checked');
	});

	it('copies nothing when it is dismissed', async () => {
		await env.clipboard.writeText('untouched');
		const dialogs = await inspect([]);
		strictEqual(dialogs.shown.length, 1);
		strictEqual(await env.clipboard.readText(), 'untouched');
	});
});
