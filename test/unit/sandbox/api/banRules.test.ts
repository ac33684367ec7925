import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BanRules } from '../../../../src/sandbox/banRules';
import { type Behaviour, DOCUMENTED_BEHAVIOUR } from '../../../../src/sandbox/behaviour';
import type { NewProject } from '../../../../src/sandbox/state';
import { SimulatedClock } from '../../../fixtures/simulatedClock';
import { openSandbox, RULES_PATH, userPath, usersPath } from '../openSandbox';

const MINUTE = 60_000;
const JOIN = ['join_channel'];

interface ListedRule {
	readonly id: number;
	readonly ts: string;
}

/** A project with the live channel `c`: uids 1 (at 192.0.2.1) and 2 as hosts, 3 (at 192.0.2.1) and an account as audience. */
async function openProject(behaviour: Partial<Behaviour> = {}, project: NewProject = {}) {
	const opened = await openSandbox({ behaviour });
	const { state } = opened.sandbox;
	const { appId } = state.addProject(project);
	const ip = '192.0.2.1';
	state.channels.add({
		appId,
		name: 'c',
		hosts: [
			{ uid: 1, ip },
			{ uid: 2, ip: '192.0.2.2' },
		],
		audience: [
			{ uid: 3, ip },
			{ account: 'anna', ip: '192.0.2.3' },
		],
	});
	state.channels.add({ appId, name: 'other', hosts: [{ uid: 1, ip }] });
	const write = (method: string, body: object) => opened.call(method, RULES_PATH, { appid: appId, ...body });
	return {
		...opened,
		appId,
		write,
		/** Creates a rule and returns its id. */
		ban: async (body: object): Promise<number> => {
			const { status, json } = await write('POST', { privileges: JOIN, ...body });
			expect(status).toBe(200);
			return (json as { id: number }).id;
		},
		rules: async () => {
			const { json } = await opened.call('GET', `${RULES_PATH}?appid=${appId}`);
			return (json as { rules: readonly ListedRule[] }).rules;
		},
		/** Everybody in a channel. */
		users: async (name: string) => {
			const { json } = await opened.call('GET', usersPath(appId, name));
			const { broadcasters = [], audience = [] } = (
				json as { data: { broadcasters?: unknown[]; audience?: unknown[] } }
			).data;
			return [...broadcasters, ...audience];
		},
	};
}

describe('time 0', () => {
	test('puts a user offline once, who comes back, and leaves no rule', async () => {
		const { clock, call, appId, ban, rules, users } = await openProject({ userReturnSeconds: 20 });
		await ban({ uid: 1, cname: 'c', time: 0 });
		expect(await rules()).toEqual([]);
		expect([await users('c'), await users('other')]).toEqual([[2, 3, 'anna'], [1]]);
		clock.skip(19_999);
		expect(await users('c')).toEqual([2, 3, 'anna']);
		clock.skip(1);
		expect(await users('c')).toEqual([1, 2, 3, 'anna']);
		const { json } = await call('GET', userPath(appId, 'c', 1));
		expect(json).toMatchObject({ data: { join: clock.now() / 1000 } });
	});

	test('of a channel puts everybody offline', async () => {
		const { clock, ban, users } = await openProject();
		await ban({ cname: 'c', time: 0 });
		expect([await users('c'), await users('other')]).toEqual([[], [1]]);
		clock.skip(15_000);
		expect(await users('c')).toHaveLength(4);
	});

	test('appears later where the lists lag', async () => {
		const { clock, ban, users } = await openProject({ channelLagSeconds: 30 });
		clock.skip(30_000);
		await ban({ uid: 1, cname: 'c', time: 0 });
		clock.skip(29_000);
		expect(await users('c')).toContain(1);
		clock.skip(1000);
		expect(await users('c')).not.toContain(1);
		clock.skip(15_000);
		expect(await users('c')).toContain(1);
	});
});

