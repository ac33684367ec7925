import { beforeEach, describe, expect, it } from 'vitest';
import { readNotification } from '../../../src/agora/notifications/event';
import { KnownSecrets } from '../../../src/agora/redact';
import type { AgoraSession } from '../../../src/agora/session';
import { NotificationSecrets } from '../../../src/notifications/notificationSecrets';
import type { ReceivedRequest } from '../../../src/notifications/requestReader';
import { TestSecrets } from '../../fixtures/secrets';
import { sessionOn, TestSessions } from '../../fixtures/sessions';
import { manyMicrotasks, SimulatedClock } from '../../fixtures/simulatedClock';
import { channelNotice, USER } from '../agora/notifications/bodies';
import { requestOf, statusNotice } from './received';

const MEDIA_PULL = { appId: 'app-a', productId: 4 };

describe('the notification secrets', () => {
	let storage: TestSecrets;
	let sessions: TestSessions;
	let clock: SimulatedClock;
	let known: KnownSecrets;
	let secrets: NotificationSecrets;
	let projectOf: string | undefined;
	let changes: number;

	const session = (accountId: string): AgoraSession =>
		sessionOn({ url: 'http://127.0.0.1:1', customerId: 'id', customerSecret: 'secret' }, accountId);
	const open = () =>
		new NotificationSecrets({
			...{ sessions, secrets: storage, onDidChangeSecrets: storage.onDidChange, knownSecrets: known, clock },
			projectOf: () => projectOf,
		});
	const verify = (request: ReceivedRequest) => secrets.verify(request, readNotification(request.body));

	beforeEach(async () => {
		storage = new TestSecrets();
		sessions = new TestSessions();
		sessions.current = session('first');
		clock = new SimulatedClock();
		known = new KnownSecrets();
		projectOf = undefined;
		changes = 0;
		secrets = open();
		secrets.onDidChange(() => {
			changes += 1;
		});
		await secrets.read();
	});

	it('are stored for one product of one project of an account, and found after a restart', async () => {
		await secrets.add('first', MEDIA_PULL, 'old');
		clock.skip(1000);
		await secrets.add('first', MEDIA_PULL, 'new');
		await secrets.add('first', { appId: 'app-a', productId: 1 }, 'of-channels');
		secrets = open();
		await secrets.read();
		expect(secrets.of(MEDIA_PULL).map(({ value }) => value)).toEqual(['old', 'new']);
		expect(secrets.of({ appId: 'app-b', productId: 4 })).toEqual([]);
		expect([...storage.values.keys()].every((key) => key.split('.')[2] === 'first')).toBe(true);
	});

	it('are stored once', async () => {
		await secrets.add('first', MEDIA_PULL, 'same');
		await secrets.add('first', MEDIA_PULL, 'same');
		expect(secrets.all).toHaveLength(1);
	});

	it('can be removed', async () => {
		await secrets.add('first', MEDIA_PULL, 'old');
		await secrets.add('first', MEDIA_PULL, 'new');
		const [old] = secrets.of(MEDIA_PULL);
		await secrets.remove('first', old ?? expect.fail());
		expect(secrets.of(MEDIA_PULL).map(({ value }) => value)).toEqual(['new']);
	});

	it('are hidden in every text as soon as they are read or stored', async () => {
		await secrets.add('first', MEDIA_PULL, 'planted-secret');
		expect(known.values).toContain('planted-secret');
		known = new KnownSecrets();
		await open().read();
		expect(known.values).toContain('planted-secret');
	});

	it('are those of the current account only', async () => {
		await secrets.add('first', MEDIA_PULL, 'of-first');
		sessions.replace(session('second'));
		expect(secrets.all).toEqual([]);
		await manyMicrotasks();
		expect(secrets.all).toEqual([]);
		sessions.replace(session('first'));
		await manyMicrotasks();
		expect(secrets.all.map(({ value }) => value)).toEqual(['of-first']);
		sessions.replace(undefined);
		expect(secrets.all).toEqual([]);
	});

	it('follow a change in another window', async () => {
		const other = open();
		await other.read();
		const before = changes;
		await other.add('first', MEDIA_PULL, 'from-there');
		await manyMicrotasks();
		expect(secrets.all.map(({ value }) => value)).toEqual(['from-there']);
		expect(changes).toBe(before + 1);
	});

	it('ignore entries that cannot be read', async () => {
		await storage.store('agora.notificationSecret.first.app-a.4.x', 'no JSON');
		await storage.store('agora.notificationSecret.first.app-a.y', '{"value":"a","storedAt":1}');
		await secrets.read();
		expect(secrets.all).toEqual([]);
	});

	describe('verify a notification', () => {
		const PLAYER_EVENT = statusNotice('a');

		it('with the one that fits, which names the project', async () => {
			await secrets.add('first', MEDIA_PULL, 'of-a');
			await secrets.add('first', { appId: 'app-b', productId: 4 }, 'old-of-b');
			await secrets.add('first', { appId: 'app-b', productId: 4 }, 'new-of-b');
			for (const secret of ['old-of-b', 'new-of-b']) {
				expect(verify(requestOf(PLAYER_EVENT, { secret }))).toEqual({ state: 'valid', appId: 'app-b' });
			}
			expect(verify(requestOf(PLAYER_EVENT, { secret: 'of-a' }))).toEqual({ state: 'valid', appId: 'app-a' });
			expect(secrets.all.map((each) => secrets.usesOf(each))).toEqual([1, 1, 1]);
		});

		it('and find it invalid if none fits, or if there is no signature', async () => {
			await secrets.add('first', MEDIA_PULL, 'of-a');
			expect(verify(requestOf(PLAYER_EVENT, { secret: 'forged' })).state).toBe('invalid');
			expect(verify(requestOf(PLAYER_EVENT)).state).toBe('invalid');
		});

		it('only with secrets of its product', async () => {
			await secrets.add('first', { appId: 'app-a', productId: 1 }, 'of-channels');
			expect(verify(requestOf(PLAYER_EVENT, { secret: 'of-channels' })).state).toBe('unchecked');
			expect(verify(requestOf(channelNotice(103, USER), { secret: 'of-channels' })).state).toBe('valid');
		});

		it('only with secrets of the project that it names', async () => {
			await secrets.add('first', MEDIA_PULL, 'of-a');
			const ofB = statusNotice('a', { appId: 'app-b' });
			expect(verify(requestOf(ofB, { secret: 'of-a' }))).toEqual({ state: 'unchecked', appId: 'app-b' });
			await secrets.add('first', { appId: 'app-b', productId: 4 }, 'of-b');
			expect(verify(requestOf(ofB, { secret: 'of-a' }))).toEqual({ state: 'invalid', appId: 'app-b' });
			expect(verify(requestOf(ofB, { secret: 'of-b' }))).toEqual({ state: 'valid', appId: 'app-b' });
		});

		it('and leave it unchecked if its player belongs to a project without a secret', async () => {
			await secrets.add('first', MEDIA_PULL, 'of-a');
			projectOf = 'app-b';
			const request = requestOf(PLAYER_EVENT, { secret: 'of-b' });
			expect(verify(request)).toEqual({ state: 'unchecked', appId: 'app-b' });
		});

		it('and find its project if several have the same secret', async () => {
			await secrets.add('first', MEDIA_PULL, 'same');
			await secrets.add('first', { appId: 'app-b', productId: 4 }, 'same');
			projectOf = 'app-b';
			expect(verify(requestOf(PLAYER_EVENT, { secret: 'same' })).appId).toBe('app-b');
		});

		it('without a readable product with any of them', async () => {
			await secrets.add('first', MEDIA_PULL, 'of-a');
			const request = requestOf({ noticeId: 'a' }, { secret: 'of-a' });
			expect(verify(request)).toEqual({ state: 'valid', appId: 'app-a' });
		});
	});
});
