import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BanTarget, changeBan, createBan, liftBan } from '../../../src/agora/channels/banRules';
import {
	resetCertificate,
	setCertificateEnabled,
	setProjectEnabled,
	setRecordingServer,
} from '../../../src/agora/console/changeProject';
import { createProject } from '../../../src/agora/console/createProject';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { updatePlayer } from '../../../src/agora/mediaPull/updatePlayer';
import type { AgoraSession } from '../../../src/agora/session';
import type { Fault } from '../../../src/sandbox/faults';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import type { SandboxProject } from '../../../src/sandbox/state';
import { History } from '../../../src/support/history';
import { type FoundWrite, PendingWrites } from '../../../src/support/pendingWrites';
import { historyDeps } from '../../fixtures/historyDeps';
import { TestMemento } from '../../fixtures/memento';
import { sessionOn, TestSessions } from '../../fixtures/sessions';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { sequencesFrom } from '../agora/mediaPull/sequences';

/** Waits longer than usual, for busy machines. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

let sandbox: Sandbox;
let project: SandboxProject;
let memento: TestMemento;
let notified: FoundWrite[][];
const open: { dispose(): void }[] = [];

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'empty', behaviour: { listLagSeconds: 0 } });
	project = sandbox.state.addProject({ name: 'Class', certificateEnabled: false });
	memento = new TestMemento();
	notified = [];
});

afterEach(async () => {
	for (const each of open.splice(0)) {
		each.dispose();
	}
	await sandbox.stop();
});

/** Opens a window, signs in, and closes the window while a write is in flight. */
async function closeDuring(fault: Fault, write: (session: AgoraSession) => Promise<unknown>): Promise<void> {
	const session = sessionOn(sandbox);
	const sessions = new TestSessions();
	const history = new History(memento, historyDeps(sessions, { projectOf: () => project }));
	sessions.replace(session);
	for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
		sandbox.faults.next(fault, { method });
	}
	const before = sandbox.requests.length;
	// A closed window stores nothing any more: replace its memento from now on.
	const stored = (): unknown => memento.get('agora.history');
	write(session).catch(() => {});
	await eventually(() => expect(sandbox.requests.length).toBeGreaterThan(before));
	const left = stored();
	memento = new TestMemento();
	await memento.update('agora.history', left);
	history.dispose();
	sandbox.faults.clear();
}

/** Opens the next window and signs in. */
async function reopen(accountId = 'account'): Promise<{ history: History; clock: SimulatedClock }> {
	const clock = new SimulatedClock({ time: Date.now() });
	const sessions = new TestSessions();
	const history = new History(memento, historyDeps(sessions, { projectOf: () => project }));
	const notify = (found: readonly FoundWrite[]) => void notified.push([...found]);
	open.push(history, new PendingWrites({ history, sessions, clock, notify }));
	sessions.replace(sessionOn(sandbox, accountId));
	return { history, clock };
}

/** The notified outcomes, as `operation subject: outcome`. */
async function outcomeAfterReopening(): Promise<string[]> {
	const { history, clock } = await reopen();
	await eventually(() => expect(notified.length + clock.waiting).toBeGreaterThan(0));
	if (notified.length === 0) {
		await clock.pass(61_000, async () => {});
	}
	await eventually(() => expect(notified).toHaveLength(1));
	expect(history.pendingOf('account')).toEqual([]);
	expect(history.entries.map(({ outcome }) => outcome)).toEqual(notified[0]?.map(({ outcome }) => outcome));
	return (notified[0] ?? []).map(({ entry, outcome }) => `${entry.operation} ${entry.subject}: ${outcome}`);
}

const asked = { streamUrl: 'rtmp://user:pa55word@example.com/live/k3y', channelName: 'class32' };
const create = (player: object) => (session: AgoraSession) =>
	createPlayer(session.client, {
		region: 'na',
		appId: project.appId,
		player: { ...asked, uid: 101, ...player },
	});
/** Performs the write without responding. */
const DONE: Fault = 'slowBody';
const NOT_DONE: Fault = 'hang';