describe('a ban', () => {
	test.each([
		['of a user in a channel', { uid: 1, cname: 'c' }, [2, 3, 'anna'], [1]],
		['of a user', { uid: 1 }, [2, 3, 'anna'], []],
		['of a channel', { cname: 'c' }, [], [1]],
		['of an address', { ip: '192.0.2.1' }, [2, 'anna'], []],
		['of another user', { uid: 4 }, [1, 2, 3, 'anna'], [1]],
	])('%s keeps out whom it concerns until it ends', async (_, target, inC, inOther) => {
		const { clock, ban, rules, users } = await openProject();
		const id = await ban({ ...target, time: 10 });
		clock.skip(10 * MINUTE - 1);
		expect([await users('c'), await users('other')]).toEqual([inC, inOther]);
		expect(await rules()).toMatchObject([{ id }]);
		clock.skip(1);
		expect(await rules()).toEqual([]);
		clock.skip(15_000);
		expect([await users('c'), await users('other')]).toEqual([[1, 2, 3, 'anna'], [1]]);
	});

	test('from publishing keeps nobody out', async () => {
		const { ban, rules, users, call, appId } = await openProject();
		await ban({ uid: 1, privileges: ['publish_audio', 'publish_video'] });
		expect(await rules()).toMatchObject([{ privileges: ['publish_audio', 'publish_video'] }]);
		expect(await users('c')).toContain(1);
		const { json } = await call('GET', userPath(appId, 'c', 1));
		expect(json).toMatchObject({ data: { role: 2 } });
	});

	test('keeps a cloud player out, which runs on', async () => {
		const { sandbox, clock, appId, ban, users } = await openProject();
		sandbox.state.addPlayer({ appId, channelName: 'c', uid: 101 });
		clock.skip(MINUTE);
		expect(await users('c')).toContain(101);
		await ban({ uid: 101, time: 1 });
		expect(await users('c')).not.toContain(101);
		expect(sandbox.state.players).toHaveLength(1);
		clock.skip(MINUTE + 15_000);
		expect(await users('c')).toContain(101);
	});

	test('that is lifted lets users in again, and is gone', async () => {
		const { clock, ban, write, rules, users } = await openProject();
		const id = await ban({ uid: 1 });
		clock.skip(MINUTE);
		expect((await write('DELETE', { id })).status).toBe(200);
		expect(await rules()).toEqual([]);
		clock.skip(15_000);
		expect(await users('c')).toContain(1);
		expect((await write('DELETE', { id })).json).toEqual({ message: 'rule not found' });
	});

	test('that is changed ends that long after the change', async () => {
		const { clock, ban, write, rules } = await openProject();
		const id = await ban({ uid: 1, time: 10 });
		clock.skip(MINUTE);
		await write('PUT', { id, time_in_seconds: 30, time: 5 });
		expect(await rules()).toMatchObject([
			{
				id,
				ts: '2025-06-18T12:01:30.000Z',
				createAt: '2025-06-18T12:00:00.000Z',
				updateAt: '2025-06-18T12:01:00.000Z',
			},
		]);
		clock.skip(30_000);
		expect(await rules()).toEqual([]);
		expect((await write('PUT', { id, time: 1 })).status).toBe(404);
	});

	test('that is sent twice exists twice, with another id', async () => {
		const { ban, rules } = await openProject();
		const ids = [await ban({ uid: 1 }), await ban({ uid: 1 })];
		expect(new Set(ids).size).toBe(2);
		expect((await rules()).map(({ id }) => id)).toEqual(ids);
	});

	test('is listed only after a while where the list of rules lags', async () => {
		const { clock, ban, write, rules, users } = await openProject({ banListLagSeconds: 25 });
		const id = await ban({ uid: 1 });
		clock.skip(24_999);
		expect([await rules(), await users('other')]).toEqual([[], []]);
		expect((await write('PUT', { id, time: 9 })).status).toBe(200);
		clock.skip(1);
		expect(await rules()).toHaveLength(1);
	});

	test.each([
		['null', { uid: 1, cname: null, ip: null }],
		['empty', { uid: 1, cname: '', ip: '' }],
		['omitted', { uid: 1 }],
	] as const)('has absent values in the form %s', async (absentBanFields, expected) => {
		const { ban, rules } = await openProject({ absentBanFields });
		await ban({ uid: 1 });
		const [rule] = await rules();
		const shown = Object.entries(rule ?? {}).filter(([name]) => ['uid', 'cname', 'ip'].includes(name));
		expect(Object.fromEntries(shown)).toEqual(expected);
	});
});

