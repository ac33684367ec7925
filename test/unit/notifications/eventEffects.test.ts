import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgoraSession } from '../../../src/agora/session';
import { type ChangedChannel, EventEffects, type PlayerEvent } from '../../../src/notifications/eventEffects';
import { ReceivedNotifications, type SignatureState } from '../../../src/notifications/receivedNotifications';
import { sessionOn, TestSessions } from '../../fixtures/sessions';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { channelNotice, PLAYER, playerNotice, USER } from '../agora/notifications/bodies';
import { requestOf, START, statusNotice } from './received';

const BATCH_MS = 100;

describe('the effects of notifications', () => {
	let clock: SimulatedClock;
	let sessions: TestSessions;
	let state: SignatureState;
	let appId: string | undefined;
	let received: ReceivedNotifications;
	let effects: EventEffects;
	let batches: (readonly PlayerEvent[])[];
	let channels: (readonly ChangedChannel[])[];

	const session = (accountId: string): AgoraSession =>
		sessionOn({ url: 'http://127.0.0.1:1', customerId: 'id', customerSecret: 'secret' }, accountId, {
			clock,
		});

	beforeEach(() => {
		clock = new SimulatedClock({ time: START });
		sessions = new TestSessions();
		sessions.current = session('first');
		state = 'valid';
		appId = 'app';
		received = new ReceivedNotifications({ verify: () => ({ state, appId }) });
		batches = [];
		channels = [];
		effects = new EventEffects({
			...{ received, sessions, clock },
			applyPlayerEvents: (events) => batches.push(events),
			readChannelsSoon: (changed) => channels.push(changed),
		});
	});
	afterEach(() => effects.dispose());

	const changes = () => batches.flat().map(({ change }) => change);

	it('are those of events of players, with the time when they happened', async () => {
		received.add(requestOf(playerNotice(1, { player: PLAYER, lts: START - 900 })));
		received.add(requestOf(statusNotice('a', { status: 'failed' })));
		received.add(
			requestOf(playerNotice(3, { player: PLAYER, lts: START - 100, destroyReason: 'Idle Timeout' })),
		);
		await clock.pass(BATCH_MS);
		expect(changes()).toEqual([
			{ kind: 'created' },
			{ kind: 'status', status: 'failed' },
			{ kind: 'destroyed', reason: 'Idle Timeout' },
		]);
		expect(batches[0]?.[1]).toEqual({
			...{ appId: 'app', playerId: PLAYER.id, change: { kind: 'status', status: 'failed' } },
			...{ happenedAt: START - 500, at: START - 500 },
		});
	});

	it('know the moment by a clock that is never set', async () => {
		clock.stepWallClock(3_600_000);
		received.add(requestOf(statusNotice('a')));
		await clock.pass(BATCH_MS);
		const [event] = batches.flat();
		expect(event?.happenedAt).toBe(START - 500);
		expect(event?.at).toBeLessThanOrEqual(START);
	});

	it.each(['invalid', 'unchecked'] as const)('are none if the signature is %s', async (each) => {
		state = each;
		received.add(requestOf(statusNotice('a')));
		await clock.pass(BATCH_MS);
		expect(batches).toEqual([]);
	});

	it('are none for repeated deliveries, health checks, unknown projects and other products', async () => {
		received.add(
			requestOf(playerNotice(4, { player: { ...PLAYER, channelName: 'test_webhook' }, lts: START })),
		);
		received.add(requestOf(channelNotice(103, USER)));
		received.add(requestOf({ ...playerNotice(40, {}), productId: 3 }));
		received.add(requestOf(statusNotice('a')));
		received.add(requestOf(statusNotice('a', { notifyMs: START + 1 })));
		appId = undefined;
		received.add(requestOf(statusNotice('b')));
		await clock.pass(BATCH_MS);
		expect(batches.map((batch) => batch.length)).toEqual([1]);
	});

	it('name each channel once in which something happened', async () => {
		received.add(requestOf(channelNotice(103, USER)));
		received.add(requestOf({ ...channelNotice(104, USER), noticeId: 'left' }));
		received.add(requestOf({ ...channelNotice(101, { ...USER, channelName: 'stage' }), noticeId: 'stage' }));
		state = 'invalid';
		received.add(
			requestOf({ ...channelNotice(101, { ...USER, channelName: 'forged' }), noticeId: 'forged' }),
		);
		await clock.pass(BATCH_MS);
		expect(channels).toEqual([
			[
				{ appId: 'app', channelName: 'class32' },
				{ appId: 'app', channelName: 'stage' },
			],
		]);
		expect(batches).toEqual([]);
	});

	it('are passed on in batches', async () => {
		for (let number = 0; number < 1000; number += 1) {
			received.add(requestOf(statusNotice(String(number))));
			await clock.pass(1);
		}
		await clock.pass(BATCH_MS);
		expect(batches.length).toBeLessThanOrEqual(11);
		expect(batches.flat()).toHaveLength(1000);
	});

	it('are those of the account that was signed in when they arrived', async () => {
		received.add(requestOf(statusNotice('a')));
		sessions.replace(session('second'));
		await clock.pass(BATCH_MS);
		expect(batches).toEqual([]);
		received.add(requestOf(statusNotice('b')));
		await clock.pass(BATCH_MS);
		expect(batches).toHaveLength(1);
	});
});
