import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../../../src/sandbox/behaviour';
import { listPath, openSandbox, playersPath } from '../openSandbox';

interface Page {
	readonly totalSize: number;
	readonly players: readonly {
		readonly id: string;
		readonly createTs: number;
		readonly name: string | null;
	}[];
	readonly fields: string;
	readonly nextPageToken: string;
}

async function page(answer: Promise<{ status: number; json: unknown }>): Promise<Page> {
	const { status, json } = await answer;
	expect(status).toBe(200);
	return json as Page;
}

test('pages show every player once, oldest first, even if listed players are deleted between pages', async () => {
	const { sandbox, clock, call } = await openSandbox();
	const now = clock.now();
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 10, max: 40 }), { maxLength: 25 }),
			fc.integer({ min: 1, max: 8 }),
			fc.boolean(),
			async (ages, pageSize, deleting) => {
				const { appId } = sandbox.state.addProject();
				const ids = ages.map((age) => sandbox.state.addPlayer({ appId, createdAt: now - age * 1000 }).id);
				const seen: Page['players'][number][] = [];
				let token = '';
				do {
					// Within 20 lists per minute.
					clock.skip(3000);
					const query = `?pageSize=${pageSize}&pageToken=${token}`;
					const { players, totalSize, nextPageToken } = await page(call('GET', listPath(appId, query)));
					expect(players.length).toBeLessThanOrEqual(pageSize);
					expect(totalSize).toBe(deleting ? ids.length - seen.length : ids.length);
					for (const { id } of deleting ? players : []) {
						sandbox.state.removePlayer(id);
					}
					seen.push(...players);
					token = nextPageToken;
				} while (token !== '' && seen.length < ids.length);
				expect(token).toBe('');
				expect(seen.map(({ id }) => id).sort()).toEqual(ids.toSorted());
				const times = seen.map(({ createTs }) => createTs);
				expect(times).toEqual(times.toSorted((one, other) => one - other));
			},
		),
		{ numRuns: 40, examples: [[Array.from({ length: 12 }, () => 10), 1, false]] },
	);
});

async function openList() {
	const opened = await openSandbox();
	const { appId } = opened.sandbox.state.addProject({ certificateEnabled: false });
	return { ...opened, appId, list: (query = '') => opened.call('GET', listPath(appId, query)) };
}

test('a page has 200 players by default and 500 at most', async () => {
	const { sandbox, clock, appId, list } = await openList();
	for (let index = 0; index < 501; index++) {
		sandbox.state.addPlayer({ appId });
	}
	clock.skip(10_000);
	expect((await page(list())).players).toHaveLength(200);
	expect((await page(list('?pageSize=500'))).players).toHaveLength(500);
	for (const query of [
		'pageSize=0',
		'pageSize=501',
		'pageSize=',
		'pageSize=two',
		'pageSize=1.5',
		'pageSize=-1',
	]) {
		const { status, json } = await list(`?${query}`);
		expect([status, json]).toEqual([
			400,
			{ message: 'Parameter pageSize is invalid. Fix it in your request and retry.' },
		]);
	}
	expect((await list('?pageToken=nonsense')).status).toBe(400);
});

describe('filter', () => {
	test.each(['class32', 'movie night', 'a+b&c=d eq {e}'])(
		'only players of channel %s',
		async (channelName) => {
			const { sandbox, clock, appId, list } = await openList();
			const { id } = sandbox.state.addPlayer({ appId, channelName });
			sandbox.state.addPlayer({ appId, channelName: `${channelName}2` });
			clock.skip(10_000);
			const { totalSize, players } = await page(
				list(`?filter=${encodeURIComponent(`channelName eq ${channelName}`)}`),
			);
			expect([totalSize, players.map((player) => player.id)]).toEqual([1, [id]]);
		},
	);

	test.each(['class32', 'channelName=class32', 'channelName eq ', 'name eq x', ''])(
		'%j: 400',
		async (filter) => {
			const { list } = await openList();
			expect((await list(`?filter=${encodeURIComponent(filter)}`)).status).toBe(400);
		},
	);
});

test('List shows a new player after 10 seconds', async () => {
	const { clock, call, appId, list } = await openList();
	await call('POST', playersPath(appId), {
		player: { streamUrl: 'rtmp://a.example.com/b', channelName: 'c', uid: 1 },
	});
	clock.skip(9900);
	expect(await page(list())).toEqual({ totalSize: 0, players: [], fields: '', nextPageToken: '' });
	clock.skip(100);
	expect((await page(list())).totalSize).toBe(1);
});

test('List shows the players of its project only', async () => {
	const { sandbox, clock, call, appId } = await openList();
	sandbox.state.addPlayer({ appId });
	clock.skip(10_000);
	const other = sandbox.state.addProject();
	expect((await page(call('GET', listPath(other.appId)))).totalSize).toBe(0);
});

test('List can return partial items, all of them or one, in both spellings', async () => {
	const { sandbox, clock, appId, list } = await openList();
	const createTs = clock.now() / 1000;
	const whole = sandbox.state.addPlayer({ appId, name: 'one' });
	const partial = sandbox.state.addPlayer({ appId, name: 'two', partial: true });
	const named = (name: string) => ({ name, id: name === 'one' ? whole.id : partial.id });
	clock.skip(10_000);
	const byName = async () =>
		(await page(list())).players.toSorted((one, other) => (String(one.name) < String(other.name) ? -1 : 1));
	expect(await byName()).toEqual([
		{
			...named('one'),
			createTs,
			streamUrl: whole.streamUrl,
			channelName: 'channel',
			uid: whole.uid,
			status: 'running',
		},
		{ ...named('two'), createTs },
	]);
	sandbox.state.behaviour.listItems = 'partial';
	expect(await byName()).toEqual([
		{ ...named('one'), createTs },
		{ ...named('two'), createTs },
	]);
	expect((await page(list())).fields).toBe('player.name,player.id,player.createTs');
	sandbox.state.behaviour.listItems = 'partialCreateTs';
	expect(await byName()).toEqual([
		{ ...named('one'), CreateTs: createTs },
		{ ...named('two'), CreateTs: createTs },
	]);
});

test('the name of a player without a name is null', async () => {
	const { sandbox, clock, appId, list } = await openList();
	sandbox.state.addPlayer({ appId });
	clock.skip(10_000);
	expect((await page(list())).players[0]?.name).toBeNull();
});

test.each<Behaviour['lastPageToken']>(['', '0', 0, null, undefined])(
	'the last page can end with nextPageToken %j',
	async (lastPageToken) => {
		const { sandbox, list } = await openList();
		sandbox.state.behaviour.lastPageToken = lastPageToken;
		expect((await page(list())).nextPageToken).toBe(lastPageToken);
	},
);
