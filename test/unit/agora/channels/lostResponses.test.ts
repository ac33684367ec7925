import { describe, expect, test } from 'vitest';
import {
	type BanTarget,
	changeBan,
	createBan,
	liftBan,
	type Privilege,
} from '../../../../src/agora/channels/banRules';
import type { WriteReport } from '../../../../src/agora/request';
import type { Behaviour } from '../../../../src/sandbox/behaviour';
import { DONE, type LostAnswers, NOT_DONE, openLostAnswers } from '../lostResponses';
import { thrownBy } from '../thrown';

const SECONDS = 600;
const JOIN: readonly Privilege[] = ['join_channel'];
const TARGETS: readonly [string, BanTarget][] = [
	['a user in a channel', { uid: 5897, channelName: 'class32' }],
	['a user in every channel', { uid: 5897 }],
	['a channel', { channelName: 'class32' }],
	['an address', { ip: '203.0.113.7' }],
];
const [, [, USER]] = TARGETS as [unknown, [string, BanTarget]];

interface WithProject extends LostAnswers {
	readonly appId: string;
	readonly reports: readonly WriteReport[];
	ban(target: BanTarget, seconds?: number): ReturnType<typeof createBan>;
	rules(): readonly { readonly id: number; readonly expiresAt: number }[];
}

async function withProject(behaviour: Partial<Behaviour> = {}): Promise<WithProject> {
	const lost = await openLostAnswers({ behaviour });
	const { appId } = lost.sandbox.state.addProject();
	const reports: WriteReport[] = [];
	lost.client.onDidWrite((report) => reports.push(report));
	return Object.assign(lost, {
		appId,
		reports,
		ban: (target: BanTarget, seconds = SECONDS) =>
			createBan(lost.client, { appId, target, privileges: JOIN, seconds }),
		rules: () => lost.sandbox.state.banRules.active(appId),
	});
}

describe.each(TARGETS)('a ban of %s', (_title, target) => {
	test.each(DONE)('is found and exists once if its response is lost to %s', async (_, fault) => {
		for (const absentBanFields of ['null', 'empty', 'omitted'] as const) {
			const { ban, rules, loseWrite, writes, reports } = await withProject({ absentBanFields });
			loseWrite(fault);
			const id = await ban(target);
			expect(rules().map((rule) => rule.id)).toEqual([id]);
			expect(writes()).toBe(1);
			expect(reports).toMatchObject([{ operation: 'createBan', outcome: 'done' }]);
		}
	});

	test('is found if the list contains it 19 seconds later', async () => {
		const { ban, rules, loseWrite, clock } = await withProject({ banListLagSeconds: 19 });
		loseWrite('doneButCut');
		expect(await ban(target)).toBe(rules()[0]?.id);
		expect(clock.sleeps).toEqual([0, 5000, 15_000]);
	});

	test.each(NOT_DONE)('stays unknown after %s, because the list may leave it out', async (_, fault) => {
		const { ban, rules, loseWrite, writes, reports, clock } = await withProject();
		loseWrite(fault);
		const error = await thrownBy(ban(target));
		expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'createBan', outcome: 'unknown' });
		expect(error.check).toContain('listed among the bans');
		expect(rules()).toEqual([]);
		expect(writes()).toBe(1);
		expect(clock.sleeps).toEqual([0, 5000, 15_000]);
		expect(reports).toMatchObject([{ outcome: 'unknown' }]);
	});
});

test('a ban stays unknown while the list fails, and is not sent again', async () => {
	const { ban, rules, loseWrite, breakReads, writes } = await withProject();
	loseWrite('doneBut504');
	breakReads();
	expect(await thrownBy(ban(USER))).toMatchObject({ kind: 'unknownOutcome' });
	expect([rules().length, writes()]).toEqual([1, 1]);
});

test('a client that repeats calls does not repeat a ban whose response is lost', async () => {
	const { repeatingClient, appId, rules, loseWrite, writes } = await withProject();
	loseWrite('doneButCut');
	const ban = { appId, target: USER, privileges: JOIN, seconds: SECONDS };
	expect(await createBan(repeatingClient, ban)).toBe(rules()[0]?.id);
	expect([rules().length, writes()]).toEqual([1, 1]);
});

test.each([-30, 30])('a ban is found with this machine’s clock %i hours ahead', async (hours) => {
	const { ban, rules, loseWrite, clock } = await withProject();
	clock.stepWallClock(hours * 3_600_000);
	loseWrite('doneButCut');
	expect(await ban(USER)).toBe(rules()[0]?.id);
});

