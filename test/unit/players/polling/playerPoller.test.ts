import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgoraError } from '../../../../src/agora/errors';
import { ListedPlayers, player } from './listedPlayers';
import { PollingContext, project } from './pollingContext';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let context: PollingContext;
let listed: ListedPlayers;
let start: number;

beforeEach(() => {
	context = new PollingContext((client, query, control) => listed.pagesOf(client, query, control));
	listed = new ListedPlayers(context);
	start = context.clock.monotonic();
	context.setProjects([project(0), project(1)], 'app1');
});

afterEach(() => context.dispose());

function signIn(account = 'account'): void {
	context.signIn(account);
}

/** Seconds after the start at which a project was asked for. */
function seconds(appId: string): number[] {
	return listed.callsFor(appId).map((at) => (at - start) / SECOND);
}

describe('PlayerPoller', () => {
	it('reads every project as often as the setting says while the view is visible', async () => {
		context.poller.setVisible(true);
		signIn();
		await context.pass(MINUTE - 1);
		expect(seconds('app1')).toEqual([0, 10, 20, 30, 40, 50]);
		expect(seconds('app0')).toHaveLength(6);
		context.periods = { ...context.periods, visibleMs: 60_000 };
		await context.pass(2 * MINUTE);
		expect(seconds('app0')).toHaveLength(8);
		expect(context.store.loadable('app0').loadedAt).toBe(listed.callsFor('app0').at(-1));
	});

	it.each([-60 * MINUTE, 60 * MINUTE])('keeps its period when the clock is set by %i ms', async (step) => {
		context.poller.setVisible(true);
		signIn();
		await context.pass(25 * SECOND);
		context.clock.stepWallClock(step);
		await context.pass(35 * SECOND - 1);
		expect(seconds('app1')).toEqual([0, 10, 20, 30, 40, 50]);
	});

	it('spreads the calls of a round over the period', async () => {
		context.setProjects(Array.from({ length: 20 }, (_, at) => project(at)));
		signIn();
		context.poller.setVisible(true);
		await context.pass(MINUTE);
		const before = listed.calls.length;
		await context.pass(9 * SECOND);
		const times = listed.calls.slice(before).map(({ at }) => at);
		const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
		expect(new Set(listed.calls.slice(before).map(({ appId }) => appId)).size).toBeGreaterThanOrEqual(18);
	});

	it('never reads a project twice at a time, and does not wait for slow projects', async () => {
		listed.hangs = 'app0';
		context.hanging = 1;
		signIn();
		context.poller.setVisible(true);
		await context.pass(MINUTE);
		expect(seconds('app0')).toHaveLength(1);
		expect(seconds('app1').length).toBeGreaterThanOrEqual(6);
	});

	it('reads only the active project, less often, while the view is hidden', async () => {
		signIn();
		await context.pass(5 * MINUTE - 1);
		expect(seconds('app0')).toEqual([]);
		expect(seconds('app1')).toEqual([0, 30, 60, 90, 120, 150, 180, 210, 240, 270]);
		context.periods = { ...context.periods, hiddenMs: undefined };
		await context.pass(10 * MINUTE);
		expect(listed.calls).toHaveLength(10);
	});

	it('reads nothing while the window has no focus, and at once when it gets the focus', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(5 * SECOND);
		context.setFocused(false);
		const before = listed.calls.length;
		context.poller.pollSoon('app0');
		await context.pass(60 * MINUTE);
		expect(listed.calls).toHaveLength(before);
		context.setFocused(true);
		await context.pass(1 * SECOND);
		expect(listed.calls).toHaveLength(before + 2);
	});

	it('does not read again what it has just read when the window gets the focus', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(2 * SECOND);
		const before = listed.calls.length;
		context.setFocused(false);
		context.setFocused(true);
		await context.pass(2 * SECOND);
		expect(listed.calls).toHaveLength(before);
	});

	it('reads only the changed project 1, 3, 6 and 10 seconds after a change', async () => {
		context.periods = { visibleMs: 300_000, hiddenMs: undefined };
		signIn();
		await context.pass(MINUTE);
		start = context.clock.monotonic();
		context.store.applyCreated('app0', player('new'), start);
		await context.pass(MINUTE);
		expect(seconds('app0')).toEqual([1, 3, 6, 10]);
		expect(seconds('app1')).toEqual([]);
		start = context.clock.monotonic();
		context.poller.pollSoon('app1');
		await context.pass(4 * SECOND);
		expect(seconds('app1')).toEqual([1, 3]);
	});

	it('uses at most half of the rate limit of List, for any number of changes and pages', async () => {
		listed.pageSize = 10;
		listed.players.set(
			'app0',
			Array.from({ length: 125 }, (_, at) => player(`p${at}`)),
		);
		context.periods = { visibleMs: 5000, hiddenMs: undefined };
		signIn();
		context.poller.setVisible(true);
		for (let at = 0; at < 100; at += 1) {
			context.poller.pollSoon('app1');
			await context.pass(3 * SECOND);
		}
		for (const appId of ['app0', 'app1']) {
			const times = listed.callsFor(appId);
			expect(times.length).toBeGreaterThan(40);
			for (const [index, at] of times.entries()) {
				expect(at - (times[index - 10] ?? 0)).toBeGreaterThan(MINUTE);
				expect(at - (times[index - 5] ?? 0)).toBeGreaterThan(SECOND);
			}
		}
		expect(context.store.players('app0')).toHaveLength(125);
	});

	it.each<[AgoraError['kind'], readonly number[]]>([
		['server', [5.5, 10.5, 15.5, 90]],
		['notFound', [5.5, 10.5, 15.5, 90]],
		['badResponse', [11.25, 22.5, 45, 90]],
	])(
		'waits longer after each failure of a project in a row (%s), without troubling the others',
		async (kind, expected) => {
			listed.failure = (appId) => (appId === 'app0' ? kind : undefined);
			signIn();
			context.poller.setVisible(true);
			await context.pass(20 * MINUTE);
			const times = listed.callsFor('app0');
			const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
			expect(waits.slice(0, 4).map((wait) => wait / SECOND)).toEqual(expected);
			expect(Math.max(...waits)).toBeLessThanOrEqual(300_000 * 1.25 + 1);
			expect(listed.callsFor('app1').length).toBeGreaterThanOrEqual(110);
			listed.failure = undefined;
			await context.reader.refresh();
			const before = listed.callsFor('app0').length;
			await context.pass(11 * SECOND);
			expect(listed.callsFor('app0').length).toBe(before + 1);
		},
	);

	it('reads one project while no server can be reached, and all once one reading succeeds', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(30 * SECOND);
		listed.failure = () => 'network';
		const before = listed.calls.length;
		await context.pass(9 * MINUTE);
		expect(listed.calls.length - before).toBeLessThan(20);
		listed.failure = undefined;
		await context.pass(6 * MINUTE);
		expect(context.store.loadable('app0').error).toBeUndefined();
		expect(context.store.loadable('app1').error).toBeUndefined();
		const age = (appId: string) => context.clock.now() - (context.store.loadable(appId).loadedAt ?? 0);
		expect(Math.max(age('app0'), age('app1'))).toBeLessThanOrEqual(10 * SECOND);
	});

	it('stops when the credentials are refused, until a refresh succeeds', async () => {
		listed.failure = () => 'unauthorized';
		signIn();
		context.poller.setVisible(true);
		await context.pass(60 * MINUTE);
		expect(listed.calls).toHaveLength(1);
		listed.failure = undefined;
		await context.reader.refresh();
		const before = listed.calls.length;
		await context.pass(12 * SECOND);
		expect(listed.calls.length).toBeGreaterThanOrEqual(before + 2);
	});

	it('reads a project without permission after 5, 15 and then every 60 minutes, and the others as usual', async () => {
		listed.failure = (appId) => (appId === 'app0' ? 'forbidden' : undefined);
		signIn();
		context.poller.setVisible(true);
		await context.pass(180 * MINUTE);
		const times = listed.callsFor('app0');
		const waits = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / MINUTE);
		expect(waits).toEqual([5.25, 15.75, 63, 63]);
		expect(listed.callsFor('app1').length).toBeGreaterThan(1000);
		listed.failure = undefined;
		await context.pass(40 * MINUTE);
		expect(context.store.loadable('app0').error).toBeUndefined();
		const before = listed.callsFor('app0').length;
		await context.pass(MINUTE);
		expect(listed.callsFor('app0').length).toBeGreaterThanOrEqual(before + 5);
	});

	it('reads nothing after a sign-out, and starts again with the next account', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(MINUTE);
		context.sessions.replace(undefined);
		const before = listed.calls.length;
		await context.pass(10 * MINUTE);
		expect(listed.calls).toHaveLength(before);
		signIn('other');
		await context.pass(SECOND);
		expect(listed.calls).toHaveLength(before + 2);
	});

	it('stops between two pages when the view is hidden or the window loses the focus', async () => {
		listed.pageSize = 1;
		listed.players.set(
			'app0',
			Array.from({ length: 30 }, (_, at) => player(`p${at}`)),
		);
		context.setProjects([project(0)]);
		signIn();
		context.poller.setVisible(true);
		await context.pass(3 * SECOND);
		const before = listed.calls.length;
		expect(before).toBeLessThan(30);
		context.poller.setVisible(false);
		await context.pass(10 * MINUTE);
		expect(listed.calls).toHaveLength(before);
		context.poller.setVisible(true);
		await context.pass(10 * MINUTE);
		expect(context.store.players('app0')).toHaveLength(30);
	});

	it('reads a new project at once, and a removed project no more', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(2 * SECOND);
		context.setProjects([project(1), project(2)]);
		const before = listed.callsFor('app0').length;
		await context.pass(SECOND);
		expect(listed.callsFor('app2')).toHaveLength(1);
		await context.pass(MINUTE);
		expect(listed.callsFor('app0')).toHaveLength(before);
	});
});

