import { describe, expect, it } from 'vitest';
import { AgoraClient } from '../../../../src/agora/client';
import { listPlayers } from '../../../../src/agora/mediaPull/listPlayers';
import { limitsOf } from '../../../../src/agora/rateLimits';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { sessionOn } from '../../../fixtures/sessions';
import { mostWithin, seeded } from './calls';
import { ListedPlayers, player } from './listedPlayers';
import { PollingContext, project } from './pollingContext';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PROJECTS = 20;
const STATES = ['visible and focused', 'hidden and focused', 'not focused'] as const;
type State = (typeof STATES)[number];

interface Stretch {
	readonly state: State;
	readonly from: number;
	readonly to: number;
}

/** Changes the state of the window at random, and sometimes a player. */
async function live(context: PollingContext, ms: number, random: () => number): Promise<Stretch[]> {
	const end = context.clock.now() + ms;
	const stretches: Stretch[] = [];
	while (context.clock.now() < end) {
		const state = STATES[Math.floor(random() * STATES.length)] ?? 'not focused';
		if (state === 'not focused') {
			context.setFocused(false);
			context.poller.setVisible(random() < 0.5);
		} else {
			context.poller.setVisible(state === 'visible and focused');
			context.setFocused(true);
		}
		const from = context.clock.now();
		const to = Math.min(end, from + MINUTE * (1 + random() * 59));
		while (context.clock.now() < to) {
			if (state !== 'not focused' && random() < 0.3) {
				context.poller.pollSoon(`app${Math.floor(random() * PROJECTS)}`);
			}
			await context.pass(Math.min(to - context.clock.now(), random() * 3 * MINUTE));
		}
		stretches.push({ state, from, to });
	}
	return stretches;
}

function figures(
	times: readonly number[],
	stretches: readonly Stretch[],
): Map<State, { minutes: number; calls: number }> {
	const sums = new Map(STATES.map((state) => [state, { minutes: 0, calls: 0 }]));
	for (const { state, from, to } of stretches) {
		const sum = sums.get(state);
		if (sum) {
			sum.minutes += (to - from) / MINUTE;
			sum.calls += times.filter((at) => at >= from && at < to).length;
		}
	}
	return sums;
}

describe('PlayerPoller in 24 hours with 20 projects', () => {
	it('uses at most half of the rate limit of List, and makes no call without the focus', async () => {
		const random = seeded(24);
		const context = new PollingContext((client, query, control) => listed.pagesOf(client, query, control));
		const listed = new ListedPlayers(context);
		for (let at = 0; at < PROJECTS; at += 1) {
			// Most have one page of players, one has three and one has six.
			const count = at === 0 ? 3_000 : at === 1 ? 1_400 : Math.floor(random() * 50);
			listed.players.set(
				`app${at}`,
				Array.from({ length: count }, (_, index) => player(`${at}-${index}`)),
			);
		}
		// One call in a hundred fails for its project, one in five hundred for all of them.
		listed.failure = () => {
			const chance = random();
			return chance < 0.002 ? 'network' : chance < 0.01 ? 'server' : undefined;
		};
		context.setProjects(
			Array.from({ length: PROJECTS }, (_, at) => project(at)),
			'app3',
		);
		context.signIn();
		const stretches = await live(context, 24 * HOUR, random);
		context.dispose();

		const times = listed.calls.map(({ at }) => at);
		const byState = figures(times, stretches);
		for (const [state, { minutes, calls }] of byState) {
			const rate = (calls / minutes).toFixed(1);
			console.info(`${state}: ${(minutes / 60).toFixed(1)} h, ${calls} calls, ${rate} a minute`);
		}
		const windows = limitsOf({ operation: 'listPlayers' })[0]?.windows ?? [];
		expect(windows).toEqual([
			{ calls: 10, ms: 1000 },
			{ calls: 20, ms: MINUTE },
		]);
		for (const { calls, ms } of windows) {
			const most = Math.max(
				...Array.from({ length: PROJECTS }, (_, at) => mostWithin(listed.callsFor(`app${at}`), ms)),
			);
			console.info(`most for one project within ${ms / 1000} s: ${most} of ${calls}`);
			expect(most).toBeLessThanOrEqual(calls / 2);
		}
		console.info(
			`most for all together within 1 s: ${mostWithin(times, 1000)}, 60 s: ${mostWithin(times, MINUTE)}`,
		);
		expect(mostWithin(times, 1000)).toBeLessThanOrEqual(5);
		expect(byState.get('not focused')?.calls).toBe(0);
		expect(byState.get('visible and focused')?.calls).toBeGreaterThan(10_000);
		expect(context.store.players('app0')).toHaveLength(3_000);
	}, 120_000);
});

describe('PlayerPoller in 15 minutes over HTTP', () => {
	it('leaves half of the limits to the back end of the user, so that the server refuses no call', async () => {
		const random = seeded(1);
		const context = new PollingContext();
		const sandbox = await startSandbox({ clock: context.clock });
		const projects = Array.from({ length: PROJECTS }, (_, at) => ({
			...project(at),
			appId: sandbox.state.addProject({ name: `Project ${at}` }).appId,
		}));
		const [first, second] = projects;
		const address = { primary: new URL(sandbox.url), neighbours: [] };
		const backEnd = new AgoraClient({
			hosts: { own: address, other: undefined },
			credentials: sandbox,
			log: { debug: () => {}, info: () => {}, warn: () => {} },
			rateLimiter: { run: (_call, task) => task(), availableFrom: () => Number.NEGATIVE_INFINITY },
			repeat: false,
		});
		context.setProjects(projects, first?.appId);
		context.sessions.replace(sessionOn(sandbox, 'account', context));
		context.poller.setVisible(true);
		let refused = 0;
		let answered = 0;
		for (let at = 0; at < 150; at += 1) {
			for (const appId of [first?.appId ?? '', second?.appId ?? '']) {
				await listPlayers(backEnd, { appId, pageSize: 1 }).then(
					() => {
						answered += 1;
					},
					() => {
						refused += 1;
					},
				);
			}
			if (random() < 0.2) {
				context.poller.pollSoon(first?.appId ?? '');
			}
			await context.pass(6000);
		}
		expect(refused).toBe(0);
		expect(answered).toBe(300);
		for (const { appId } of projects) {
			const { error, loadedAt } = context.store.loadable(appId);
			expect(error).toBeUndefined();
			expect(context.clock.now() - (loadedAt ?? 0)).toBeLessThanOrEqual(11_000);
		}
		context.dispose();
		await sandbox.stop();
	}, 120_000);
});