describe('the duration', () => {
	test.each([
		[{}, 3600],
		[{ time: 1 }, 60],
		[{ time: 1440 }, 86_400],
		[{ time: 86_400 }, 86_400],
		[{ time: 0.5 }, 60],
		[{ time: -5 }, 60],
		[{ time_in_seconds: 10 }, 10],
		[{ time_in_seconds: 3 }, 10],
		[{ time_in_seconds: 86_430 }, 86_430],
		[{ time_in_seconds: 100_000 }, 86_430],
		[{ time: 7, time_in_seconds: 90 }, 90],
	])('%j is %i seconds', async (duration, seconds) => {
		const { sandbox, clock, appId, ban } = await openProject();
		await ban({ uid: 1, ...duration });
		const [rule] = sandbox.state.banRules.active(appId);
		expect(rule?.expiresAt).toBe(clock.now() + seconds * 1000);
	});
});

describe('refused', () => {
	test.each([
		['uid 0', { uid: 0 }, 'uid'],
		['a uid as a text', { uid: '1' }, 'uid'],
		['a uid that is too large', { uid: 2 ** 32 }, 'uid'],
		['uid null', { uid: null, cname: 'c' }, 'uid'],
		['an empty channel name', { cname: '' }, 'cname'],
		['no address', { ip: '123' }, 'ip'],
		['nobody', {}, 'rule'],
		['an address and a user', { ip: '192.0.2.1', uid: 1 }, 'rule'],
		['an address and a channel', { ip: '192.0.2.1', cname: 'c' }, 'rule'],
		['everything', { ip: '192.0.2.1', cname: 'c', uid: 1 }, 'rule'],
		['other case', { UID: 1 }, 'rule'],
		['no privileges', { uid: 1, privileges: [] }, 'privileges'],
		['an unknown privilege', { uid: 1, privileges: ['join_channel', 'fly'] }, 'privileges'],
		['privileges that are no list', { uid: 1, privileges: 'join_channel' }, 'privileges'],
		['a time as a text', { uid: 1, time: '60' }, 'time'],
		['0 seconds', { uid: 1, time_in_seconds: 0 }, 'time_in_seconds'],
		['a kick from publishing', { uid: 1, time: 0, privileges: ['publish_video'] }, 'privileges'],
		['seconds as a text', { uid: 1, time_in_seconds: '60', time: 1 }, 'time_in_seconds'],
	])('a new rule with %s', async (_, body, parameter) => {
		const { sandbox, appId, write } = await openProject();
		const { status, json } = await write('POST', { privileges: JOIN, ...body });
		expect([status, json]).toEqual([400, { message: `invalid ${parameter}` }]);
		expect(sandbox.state.banRules.active(appId)).toEqual([]);
	});

	test.each([
		['a change without duration', 'PUT', {}, 400, 'invalid time'],
		['a change to 0', 'PUT', { time: 0 }, 400, 'invalid time'],
		['a change to 0 seconds', 'PUT', { time_in_seconds: 0 }, 400, 'invalid time_in_seconds'],
		['a change of an unknown rule', 'PUT', { id: 1, time: 5 }, 404, 'rule not found'],
		['a change without id', 'PUT', { id: undefined, time: 5 }, 400, 'invalid id'],
		['a deletion of an unknown rule', 'DELETE', { id: 1 }, 404, 'rule not found'],
		['a deletion with a text as id', 'DELETE', { id: '1953' }, 400, 'invalid id'],
	])('%s', async (_, method, body, status, message) => {
		const { ban, write, rules } = await openProject();
		const id = await ban({ uid: 1 });
		const answer = await write(method, { id, ...body });
		expect([answer.status, answer.json]).toEqual([status, { message }]);
		expect(await rules()).toMatchObject([{ id, ts: '2025-06-18T13:00:00.000Z' }]);
	});

	test('a rule of another project', async () => {
		const { sandbox, call, ban, rules } = await openProject();
		const id = await ban({ uid: 1 });
		const { appId: appid } = sandbox.state.addProject();
		expect((await call('DELETE', RULES_PATH, { appid, id })).status).toBe(404);
		expect((await call('GET', `${RULES_PATH}?appid=${appid}`)).json).toEqual({
			status: 'success',
			rules: [],
		});
		expect(await rules()).toHaveLength(1);
	});

	test.each(['POST', 'PUT', 'DELETE'])('%s without JSON', async (method) => {
		const { call, write } = await openProject();
		for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
			expect((await call(method, RULES_PATH, '{}', { 'Content-Type': type })).status).toBe(415);
		}
		for (const body of ['', '{', '[]', 'null']) {
			expect((await call(method, RULES_PATH, body)).status).toBe(400);
		}
		expect((await write(method, { appid: 'a'.repeat(32) })).json).toEqual({ message: 'invalid appid' });
		expect((await write(method, { appid: undefined, appId: 'x' })).json).toEqual({
			message: 'invalid appid',
		});
	});

	test.each([
		[{ enabled: false }, 400, 'no active status'],
		[{ channelManagement: 'forbidden' }, 403, 'Forbidden.'],
	] as const)('every call in a project with %j', async (project, status, message) => {
		const { appId, call, write } = await openProject({}, project);
		const answers = [
			await call('GET', `${RULES_PATH}?appid=${appId}`),
			await write('POST', { privileges: JOIN, uid: 1 }),
			await write('PUT', { id: 1953, time: 1 }),
			await write('DELETE', { id: 1953 }),
		];
		expect(answers.map((answer) => [answer.status, answer.json])).toEqual(
			Array.from({ length: 4 }, () => [status, { message }]),
		);
	});

	test('a list without App ID', async () => {
		const { call } = await openProject();
		const { status, json } = await call('GET', RULES_PATH);
		expect([status, json]).toEqual([400, { message: 'invalid appid' }]);
	});
});

