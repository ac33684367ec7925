import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { dayOf } from '../../../../src/usage/report/days';
import { summarise } from '../../../../src/usage/report/summary';
import { defaultView, spansOf, type View } from '../../../../src/usage/report/view';
import { BUSINESSES } from '../../../../src/usage/report/words';
import { addProjects, FeedStage, persistentSession } from './feedStage';

const view: View = { ...defaultView(true), range: { preset: 'last12Months' } };
const faults = [
	{ status: 500 },
	'cut',
	{ status: 503, html: true },
	'brokenJson',
	{ status: 429, retryAfter: 1 },
	'hang',
	'halfBody',
	{ status: 403 },
	'html',
	'emptyBody',
] as const;

let sandbox: Sandbox;
let stage: FeedStage;
let projects: string[];

beforeEach(async () => {
	sandbox = await startSandbox();
	projects = addProjects(sandbox, 50);
	stage = new FeedStage(persistentSession(sandbox));
});
afterEach(async () => {
	stage.dispose();
	await sandbox.stop();
});

/** The most requests that arrived within any second. */
function mostInASecond(): number {
	const times = sandbox.requests.map(({ at }) => at).sort((a, b) => a - b);
	return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 1000).length));
}

function totals(today: string): Record<string, number> {
	const { range } = spansOf(view, today);
	const all: Record<string, number> = {};
	for (const business of BUSINESSES) {
		const parts = projects.flatMap((project) => stage.figuresOf(project, business) ?? []);
		for (const { key, total } of summarise(parts, { range, bucket: 'month' }).columns) {
			all[`${business} ${key}`] = total ?? 0;
		}
	}
	return all;
}

function truth(today: string): Record<string, number> {
	const { range } = spansOf(view, today);
	const all: Record<string, number> = {};
	for (const business of BUSINESSES) {
		for (const project of projects) {
			const own = sandbox.state.usageTotals(project, business, range.from, range.to);
			for (const [key, total] of Object.entries(own)) {
				all[`${business} ${key}`] = (all[`${business} ${key}`] ?? 0) + total;
			}
		}
	}
	return all;
}

describe('the usage of 50 projects in five businesses over 12 months', () => {
	it('is read whole although one call in twenty fails, within ten calls a second', async () => {
		const today = dayOf(Date.now());
		const struck = projects.flatMap((project, index) => {
			const business = BUSINESSES[index % BUSINESSES.length] ?? 'default';
			return index % 4 === 0
				? [{ project, business, fault: faults[(index / 4) % faults.length] ?? 'cut' }]
				: [];
		});
		for (const { project, business, fault } of struck) {
			sandbox.faults.next(fault, { path: new RegExp(`project_id=${project}&.*business=${business}`) });
		}
		expect(struck.length).toBeGreaterThanOrEqual(12);

		await stage.feed.show(projects, view, today);
		await expect.poll(() => stage.isDone, { timeout: 90_000, interval: 500 }).toBe(true);

		const failed = [...stage.states.values()].filter(({ state }) => state !== 'ready');
		const strikes = new Set(struck.map(({ project, business }) => `${project} ${business}`));
		expect(failed.every(({ state }) => state === 'failed')).toBe(true);
		expect(failed.filter(({ project, business }) => !strikes.has(`${project} ${business}`))).toEqual([]);
		expect(failed.length).toBeGreaterThan(0);

		// It went on while it was shown: partial results, and progress that only grows.
		const told = stage.progress.flatMap((progress) => (progress ? [progress] : []));
		expect(stage.partial.size).toBeGreaterThan(20);
		// Of the business on screen, today besides, which is a day more than a query takes.
		expect(told.every(({ total }) => total === 300)).toBe(true);
		expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));

		stage.feed.retry(null, null);
		await expect
			.poll(() => [...stage.states.values()].every(({ state }) => state === 'ready'), { timeout: 30_000 })
			.toBe(true);

		expect(totals(today)).toEqual(truth(today));
		expect(mostInASecond()).toBeLessThanOrEqual(10);
		expect(sandbox.requests.length).toBeLessThan(300 + 4 * struck.length);
	}, 150_000);

	it('stops within a second, keeps what has come, and goes on when asked', async () => {
		const today = dayOf(Date.now());
		const hanging = projects.slice(2);
		for (const project of hanging) {
			sandbox.faults.next('hang', { path: new RegExp(`project_id=${project}&`), times: Infinity });
		}
		await stage.feed.show(projects, view, today);
		await expect.poll(() => stage.figures.size, { timeout: 10_000 }).toBe(2);
		await expect.poll(() => sandbox.requests.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(11);

		const begun = performance.now();
		stage.feed.cancel();
		expect(stage.isDone).toBe(true);
		expect(performance.now() - begun).toBeLessThan(1000);
		expect(stage.stateOf(projects[40] ?? '', 'miniapp')?.state).toBe('cancelled');
		expect(stage.figures.size).toBe(2);

		// Besides what was on the wire, the next call is the only one since.
		sandbox.faults.clear();
		stage.feed.retry(projects[40] ?? '', 'miniapp');
		await expect
			.poll(() => stage.stateOf(projects[40] ?? '', 'miniapp')?.state, { timeout: 10_000 })
			.toBe('ready');
		const since = sandbox.requests.filter(({ at }) => at > begun + 200);
		expect(since.every(({ url }) => url.includes(`project_id=${projects[40]}&`))).toBe(true);
	}, 60_000);
});
