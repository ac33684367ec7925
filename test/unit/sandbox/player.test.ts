import { expect, test } from 'vitest';
import type { NewPlayer } from '../../../src/sandbox/player';
import { listPath, openSandbox, playersPath } from './openSandbox';

const LIVE = 'rtmp://live.example.com/live/1';
const FILE = 'https://media.example.com/clip-60s.mp4';

/** One player, created through HTTP, and its status read through HTTP. */
async function openPlayer(fields: Omit<NewPlayer, 'appId'>, region = 'na') {
	const opened = await openSandbox({ behaviour: { listLagSeconds: 0 } });
	const { sandbox, clock, call } = opened;
	const { appId } = sandbox.state.addProject({ certificateEnabled: false });
	const created = await call('POST', playersPath(appId, undefined, region), {
		player: { streamUrl: LIVE, channelName: 'c', uid: 1, ...fields },
	});
	expect(created.status).toBe(200);
	const id = created.headers.get('X-Resource-ID') ?? '';
	const update = (sequence: unknown, changes: object) =>
		call('PATCH', `${playersPath(appId, id, region)}?sequence=${sequence}`, { player: changes });
	async function status(): Promise<string | undefined> {
		const { json } = await call('GET', listPath(appId));
		return (json as { players: { status: string }[] }).players[0]?.status;
	}
	async function statusAfter(seconds: number): Promise<string | undefined> {
		clock.skip(seconds * 1000);
		return status();
	}
	return { ...opened, appId, id, created, update, status, statusAfter };
}

test('a live stream connects, runs after two seconds, and does not end', async () => {
	const { created, statusAfter } = await openPlayer({});
	expect(created.json).toMatchObject({ player: { status: 'connecting' } });
	expect(await statusAfter(1.9)).toBe('connecting');
	expect(await statusAfter(0.1)).toBe('running');
	expect(await statusAfter(30 * 86_400)).toBe('running');
});

test.each(['rtmp://unreachable.example.com/live', 'https://media.example.com/missing.mp4'])(
	'%s fails, and the player is destroyed once it has not played for idleTimeout',
	async (streamUrl) => {
		const { statusAfter } = await openPlayer({ streamUrl, idleTimeout: 30 });
		expect(await statusAfter(1)).toBe('connecting');
		expect(await statusAfter(1)).toBe('failed');
		expect(await statusAfter(30)).toBe('failed');
		expect(await statusAfter(0.001)).toBeUndefined();
	},
);

test('a file ends, the player is idle, and is destroyed after idleTimeout', async () => {
	const { sandbox, call, appId, id, statusAfter } = await openPlayer({ streamUrl: FILE, idleTimeout: 10 });
	expect(await statusAfter(2 + 59.9)).toBe('running');
	expect(await statusAfter(0.1)).toBe('idle');
	expect(await statusAfter(10)).toBe('idle');
	expect(await statusAfter(0.001)).toBeUndefined();
	expect(sandbox.state.players).toEqual([]);
	expect((await call('DELETE', playersPath(appId, id))).status).toBe(404);
});

test('repeatTime is the number of rounds, and -1 repeats without end', async () => {
	const three = await openPlayer({ streamUrl: FILE, repeatTime: 3 });
	expect(await three.statusAfter(2 + 179)).toBe('running');
	expect(await three.statusAfter(1)).toBe('idle');
	const loop = await openPlayer({ streamUrl: FILE, repeatTime: -1 });
	expect(await loop.statusAfter(86_400)).toBe('running');
});

test('seekPosition is the start position in a file', async () => {
	const { statusAfter } = await openPlayer({ streamUrl: FILE, seekPosition: 50 });
	expect(await statusAfter(2 + 9)).toBe('running');
	expect(await statusAfter(1)).toBe('idle');
});

test('a player with a future playTs is idle until then', async () => {
	const now = Date.UTC(2025, 5, 18, 12) / 1000;
	const { created, statusAfter } = await openPlayer({ playTs: now + 60 });
	expect(created.json).toMatchObject({ player: { status: 'idle' } });
	expect(await statusAfter(59)).toBe('idle');
	expect(await statusAfter(1)).toBe('connecting');
	expect(await statusAfter(2)).toBe('running');
});

