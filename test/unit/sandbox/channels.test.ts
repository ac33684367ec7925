import { describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../../src/sandbox/sandbox';
import { openSandbox, playersPath, userPath, usersPath } from './openSandbox';

const MINUTE = 60_000;

async function openProject(options: SandboxOptions = {}) {
	const opened = await openSandbox(options);
	const { state } = opened.sandbox;
	const { appId } = state.addProject({ certificateEnabled: false });
	return {
		...opened,
		appId,
		state,
		/** Who is in the channel `c`, by uid or account. */
		users: () => state.channels.users(appId, 'c')?.users.map(({ uid, account }) => uid ?? account) ?? [],
	};
}

describe('a cloud player', () => {
	test('is a host in its channel shortly after it runs, until it is deleted', async () => {
		const { clock, call, appId, users } = await openProject();
		const player = { streamUrl: 'rtmp://a.example.com/b', channelName: 'c', uid: 101 };
		const { headers } = await call('POST', playersPath(appId), { player });
		clock.skip(2999);
		expect((await call('GET', usersPath(appId, 'c'))).json).toMatchObject({ data: { channel_exist: false } });
		clock.skip(1);
		expect((await call('GET', usersPath(appId, 'c'))).json).toMatchObject({
			data: { mode: 2, broadcasters: [101], audience: [], audience_total: 0 },
		});
		const join = clock.now() / 1000;
		clock.skip(MINUTE);
		expect((await call('GET', userPath(appId, 'c', 101))).json).toMatchObject({
			data: { in_channel: true, join, role: 2, platform: 6 },
		});
		await call('DELETE', playersPath(appId, headers.get('X-Resource-ID') ?? ''));
		expect(users()).toEqual([]);
	});

	test('stays in lists that lag after it was deleted or destroyed', async () => {
		const { clock, appId, state, users } = await openProject({ behaviour: { channelLagSeconds: 60 } });
		const { id } = state.addPlayer({ appId, channelName: 'c', uid: 1 });
		const streamUrl = 'https://a.example.com/clip-30s.mp4';
		state.addPlayer({ appId, channelName: 'c', uid: 2, streamUrl, idleTimeout: 5 });
		clock.skip(39_000);
		state.removePlayer(id);
		expect(users()).toEqual([]);
		clock.skip(59_000);
		expect(users()).toEqual([1]);
		clock.skip(1000);
		expect(users()).toEqual([]);
	});

	test('does not appear in a channel with the communication profile', async () => {
		const { clock, appId, state, users } = await openProject();
		state.channels.add({ appId, name: 'c', profile: 'communication', users: [{ uid: 5 }] });
		state.addPlayer({ appId, channelName: 'c', uid: 101 });
		clock.skip(MINUTE);
		expect(users()).toEqual([5]);
	});

	test('replaces a user with the same uid', async () => {
		const { clock, appId, state, users } = await openProject();
		state.channels.add({ appId, name: 'c', hosts: [{ uid: 101 }, { uid: 5 }] });
		state.addPlayer({ appId, channelName: 'c', uid: 101 });
		clock.skip(MINUTE);
		expect(users()).toEqual([101, 5]);
	});

	test.each([
		['connecting', false],
		['failed', false],
		['recovering', false],
		['idle', true],
		['running', true],
	])('that is always %s: %s', async (heldStatus, isThere) => {
		const { clock, appId, state, users } = await openProject();
		state.addPlayer({ appId, channelName: 'c', account: 'player', heldStatus });
		clock.skip(MINUTE);
		expect(users()).toEqual(isThere ? ['player'] : []);
	});

	test('that waits for playTs or cannot play is not there', async () => {
		const { clock, appId, state, users } = await openProject();
		const playTs = clock.now() / 1000 + 120;
		state.addPlayer({ appId, channelName: 'c', uid: 1, playTs });
		state.addPlayer({ appId, channelName: 'c', uid: 2, streamUrl: 'rtmp://unreachable.example.com/a' });
		clock.skip(MINUTE);
		expect(users()).toEqual([]);
		clock.skip(2 * MINUTE);
		expect(users()).toEqual([1]);
	});

	test('stays after the media has ended until it is destroyed', async () => {
		const { clock, appId, state, users } = await openProject();
		const streamUrl = 'https://a.example.com/clip-30s.mp4';
		state.addPlayer({ appId, channelName: 'c', uid: 1, streamUrl, idleTimeout: 60 });
		clock.skip(91_000);
		expect(users()).toEqual([1]);
		clock.skip(1001);
		expect(users()).toEqual([]);
	});

	test('stays while it is paused and while its source is switched, and leaves if the new one fails', async () => {
		const { clock, call, appId, state, users } = await openProject();
		const { id } = state.addPlayer({ appId, channelName: 'c', uid: 1 });
		let sequence = 0;
		const update = async (player: object) => {
			const { status } = await call('PATCH', `${playersPath(appId, id)}?sequence=${sequence}`, { player });
			expect(status).toBe(200);
			sequence += 1;
			clock.skip(1000);
		};
		clock.skip(MINUTE);
		const joined = () => state.channels.users(appId, 'c')?.users[0]?.joinedAt;
		const joinedAt = joined();
		await update({ isPause: true });
		expect(joined()).toBe(joinedAt);
		await update({ streamUrl: 'rtmp://b.example.com/c' });
		expect(joined()).toBe(joinedAt);
		await update({ streamUrl: 'rtmp://unreachable.example.com/c' });
		clock.skip(2000);
		expect(users()).toEqual([]);
		await update({ streamUrl: 'rtmp://b.example.com/c' });
		clock.skip(MINUTE);
		expect(joined()).toBeGreaterThan(joinedAt ?? 0);
	});

	test('is away while it moves to another server', async () => {
		const { clock, appId, state, users } = await openProject();
		const { id } = state.addPlayer({ appId, channelName: 'c', uid: 1 });
		clock.skip(MINUTE);
		state.failOver(id, 30);
		expect(users()).toEqual([]);
		clock.skip(30_000);
		expect(state.channels.users(appId, 'c')?.users).toMatchObject([{ uid: 1, joinedAt: clock.now() }]);
	});
});

test('visitors come and go, at the same times in every run', async () => {
	const run = async () => {
		const { clock, appId, state } = await openProject();
		const startedAt = clock.now() - 600 * MINUTE;
		state.channels.add({ appId, name: 'c', hosts: 1, audience: 100, visitors: 10, startedAt });
		const counts: number[] = [];
		const stays = new Set<string>();
		for (let minute = 0; minute < 30; minute += 1) {
			const users = state.channels.users(appId, 'c')?.users ?? [];
			counts.push(users.length);
			for (const { uid, joinedAt } of users) {
				expect(joinedAt).toBeGreaterThanOrEqual(startedAt);
				expect(joinedAt).toBeLessThanOrEqual(clock.now());
				stays.add(`${uid} ${joinedAt}`);
			}
			clock.skip(MINUTE);
		}
		return { counts, stays };
	};
	const { counts, stays } = await run();
	expect(Math.min(...counts)).toBeGreaterThanOrEqual(101);
	expect(Math.max(...counts)).toBeLessThanOrEqual(111);
	expect(new Set(counts).size).toBeGreaterThan(3);
	// Each visit has one join time.
	expect(stays.size).toBeGreaterThan(111);
	expect(stays.size).toBeLessThan(111 + 10 * 30);
	expect(await run()).toEqual({ counts, stays });
});

test('ten thousand channels are quick to add and to list', async () => {
	const { call, appId, state } = await openProject();
	for (let index = 0; index < 10_000; index += 1) {
		state.channels.add({ appId, name: `channel-${index}`, hosts: 1, audience: index % 4 });
	}
	const names = new Set<string>();
	for (let page = 0; page < 20; page += 1) {
		const { json } = await call('GET', `/dev/v1/channel/${appId}?page_no=${page}&page_size=500`);
		const { data } = json as { data: { channels: { channel_name: string }[] } };
		data.channels.forEach(({ channel_name }) => void names.add(channel_name));
	}
	expect(names.size).toBe(10_000);
});
