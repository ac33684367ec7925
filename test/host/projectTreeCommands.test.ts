import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { ProjectNode } from '../../src/projects/tree/projectNodes';
import type { ProjectCommandId } from '../../src/ui/commandIds';
import { describeCommand } from './describeCommand';
import { DialogDriver } from './person';
import { openProjectRoom, type ProjectRoom } from './room/projectRoom';

describeCommand(openProjectRoom, {
	title: 'agora.project.pin',
	run: (room) => run(room, 'agora.project.pin'),
	moves: [{ pick: 'Watch Party' }],
	writes: [],
	after: (room) => deepStrictEqual([...room.parts.pins.ids], [room.project('Watch Party').id]),
});

describeCommand(openProjectRoom, {
	title: 'agora.project.unpin',
	run: async (room) => {
		const pinned = [room.project('Watch Party'), room.project('Staging')];
		await room.parts.pins.set(room.session, pinned, true);
		await run(room, 'agora.project.unpin');
	},
	moves: [{ pick: 'Watch Party' }],
	writes: [],
	after: (room) => deepStrictEqual([...room.parts.pins.ids], [room.project('Staging').id]),
});

describeCommand(openProjectRoom, {
	title: 'agora.projects.filter',
	run: (room) => run(room, 'agora.projects.filter'),
	moves: [{ type: 'watch' }],
	writes: [],
	after: ({ parts: { filter, store } }) =>
		deepStrictEqual(
			store.projects.filter(filter.matcher).map(({ name }) => name),
			['Watch Party'],
		),
});

describe('the commands of the Projects tree', () => {
	let room: ProjectRoom;
	beforeEach(async () => {
		room = await openProjectRoom();
	});
	afterEach(() => room.close());

	it('leave the filter as it was when its input is left', async () => {
		room.parts.filter.set('watch', room.session);
		await DialogDriver.at([], () => run(room, 'agora.projects.filter'));
		strictEqual(room.parts.filter.text, 'watch');
		await run(room, 'agora.projects.clearFilter');
		strictEqual(room.parts.filter.text, '');
	});

	it('pin every selected row, and nothing else that is passed to them', async () => {
		const rows = ['Watch Party', 'Staging'].map((name) => row(room, name));
		await run(room, 'agora.project.pin', rows[0], [...rows, 'another', undefined]);
		deepStrictEqual(
			[...room.parts.pins.ids].sort(),
			[room.project('Watch Party').id, room.project('Staging').id].sort(),
		);
	});

	it('copy a fact from its row, never a certificate, and nothing without a row', async () => {
		await env.clipboard.writeText('before');
		await run(room, 'agora.project.copyDetail');
		for (const detail of row(room, 'Watch Party').details()) {
			await run(room, 'agora.project.copyDetail', detail);
		}
		const { createdAt } = room.project('Watch Party');
		strictEqual(await env.clipboard.readText(), createdAt?.toISOString());
		const [certificate] = row(room, 'Watch Party')
			.details()
			.filter(({ detail }) => detail === 'certificate');
		await run(room, 'agora.project.copyDetail', certificate);
		strictEqual(await env.clipboard.readText(), createdAt?.toISOString());
	});
});

function row(room: ProjectRoom, name: string): ProjectNode {
	const facts = { changing: false, active: false, pinned: false, certificate: 'enabled' } as const;
	return new ProjectNode({ ...facts, project: room.project(name) });
}

async function run(room: ProjectRoom, id: ProjectCommandId, ...rows: readonly unknown[]): Promise<void> {
	await projectCommands[id](room.parts, room.session, rows[0], rows[1]);
}
