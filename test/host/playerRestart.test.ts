import { deepStrictEqual, doesNotMatch, match, strictEqual } from 'node:assert/strict';
import { commands, window } from 'vscode';
import { systemClock } from '../../src/common/clock';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { offerRestart } from '../../src/players/commands/restart';
import { type RestartNote, RestartNotes } from '../../src/players/lifecycle/lifecycleMemory';
import { TargetPlayer } from '../../src/players/targetPlayers';
import type { PlayerCommandId } from '../../src/ui/commandIds';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './dialogDriver';

const SOURCE = 'rtmp://live.example.com/live/own';

describe('agora.player.restart', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(async () => {
		await commands.executeCommand('workbench.action.closeAllEditors');
		await context.close();
	});

	const run = (id: PlayerCommandId, actions: readonly UserAction[], ...targets: readonly TargetPlayer[]) =>
		DialogDriver.run(actions, () => playerCommands[id](context.deps, context.session, targets[0], targets));
	const restart = (actions: readonly UserAction[], ...targets: readonly TargetPlayer[]) => {
		const verb = targets.length > 1 ? `Restart ${targets.length} Players` : 'Restart Player';
		return run('agora.player.restart', [{ press: verb }, ...actions], ...targets);
	};
	const bodies = () =>
		context.sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
	const sent = () => JSON.parse(bodies().at(-1) ?? '{}').player;
	/** Messages about the outcome. */
	const messages = (dialogs: DialogDriver) =>
		dialogs.shown.filter(({ kind, modal }) => kind === 'message' && !modal);

	/** Creates a player with the command. */
	async function createOwn(name: string, source = SOURCE): Promise<TargetPlayer> {
		const actions = [
			...[{ pick: 'Watch Party' }, { pick: 'North America' }, { type: source }],
			...[{ type: 'own' }, { type: '77' }, { type: name }],
		];
		await DialogDriver.run(actions, () =>
			playerCommands['agora.player.create'](context.deps, context.session, undefined, undefined),
		);
		return context.player(name);
	}

	it('refuses a player that was already restarted', async () => {
		const target = context.player('class32_101');
		await restart([], target);
		strictEqual(bodies().length, 1);
		const writes = writesOf(context.sandbox);
		const dialogs = await restart([], target);
		match(dialogs.text, /already restarted, as cloud player “class32_101”/);
		deepStrictEqual(writesOf(context.sandbox), writes);
	});

	it('deletes a player first that is alive although its row shows it as gone', async () => {
		const target = context.player('class32_101');
		const gone = new TargetPlayer(
			{ appId: target.appId, name: target.projectName },
			{ ...target.shown, condition: 'gone' },
		);
		await restart([], gone);
		const living = context.sandbox.state.players.filter(({ name }) => name === 'class32_101');
		strictEqual(living.length, 1);
		strictEqual(living[0]?.id === target.player.id, false);
	});

	it('restarts several players without waiting for messages, and reports once', async () => {
		const targets = [
			context.player('movie-night'),
			context.player('trailers'),
			context.player('class32_101'),
		];
		context.sandbox.faults.next({ status: 403, message: 'planned' }, { method: 'POST' });
		const dialogs = await restart([], ...targets);
		deepStrictEqual(dialogs.problems, []);
		const [only, ...others] = messages(dialogs);
		match(only?.text ?? '', /1 of 3 cloud players not restarted/);
		deepStrictEqual(only?.choices.slice(0, 2), ['Save as Definition', 'Show Log']);
		deepStrictEqual(others, []);
		strictEqual(context.player('class32_101').shown.condition, 'justCreated');
	});

	it('offers to save the whole definition when another player has the name', async () => {
		const target = await createOwn('own');
		await run('agora.player.setVolume', [{ type: '40' }], target);
		context.sandbox.faults.next({ status: 409 }, { method: 'POST' });
		const dialogs = await restart([{ press: 'Save as Definition' }], target);
		deepStrictEqual(dialogs.problems, []);
		match(dialogs.text, /already has a cloud player named “own”/);
		const text = window.activeTextEditor?.document.getText() ?? '';
		match(text, /"volume": 40/);
		doesNotMatch(text, /created elsewhere/);
	});

	it('continues with Retry when Agora refuses the creation after the deletion', async () => {
		const target = await createOwn('own');
		const overloaded = { status: 503, message: 'Service overload. Retry with back off strategy.' };
		context.sandbox.faults.next({ ...overloaded, retryAfter: '1' }, { method: 'POST' });
		const dialogs = await restart([{ press: 'Retry' }], target);
		deepStrictEqual(dialogs.problems, []);
		match(dialogs.text, /again, after it was deleted: .*overloaded/);
		const living = context.sandbox.state.players.filter(({ name }) => name === 'own');
		strictEqual(living.length, 1);
		strictEqual(writesOf(context.sandbox).filter((write) => write.startsWith('DELETE')).length, 1);
	});

	it('sends the changes that were made while the player ran', async () => {
		const target = await createOwn('own');
		await run('agora.player.setVolume', [{ type: '40' }], target);
		await run('agora.player.switchSource', [{ type: `${SOURCE}/two?key=$\{env:HOME}` }], target);
		await restart([], target);
		deepStrictEqual(
			[sent().streamUrl, sent().audioOptions],
			[`${SOURCE}/two?key=$\{env:HOME}`, { volume: 40 }],
		);
	});

	it('continues a recording at the position that was set, also after another restart', async () => {
		await createOwn('own', 'https://media.example.com/film.mp4');
		await run('agora.player.seek', [{ type: '1:30' }], context.player('own'));
		await restart([], context.player('own'));
		strictEqual(sent().seekPosition, 90);
		await restart([], context.player('own'));
		strictEqual(sent().seekPosition, 90);
	});

	it('sends the changes that were made to a player that was created elsewhere', async () => {
		const target = context.player('class32_101');
		await run('agora.player.setVolume', [{ type: '40' }], target);
		const dialogs = await restart([], target);
		match(dialogs.text, /It was not created here/);
		deepStrictEqual(sent().audioOptions, { volume: 40 });
	});

	it('offers to finish a restart that a reload interrupted', async () => {
		const target = await createOwn('own');
		const { appId, player } = target;
		const { accountId } = context.session;
		context.sandbox.state.removePlayer(player.id);
		context.deps.store.applyDeleted(appId, player, systemClock.monotonic());
		const note: RestartNote = {
			...{ accountId, appId, playerId: player.id, label: 'own', name: 'own', channelName: 'own' },
			...{ phase: 'deleted', sentAt: undefined, position: undefined, leasedUntil: 0 },
		};
		const notes = new RestartNotes(context.memento);
		const offer = (press: string) => DialogDriver.run([{ press }], () => offerRestart(context.deps, note));
		await notes.set(note);
		await offer('Save as Definition');
		match(window.activeTextEditor?.document.getText() ?? '', /"channelName": "own"/);
		await notes.set(note);
		const dialogs = await offer('Create It Again');
		match(dialogs.text, /restart of cloud player “own” was interrupted after the deletion/);
		strictEqual(sent().streamUrl, SOURCE);
		strictEqual(context.player('own').shown.condition, 'justCreated');
		match((await offer('Create It Again')).text, /Another window has already handled it/);
	});

	describe('when Agora does not show certificates', () => {
		/** Restarts a player of an account whose certificates Agora does not show. */
		const restart = (actions: readonly UserAction[]) => {
			Object.assign(context.session, { area: 'mainland' });
			const { choice, projects } = context.deps;
			const hidden = projects.projects.map((project) => ({ ...project, appCertificate: undefined }));
			Object.defineProperty(choice, 'projects', { value: hidden });
			const target = context.player('class32_101');
			return DialogDriver.run(actions, () =>
				playerCommands['agora.player.restart'](context.deps, context.session, target, undefined),
			);
		};

		it('asks for the token before it deletes the player', async () => {
			const { id } = context.player('class32_101').player;
			const dialogs = await restart([{ press: 'Restart Player' }]);
			match(dialogs.text, /Restart Player: class32_101\nRTC token/);
			deepStrictEqual(writesOf(context.sandbox), []);
			strictEqual(context.player('class32_101').player.id, id);
		});

		it('sends the pasted token', async () => {
			const dialogs = await restart([{ press: 'Restart Player' }, { type: ' pasted-token ' }]);
			deepStrictEqual(dialogs.problems, []);
			strictEqual(context.player('class32_101').shown.condition, 'justCreated');
			match(context.sandbox.requests.at(-1)?.body ?? '', /"token":"pasted-token"/);
		});
	});
});