describe('PlayerPoller with 200 projects', () => {
	const projects = Array.from({ length: 200 }, (_, at) => project(at));

	/** The App IDs of the projects that are not read now, by their readings' ages. */
	const olderThan = (ms: number) =>
		projects.filter(({ appId }) => {
			const { loadedAt } = context.store.loadable(appId);
			return loadedAt === undefined || context.clock.monotonic() - loadedAt > ms;
		});

	beforeEach(() => {
		context.setProjects(projects, 'app150');
		for (const at of [24, 77, 199]) {
			listed.players.set(`app${at}`, [player(`of ${at}`)]);
		}
	});

	it('reads the active project and those with players in every round, and the others in rotation', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(2 * MINUTE);
		expect(olderThan(2 * MINUTE)).toEqual([]);
		expect([...context.store.appIdsWithPlayers].toSorted()).toEqual(['app199', 'app24', 'app77']);
		const before = listed.calls.length;
		await context.pass(10 * MINUTE);
		expect(listed.calls.length - before).toBeLessThanOrEqual(1300);
		for (const appId of ['app24', 'app77', 'app199', 'app150']) {
			const times = listed.callsFor(appId).slice(-50);
			const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
			expect(Math.max(...gaps)).toBeLessThanOrEqual(11 * SECOND);
		}
		expect(olderThan(3 * MINUTE)).toEqual([]);
	});

	it('finds a player that another client creates in any project, and then reads that project in every round', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(5 * MINUTE);
		listed.players.set('app61', [player('elsewhere')]);
		await context.pass(3 * MINUTE);
		expect(context.store.players('app61')).toHaveLength(1);
		const before = listed.callsFor('app61').length;
		await context.pass(MINUTE);
		expect(listed.callsFor('app61').length - before).toBeGreaterThanOrEqual(5);
	});

	it('first reads the projects of the account that had players before a restart of VS Code', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(2 * MINUTE);
		const { memento } = context;
		context.dispose();
		context = new PollingContext((client, query, control) => listed.pagesOf(client, query, control), memento);
		listed = new ListedPlayers(context);
		context.setProjects(projects, 'app150');
		signIn('other account');
		expect([...context.priority.appIds]).toEqual(['app150']);
		signIn();
		context.poller.setVisible(true);
		await context.pass(1600);
		const first = ['app150', 'app24', 'app77', 'app199'];
		expect(listed.calls.slice(0, 8).map(({ appId }) => appId)).toEqual(expect.arrayContaining(first));
		// Their last players went meanwhile, so they take their turns with the others again.
		await context.pass(5 * MINUTE);
		expect([...context.priority.appIds]).toEqual(['app150']);
	});

	it('reads only projects with players, less often, while the view is hidden, and none if the setting is 0', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(2 * MINUTE);
		context.poller.setVisible(false);
		const before = listed.calls.length;
		await context.pass(10 * MINUTE);
		const calls = listed.calls.slice(before);
		expect(new Set(calls.map(({ appId }) => appId))).toEqual(new Set(['app150', 'app24', 'app77', 'app199']));
		expect(calls.length).toBeGreaterThanOrEqual(4 * 19);
		expect(calls.length).toBeLessThanOrEqual(4 * 21);
		context.periods = { ...context.periods, hiddenMs: undefined };
		const off = listed.calls.length;
		await context.pass(60 * MINUTE);
		expect(listed.calls).toHaveLength(off);
	});

	it('continues to read a project with players after it was disabled', async () => {
		signIn();
		context.poller.setVisible(true);
		await context.pass(2 * MINUTE);
		context.setProjects(
			projects.map((each) => (each.appId === 'app77' ? { ...each, enabled: false } : each)),
			'app150',
		);
		const before = listed.callsFor('app77').length;
		await context.pass(MINUTE);
		expect(listed.callsFor('app77').length - before).toBeGreaterThanOrEqual(5);
		expect(context.store.players('app77')).toHaveLength(1);
	});
});

