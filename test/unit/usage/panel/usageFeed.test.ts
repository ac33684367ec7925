import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/common/clock';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { UsageCacheStorage } from '../../../../src/usage/cache/cacheStorage';
import { addDays, dayOf } from '../../../../src/usage/report/days';
import { BUSINESSES } from '../../../../src/usage/report/figures';
import { RANGE_PRESETS } from '../../../../src/usage/report/range';
import { summarise } from '../../../../src/usage/report/summary';
import { defaultView, spansOf, type View } from '../../../../src/usage/report/view';
import { sessionOn } from '../../../fixtures/sessions';
import { usageTotals } from '../../../fixtures/usageTotals';
import { addProjects, FeedHarness } from './feedHarness';

let sandbox: Sandbox;
let project: string;
let harnesses: FeedHarness[];
let folder: string;

beforeEach(async () => {
	sandbox = await startSandbox();
	[project = ''] = addProjects(sandbox, 1);
	harnesses = [];
	folder = await mkdtemp(path.join(tmpdir(), 'usage-feed-'));
});
afterEach(async () => {
	for (const harness of harnesses) {
		harness.dispose();
	}
	await sandbox.stop();
	await rm(folder, { recursive: true, force: true });
});

const today = () => dayOf(Date.now());

function newHarness(isStored = false): FeedHarness {
	const storage = new UsageCacheStorage({ folder, clock: systemClock, warn: () => {} });
	const harness = new FeedHarness(sessionOn(sandbox), isStored ? storage : undefined);
	harnesses.push(harness);
	return harness;
}

async function show(harness: FeedHarness, view: View, projects = [project]): Promise<void> {
	await harness.feed.show(projects, view, today());
	await expect.poll(() => harness.isDone, { timeout: 20_000 }).toBe(true);
}

function queries(): { from: string; to: string; business: string }[] {
	return sandbox.requests.map(({ url }) => {
		const query = new URL(url, sandbox.url).searchParams;
		return {
			from: query.get('from_date') ?? '',
			to: query.get('to_date') ?? '',
			business: query.get('business') ?? '',
		};
	});
}

function expectTruth(harness: FeedHarness, view: View): void {
	const { range } = spansOf(view, today());
	for (const business of BUSINESSES) {
		const figures = harness.figuresOf(project, business);
		const { columns } = summarise(figures ? [figures] : [], { range, bucket: 'day' });
		const totals = Object.fromEntries(columns.map(({ key, total }) => [key, total]));
		expect(totals).toEqual(usageTotals(sandbox.state, project, business, range.from, range.to));
	}
}

