import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { listedProjects } from '../../src/players/tree/grouping';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './person';
import { openTestPlayers, type TestPlayers } from './room/playerRoom';

const PLAYERS = '/v1/projects/{appId}/cloud-player/players';
const DISABLED = 'POST /dev/v1/project_status';

describe('disabling a project with cloud players', () => {
	let room: TestPlayers;
	beforeEach(async () => {
		room = await openTestPlayers();
	});
	afterEach(() => room.close());

	async function disable(name: string, moves: readonly UserAction[]): Promise<DialogDriver> {
		const argument = { projectId: room.project(name).id };
		const { projectParts, session } = room;
		const person = await DialogDriver.at(moves, () =>
			projectCommands['agora.project.disable'](projectParts, session, argument, undefined),
		);
		deepStrictEqual(person.troubles, []);
		return person;
	}

	const living = (name: string) =>
		room.sandbox.state.players
			.filter(({ appId }) => appId === room.project(name).appId)
			.map((player) => player.name ?? '');

	it('names those that may live on, and offers to delete them first', async () => {
		const names = living('Town Hall Broadcast');
		ok(names.length > 1);
		const person = await disable('Town Hall Broadcast', ['leave']);
		const [question] = person.seen;
		for (const name of names) {
			match(question?.text ?? '', new RegExp(name));
		}
		match(question?.text ?? '', /may go on and be billed/);
		deepStrictEqual(question?.choices, ['Disable Project', 'Delete Cloud Players First']);
		deepStrictEqual(writesOf(room.sandbox), []);
	});

	it('deletes them first when told to, then asks again, and only then disables', async () => {
		const names = living('Town Hall Broadcast');
		const person = await disable('Town Hall Broadcast', [
			{ press: 'Delete Cloud Players First' },
			{ press: 'Disable Project' },
		]);
		deepStrictEqual(living('Town Hall Broadcast'), []);
		const writes = writesOf(room.sandbox);
		strictEqual(writes.at(-1), DISABLED);
		ok(writes.slice(0, -1).every((each) => each.startsWith('DELETE ') && each.endsWith(`${PLAYERS}/{id}`)));
		ok(writes.length > names.length);
		const questions = person.seen.filter(({ modal }) => modal);
		strictEqual(questions.length, 2);
		deepStrictEqual(questions[1]?.choices, ['Disable Project']);
		strictEqual(room.project('Town Hall Broadcast').enabled, false);
	});

	it('disables without deleting when told to', async () => {
		const stage = room.player('stage-camera').player;
		room.sandbox.state.removePlayer(stage.id);
		const person = await disable('Town Hall Broadcast', [{ press: 'Disable Project' }]);
		match(person.text, /opening-clip/);
		deepStrictEqual(writesOf(room.sandbox), [DISABLED]);
	});

	it('leaves the rows of those that may live on, and explains why Agora refuses to delete them', async () => {
		const target = room.player('stage-camera');
		await disable('Town Hall Broadcast', [{ press: 'Disable Project' }]);
		await room.projectParts.players.living(room.project('Town Hall Broadcast'));
		const { projects, store } = room.parts;
		const listed = listedProjects(projects, store).find(({ project }) => project.appId === target.appId);
		ok(
			listed?.players.some(({ player }) => player.name === 'stage-camera'),
			'the row is gone',
		);
		strictEqual(listed?.project.enabled, false);
		const person = await DialogDriver.at([{ press: 'Delete Player' }], () =>
			playerCommands['agora.player.delete'](room.parts, room.session, target, undefined),
		);
		const refusal = person.seen.find(({ text }) => text.includes('was not deleted'));
		match(refusal?.text ?? '', /“stage-camera” was not deleted: project “Town Hall Broadcast” is disabled/);
		ok(refusal?.choices.includes('Enable Project'));
	});

	it('says what could not be deleted, and leaves the decision to the person', async () => {
		room.sandbox.faults.next({ status: 403, message: 'not for this role' }, { method: 'DELETE' });
		const person = await disable('Town Hall Broadcast', [{ press: 'Delete Cloud Players First' }, 'leave']);
		const [, again] = person.seen.filter(({ modal }) => modal);
		match(again?.text ?? '', /Not every cloud player could be deleted: .*not for this role/);
		match(again?.text ?? '', /may go on and be billed/);
		ok(!writesOf(room.sandbox).includes(DISABLED));
	});

	it('says that there may be others where the players cannot be read', async () => {
		room.sandbox.faults.next({ status: 500 }, { method: 'GET', path: /cloud-player/, times: 20 });
		const person = await disable('Town Hall Broadcast', ['leave']);
		match(person.text, /could not be read, so there may be others that go on and are billed/);
	});
});
