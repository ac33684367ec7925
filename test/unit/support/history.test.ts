import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBan, liftBan } from '../../../src/agora/channels/banRules';
import { createProject } from '../../../src/agora/console/createProject';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { actionsOf, entriesAbout, History, type HistoryEntry, objectsOf } from '../../../src/support/history';
import { historyDeps } from '../../fixtures/historyDeps';
import { TestMemento } from '../../fixtures/memento';
import { sessionOn, TestSessions } from '../../fixtures/sessions';

let sandbox: Sandbox;
let sessions: TestSessions;
let memento: TestMemento;
let history: History;
let action: HistoryEntry['action'];

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'empty' });
	sessions = new TestSessions();
	memento = new TestMemento();
	action = undefined;
	history = new History(memento, historyDeps(sessions, { currentAction: () => action }));
});

afterEach(async () => {
	history.dispose();
	await sandbox.stop();
});

async function create(name: string, account = 'Work'): Promise<void> {
	const session = sessionOn(sandbox, account);
	sessions.replace(session);
	await createProject(session.client, { name, enableCertificate: false });
}

const ofNextWindow = () => new History(memento, historyDeps(new TestSessions()));

describe('History', () => {
	it('keeps the writes of each account across reloads', async () => {
		action = { id: 'a', command: 'agora.project.create' };
		await create('Made here');
		await vi.waitFor(() => expect(history.entries).toHaveLength(1));
		expect(ofNextWindow().entries).toMatchObject([
			{ account: 'Work', operation: 'createProject', subject: 'Made here', outcome: 'done', action },
		]);
	});

	it('records a write that ends after its session', async () => {
		const session = sessionOn(sandbox);
		sessions.replace(session);
		const created = createProject(session.client, { name: 'Late', enableCertificate: false });
		sessions.replace(undefined);
		await created;
		await vi.waitFor(() => expect(history.entries).toMatchObject([{ subject: 'Late' }]));
	});

	it('stores a write before its response, and removes it if it was not sent', async () => {
		const session = sessionOn(sandbox);
		sessions.replace(session);
		sandbox.faults.next('hang', { method: 'POST' });
		const creating = createProject(session.client, { name: 'Hangs', enableCertificate: false });
		await vi.waitFor(() => expect(sandbox.requests).toHaveLength(1));
		expect(history.entries).toMatchObject([{ subject: 'Hangs', outcome: 'pending' }]);
		expect(history.pendingOf('account')).toEqual([]);
		expect(ofNextWindow().pendingOf('account')).toHaveLength(1);
		await creating.catch(() => {});
		await vi.waitFor(() =>
			expect(history.entries).toMatchObject([
				{ subject: 'Hangs', outcome: 'notDone', error: { kind: 'timeout' } },
			]),
		);
		const unsent = createProject(
			session.client,
			{ name: 'Not sent', enableCertificate: false },
			AbortSignal.abort(),
		);
		await unsent.catch(() => {});
		await vi.waitFor(() => expect(history.entries).toHaveLength(1));
	});

	it('stores a write once if its session is announced twice', async () => {
		const session = sessionOn(sandbox);
		sessions.replace(session);
		sessions.replace(session);
		await createProject(session.client, { name: 'Once', enableCertificate: false });
		await vi.waitFor(() => expect(history.entries).toHaveLength(1));
	});

	it('stores why Agora refused a write', async () => {
		sandbox.faults.next({ status: 403 }, { method: 'POST' });
		await create('Refused').catch(() => {});
		await vi.waitFor(() =>
			expect(history.entries).toMatchObject([
				{ outcome: 'notDone', error: { kind: 'forbidden', status: 403, agoraMessage: expect.any(String) } },
			]),
		);
	});

	it('keeps the name that a deleted player had', async () => {
		const { appId } = sandbox.state.addProject({ name: 'Class' });
		const { id } = sandbox.state.addPlayer({ appId, region: 'na', name: 'lesson_1' });
		const projectOf = () => ({ id: 'p', name: 'Class' });
		const named = new History(memento, historyDeps(sessions, { projectOf, playerName: () => 'lesson_1' }));
		const session = sessionOn(sandbox);
		sessions.replace(session);
		await deletePlayer(session.client, { region: 'na', appId, id });
		await vi.waitFor(() =>
			expect(named.entries).toMatchObject([
				{ operation: 'deletePlayer', project: 'Class', subject: 'lesson_1', playerId: id, outcome: 'done' },
			]),
		);
		named.dispose();
	});

	it('stores whom a ban concerns, with its project, and bounds texts of the server', async () => {
		const { appId } = sandbox.state.addProject({ name: 'Class' });
		const projectOf = () => ({ id: 'p', name: 'Class' });
		const named = new History(memento, historyDeps(sessions, { projectOf }));
		const session = sessionOn(sandbox);
		sessions.replace(session);
		const target = { uid: 5897, channelName: 'class32' };
		const rule = { appId, target, privileges: ['join_channel'], seconds: 600 } as const;
		const id = (await createBan(session.client, rule)) ?? 0;
		await liftBan(session.client, { appId, id, channelName: 'x'.repeat(1000) });
		await vi.waitFor(() => expect(named.entries.map(({ outcome }) => outcome)).toEqual(['done', 'done']));
		expect(ofNextWindow().entries).toMatchObject([
			{
				...{ operation: 'createBan', project: 'Class', subject: 'class32 · 5897' },
				ban: { ...target, privileges: ['join_channel'], seconds: 600 },
			},
			{ operation: 'liftBan', project: 'Class', ban: { id, channelName: 'x'.repeat(64) } },
		]);
		named.dispose();
	});

	it('keeps the newest 500 entries and drops those of another form', async () => {
		const pairs = Array.from({ length: 600 }, (_, at) => [`w${at}`, write({ id: `w${at}`, at })]);
		const older = { at: 1, account: 'Work', operation: 'createPlayer', outcome: 'done' };
		await memento.update('agora.history', [...pairs, older, ['w', older], ['w', { at: 'yesterday' }], null]);
		expect(history.entries).toHaveLength(600);
		await create('The newest');
		await vi.waitFor(() => expect(history.entries).toHaveLength(500));
		expect(history.entries.at(-1)).toMatchObject({ subject: 'The newest' });
		await memento.update('agora.history', [older, older]);
		expect(history.entries).toEqual([]);
	});

	it('keeps the entries of two windows that write at the same time', async () => {
		const other = new TestSessions();
		const otherWindow = new History(memento, historyDeps(other));
		const session = sessionOn(sandbox);
		other.replace(session);
		await Promise.all([
			create('First'),
			createProject(session.client, { name: 'Second', enableCertificate: false }),
		]);
		await vi.waitFor(() =>
			expect(history.entries.map(({ subject, outcome }) => `${subject} ${outcome}`).sort()).toEqual([
				'First done',
				'Second done',
			]),
		);
		otherWindow.dispose();
	});
});

