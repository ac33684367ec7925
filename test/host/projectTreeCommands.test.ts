import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { ProjectNode } from '../../src/projects/tree/projectNodes';
import type { ProjectCommandId } from '../../src/ui/commandIds';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { describeCommand } from './describeCommand';
import { DialogDriver } from './dialogDriver';

describeCommand(openProjectContext, {
	title: 'agora.project.pin',
	run: (context) => run(context, 'agora.project.pin'),
	actions: [{ pick: 'Watch Party' }],
	writes: [],
	after: (context) => deepStrictEqual([...context.deps.pins.ids], [context.project('Watch Party').id]),
});

describeCommand(openProjectContext, {
	title: 'agora.project.unpin',
	run: async (context) => {
		const pinned = [context.project('Watch Party'), context.project('Staging')];
		await context.deps.pins.set(context.session, pinned, true);
		await run(context, 'agora.project.unpin');
	},
	actions: [{ pick: 'Watch Party' }],
	writes: [],
	after: (context) => deepStrictEqual([...context.deps.pins.ids], [context.project('Staging').id]),
});

describeCommand(openProjectContext, {
	title: 'agora.projects.filter',
	run: (context) => run(context, 'agora.projects.filter'),
	actions: [{ type: 'watch' }],
	writes: [],
	after: ({ deps: { filter, store } }) =>
		deepStrictEqual(
			store.projects.filter(filter.matcher).map(({ name }) => name),
			['Watch Party'],
		),
});

describe('the commands of the Projects tree', () => {
	let context: ProjectContext;
	beforeEach(async () => {
		context = await openProjectContext();
	});
	afterEach(() => context.close());

	it('keep the filter when its input is dismissed', async () => {
		context.deps.filter.set('watch', context.session);
		const dialogs = await DialogDriver.run([], () => run(context, 'agora.projects.filter'));
		deepStrictEqual(dialogs.shown[0]?.details, ['watch']);
		strictEqual(context.deps.filter.text, 'watch');
		await run(context, 'agora.projects.clearFilter');
		strictEqual(context.deps.filter.text, '');
	});

	it('copy the IDs of every selected row', async () => {
		const names = ['Staging', 'Watch Party'];
		const rows = names.map((name) => row(context, name));
		await run(context, 'agora.project.copyAppId', rows[0], rows);
		strictEqual(await env.clipboard.readText(), names.map((name) => context.project(name).appId).join('\n'));
		await run(context, 'agora.project.copyId', rows[0], rows);
		strictEqual(await env.clipboard.readText(), names.map((name) => context.project(name).id).join('\n'));
	});

	it('disable and enable those of the selected rows that fit, and say how many of how many', async () => {
		const disabled = context.deps.store.projects.find(({ enabled }) => enabled === false);
		const rows = ['Staging', 'Watch Party', disabled?.name ?? ''].map((name) => row(context, name));
		const question = await DialogDriver.run([], () => run(context, 'agora.project.disable', rows[0], rows));
		match(question.text, /Disable 2 of 3 selected projects\?/);
		deepStrictEqual(question.shown[0]?.choices, ['Disable 2 of 3 Selected Projects']);
	});

	it('pin every selected row and ignore other arguments', async () => {
		const rows = ['Watch Party', 'Staging'].map((name) => row(context, name));
		await run(context, 'agora.project.pin', rows[0], [...rows, 'another', undefined]);
		deepStrictEqual(
			[...context.deps.pins.ids].sort(),
			[context.project('Watch Party').id, context.project('Staging').id].sort(),
		);
	});

	it('copy the value of a row, never a certificate, and nothing without a row', async () => {
		await env.clipboard.writeText('before');
		await run(context, 'agora.project.copyDetail');
		for (const detail of row(context, 'Watch Party').details()) {
			await run(context, 'agora.project.copyDetail', detail);
		}
		const { createdAt } = context.project('Watch Party');
		strictEqual(await env.clipboard.readText(), createdAt?.toISOString());
		const [certificate] = row(context, 'Watch Party')
			.details()
			.filter(({ detail }) => detail === 'certificate');
		await run(context, 'agora.project.copyDetail', certificate);
		strictEqual(await env.clipboard.readText(), createdAt?.toISOString());
	});
});

function row(context: ProjectContext, name: string): ProjectNode {
	const facts = { changing: false, active: false, pinned: false, certificate: 'enabled' } as const;
	return new ProjectNode({ ...facts, project: context.project(name) });
}

async function run(
	context: ProjectContext,
	id: ProjectCommandId,
	...rows: readonly unknown[]
): Promise<void> {
	await projectCommands[id](context.deps, context.session, rows[0], rows[1]);
}
