import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isNotification, readNotification } from '../../../../src/agora/notifications/event';
import type { SandboxProject } from '../../../../src/sandbox/state';
import { type OpenSandbox, openSandbox, playersPath, RULES_PATH } from '../openSandbox';
import { passAnswered, Receiver } from './receiver';

let receiver: Receiver;
let open: OpenSandbox;
let project: SandboxProject;
let startedAt: number;

beforeEach(async () => {
	receiver = await Receiver.start();
	open = await openSandbox();
	project = open.sandbox.state.addProject({ certificateEnabled: false });
	startedAt = open.clock.now();
});
afterEach(() => receiver[Symbol.asyncDispose]());

function register(appId?: string) {
	const secret = 'secret';
	return open.sandbox.notifications.register({ url: receiver.url, product: 'channels', secret, appId });
}

/** `103 class32 5801 @2`: type, channel, user and seconds since the start, in the order of sending. */
function events(): string[] {
	return [...receiver.notices]
		.sort((a, b) => Number(a.noticeId.split(':')[1]) - Number(b.noticeId.split(':')[1]))
		.map(({ eventType, payload: { channelName, uid, account, lastUid, reason, ts } }) => {
			const user = uid ?? account ?? lastUid ?? '';
			const why = reason === undefined || reason === 1 ? '' : `(${reason}) `;
			return `${eventType} ${channelName} ${user} ${why}@${Number(ts) - startedAt / 1000}`;
		});
}

test('a channel is created with its first user and destroyed with its last', async () => {
	register();
	const { channels } = open.sandbox.state;
	const { appId } = project;
	channels.join(appId, 'class32', { uid: 5801 });
	await passAnswered(open, 3000);
	channels.join(appId, 'class32', { account: 'teacher', role: 'audience', platform: 7 });
	await passAnswered(open, 3000);
	channels.changeRole(appId, 'class32', { account: 'teacher' }, 'host');
	await passAnswered(open, 3000);
	channels.changeRole(appId, 'class32', { account: 'teacher' }, 'audience');
	await passAnswered(open, 1000);
	channels.leave(appId, 'class32', { account: 'teacher' }, 2);
	await passAnswered(open, 5000);
	channels.leave(appId, 'class32', { uid: 5801 });
	await passAnswered(open, 5000);
	expect(events()).toEqual([
		...['101 class32  @0', '103 class32 5801 @0', '105 class32 teacher @3', '111 class32 teacher @6'],
		...[
			'112 class32 teacher @9',
			'106 class32 teacher (2) @10',
			'104 class32 5801 @15',
			'102 class32 5801 @15',
		],
	]);
	const left = receiver.notices.find(({ eventType }) => eventType === 106);
	expect(left).toMatchObject({ productId: 1, payload: { platform: 7, duration: 7, reason: 2 } });
	const sequence = receiver.notices
		.filter(({ payload }) => payload.account === 'teacher')
		.sort((a, b) => Number(a.payload.clientSeq) - Number(b.payload.clientSeq))
		.map(({ eventType }) => eventType);
	expect(sequence).toEqual([105, 111, 112, 106]);
	for (const { text } of receiver.notices) {
		const notification = readNotification(Buffer.from(text));
		expect(isNotification(notification) && notification.problems).toEqual([]);
	}
});

test('users of the communication profile have events of their own', async () => {
	register();
	const { channels } = open.sandbox.state;
	channels.add({ appId: project.appId, name: 'staff room', profile: 'communication', users: [{ uid: 5 }] });
	await passAnswered(open, 1000);
	channels.end(project.appId, 'staff room');
	await passAnswered(open, 1000);
	expect(events()).toEqual([
		...['101 staff room  @0', '107 staff room 5 @0', '108 staff room 5 @1', '102 staff room 5 @1'],
	]);
});

describe('what follows from the time', () => {
	test('is noticed within a second', async () => {
		register();
		const at = (seconds: number) => startedAt + seconds * 1000;
		open.sandbox.state.channels.add({
			...{ appId: project.appId, name: 'class32' },
			hosts: [
				{ uid: 1, joinedAt: at(2.5), leavesAt: at(10) },
				{ uid: 2, joinedAt: at(5), leavesAt: at(7) },
			],
		});
		await passAnswered(open, 20_000);
		expect(events()).toEqual([
			...['101 class32  @2', '103 class32 1 @2', '103 class32 2 @5', '104 class32 2 @7'],
			...['104 class32 1 @10', '102 class32 1 @10'],
		]);
	});

	test('includes cloud players, which join a second after they play', async () => {
		register();
		const { call } = open;
		const player = { streamUrl: 'https://media.example.com/live', channelName: 'class32', uid: 101 };
		await call('POST', playersPath(project.appId), { player });
		await passAnswered(open, 10_000);
		const [created] = open.sandbox.state.players;
		await call('DELETE', playersPath(project.appId, created?.id));
		await passAnswered(open, 1000);
		expect(events()).toEqual([
			...['101 class32  @3', '103 class32 101 @3', '104 class32 101 @10', '102 class32 101 @10'],
		]);
	});

	test('includes visitors', async () => {
		register();
		open.sandbox.state.channels.add({
			appId: project.appId,
			name: 'lobby',
			hosts: [{ uid: 1 }],
			visitors: 5,
		});
		await passAnswered(open, 600_000);
		const types = receiver.notices.map(({ eventType }) => eventType);
		expect(types.filter((type) => type === 105).length).toBeGreaterThan(5);
		expect(types.filter((type) => type === 106).length).toBeGreaterThan(5);
		expect(events().filter((event) => event.includes('('))).toEqual([]);
	});
});

