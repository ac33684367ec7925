import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/common/clock';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { dayOf } from '../../../../src/usage/report/days';
import { BUSINESSES } from '../../../../src/usage/report/figures';
import { summarise } from '../../../../src/usage/report/summary';
import { defaultView, spansOf, type View } from '../../../../src/usage/report/view';
import { usageTotals } from '../../../fixtures/usageTotals';
import { addProjects, CountingRateLimiter, FeedHarness, persistentSession } from './feedHarness';

const view: View = { ...defaultView(), range: { preset: 'last12Months' }, compare: false };
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
let harness: FeedHarness;
let rateLimiter: CountingRateLimiter;
let projects: string[];

beforeEach(async () => {
	sandbox = await startSandbox();
	projects = addProjects(sandbox, 50);
	rateLimiter = new CountingRateLimiter(systemClock);
	harness = new FeedHarness(persistentSession(sandbox, rateLimiter));
});
afterEach(async () => {
	harness.dispose();
	await sandbox.stop();
});

function totals(today: string): Record<string, number> {
	const { range } = spansOf(view, today);
	const all: Record<string, number> = {};
	for (const business of BUSINESSES) {
		const parts = projects.flatMap((project) => harness.figuresOf(project, business) ?? []);
		for (const { key, total } of summarise(parts, { range, bucket: 'month' }).columns) {
			all[`${business} ${key}`] = total ?? 0;
		}
	}
	return all;
}

function expectedTotals(today: string): Record<string, number> {
	const { range } = spansOf(view, today);
	const all: Record<string, number> = {};
	for (const business of BUSINESSES) {
		for (const project of projects) {
			const own = usageTotals(sandbox.state, project, business, range.from, range.to);
			for (const [key, total] of Object.entries(own)) {
				all[`${business} ${key}`] = (all[`${business} ${key}`] ?? 0) + total;
			}
		}
	}
	return all;
}

describe('the usage of 50 projects in five businesses over 12 months', () => {
	it('is read completely through the rate limiter although one call in twenty fails', async () => {
		const today = dayOf(Date.now());
		const faulty = projects.flatMap((project, index) => {
			const business = BUSINESSES[index % BUSINESSES.length] ?? 'default';
			return index % 4 === 0
				? [{ project, business, fault: faults[(index / 4) % faults.length] ?? 'cut' }]
				: [];
		});
		for (const { project, business, fault } of faulty) {
			sandbox.faults.next(fault, { path: new RegExp(`project_id=${project}&.*business=${business}`) });
		}
		expect(faulty.length).toBeGreaterThanOrEqual(12);

		await harness.feed.show(projects, view, today);
		await expect.poll(() => harness.isDone, { timeout: 90_000, interval: 500 }).toBe(true);

		const failed = [...harness.states.values()].filter(({ state }) => state !== 'ready');
		const faultyPairs = new Set(faulty.map(({ project, business }) => `${project} ${business}`));
		expect(failed.every(({ state }) => state === 'failed')).toBe(true);
		expect(failed.filter(({ project, business }) => !faultyPairs.has(`${project} ${business}`))).toEqual([]);
		expect(failed.length).toBeGreaterThan(0);

		// The page receives partial results, and progress that only grows.
		const progress = harness.progress.flatMap((each) => (each ? [each] : []));
		expect(harness.partial.size).toBeGreaterThan(20);
		// The business on screen also needs today, which does not fit into the query of twelve months.
		expect(progress.every(({ total }) => total === 300)).toBe(true);
		expect(progress.map(({ done }) => done)).toEqual(
			progress.map(({ done }) => done).toSorted((a, b) => a - b),
		);

		harness.feed.retry(null, null);
		await expect
			.poll(() => [...harness.states.values()].every(({ state }) => state === 'ready'), { timeout: 30_000 })
			.toBe(true);

		expect(totals(today)).toEqual(expectedTotals(today));
		// The tests of the rate limiter show that it keeps the limit; here, every request must pass it.
		expect([...rateLimiter.starts]).toEqual([
			['consoleApi /dev/v3/usage: [{"calls":10,"ms":1000}]', sandbox.requests.length],
		]);
		expect(sandbox.requests.length).toBeLessThan(300 + 4 * faulty.length);
	}, 150_000);

	it('stops when it is cancelled, keeps the figures it has, and continues on retry', async () => {
		const today = dayOf(Date.now());
		const hanging = projects.slice(2);
		for (const project of hanging) {
			sandbox.faults.next('hang', { path: new RegExp(`project_id=${project}&`), times: Infinity });
		}
		await harness.feed.show(projects, view, today);
		await expect.poll(() => harness.figures.size, { timeout: 10_000 }).toBe(2);
		await expect.poll(() => sandbox.requests.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(11);

		const started = () => [...rateLimiter.starts.values()].reduce((sum, count) => sum + count, 0);
		harness.feed.cancel();
		const startedBefore = started();
		expect(harness.isDone).toBe(true);
		expect(harness.stateOf(projects[40] ?? '', 'miniapp')?.state).toBe('cancelled');
		expect(harness.figures.size).toBe(2);

		sandbox.faults.clear();
		harness.feed.retry(projects[40] ?? '', 'miniapp');
		await expect
			.poll(() => harness.stateOf(projects[40] ?? '', 'miniapp')?.state, { timeout: 10_000 })
			.toBe('ready');
		// The retried call is the only one.
		expect(started() - startedBefore).toBe(1);
	}, 60_000);
});