test('every rule is listed exactly while it has not expired, whatever is changed and lifted', () => {
	const step = fc.oneof(
		fc.record({ kind: fc.constant('add' as const), seconds: fc.integer({ min: 0, max: 100 }) }),
		fc.record({
			kind: fc.constant('change' as const),
			which: fc.nat(9),
			seconds: fc.integer({ min: 10, max: 100 }),
		}),
		fc.record({ kind: fc.constant('lift' as const), which: fc.nat(9) }),
		fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 60 }) }),
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const clock = new SimulatedClock({ time: 0 });
			const rules = new BanRules({ clock, behaviour: DOCUMENTED_BEHAVIOUR });
			const ends = new Map<number, number>();
			for (const each of steps) {
				const active = rules.active('a');
				const rule = 'which' in each ? active[each.which % Math.max(1, active.length)] : undefined;
				if (each.kind === 'add') {
					ends.set(
						rules.add({ appId: 'a', uid: 1, seconds: each.seconds }).id,
						clock.now() + each.seconds * 1000,
					);
				} else if (each.kind === 'wait') {
					clock.skip(each.seconds * 1000);
				} else if (rule && each.kind === 'change') {
					rules.change(rule, each.seconds);
					ends.set(rule.id, clock.now() + each.seconds * 1000);
				} else if (rule) {
					rules.lift(rule);
					ends.set(rule.id, clock.now());
				}
				const expected = [...ends].filter(([, end]) => end > clock.now()).map(([id]) => id);
				expect(rules.active('a').map(({ id }) => id)).toEqual(expected);
			}
		}),
	);
});
