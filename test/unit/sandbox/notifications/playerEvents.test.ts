import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SandboxProject } from '../../../../src/sandbox/state';
import { type OpenSandbox, openSandbox, playersPath } from '../openSandbox';
import { passAnswered, Receiver } from './receiver';

let receiver: Receiver;
let open: OpenSandbox;
let project: SandboxProject;

beforeEach(async () => {
	receiver = await Receiver.start();
	open = await openSandbox();
	project = open.sandbox.state.addProject({ certificateEnabled: false });
});
afterEach(() => receiver[Symbol.asyncDispose]());

function register(appId?: string) {
	const secret = 'secret';
	return open.sandbox.notifications.register({ url: receiver.url, product: 'mediaPull', secret, appId });
}

const url = (name: string) => `https://media.example.com/${name}`;

/** `connecting @0`: each event with the seconds since the start of the test. */
async function events(count: number, startedAt: number): Promise<string[]> {
	const arrived = [...(await receiver.arrived(count))];
	return arrived
		.sort((a, b) => Number(a.payload.lts) - Number(b.payload.lts))
		.map(({ eventType, payload }) => {
			const what =
				eventType === 4 ? payload.player?.status : eventType === 1 ? 'created' : payload.destroyReason;
			return `${what} @${(Number(payload.lts) - startedAt) / 1000}`;
		});
}

describe('the life of a player', () => {
	test('that plays an endless stream and is deleted', async () => {
		register();
		const { clock, call, sandbox } = open;
		const startedAt = clock.now();
		const player = { streamUrl: url('live'), channelName: 'class32', uid: 101, name: 'lesson_1' };
		expect((await call('POST', playersPath(project.appId), { player })).status).toBe(200);
		await passAnswered(open, 60_000);
		const [created] = sandbox.state.players;
		await call('DELETE', playersPath(project.appId, created?.id));
		expect(await events(4, startedAt)).toEqual([
			...['created @0', 'success @1.5', 'running @2', 'Delete Request @60'],
		]);
	});

	test.each([
		[
			'that plays a file to its end',
			'file-30s.mp4',
			300,
			[...['created @0', 'success @1.5', 'running @2', 'stopped @32'], 'Stream Stopped @332'],
		],
		['whose source cannot be reached', 'unreachable', 10, ['created @0', 'failed @2', 'Idle Timeout @12']],
	])('%s', async (_, source, idleTimeout, expected) => {
		register();
		const { clock, sandbox } = open;
		const startedAt = clock.now();
		sandbox.state.addPlayer({ appId: project.appId, streamUrl: url(source), idleTimeout });
		await passAnswered(open, 400_000);
		expect(await events(expected.length, startedAt)).toEqual(expected);
		expect(sandbox.state.players).toEqual([]);
	});

	test('that waits for longer than its idle timeout', async () => {
		register();
		const { clock, sandbox } = open;
		const startedAt = clock.now();
		const playTs = startedAt / 1000 + 200;
		sandbox.state.addPlayer({ appId: project.appId, playTs, idleTimeout: 60 });
		await passAnswered(open, 400_000);
		expect(await events(2, startedAt)).toEqual(['created @0', 'Idle Timeout @60']);
	});

	test('that is changed while it plays', async () => {
		register();
		const { clock, call, sandbox } = open;
		const startedAt = clock.now();
		const { id } = sandbox.state.addPlayer({ appId: project.appId, streamUrl: url('file-30s.mp4') });
		const update = async (sequence: number, player: object) => {
			const path = `${playersPath(project.appId, id)}?sequence=${sequence}`;
			expect((await call('PATCH', path, { player })).status).toBe(200);
		};
		await passAnswered(open, 10_000);
		await update(1, { streamUrl: url('file-60s.mp4') });
		await passAnswered(open, 10_000);
		await update(2, { isPause: true });
		await passAnswered(open, 1_000_000);
		await update(3, { isPause: false });
		await passAnswered(open, 60_000);
		await update(4, { seekPosition: 50 });
		await passAnswered(open, 20_000);
		expect(await events(9, startedAt)).toEqual([
			...['created @0', 'success @1.5', 'running @2', 'connecting @10', 'success @11.5', 'running @12'],
			...['stopped @1072', 'running @1080', 'stopped @1090'],
		]);
	});

	test('that ends by an error of the server, or never', async () => {
		register();
		const { clock, sandbox } = open;
		const startedAt = clock.now();
		const { id } = sandbox.state.addPlayer({ appId: project.appId, heldStatus: 'running' });
		await passAnswered(open, 5000);
		sandbox.state.removePlayer(id, 'Internal Error');
		expect(await events(2, startedAt)).toEqual(['created @0', 'Internal Error @5']);
	});
});

describe('a notification', () => {
	test('of a creation contains the whole player and its token', async () => {
		const { clock, call, sandbox } = open;
		register();
		const streamUrl = 'rtmp://user:pass@example.com/live/key';
		sandbox.state.addPlayer({
			...{
				appId: project.appId,
				channelName: 'class32',
				uid: 101,
				name: 'teacher101',
				streamUrl,
				token: 'the-token',
			},
		});
		const player = { streamUrl: url('live'), channelName: 'class33', account: 'teacher' };
		await call('POST', playersPath(project.appId), { player });
		const notices = await receiver.arrived(2);
		const [first, second] = notices.filter(({ eventType }) => eventType === 1);
		expect(first).toMatchObject({
			productId: 4,
			notifyMs: clock.now(),
			payload: {
				lts: clock.now(),
				xRequestId: expect.stringMatching(/^[0-9a-f]{32}$/),
				player: {
					...{ channelName: 'class32', uid: 101, name: 'teacher101', streamUrl, token: 'the-token' },
					...{ status: 'connecting', idleTimeout: 300, createTs: clock.now() / 1000 },
				},
			},
		});
		expect(second?.payload.player).toMatchObject({ account: 'teacher', token: '' });
		expect(second?.payload.player).not.toHaveProperty('uid');
	});

	test('of a change names the player and the fields', async () => {
		const { sandbox } = open;
		register();
		const { id } = sandbox.state.addPlayer({ appId: project.appId, channelName: 'class32', name: 'a' });
		await passAnswered(open, 1500);
		const notices = await receiver.arrived(2);
		expect(notices.find(({ eventType }) => eventType === 4)?.payload).toMatchObject({
			player: { id, name: 'a', channelName: 'class32', status: 'success' },
			fields: 'player.name,player.channelName,player.id,player.status',
		});
	});
});

test('players that existed before are only reported from then on', async () => {
	const { clock, sandbox } = open;
	const { appId } = project;
	sandbox.state.addPlayer({ appId, streamUrl: url('file-30s.mp4') });
	await passAnswered(open, 10_000);
	register();
	const startedAt = clock.now();
	await passAnswered(open, 30_000);
	expect(await events(1, startedAt)).toEqual(['stopped @22']);
});

test('a receiver of one project gets only its players', async () => {
	const { sandbox } = open;
	const other = sandbox.state.addProject();
	register(project.appId);
	sandbox.state.addPlayer({ appId: other.appId, name: 'theirs', heldStatus: 'running' });
	sandbox.state.addPlayer({ appId: project.appId, name: 'ours', heldStatus: 'running' });
	await passAnswered(open, 10_000);
	const [notice, ...others] = await receiver.arrived(1);
	expect(notice?.payload.player?.name).toBe('ours');
	expect(others).toEqual([]);
});
