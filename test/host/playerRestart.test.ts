import { deepStrictEqual, doesNotMatch, match, strictEqual } from 'node:assert/strict';
import { commands, window } from 'vscode';
import { systemClock } from '../../src/common/clock';
import { offerRestart } from '../../src/players/commands/offerRestart';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { type RestartNote, RestartNotes } from '../../src/players/lifecycle/restartNotes';
import { TargetPlayer } from '../../src/players/targetPlayers';
import type { PlayerCommandId } from '../../src/ui/commandIds';
import { writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './person';
import { openTestPlayers, type TestPlayers } from './room/playerRoom';

const SOURCE = 'rtmp://live.example.com/live/own';

describe('a restart', () => {
	let room: TestPlayers;
	beforeEach(async () => {
		room = await openTestPlayers();
	});
	afterEach(async () => {
		await commands.executeCommand('workbench.action.closeAllEditors');
		await room.close();
	});

	const run = (id: PlayerCommandId, moves: readonly UserAction[], ...targets: readonly TargetPlayer[]) =>
		DialogDriver.at(moves, () => playerCommands[id](room.parts, room.session, targets[0], targets));
	const restart = (moves: readonly UserAction[], ...targets: readonly TargetPlayer[]) =>
		run('agora.player.restart', [{ press: 'Restart Player' }, ...moves], ...targets);
	const bodies = () =>
		room.sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
	const sent = () => JSON.parse(bodies().at(-1) ?? '{}').player;
	/** Messages that tell how it went. */
	const messages = (person: DialogDriver) =>
		person.seen.filter(({ kind, modal }) => kind === 'message' && !modal);

	/** A player that is created from here. */
	async function createOwn(name: string, source = SOURCE): Promise<TargetPlayer> {
		const moves = [
			...[{ pick: 'Watch Party' }, { pick: 'North America' }, { type: source }],
			...[{ type: 'own' }, { type: '77' }, { type: name }],
		];
		await DialogDriver.at(moves, () =>
			playerCommands['agora.player.create'](room.parts, room.session, undefined, undefined),
		);
		return room.player(name);
	}

	it('of a row or message that is older than another restart is refused', async () => {
		const target = room.player('class32_101');
		await restart([], target);
		strictEqual(bodies().length, 1);
		const writes = writesOf(room.sandbox);
		const person = await restart([], target);
		match(person.text, /already restarted, as cloud player “class32_101”/);
		deepStrictEqual(writesOf(room.sandbox), writes);
	});

	it('of a player that came back after its row said that it is gone deletes it first', async () => {
		const target = room.player('class32_101');
		const gone = new TargetPlayer(
			{ appId: target.appId, name: target.projectName },
			{ ...target.shown, condition: 'gone' },
		);
		await restart([], gone);
		const living = room.sandbox.state.players.filter(({ name }) => name === 'class32_101');
		strictEqual(living.length, 1);
		strictEqual(living[0]?.id === target.player.id, false);
	});

	it('of several waits for no message, and reports once', async () => {
		const targets = [room.player('movie-night'), room.player('trailers'), room.player('class32_101')];
		room.sandbox.faults.next({ status: 403, message: 'planned' }, { method: 'POST' });
		const person = await restart([], ...targets);
		deepStrictEqual(person.troubles, []);
		const [only, ...others] = messages(person);
		match(only?.text ?? '', /1 of 3 cloud players not restarted/);
		deepStrictEqual(only?.choices.slice(0, 2), ['Save as Definition', 'Show Log']);
		deepStrictEqual(others, []);
		strictEqual(room.player('class32_101').shown.condition, 'justCreated');
	});

	it('whose name was taken meanwhile can save the whole definition', async () => {
		const target = await createOwn('own');
		await run('agora.player.setVolume', [{ type: '40' }], target);
		room.sandbox.faults.next({ status: 409 }, { method: 'POST' });
		const person = await restart([{ press: 'Save as Definition' }], target);
		deepStrictEqual(person.troubles, []);
		match(person.text, /already has a cloud player named “own”/);
		const text = window.activeTextEditor?.document.getText() ?? '';
		match(text, /"volume": 40/);
		doesNotMatch(text, /created elsewhere/);
	});

	it('that was refused after the deletion goes on with Retry', async () => {
		const target = await createOwn('own');
		const overloaded = { status: 503, message: 'Service overload. Retry with back off strategy.' };
		room.sandbox.faults.next({ ...overloaded, retryAfter: '1' }, { method: 'POST' });
		const person = await restart([{ press: 'Retry' }], target);
		deepStrictEqual(person.troubles, []);
		match(person.text, /again, after it was deleted: .*overloaded/);
		const living = room.sandbox.state.players.filter(({ name }) => name === 'own');
		strictEqual(living.length, 1);
		strictEqual(writesOf(room.sandbox).filter((write) => write.startsWith('DELETE')).length, 1);
	});

	it('sends what was changed while the player played', async () => {
		const target = await createOwn('own');
		await run('agora.player.setVolume', [{ type: '40' }], target);
		await run('agora.player.switchSource', [{ type: `${SOURCE}/two?key=$\{env:HOME}` }], target);
		await restart([], target);
		deepStrictEqual(
			[sent().streamUrl, sent().audioOptions],
			[`${SOURCE}/two?key=$\{env:HOME}`, { volume: 40 }],
		);
	});

	it('goes on in a file where it was put, also after another restart', async () => {
		await createOwn('own', 'https://media.example.com/film.mp4');
		await run('agora.player.seek', [{ type: '1:30' }], room.player('own'));
		await restart([], room.player('own'));
		strictEqual(sent().seekPosition, 90);
		await restart([], room.player('own'));
		strictEqual(sent().seekPosition, 90);
	});

	it('of a player created elsewhere sends what was changed from here too', async () => {
		const target = room.player('class32_101');
		await run('agora.player.setVolume', [{ type: '40' }], target);
		const person = await restart([], target);
		match(person.text, /It was not created here/);
		deepStrictEqual(sent().audioOptions, { volume: 40 });
	});

	it('that a reload interrupted is offered, and created again', async () => {
		const target = await createOwn('own');
		const { appId, player } = target;
		const { accountId } = room.session;
		room.sandbox.state.removePlayer(player.id);
		room.parts.store.applyDeleted(appId, player, systemClock.monotonic());
		const note: RestartNote = {
			...{ accountId, appId, playerId: player.id, label: 'own', name: 'own', channelName: 'own' },
			...{ phase: 'deleted', sentAt: undefined, position: undefined, leasedUntil: 0 },
		};
		const notes = new RestartNotes(room.memento);
		const offer = (press: string) => DialogDriver.at([{ press }], () => offerRestart(room.parts, note));
		await notes.set(note);
		await offer('Save as Definition');
		match(window.activeTextEditor?.document.getText() ?? '', /"channelName": "own"/);
		await notes.set(note);
		const person = await offer('Create It Again');
		match(person.text, /restart of cloud player “own” was interrupted after the deletion/);
		strictEqual(sent().streamUrl, SOURCE);
		strictEqual(room.player('own').shown.condition, 'justCreated');
		match((await offer('Create It Again')).text, /Another window took care of it/);
	});
});
