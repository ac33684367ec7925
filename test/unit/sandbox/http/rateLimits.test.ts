import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RateLimits } from '../../../../src/sandbox/http/route';
import { SimulatedClock } from '../../../fixtures/simulatedClock';
import {
	type Answer,
	channelsPath,
	listPath,
	openSandbox,
	playersPath,
	RULES_PATH,
	userPath,
	usersPath,
} from '../openSandbox';

/** Statuses of `count` calls, one after the other. */
async function statuses(count: number, call: (index: number) => Promise<Answer>): Promise<number[]> {
	const all: number[] = [];
	for (let index = 0; index < count; index++) {
		all.push((await call(index)).status);
	}
	return all;
}

function times(count: number, status: number): number[] {
	return Array.from({ length: count }, () => status);
}

test('no window ever admits more calls than its limit', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 }), (gaps) => {
			const clock = new SimulatedClock({ time: 0 });
			const limits = new RateLimits(clock);
			const admitted: number[] = [];
			for (const gap of gaps) {
				clock.skip(gap);
				const free = admitted.filter((time) => time > clock.now() - 1000).length < 3;
				expect(limits.admit('key', { calls: 3, seconds: 1 })).toBe(free);
				if (free) {
					admitted.push(clock.now());
				}
			}
		}),
	);
});

describe('the Console API admits 10 calls a second', () => {
	test.each([
		['GET', '/dev/v1/projects', undefined],
		['GET', '/dev/v1/project?id=a&name=b', undefined],
		['GET', '/dev/v3/usage', undefined],
		['POST', '/dev/v1/project', {}],
		['POST', '/dev/v1/project_status', {}],
		['POST', '/dev/v1/recording_config', {}],
		['POST', '/dev/v1/signkey', {}],
		['POST', '/dev/v1/reset_signkey', {}],
	])('%s %s', async (method, path, body) => {
		const { clock, call } = await openSandbox();
		const all = await statuses(10, () => call(method, path, body));
		expect(all).not.toContain(429);
		const { status, json } = await call(method, path, body);
		expect([status, json]).toEqual([429, { message: 'Too many requests.' }]);
		clock.skip(1000);
		expect((await call(method, path, body)).status).not.toBe(429);
	});

	test('for each API separately, without counting refused credentials', async () => {
		const { call } = await openSandbox();
		await statuses(11, () => call('GET', '/dev/v1/projects', undefined, { Authorization: 'Basic eA==' }));
		expect(await statuses(11, () => call('GET', '/dev/v1/projects'))).toEqual([...times(10, 201), 429]);
		expect((await call('GET', '/dev/v1/project?id=a&name=b')).status).toBe(404);
	});
});

describe('channel management admits', () => {
	const one = 'a'.repeat(32);

	test.each([
		[20, 'GET', channelsPath(one), undefined],
		[20, 'GET', usersPath(one, 'c'), undefined],
		[20, 'GET', `${usersPath(one, 'c')}/hosts_only`, undefined],
		[20, 'GET', userPath(one, 'c', 1), undefined],
		[10, 'GET', `${RULES_PATH}?appid=${one}`, undefined],
		[10, 'POST', RULES_PATH, { appid: one }],
		[10, 'PUT', RULES_PATH, { appid: one }],
		[10, 'DELETE', RULES_PATH, { appid: one }],
	])('%i calls a second of %s %s', async (limit, method, path, body) => {
		const { clock, call } = await openSandbox();
		expect(await statuses(limit, () => call(method, path, body))).toEqual(times(limit, 400));
		const { status, json } = await call(method, path, body);
		expect([status, json]).toEqual([429, { message: 'Too many requests.' }]);
		clock.skip(1000);
		expect((await call(method, path, body)).status).toBe(400);
	});

	test('each call separately, for all projects together', async () => {
		const { sandbox, call } = await openSandbox();
		const ids = [sandbox.state.addProject(), sandbox.state.addProject()].map(({ appId }) => appId);
		const list = (index: number) => call('GET', channelsPath(ids[index % 2] ?? ''));
		expect(await statuses(21, list)).toEqual([...times(20, 200), 429]);
		expect((await call('GET', usersPath(ids[0] ?? '', 'c'))).status).toBe(200);
		expect((await call('GET', `${RULES_PATH}?appid=${ids[0]}`)).status).toBe(200);
	});
});

describe('Media Pull admits', () => {
	async function openProject() {
		const opened = await openSandbox();
		const { appId } = opened.sandbox.state.addProject({ certificateEnabled: false, playerQuota: 1000 });
		const create = (name?: string) =>
			opened.call('POST', playersPath(appId), {
				player: { streamUrl: 'rtmp://a.example.com/b', channelName: 'c', uid: 1, name },
			});
		return { ...opened, appId, create };
	}

	test('2 creations a second for each name', async () => {
		const { clock, create } = await openProject();
		expect(await statuses(3, () => create('one'))).toEqual([200, 409, 429]);
		expect((await create('one')).json).toEqual({ message: 'Request rate limit exceeded.' });
		expect((await create('two')).status).toBe(200);
		clock.skip(1000);
		expect((await create('one')).status).toBe(409);
	});

	test('50 creations a second of players without a name', async () => {
		const { clock, create } = await openProject();
		expect(await statuses(51, () => create())).toEqual([...times(50, 200), 429]);
		clock.skip(1000);
		expect((await create()).status).toBe(200);
	});

	test('100 deletions a second', async () => {
		const { clock, call, appId } = await openProject();
		const remove = () => call('DELETE', playersPath(appId, 'gone'));
		expect(await statuses(101, remove)).toEqual([...times(100, 404), 429]);
		clock.skip(1000);
		expect((await remove()).status).toBe(404);
	});

	test.each([
		['with a filter', '?filter=channelName%20eq%20c', 2, 15],
		['without a filter', '', 10, 20],
	])('list %s', async (_, query, perSecond, perMinute) => {
		const { clock, sandbox, call, appId } = await openProject();
		const list = () => call('GET', listPath(appId, query));
		expect(await statuses(perSecond + 1, list)).toEqual([...times(perSecond, 200), 429]);
		for (let left = perMinute - perSecond; left > 0; left--) {
			clock.skip(1000);
			expect((await list()).status).toBe(200);
		}
		clock.skip(1000);
		expect((await list()).status).toBe(429);
		const other = sandbox.state.addProject();
		expect((await call('GET', listPath(other.appId, query))).status).toBe(200);
		clock.skip(60_000);
		expect((await list()).status).toBe(200);
	});

	test('filtered and unfiltered List calls separately', async () => {
		const { call, appId } = await openProject();
		await statuses(2, () => call('GET', listPath(appId, '?filter=channelName%20eq%20c')));
		expect((await call('GET', listPath(appId))).status).toBe(200);
	});
});
