import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { ProjectNode } from '../../src/projects/tree/projectNodes';
import type { ProjectCommandId } from '../../src/ui/commandIds';
import { sessionOn } from '../fixtures/sessions';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { DialogDriver, type UserAction } from './dialogDriver';

const NAME = 'Watch Party';

describe('after a change of projects', () => {
	let context: ProjectContext;
	beforeEach(async () => {
		context = await openProjectContext();
	});
	afterEach(() => context.close());

	function run(
		id: ProjectCommandId,
		actions: readonly UserAction[],
		names: readonly string[] = [],
	): Promise<DialogDriver> {
		const facts = { changing: false, active: false, pinned: false, certificate: 'enabled' } as const;
		const rows = names.map((name) => new ProjectNode({ ...facts, project: context.project(name) }));
		return DialogDriver.run(actions, () => projectCommands[id](context.deps, context.session, rows[0], rows));
	}

	const disable: readonly UserAction[] = [{ pick: NAME }, { press: 'Disable Project' }];
	const undo: UserAction = { press: 'Undo' };
	const inSandbox = (name: string) => context.sandbox.state.projects.find((each) => each.name === name);
	const writes = () => context.sandbox.requests.filter(({ method }) => method === 'POST').length;
	/** Runs a function when the message with Undo is shown, and then presses Undo. */
	const undoAfter = (change: () => void): UserAction => ({
		get press() {
			change();
			return 'Undo';
		},
	});

	it('projects that could not be read are read again after a successful change', async () => {
		const { store } = context.deps;
		context.sandbox.faults.next({ status: 403 }, { path: '/dev/v1/projects' });
		await context.reader.refresh();
		ok(store.loadable.error);
		const recovered = new Promise<void>((resolve) => {
			store.onDidChange(() => store.loadable.error === undefined && resolve());
		});
		await run('agora.project.disable', disable);
		await recovered;
		strictEqual(context.sandbox.requests.filter(({ url }) => url === '/dev/v1/projects').length, 3);
	});

	it('Undo enables a disabled project again', async () => {
		const dialogs = await run('agora.project.disable', [...disable, undo]);
		deepStrictEqual(dialogs.problems, []);
		strictEqual(inSandbox(NAME)?.enabled, true);
		strictEqual(context.project(NAME).enabled, true);
	});

	it('both commands offer a project whose status is unknown', async () => {
		context.sandbox.state.behaviour.projectStatus = 'null';
		await context.reader.refresh();
		strictEqual(context.project(NAME).enabled, undefined);
		const disabled = await run('agora.project.disable', disable);
		deepStrictEqual(disabled.problems, []);
		strictEqual(inSandbox(NAME)?.enabled, false);
		const enabled = await run('agora.project.enable', [{ pick: NAME }]);
		deepStrictEqual(enabled.problems, []);
		const items = context.deps.picker.items(({ name }) => name === NAME);
		match(String(items[0]?.description), /status unknown/);
		strictEqual(inSandbox(NAME)?.enabled, true);
	});

	it('Undo enables a certificate again and says whether it is the same one', async () => {
		const actions: readonly UserAction[] = [{ pick: NAME }, { press: 'Disable App Certificate' }];
		const same = await run('agora.certificate.disable', [...actions, undo]);
		match(same.text, /the same one as before, so its tokens work again/);
		const project = inSandbox(NAME);
		ok(project);
		const change = undoAfter(() => {
			project.appCertificate = 'f'.repeat(32);
		});
		const other = await run('agora.certificate.disable', [
			...actions,
			change,
			{ press: 'Copy New Certificate' },
		]);
		match(other.text, /it is a different one/);
		strictEqual(await env.clipboard.readText(), project.appCertificate);
		ok(!other.text.includes(project.appCertificate));
	});

	it('Undo restores the recording server, and is not offered when there was none', async () => {
		const name = 'Music Lessons 2021';
		await run('agora.project.setRecordingServer', [{ pick: name }, { type: '10.0.0.9' }, undo]);
		strictEqual(inSandbox(name)?.recordingServer, '10.12.1.5:8080');
		const first = await run('agora.project.setRecordingServer', [{ pick: NAME }, { type: '10.0.0.9' }]);
		ok(!first.text.includes('Undo'));
		strictEqual(inSandbox(NAME)?.recordingServer, '10.0.0.9');
	});

	it('Undo does not overwrite a later change, and shows it', async () => {
		const change = undoAfter(() => {
			Object.assign(inSandbox(NAME) ?? {}, { enabled: true });
		});
		const dialogs = await run('agora.project.disable', [...disable, change]);
		match(dialogs.text, /changed again since/);
		strictEqual(context.project(NAME).enabled, true);
		strictEqual(writes(), 1);
	});

	it('Undo sends nothing after five minutes or for another session', async () => {
		const late = undoAfter(() => {
			context.clock.skip(5 * 60_000 + 1);
		});
		match((await run('agora.project.disable', [...disable, late])).text, /more than five minutes ago/);
		const signedInAgain = undoAfter(() => context.sessions.replace(sessionOn(context.sandbox)));
		const dialogs = await run('agora.project.disable', [
			{ pick: 'Staging' },
			disable[1] ?? undo,
			signedInAgain,
		]);
		match(dialogs.text, /signed in again/);
		strictEqual(writes(), 2);
	});

	it('Undo reports a failure', async () => {
		const gone = undoAfter(() =>
			context.sandbox.faults.next({ status: 403, message: 'not now' }, { method: 'GET' }),
		);
		const dialogs = await run('agora.project.disable', [...disable, gone]);
		match(dialogs.text, /Enable project “Watch Party”[\s\S]*not now/);
		strictEqual(inSandbox(NAME)?.enabled, false);
	});

	it('one message reports several projects, Retry changes the failed ones, and Undo restores all', async () => {
		const names = ['Staging', 'Load Tests', NAME];
		context.sandbox.faults.next({ status: 403, message: 'not this one' }, { method: 'POST' });
		const actions: readonly UserAction[] = [{ press: 'Disable 3 Projects' }, { press: 'Retry' }, undo];
		const dialogs = await run('agora.project.disable', actions, names);
		deepStrictEqual(dialogs.problems, []);
		strictEqual(dialogs.unusedActions, 0);
		const messages = dialogs.shown.map(({ text }) => text.split('\n')[0]);
		strictEqual(messages[0], 'Disable 3 projects?');
		match(messages[1] ?? '', /^2 of 3 projects disabled\. Load Tests: .*not this one/);
		strictEqual(messages[2], '3 projects disabled');
		deepStrictEqual(
			names.map((name) => inSandbox(name)?.enabled),
			[true, true, true],
		);
		strictEqual(writes(), 7);
	});

	it('nothing is sent when the question about several projects is declined', async () => {
		const dialogs = await run('agora.project.disable', [], ['Staging', NAME]);
		deepStrictEqual(
			dialogs.shown.map(({ modal, text }) => [modal, text.split('\n')[0]]),
			[[true, 'Disable 2 projects?']],
		);
		strictEqual(writes(), 0);
	});

	it('a reset offers to copy the current certificate before and the new one after', async () => {
		const before = context.project(NAME).appCertificate;
		const copies: (string | undefined)[] = [];
		const dialogs = await run('agora.certificate.reset', [
			{ pick: NAME },
			{ press: 'Copy Current Certificate First' },
			{ press: 'Reset App Certificate' },
			{ type: NAME },
			{ press: 'Copy New Certificate' },
		]);
		deepStrictEqual(dialogs.problems, []);
		copies.push(await env.clipboard.readText());
		const after = inSandbox(NAME)?.appCertificate;
		deepStrictEqual(copies, [after]);
		ok(after !== before);
		match(dialogs.text, /The current certificate is now on the clipboard/);
		ok(!dialogs.text.includes(String(before)) && !dialogs.text.includes(String(after)));
	});
});