function write(entry: Partial<HistoryEntry>): HistoryEntry {
	return {
		...{
			id: `${entry.at} ${entry.operation} ${entry.subject}`,
			at: 1,
			account: 'Work',
			accountId: 'account',
		},
		...{ operation: 'updatePlayer', change: 'isPause true', appId: 'app', project: 'Class', outcome: 'done' },
		...entry,
	};
}

/** The actions in short: each step with its deciding writes. */
function steps(...entries: HistoryEntry[]): string[] {
	return actionsOf(entries).map(({ steps }) =>
		steps
			.map(({ targets, isRestart }) =>
				targets
					.map(
						({ operation, subject, outcome }) => `${isRestart ? 'restart' : operation} ${subject} ${outcome}`,
					)
					.join(', '),
			)
			.join('; '),
	);
}

describe('actionsOf', () => {
	const pause = { id: 'a', command: 'agora.player.pause' };

	it('is one action for all writes of one command, newest first', () => {
		expect(
			steps(
				write({ at: 1, subject: 'early' }),
				write({ at: 2, subject: 'one', action: pause }),
				write({ at: 3, subject: 'two', action: pause, outcome: 'notDone' }),
			),
		).toEqual(['updatePlayer one done, updatePlayer two notDone', 'updatePlayer early done']);
	});

	it('ends after a long pause, because work in the background belongs to the command that started it', () => {
		const signIn = { id: 's', command: 'agora.account.signIn' };
		const later = 3_600_000;
		expect(
			steps(
				write({ at: 1, subject: 'one', action: signIn }),
				write({ at: later, subject: 'two', action: signIn }),
			),
		).toEqual(['updatePlayer two done', 'updatePlayer one done']);
	});

	it('is decided by the last attempt', () => {
		const retried = write({ at: 3, subject: 'one', action: pause });
		expect(steps(write({ at: 2, subject: 'one', action: pause, outcome: 'notDone' }), retried)).toEqual([
			'updatePlayer one done',
		]);
	});

	it.each([
		['deletePlayer', undefined],
		['updatePlayer', 'isPause true'],
	])('ignores the regions that a player is not in (%s)', (operation, change) => {
		const action = { id: 'b', command: 'agora.player.delete' };
		const error = { kind: 'notFound', status: 404 };
		const sent = { action, operation, change, subject: 'one', playerId: 'p1' };
		expect(
			steps(
				write({ ...sent, at: 1, region: 'eu', outcome: 'notDone', error }),
				write({ ...sent, at: 2, region: 'na' }),
				write({ ...sent, at: 3, region: 'ap', outcome: 'notDone', error }),
			),
		).toEqual([`${operation} one done`]);
	});

	it('is a restart for a deletion and a creation, decided by what failed', () => {
		const action = { id: 'r', command: 'agora.player.restart' };
		const deleted = write({ at: 1, action, operation: 'deletePlayer', subject: 'one', playerId: 'p1' });
		const created = write({ at: 2, action, operation: 'createPlayer', subject: 'one', playerId: 'p2' });
		expect(steps(deleted, created)).toEqual(['restart one done']);
		expect(steps(deleted, { ...created, outcome: 'notDone' })).toEqual(['restart one notDone']);
	});

	it('counts the rules that were lifted, also those of the same user', () => {
		const action = { id: 'l', command: 'agora.ban.lift' };
		const lifted = (id: number) =>
			write({ at: id, action, operation: 'liftBan', change: undefined, subject: '7', ban: { id, uid: 7 } });
		expect(steps(lifted(1), lifted(2))).toEqual(['liftBan 7 done, liftBan 7 done']);
	});

	it('separates kicks from bans', () => {
		const action = { id: 'k', command: 'agora.channel.ban' };
		const ban = { operation: 'createBan', action } as const;
		expect(
			steps(
				write({ ...ban, at: 1, change: 'time 0', subject: 'one', ban: { uid: 1, seconds: 0 } }),
				write({ ...ban, at: 2, change: 'time_in_seconds 60', subject: 'two', ban: { uid: 2, seconds: 60 } }),
			),
		).toEqual(['createBan one done; createBan two done']);
	});

	it('has a step for each kind of change', () => {
		const action = { id: 'd', command: 'agora.project.disable' };
		expect(
			steps(
				write({ at: 1, action, operation: 'deletePlayer', subject: 'one' }),
				write({ at: 2, action, operation: 'setProjectEnabled', subject: 'Class', appId: undefined }),
			),
		).toEqual(['deletePlayer one done; setProjectEnabled Class done']);
	});
});