describe('UsageFeed', () => {
	it('posts the figures of the server for every preset', async () => {
		const harness = newHarness();
		for (const preset of RANGE_PRESETS) {
			const view: View = { ...defaultView(), range: { preset } };
			await show(harness, view);
			expectTruth(harness, view);
		}
	}, 60_000);

	it('reads a business with one call, the one on screen first', async () => {
		await show(newHarness(), { ...defaultView(), business: 'recording' });
		expect(queries()).toHaveLength(5);
		expect(queries()[0]?.business).toBe('recording');
	});

	it('makes no call when the view needs only cached figures', async () => {
		const harness = newHarness();
		const view: View = { ...defaultView(), range: { preset: 'last90Days' } };
		await show(harness, view);
		const before = sandbox.requests.length;
		for (const change of [
			{ business: 'miniapp' },
			{ unit: 'hour', bucket: 'month' },
			{ range: { preset: 'last7Days' } },
			{ includeToday: true },
			{ hiddenColumns: ['durationAudioAll'] },
		] as const) {
			await show(harness, { ...view, ...change });
		}
		expect(sandbox.requests.length).toBe(before);
	});

	it('reads the previous year with a second query, and today only for the business on screen', async () => {
		await show(newHarness(), { ...defaultView(), range: { preset: 'last12Months' } });
		expect(queries()).toHaveLength(11);
		const of = queries().filter(({ business }) => business === 'default');
		expect(of.map(({ from, to }) => from <= to && to <= addDays(from, 366))).toEqual([true, true, true]);
	});

	it('reads only provisional days when it is refreshed', async () => {
		const harness = newHarness();
		await show(harness, defaultView());
		harness.feed.refresh();
		await expect.poll(() => queries().length).toBe(10);
		await expect.poll(() => harness.isDone).toBe(true);
		expect(queries().slice(5)).toEqual(
			Array.from({ length: 5 }, () => expect.objectContaining({ from: addDays(today(), -2), to: today() })),
		);
		expectTruth(harness, defaultView());
	});

	it('starts with stored figures, marks them as cached, and refreshes only the last three days', async () => {
		const first = newHarness(true);
		await show(first, defaultView());
		await first.usage.save();
		const asked = sandbox.requests.length;
		sandbox.faults.next('hang', { path: '/dev/v3/usage', times: Infinity });

		const second = newHarness(true);
		await second.feed.show([project], defaultView(), today());
		second.feed.postAll();
		expectTruth(second, defaultView());
		expect(second.stateOf(project, 'default')).toMatchObject({ state: 'ready', cached: true });
		expect(sandbox.requests.length).toBe(asked);

		sandbox.faults.clear();
		second.feed.refresh();
		await expect.poll(() => second.isDone).toBe(true);
		expect(queries().slice(asked)).toHaveLength(5);
		expect(queries().at(-1)).toMatchObject({ from: addDays(today(), -2), to: today() });
		expect(second.stateOf(project, 'default')).toMatchObject({ state: 'ready', cached: false });
		expectTruth(second, defaultView());
	});

	it('posts stored figures although the view changes while they are loaded', async () => {
		const first = newHarness(true);
		await show(first, defaultView());
		await first.usage.save();
		const asked = sandbox.requests.length;

		const second = newHarness(true);
		await Promise.all([
			second.feed.show([project], defaultView(), today()),
			second.feed.show([project], { ...defaultView(), unit: 'hour', business: 'recording' }, today()),
		]);
		await expect.poll(() => second.figures.size).toBe(BUSINESSES.length);
		expectTruth(second, defaultView());
		expect(sandbox.requests.length).toBe(asked);
	});

	it('makes no call after it is disposed', async () => {
		const harness = newHarness(true);
		const shown = harness.feed.show([project], defaultView(), today());
		harness.feed.dispose();
		await shown;
		// A later reader's calls are the only ones.
		await show(newHarness(), defaultView());
		expect(queries()).toHaveLength(BUSINESSES.length);
		expect(harness.progress).toEqual([]);
	});

	it('reports what failed and why, keeps the rest, and retries on request', async () => {
		const harness = newHarness();
		sandbox.faults.next({ status: 403, message: 'no usage for you' }, { path: /business=recording/ });
		await show(harness, defaultView());
		expect(harness.stateOf(project, 'recording')).toMatchObject({ state: 'failed', readAt: null });
		expect(harness.stateOf(project, 'recording')?.failure).toContain('403');
		expect(harness.stateOf(project, 'default')?.state).toBe('ready');

		// To look at another business is not to ask again.
		await show(harness, { ...defaultView(), business: 'recording' });
		expect(queries()).toHaveLength(5);

		harness.feed.retry(project, 'recording');
		await expect.poll(() => harness.stateOf(project, 'recording')?.state).toBe('ready');
		expect(queries()).toHaveLength(6);
		expectTruth(harness, defaultView());
	});

	it('keeps the figures when a refresh fails', async () => {
		const harness = newHarness();
		await show(harness, defaultView());
		sandbox.faults.next({ status: 403 }, { path: /business=default/ });
		harness.feed.refresh();
		await expect.poll(() => harness.stateOf(project, 'default')?.state).toBe('failed');
		expect(harness.stateOf(project, 'default')?.readAt).not.toBeNull();
		expectTruth(harness, defaultView());
	});

	it('cancels all other calls when the credentials are refused', async () => {
		const projects = addProjects(sandbox, 10);
		const harness = newHarness();
		sandbox.faults.next({ status: 401 }, { path: '/dev/v3/usage', times: Infinity });
		await show(harness, defaultView(), projects);
		expect(sandbox.requests.length).toBeLessThanOrEqual(10);
		expect([...harness.states.values()].every(({ state }) => state === 'failed')).toBe(true);
	});

	it('posts everything again to a reloaded webview without a call', async () => {
		const harness = newHarness();
		await show(harness, defaultView());
		const asked = sandbox.requests.length;
		const posted = new Map(harness.figures);
		harness.figures.clear();
		harness.states.clear();
		harness.feed.postAll();
		expect(harness.figures).toEqual(posted);
		expect(harness.states.size).toBe(5);
		expect(sandbox.requests.length).toBe(asked);
	});
});
