import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { listedProjects } from '../../src/players/tree/grouping';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { PLAYERS_PATH, writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './dialogDriver';

const DISABLED = 'POST /dev/v1/project_status';

describe('disabling a project with cloud players', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());

	async function disable(name: string, actions: readonly UserAction[]): Promise<DialogDriver> {
		const argument = { projectId: context.project(name).id };
		const { projectDeps, session } = context;
		const dialogs = await DialogDriver.run(actions, () =>
			projectCommands['agora.project.disable'](projectDeps, session, argument),
		);
		deepStrictEqual(dialogs.problems, []);
		return dialogs;
	}

	const playerNames = (name: string) =>
		context.sandbox.state.players
			.filter(({ appId }) => appId === context.project(name).appId)
			.map((player) => player.name ?? '');

	it('names the players that may continue, and offers to delete them first', async () => {
		const names = playerNames('Town Hall Broadcast');
		ok(names.length > 1);
		const dialogs = await disable('Town Hall Broadcast', ['dismiss']);
		const [question] = dialogs.shown;
		for (const name of names) {
			match(question?.text ?? '', new RegExp(name));
		}
		match(question?.text ?? '', /may go on and be billed/);
		deepStrictEqual(question?.choices, ['Disable Project', 'Delete Cloud Players First']);
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	it('deletes the players first on request, and asks again before it disables the project', async () => {
		const names = playerNames('Town Hall Broadcast');
		const dialogs = await disable('Town Hall Broadcast', [
			{ press: 'Delete Cloud Players First' },
			{ press: 'Disable Project' },
		]);
		deepStrictEqual(playerNames('Town Hall Broadcast'), []);
		const writes = writesOf(context.sandbox);
		strictEqual(writes.at(-1), DISABLED);
		ok(
			writes
				.slice(0, -1)
				.every((each) => each.startsWith('DELETE ') && each.endsWith(`${PLAYERS_PATH}/{id}`)),
		);
		ok(writes.length > names.length);
		const questions = dialogs.shown.filter(({ modal }) => modal);
		strictEqual(questions.length, 2);
		deepStrictEqual(questions[1]?.choices, ['Disable Project']);
		strictEqual(context.project('Town Hall Broadcast').enabled, false);
	});

	it('disables the project without deleting the players on request', async () => {
		const stage = context.player('stage-camera').player;
		context.sandbox.state.removePlayer(stage.id);
		const dialogs = await disable('Town Hall Broadcast', [{ press: 'Disable Project' }]);
		match(dialogs.text, /opening-clip/);
		deepStrictEqual(writesOf(context.sandbox), [DISABLED]);
	});

	it('keeps the rows of players that may continue, and explains why Agora refuses to delete them', async () => {
		const target = context.player('stage-camera');
		await disable('Town Hall Broadcast', [{ press: 'Disable Project' }]);
		await context.projectDeps.players.living(context.project('Town Hall Broadcast'));
		const { projects, store } = context.deps;
		const listed = listedProjects(projects, store).find(({ project }) => project.appId === target.appId);
		ok(
			listed?.players.some(({ player }) => player.name === 'stage-camera'),
			'the row is gone',
		);
		strictEqual(listed?.project.enabled, false);
		const dialogs = await DialogDriver.run([{ press: 'Delete Player' }], () =>
			playerCommands['agora.player.delete'](context.deps, context.session, target, undefined),
		);
		const refusal = dialogs.shown.find(({ text }) => text.includes('was not deleted'));
		match(refusal?.text ?? '', /“stage-camera” was not deleted: project “Town Hall Broadcast” is disabled/);
		ok(refusal?.choices.includes('Enable Project'));
	});

	it('lists the players that could not be deleted and asks again', async () => {
		context.sandbox.faults.next({ status: 403, message: 'not for this role' }, { method: 'DELETE' });
		const dialogs = await disable('Town Hall Broadcast', [
			{ press: 'Delete Cloud Players First' },
			'dismiss',
		]);
		const [, again] = dialogs.shown.filter(({ modal }) => modal);
		match(again?.text ?? '', /Not every cloud player could be deleted: .*not for this role/);
		match(again?.text ?? '', /may go on and be billed/);
		ok(!writesOf(context.sandbox).includes(DISABLED));
	});

	it('warns that other players may continue when the players cannot be read', async () => {
		context.sandbox.faults.next({ status: 500 }, { method: 'GET', path: /cloud-player/, times: 20 });
		const dialogs = await disable('Town Hall Broadcast', ['dismiss']);
		match(dialogs.text, /could not be read, so there may be others that go on and are billed/);
	});
});