describe('a user who is put offline', () => {
	test('by a ban leaves for that reason, and returns after it', async () => {
		const { channels } = open.sandbox.state;
		channels.add({ appId: project.appId, name: 'class32', hosts: [{ uid: 1 }, { uid: 2 }] });
		register();
		const rule = { appid: project.appId, cname: 'class32', uid: 1, time: 1, privileges: ['join_channel'] };
		expect((await open.call('POST', RULES_PATH, rule)).status).toBe(200);
		await passAnswered(open, 120_000);
		expect(events()).toEqual(['104 class32 1 (3) @0', '103 class32 1 @75']);
	});

	test('by a kick leaves for that reason, cloud players included', async () => {
		const { state } = open.sandbox;
		state.addPlayer({ appId: project.appId, channelName: 'class32', uid: 101 });
		await open.clock.pass(10_000);
		register();
		state.banRules.add({ appId: project.appId, uid: 101, seconds: 0 });
		await passAnswered(open, 20_000);
		expect(events()).toEqual([
			...['104 class32 101 (3) @10', '102 class32 101 @10', '101 class32  @25', '103 class32 101 @25'],
		]);
	});
});

test('thousands of changes at a time are sent once each, with few comparisons', async () => {
	const { channels } = open.sandbox.state;
	const [count, { appId }] = [800, project];
	channels.add({ appId, name: 'class32', hosts: [{ uid: 1 }] });
	register();
	let comparisons = 0;
	const { undelayed } = channels;
	Object.defineProperty(channels, 'undelayed', {
		get: () => {
			comparisons += 1;
			return undelayed;
		},
	});
	for (let uid = 10; uid < count + 10; uid += 1) {
		channels.join(appId, 'class32', { uid, role: 'audience' });
	}
	await passAnswered(open, 2000);
	channels.end(appId, 'class32');
	await passAnswered(open, 2000);
	const types = receiver.notices.map(({ eventType }) => eventType);
	expect([105, 106, 104, 102].map((type) => types.filter((each) => each === type).length)).toEqual([
		...[count, count, 1, 1],
	]);
	expect(comparisons).toBeLessThan(10);
	expect(open.sandbox.notifications.sent).toHaveLength(1000);
});

test('the lists may lag while the events do not', async () => {
	open.sandbox.state.behaviour.channelLagSeconds = 120;
	register();
	open.sandbox.state.channels.join(project.appId, 'class32', { uid: 1 });
	await passAnswered(open, 1000);
	expect(open.sandbox.state.channels.listed(project.appId)).toEqual([]);
	expect(events()).toEqual(['101 class32  @0', '103 class32 1 @0']);
});

test('a receiver gets the events of its project and product only', async () => {
	const other = open.sandbox.state.addProject();
	register(project.appId);
	open.sandbox.state.channels.join(other.appId, 'theirs', { uid: 1 });
	open.sandbox.state.addPlayer({ appId: project.appId, heldStatus: 'connecting' });
	open.sandbox.state.channels.join(project.appId, 'ours', { uid: 1 });
	await passAnswered(open, 5000);
	expect(events()).toEqual(['101 ours  @0', '103 ours 1 @0']);
});

test('channels that existed before are only reported from then on, and no timer is set without channels', async () => {
	open.sandbox.state.channels.join(project.appId, 'class32', { uid: 1 });
	const registered = register();
	await passAnswered(open, 60_000);
	expect(receiver.notices).toEqual([]);
	expect(open.clock.waiting).toBe(1);
	registered.dispose();
	expect(open.clock.waiting).toBe(0);
	const { clock, sandbox } = await openSandbox();
	sandbox.notifications.register({ url: receiver.url, product: 'channels', secret: 'secret' });
	expect(clock.waiting).toBe(0);
});

test('the health check sends an event of each type', async () => {
	expect(await register().checkHealth()).toBeUndefined();
	const types = receiver.notices.map(({ eventType }) => eventType).sort((a, b) => a - b);
	expect(types).toEqual([101, 102, 103, 104, 105, 106, 107, 108, 111, 112]);
	expect(receiver.notices.every(({ payload }) => payload.channelName === 'test_webhook')).toBe(true);
});
