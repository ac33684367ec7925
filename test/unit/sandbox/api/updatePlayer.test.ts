import { describe, expect, test } from 'vitest';
import { openSandbox, playersPath } from '../openSandbox';

async function openUpdate(streamUrl = 'https://media.example.com/clip-60s.mp4') {
	const opened = await openSandbox();
	const { appId } = opened.sandbox.state.addProject();
	const player = opened.sandbox.state.addPlayer({ appId, region: 'eu', name: 'one', streamUrl });
	const path = playersPath(appId, player.id, 'eu');
	const update = (query: string, changes: object) => opened.call('PATCH', path + query, { player: changes });
	return { ...opened, appId, player, update };
}

function invalid(parameter: string) {
	return { message: `Parameter ${parameter} is invalid. Fix it in your request and retry.` };
}

describe('the sequence', () => {
	test('starts at 0 and must increase, by any amount', async () => {
		const { player, clock, update } = await openUpdate();
		expect((await update('?sequence=0', { isPause: true })).status).toBe(200);
		for (const query of ['?sequence=0', '?sequence=-1', '?sequence=x', '?sequence=', '']) {
			clock.skip(1000);
			const { status, json } = await update(query, { isPause: false });
			expect([status, json]).toEqual([400, invalid('sequence')]);
		}
		expect(player.playback.paused).toBe(true);
		clock.skip(1000);
		expect((await update('?sequence=1750248000', { isPause: false })).status).toBe(200);
		expect((await update('?sequence=1', { isPause: true })).status).toBe(400);
	});

	test('is not used by a refused change', async () => {
		const { update } = await openUpdate();
		expect((await update('?sequence=3', { seekPosition: 60 })).status).toBe(400);
		expect((await update('?sequence=3', { seekPosition: 59 })).status).toBe(200);
	});
});

test.each([
	['isPause', { isPause: 1 }],
	['seekPosition', { seekPosition: 60 }],
	['seekPosition', { seekPosition: '5' }],
	['audioOptions', { audioOptions: { volume: 201 } }],
	['audioOptions', { audioOptions: { volume: -1, profile: 1 } }],
	['audioOptions', { audioOptions: { profile: 6, volume: 10 } }],
	['tempo', { tempo: 3 }],
])('%s: %j is refused and changes nothing', async (parameter, changes) => {
	const { player, update } = await openUpdate();
	const before = structuredClone(player);
	const { status, json } = await update('?sequence=0', changes);
	expect([status, json]).toEqual([400, invalid(parameter)]);
	expect(player).toEqual(before);
});

describe('the rate limit', () => {
	test('is 2 calls a second for a player with a name', async () => {
		const { clock, update } = await openUpdate();
		const statusOf = async (sequence: number) =>
			(await update(`?sequence=${sequence}`, { isPause: true })).status;
		expect([await statusOf(0), await statusOf(1), await statusOf(2)]).toEqual([200, 200, 429]);
		clock.skip(1000);
		expect(await statusOf(2)).toBe(200);
	});

	test('is 50 calls a second for a project’s players without a name', async () => {
		const { sandbox, appId, call } = await openUpdate();
		const ids = [1, 2].map((uid) => sandbox.state.addPlayer({ appId, region: 'eu', uid }).id);
		const statuses: number[] = [];
		for (let sequence = 0; sequence < 51; sequence++) {
			const path = `${playersPath(appId, ids[sequence % 2], 'eu')}?sequence=${sequence}`;
			statuses.push((await call('PATCH', path, { player: { isPause: true } })).status);
		}
		expect(statuses).toEqual([...Array<number>(50).fill(200), 429]);
	});
});

test('a seek in a live stream is refused', async () => {
	const { update } = await openUpdate('rtmp://live.example.com/1');
	const { status, json } = await update('?sequence=0', { seekPosition: 5 });
	expect([status, json]).toEqual([400, invalid('seekPosition')]);
});

test('a source that is not a URL is refused', async () => {
	const { update } = await openUpdate();
	const { status, json } = await update('?sequence=0', { streamUrl: 'clip.mp4' });
	expect([status, json]).toEqual([400, { message: "Parameter 'streamUrl' is invalid formatted." }]);
});

test('volume and profile change separately or together', async () => {
	const { player, update } = await openUpdate();
	await update('?sequence=0', { audioOptions: { profile: 3, volume: 40 } });
	expect(player).toMatchObject({ audioProfile: 3, volume: 40 });
	await update('?sequence=1', { audioOptions: { volume: 0 } });
	expect(player).toMatchObject({ audioProfile: 3, volume: 0 });
});

test('other properties of a player do not change', async () => {
	const { player, update } = await openUpdate();
	const answer = await update('?sequence=0', { name: 'two', channelName: 'd', uid: 9, token: 't' });
	expect([answer.status, answer.text]).toEqual([200, '']);
	expect(player).toMatchObject({ name: 'one', channelName: 'channel' });
});

test('a body without player is refused, and a player of another region is not found', async () => {
	const { call, appId, player } = await openUpdate();
	const path = playersPath(appId, player.id, 'eu');
	expect(await call('PATCH', `${path}?sequence=0`, {})).toMatchObject({
		status: 400,
		json: invalid('player'),
	});
	const elsewhere = await call('PATCH', `${playersPath(appId, player.id, 'na')}?sequence=0`, { player: {} });
	expect([elsewhere.status, elsewhere.json]).toEqual([
		404,
		{ message: 'Resource is not found and destroyed.' },
	]);
});