test.each<[string, object]>([
	['of the same target a minute ago', { age: 60_000 }],
	['of another user', { uid: 7 }],
	['of the same user in one channel', { channelName: 'class32' }],
	['of the same user with other privileges', { privileges: ['publish_audio'] }],
	['of the same user with more privileges', { privileges: ['join_channel', 'publish_audio'] }],
	['of the same user in another project', { appId: 'other' }],
])('a rule %s is not the lost one', async (_, { age = 0, ...other }: { age?: number }) => {
	const { sandbox, appId, ban, loseWrite, clock } = await withProject();
	const createdAt = clock.monotonic() - age;
	sandbox.state.banRules.add({ appId, uid: 5897, privileges: [...JOIN], createdAt, ...other });
	loseWrite({ status: 504 });
	expect(await thrownBy(ban(USER))).toMatchObject({ kind: 'unknownOutcome' });
});

test.each([...DONE, ...NOT_DONE.map(([title, fault]) => [title, fault] as const)])(
	'a kick whose response is lost to %s cannot be looked up: it leaves no rule',
	async (_, fault) => {
		const { sandbox, ban, loseWrite, writes, clock } = await withProject();
		loseWrite(fault);
		const error = await thrownBy(ban(USER, 0));
		expect(error).toMatchObject({ kind: 'unknownOutcome', outcome: 'unknown' });
		expect(error.check).toContain('whether the user is still in the channel');
		expect(writes()).toBe(1);
		expect(sandbox.requests).toHaveLength(1);
		expect(clock.sleeps).toEqual([]);
	},
);

describe('a change of a ban', () => {
	async function withRule() {
		const lost = await withProject();
		const { clock, sandbox, appId } = lost;
		const rule = sandbox.state.banRules.add({ appId, uid: 5897, createdAt: clock.monotonic() - 60_000 });
		const change = () => changeBan(lost.client, { appId, id: rule.id, seconds: SECONDS });
		return { ...lost, rule, change };
	}

	test.each(DONE)('is found by the new end if its response is lost to %s', async (_, fault) => {
		const { rule, change, loseWrite } = await withRule();
		loseWrite(fault);
		expect(await change()).toEqual(new Date(rule.expiresAt));
	});

	test.each(NOT_DONE)('stays unknown after %s', async (_, fault) => {
		const { change, loseWrite, clock } = await withRule();
		loseWrite(fault);
		const error = await thrownBy(change());
		expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'changeBan' });
		expect(error.check).toContain('see when it ends');
		expect(clock.sleeps).toEqual([0, 5000]);
	});
});

describe('the end of a ban by hand', () => {
	async function withRule() {
		const lost = await withProject();
		const { sandbox, appId, clock } = lost;
		const rule = sandbox.state.banRules.add({ appId, uid: 5897, createdAt: clock.monotonic() });
		return { ...lost, lift: () => liftBan(lost.client, { appId, id: rule.id }) };
	}

	test.each(DONE)('is certain if its response is lost to %s: the rule is gone', async (_, fault) => {
		const { lift, loseWrite, rules, writes } = await withRule();
		loseWrite(fault);
		expect(await lift()).toBe('alreadyGone');
		expect([rules().length, writes()]).toEqual([0, 2]);
	});

	test.each(NOT_DONE)('is not done after %s if the rule is still listed', async (_, fault, kind) => {
		const { lift, loseWrite, rules, writes } = await withRule();
		loseWrite(fault);
		expect(await thrownBy(lift())).toMatchObject({ kind, outcome: 'notDone' });
		expect([rules().length, writes()]).toEqual([1, 1]);
	});

	test('is done again if the list leaves the rule out', async () => {
		const { lift, loseWrite, rules, sandbox, writes } = await withRule();
		sandbox.state.behaviour.banListLagSeconds = 60;
		loseWrite({ status: 504 });
		expect(await lift()).toBe('lifted');
		expect([rules().length, writes()]).toEqual([0, 2]);
	});

	test('stays unknown while the list fails', async () => {
		const { lift, loseWrite, breakReads } = await withRule();
		loseWrite('doneBut504');
		breakReads();
		const error = await thrownBy(lift());
		expect(error).toMatchObject({ kind: 'unknownOutcome' });
		expect(error.check).toContain('refresh the bans');
	});
});