describe('objectsOf', () => {
	const entries = [
		write({ at: 1, subject: 'one', playerId: 'p1' }),
		write({ at: 2, subject: 'one', playerId: 'p2' }),
		write({ at: 3, subject: 'two' }),
		write({ at: 4, operation: 'setProjectEnabled', project: 'Other', subject: 'Other', appId: undefined }),
		write({ at: 5, subject: 'one', accountId: 'private' }),
	];

	it('lists projects and players of each account with their actions, the last changed first', () => {
		expect(
			objectsOf(entries).map(({ object: { accountId, project, player }, count, at }) => [
				...[accountId, project, player],
				...[count, at],
			]),
		).toEqual([
			['private', 'Class', undefined, 1, 5],
			['private', 'Class', 'one', 1, 5],
			['account', 'Other', undefined, 1, 4],
			['account', 'Class', undefined, 3, 3],
			['account', 'Class', 'two', 1, 3],
			['account', 'Class', 'one', 2, 2],
		]);
	});

	it('counts bans among the changes of the project, not as players', () => {
		const ban = { operation: 'createBan', subject: 'class32', ban: { channelName: 'class32', seconds: 0 } };
		const all = [...entries.slice(0, 1), write({ at: 9, ...ban })];
		expect(objectsOf(all).map(({ object: { player }, count }) => [player, count])).toEqual([
			[undefined, 2],
			['one', 1],
		]);
		expect(entriesAbout(all, { accountId: 'account', project: 'Class', player: 'class32' })).toEqual([]);
	});

	it('selects the writes about a player also after a restart gave it another id', () => {
		const about = entriesAbout(entries, { accountId: 'account', project: 'Class', player: 'one' });
		expect(about.map(({ playerId }) => playerId)).toEqual(['p1', 'p2']);
		const ofProject = entriesAbout(entries, { accountId: 'account', project: 'Class' });
		expect(ofProject.map(({ at }) => at)).toEqual([1, 2, 3]);
	});
});
