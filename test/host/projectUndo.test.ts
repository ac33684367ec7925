import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { ProjectNode } from '../../src/projects/tree/projectNodes';
import type { ProjectCommandId } from '../../src/ui/commandIds';
import { sessionOn } from '../fixtures/sessions';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { DialogDriver, type UserAction } from './dialogDriver';

const NAME = 'Watch Party';

describe('what follows a change of projects', () => {
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
	const kept = (name: string) => context.sandbox.state.projects.find((each) => each.name === name);
	const writes = () => context.sandbox.requests.filter(({ method }) => method === 'POST').length;
	/** Does something at the moment the message with Undo is there, before it is pressed. */
	const meanwhile = (happens: () => void): UserAction => ({
		get press() {
			happens();
			return 'Undo';
		},
	});

	it('the projects that could not be read before are read once a change got through', async () => {
		const { store } = context.deps;
		context.sandbox.faults.next({ status: 403 }, { path: '/dev/v1/projects' });
		await context.reader.refresh();
		ok(store.loadable.error);
		const healed = new Promise<void>((resolve) => {
			store.onDidChange(() => store.loadable.error === undefined && resolve());
		});
		await run('agora.project.disable', disable);
		await healed;
		strictEqual(context.sandbox.requests.filter(({ url }) => url === '/dev/v1/projects').length, 3);
	});

	it('Undo enables a disabled project again', async () => {
		const dialogs = await run('agora.project.disable', [...disable, undo]);
		deepStrictEqual(dialogs.problems, []);
		strictEqual(kept(NAME)?.enabled, true);
		strictEqual(context.project(NAME).enabled, true);
	});

	it('a project whose status is unknown is offered to both commands', async () => {
		context.sandbox.state.behaviour.projectStatus = 'null';
		await context.reader.refresh();
		strictEqual(context.project(NAME).enabled, undefined);
		const disabled = await run('agora.project.disable', disable);
		deepStrictEqual(disabled.problems, []);
		strictEqual(kept(NAME)?.enabled, false);
		const enabled = await run('agora.project.enable', [{ pick: NAME }]);
		deepStrictEqual(enabled.problems, []);
		const items = context.deps.picker.items(({ name }) => name === NAME);
		match(String(items[0]?.description), /status unknown/);
		strictEqual(kept(NAME)?.enabled, true);
	});

	it('Undo brings a certificate back and tells that it is the same, or that it is another', async () => {
		const actions: readonly UserAction[] = [{ pick: NAME }, { press: 'Disable App Certificate' }];
		const same = await run('agora.certificate.disable', [...actions, undo]);
		match(same.text, /the same one as before, so its tokens work again/);
		const project = kept(NAME);
		ok(project);
		const change = meanwhile(() => {
			project.appCertificate = 'f'.repeat(32);
		});
		const other = await run('agora.certificate.disable', [
			...actions,
			change,
			{ press: 'Copy New Certificate' },
		]);
		match(other.text, /it is not the same one as before/);
		strictEqual(await env.clipboard.readText(), project.appCertificate);
		ok(!other.text.includes(project.appCertificate));
	});

	it('Undo brings the recording server of before, and is not offered where there was none', async () => {
		const name = 'Music Lessons 2021';
		await run('agora.project.setRecordingServer', [{ pick: name }, { type: '10.0.0.9' }, undo]);
		strictEqual(kept(name)?.recordingServer, '10.12.1.5:8080');
		const first = await run('agora.project.setRecordingServer', [{ pick: NAME }, { type: '10.0.0.9' }]);
		ok(!first.text.includes('Undo'));
		strictEqual(kept(NAME)?.recordingServer, '10.0.0.9');
	});

	it('Undo leaves alone what was changed again meanwhile, and shows it', async () => {
		const change = meanwhile(() => {
			Object.assign(kept(NAME) ?? {}, { enabled: true });
		});
		const dialogs = await run('agora.project.disable', [...disable, change]);
		match(dialogs.text, /changed again since/);
		strictEqual(context.project(NAME).enabled, true);
		strictEqual(writes(), 1);
	});

	it('Undo sends nothing after five minutes, nor for another session', async () => {
		const late = meanwhile(() => {
			context.clock.time += 5 * 60_000 + 1;
		});
		match((await run('agora.project.disable', [...disable, late])).text, /more than five minutes ago/);
		const left = meanwhile(() => context.sessions.replace(sessionOn(context.sandbox)));
		const dialogs = await run('agora.project.disable', [{ pick: 'Staging' }, disable[1] ?? undo, left]);
		match(dialogs.text, /signed in again/);
		strictEqual(writes(), 2);
	});

	it('Undo that fails says so and can be tried again', async () => {
		const gone = meanwhile(() =>
			context.sandbox.faults.next({ status: 403, message: 'not now' }, { method: 'GET' }),
		);
		const dialogs = await run('agora.project.disable', [...disable, gone]);
		match(dialogs.text, /Enable project “Watch Party”[\s\S]*not now/);
		strictEqual(kept(NAME)?.enabled, false);
	});

	it('several are told of in one message; Retry does the rest, and Undo takes all of them back', async () => {
		const names = ['Staging', 'Load Tests', NAME];
		context.sandbox.faults.next({ status: 403, message: 'not this one' }, { method: 'POST' });
		const actions: readonly UserAction[] = [{ press: 'Disable 3 Projects' }, { press: 'Retry' }, undo];
		const dialogs = await run('agora.project.disable', actions, names);
		deepStrictEqual(dialogs.problems, []);
		strictEqual(dialogs.unusedActions, 0);
		const told = dialogs.shown.map(({ text }) => text.split('\n')[0]);
		strictEqual(told[0], 'Disable 3 projects?');
		match(told[1] ?? '', /^2 of 3 projects disabled\. Load Tests: .*not this one/);
		strictEqual(told[2], '3 projects disabled');
		deepStrictEqual(
			names.map((name) => kept(name)?.enabled),
			[true, true, true],
		);
		strictEqual(writes(), 7);
	});

	it('declining to disable several sends nothing', async () => {
		await run('agora.project.disable', [], ['Staging', NAME]);
		strictEqual(writes(), 0);
	});

	it('a reset offers the present certificate first, and the new one afterwards', async () => {
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
		const after = kept(NAME)?.appCertificate;
		deepStrictEqual(copies, [after]);
		ok(after !== before);
		match(dialogs.text, /The current certificate is now on the clipboard/);
		ok(!dialogs.text.includes(String(before)) && !dialogs.text.includes(String(after)));
	});
});