test('a player whose playTs is later than idleTimeout is destroyed before it plays', async () => {
	const now = Date.UTC(2025, 5, 18, 12) / 1000;
	const { statusAfter } = await openPlayer({ playTs: now + 60, idleTimeout: 20 });
	expect(await statusAfter(20)).toBe('idle');
	expect(await statusAfter(50)).toBeUndefined();
});

test('a pause before playTs does not count as waiting', async () => {
	const now = Date.UTC(2025, 5, 18, 12) / 1000;
	const { statusAfter, update } = await openPlayer({ playTs: now + 60, idleTimeout: 20 });
	expect(await statusAfter(10)).toBe('idle');
	await update(0, { isPause: true });
	expect(await statusAfter(35)).toBe('idle');
	await update(1, { isPause: false });
	expect(await statusAfter(17)).toBe('running');
});

test('a playTs in the past starts a file at its present position, and a live stream at once', async () => {
	const now = Date.UTC(2025, 5, 18, 12) / 1000;
	const file = await openPlayer({ streamUrl: FILE, playTs: now - 40 });
	expect(await file.statusAfter(2 + 19)).toBe('running');
	expect(await file.statusAfter(1)).toBe('idle');
	const live = await openPlayer({ playTs: now - 86_400 });
	expect(await live.statusAfter(2)).toBe('running');
});

test('a paused player never reaches idleTimeout, and plays the rest when resumed', async () => {
	const { statusAfter, update } = await openPlayer({ streamUrl: FILE, idleTimeout: 5 });
	await statusAfter(2 + 30);
	const paused = await update(0, { isPause: true });
	expect([paused.status, paused.text]).toEqual([200, '']);
	expect(await statusAfter(3600)).toBe('running');
	await update(1, { isPause: false });
	expect(await statusAfter(29)).toBe('running');
	expect(await statusAfter(1)).toBe('idle');
});

test('a player paused while idle stays, and its idle time restarts when it is resumed', async () => {
	const { statusAfter, update } = await openPlayer({ streamUrl: FILE, idleTimeout: 5 });
	await statusAfter(2 + 60 + 4);
	await update(0, { isPause: true });
	expect(await statusAfter(600)).toBe('idle');
	await update(1, { isPause: false });
	expect(await statusAfter(5)).toBe('idle');
	expect(await statusAfter(1)).toBeUndefined();
});

test('a seek changes the end of a file', async () => {
	const { statusAfter, update } = await openPlayer({ streamUrl: FILE, repeatTime: 2 });
	await statusAfter(2 + 70);
	expect((await update(0, { seekPosition: 55 })).status).toBe(200);
	expect(await statusAfter(4)).toBe('running');
	expect(await statusAfter(1)).toBe('idle');
	await update(1, { seekPosition: 0 });
	expect(await statusAfter(59)).toBe('running');
});

test('another source connects again', async () => {
	const { statusAfter, update } = await openPlayer({});
	await statusAfter(10);
	await update(0, { streamUrl: 'rtmp://unreachable.example.com/live' });
	expect(await statusAfter(0)).toBe('connecting');
	expect(await statusAfter(2)).toBe('failed');
	await update(1, { streamUrl: FILE });
	expect(await statusAfter(2)).toBe('running');
	expect(await statusAfter(60)).toBe('idle');
});

test('Create accepts a tempo in the Chinese mainland and ignores it elsewhere', async () => {
	const mainland = await openPlayer({ streamUrl: FILE, tempo: 2 }, 'cn');
	expect(await mainland.statusAfter(2 + 29)).toBe('running');
	expect(await mainland.statusAfter(1)).toBe('idle');
	const elsewhere = await openPlayer({ streamUrl: FILE, tempo: 2 }, 'eu');
	expect(await elsewhere.statusAfter(2 + 59)).toBe('running');
});

test('Update changes the tempo in the Chinese mainland and ignores it elsewhere', async () => {
	const mainland = await openPlayer({ streamUrl: FILE }, 'cn');
	await mainland.statusAfter(2 + 20);
	await mainland.update(0, { tempo: 2 });
	expect(await mainland.statusAfter(19)).toBe('running');
	expect(await mainland.statusAfter(1)).toBe('idle');
	const elsewhere = await openPlayer({ streamUrl: FILE }, 'eu');
	await elsewhere.statusAfter(2 + 20);
	expect((await elsewhere.update(0, { tempo: 2 })).status).toBe(200);
	expect(await elsewhere.statusAfter(39)).toBe('running');
});