describe('PendingWrites, for a write without a response when the editor was closed,', () => {
	it.each<[string, Fault, object, string]>([
		['that was created', DONE, { name: 'lesson_1' }, 'createPlayer lesson_1: done'],
		['that was not created', NOT_DONE, { name: 'lesson_1' }, 'createPlayer lesson_1: notDone'],
		['without a name that was created', DONE, {}, 'createPlayer class32 · 101: done'],
		['without a name that was not created', NOT_DONE, {}, 'createPlayer class32 · 101: notDone'],
		['with an account', DONE, { uid: undefined, account: 'teacher' }, 'createPlayer class32 · teacher: done'],
	])('finds a cloud player %s', async (_, fault, player, expected) => {
		await closeDuring(fault, create(player));
		expect(await outcomeAfterReopening()).toEqual([expected]);
	});

	it('does not mistake an older player for a created one', async () => {
		const createdAt = Date.now() - 3 * 24 * 3_600_000;
		sandbox.state.addPlayer({ appId: project.appId, channelName: 'class32', uid: 101, createdAt });
		await closeDuring(NOT_DONE, create({}));
		expect(await outcomeAfterReopening()).toEqual(['createPlayer class32 · 101: notDone']);
	});

	it.each<[string, Fault, string]>([
		['done', DONE, 'done'],
		['not done', NOT_DONE, 'notDone'],
	])('finds a deletion that was %s', async (_, fault, expected) => {
		const { id } = sandbox.state.addPlayer({ appId: project.appId, region: 'na', name: 'lesson_1' });
		await closeDuring(fault, ({ client }) =>
			deletePlayer(client, { region: 'na', appId: project.appId, id }),
		);
		expect(await outcomeAfterReopening()).toEqual([`deletePlayer ${id}: ${expected}`]);
	});

	it('reports the outcome of an update as unknown', async () => {
		const { id } = sandbox.state.addPlayer({ appId: project.appId, region: 'na', name: 'lesson_1' });
		const update = {
			region: 'na' as const,
			appId: project.appId,
			id,
			name: 'lesson_1',
			sequences: sequencesFrom(1),
			changes: { isPause: true },
		};
		await closeDuring(DONE, ({ client }) => updatePlayer(client, update));
		expect(await outcomeAfterReopening()).toEqual(['updatePlayer lesson_1: unknown']);
	});

	it.each<[string, Fault, string]>([
		['done', DONE, 'done'],
		['not done', NOT_DONE, 'notDone'],
	])('finds changes of projects that were %s', async (_, fault, expected) => {
		const ref = { id: project.id, name: 'Class' };
		for (const [write, what] of [
			[(session) => setProjectEnabled(session.client, ref, false), 'setProjectEnabled Class'],
			[(session) => setCertificateEnabled(session.client, ref, true), 'setCertificateEnabled Class'],
			[(session) => setRecordingServer(session.client, ref, '10.1.2.3'), 'setRecordingServer Class'],
			[
				(session) => createProject(session.client, { name: `New ${fault}`, enableCertificate: false }),
				`createProject New ${fault}`,
			],
		] as const satisfies [(session: AgoraSession) => Promise<unknown>, string][]) {
			notified = [];
			memento = new TestMemento();
			await closeDuring(fault, write);
			expect(await outcomeAfterReopening()).toEqual([`${what}: ${expected}`]);
		}
	});

	it('reports the outcome of a certificate reset as unknown', async () => {
		await closeDuring(DONE, ({ client }) =>
			resetCertificate(client, { id: project.id, name: 'Class', appCertificate: undefined }),
		);
		expect(await outcomeAfterReopening()).toEqual(['resetCertificate Class: unknown']);
	});

	const ban =
		(target: BanTarget, seconds = 600) =>
		({ client }: AgoraSession) =>
			createBan(client, { appId: project.appId, target, privileges: ['join_channel'], seconds });

	it.each<[string, Fault, string]>([
		['that was created', DONE, 'done'],
		['that was not created, which a list without it does not prove', NOT_DONE, 'unknown'],
	])('finds a ban %s', async (_, fault, expected) => {
		for (const [target, subject] of [
			[{ uid: 5897, channelName: 'class32' }, 'class32 · 5897'],
			[{ channelName: 'class32' }, 'class32'],
			[{ ip: '203.0.113.7' }, '203.0.113.7'],
		] as const) {
			notified = [];
			memento = new TestMemento();
			await closeDuring(fault, ban(target));
			expect(await outcomeAfterReopening()).toEqual([`createBan ${subject}: ${expected}`]);
		}
	});

	it('does not mistake another ban for a created one', async () => {
		const { appId } = project;
		sandbox.state.banRules.add({ appId, uid: 5897, createdAt: Date.now() - 3_500_000, seconds: 86_400 });
		sandbox.state.banRules.add({ appId, uid: 5898, seconds: 600 });
		await closeDuring(NOT_DONE, ban({ uid: 5897 }));
		expect(await outcomeAfterReopening()).toEqual(['createBan 5897: unknown']);
	});

	it('reports the outcome of a kick as unknown, without a request: it leaves no rule', async () => {
		await closeDuring(DONE, ban({ uid: 5897, channelName: 'class32' }, 0));
		const requests = sandbox.requests.length;
		expect(await outcomeAfterReopening()).toEqual(['createBan class32 · 5897: unknown']);
		expect(sandbox.requests).toHaveLength(requests);
	});

	it.each<[string, Fault, string, string]>([
		['done', DONE, 'done', 'unknown'],
		['not done', NOT_DONE, 'unknown', 'notDone'],
	])('finds changes of bans that were %s', async (_, fault, changed, lifted) => {
		const { appId } = project;
		const { id } = sandbox.state.banRules.add({ appId, uid: 5897, createdAt: Date.now() - 60_000 });
		await closeDuring(fault, ({ client }) => changeBan(client, { appId, id, seconds: 600 }));
		expect(await outcomeAfterReopening()).toEqual([`changeBan ${id}: ${changed}`]);
		notified = [];
		memento = new TestMemento();
		await closeDuring(fault, ({ client }) => liftBan(client, { appId, id, uid: 5897 }));
		expect(await outcomeAfterReopening()).toEqual([`liftBan 5897: ${lifted}`]);
	});

	it('notifies once, and only its account', async () => {
		await closeDuring(DONE, create({ name: 'lesson_1' }));
		const other = await reopen('other-account');
		expect(other.history.pendingOf('other-account')).toEqual([]);
		expect(await outcomeAfterReopening()).toEqual(['createPlayer lesson_1: done']);
		const again = await reopen();
		expect(again.history.pendingOf('account')).toEqual([]);
		expect(again.clock.waiting).toBe(0);
		expect(notified).toHaveLength(1);
	});

	it('keeps the write pending while requests fail', async () => {
		await closeDuring(DONE, create({ name: 'lesson_1' }));
		sandbox.faults.next('cut', { method: 'GET', times: Infinity });
		const { history, clock } = await reopen();
		await eventually(() => expect(clock.waiting).toBe(1));
		await clock.pass(61_000, async () => {});
		await eventually(() => expect(sandbox.requests.filter(({ method }) => method === 'GET').length).toBe(2));
		expect(history.pendingOf('account')).toHaveLength(1);
		expect(notified).toEqual([]);
		sandbox.faults.clear();
		expect(await outcomeAfterReopening()).toEqual(['createPlayer lesson_1: done']);
	});

	it('stores no secret', async () => {
		await closeDuring(
			DONE,
			create({ name: 'lesson_1', encryptMode: 'aes-128-xts', encryptKey: 'k3yk3yk3y' }),
		);
		expect(JSON.stringify(memento.get('agora.history'))).toContain('"outcome":"pending"');
		expect(JSON.stringify(memento.get('agora.history'))).not.toMatch(/pa55word|k3y|example\.com/);
	});
});