describe('the cost of PlayerPoller', () => {
	/** Over a minute of polls, how often the store and the list of projects are asked for something, for each poll. */
	async function lookUpsAPoll(count: number): Promise<number> {
		const projects = Array.from({ length: count }, (_, at) => project(at));
		context.setProjects(projects, 'app3');
		for (let at = 0; at < 20; at += 1) {
			listed.players.set(`app${at}`, [player(`of ${at}`)]);
			context.store.applyReading(`app${at}`, {
				players: [player(`of ${at}`)],
				...{ startedAt: 0, readAt: 0, complete: true },
			});
		}
		signIn();
		context.poller.setVisible(true);
		await context.pass(MINUTE);
		const known = vi.spyOn(context.store, 'loadable');
		const before = listed.calls.length;
		await context.pass(MINUTE);
		const lookUps = known.mock.calls.length / (listed.calls.length - before);
		known.mockRestore();
		return lookUps;
	}

	it('does not depend on the number of projects', async () => {
		const few = await lookUpsAPoll(20);
		const many = await lookUpsAPoll(5000);
		expect(few).toBeLessThan(20);
		expect(many).toBeLessThan(20);
	});

	it('fires no change event when nothing changed', async () => {
		listed.players.set('app0', [player('a')]);
		signIn();
		context.poller.setVisible(true);
		await context.pass(MINUTE);
		let changes = 0;
		const subscription = context.store.onDidChange(() => {
			changes += 1;
		});
		const before = listed.calls.length;
		await context.pass(10 * MINUTE);
		subscription.dispose();
		expect(listed.calls.length).toBeGreaterThan(before + 100);
		expect(changes).toBe(0);
	});
});
