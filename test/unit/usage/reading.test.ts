import { beforeEach, describe, expect, it } from 'vitest';
import type { UsageQuery, UsageReport } from '../../../src/agora/console/usage';
import { type Business, businesses } from '../../../src/shared/usageWords';
import { UsageReading } from '../../../src/usage/reading';

const november = { from: '2025-11-01', to: '2025-11-21' };
const october = { from: '2025-10-01', to: '2025-10-31' };

interface Call {
	readonly query: UsageQuery;
	readonly signal: AbortSignal;
	readonly answer: (report: UsageReport) => void;
	readonly fail: (error: unknown) => void;
}

let calls: Call[];
let now: number;
let changes: Business[];
let reading: UsageReading;

function reportOf(seconds: number): UsageReport {
	return {
		columns: [{ key: 'audio', labels: { en: 'Audio', cn: undefined }, unit: 'second' }],
		days: [{ date: '2025-11-01', values: { audio: seconds } }],
	};
}

function callFor(business: Business): Call {
	const call = calls.findLast(({ query }) => query.business === business);
	if (!call) {
		throw new Error(`${business} was not asked for`);
	}
	return call;
}

function answerAll(seconds: number): void {
	for (const call of calls.splice(0)) {
		call.answer(reportOf(seconds));
	}
}

/** Reads everything once, so that there are figures to keep. */
async function readAll(seconds: number): Promise<void> {
	const done = reading.start(november, 'default');
	answerAll(seconds);
	await expect.poll(() => calls.length).toBe(businesses.length - 1);
	answerAll(seconds);
	await done;
}

beforeEach(() => {
	calls = [];
	changes = [];
	now = 1000;
	reading = new UsageReading({
		read: (query, signal) =>
			new Promise((answer, fail) => {
				calls.push({ query, signal, answer, fail });
			}),
		projectId: 'p1',
		clock: { now: () => now },
		onDidChange: (business) => changes.push(business),
	});
});

describe('UsageReading', () => {
	it('asks for the business on screen first, then for the others', async () => {
		const done = reading.start(november, 'recording');
		expect(calls.map(({ query }) => query)).toEqual([
			{ projectId: 'p1', ...november, business: 'recording' },
		]);
		answerAll(1);
		await expect.poll(() => calls.length).toBe(4);
		expect(calls.map(({ query }) => query.business).sort()).toEqual(
			businesses.filter((business) => business !== 'recording').sort(),
		);
		answerAll(2);
		await done;
		expect(reading.known('recording').value).toEqual(reportOf(1));
		expect(reading.known('miniapp').value).toEqual(reportOf(2));
		expect(new Set(changes)).toEqual(new Set(businesses));
	});

	it('goes on with the others when one fails', async () => {
		const done = reading.start(november, 'default');
		callFor('default').fail(new Error('no'));
		await expect.poll(() => calls.length).toBe(5);
		calls = calls.slice(1);
		answerAll(3);
		await done;
		expect(reading.known('default')).toMatchObject({
			value: undefined,
			error: new Error('no'),
			loading: false,
		});
		expect(reading.known('miniapp').value).toEqual(reportOf(3));
	});

	it('keeps the figures and their age while the same range is read again, and when that fails', async () => {
		await readAll(7);
		now = 2000;
		const done = reading.start(november, 'default');
		expect(reading.known('default')).toMatchObject({ value: reportOf(7), readAt: 1000, loading: true });
		callFor('default').fail(new Error('down'));
		await expect.poll(() => calls.length).toBe(5);
		calls.splice(0, 1);
		answerAll(8);
		await done;
		expect(reading.known('default')).toEqual({
			value: reportOf(7),
			readAt: 1000,
			error: new Error('down'),
			loading: false,
		});
		expect(reading.known('miniapp')).toMatchObject({ value: reportOf(8), readAt: 2000, error: undefined });
	});

	it('never shows the figures of one range under another', async () => {
		await readAll(7);
		void reading.start(october, 'default');
		for (const business of businesses) {
			expect(reading.known(business)).toMatchObject({ value: undefined, loading: true });
		}
		expect(reading.range).toEqual(october);
	});

	it('aborts an older reading and drops what it still answers', async () => {
		const older = reading.start(november, 'default');
		const [old] = calls.splice(0);
		const newer = reading.start(october, 'default');
		expect(old?.signal.aborted).toBe(true);
		old?.answer(reportOf(1));
		await older;
		expect(reading.known('default')).toMatchObject({ value: undefined, loading: true });
		expect(calls).toHaveLength(1);
		answerAll(2);
		await expect.poll(() => calls.length).toBe(4);
		answerAll(2);
		await newer;
		expect(reading.known('default').value).toEqual(reportOf(2));
	});

	it('falls silent when disposed of', async () => {
		const done = reading.start(november, 'default');
		changes = [];
		reading.dispose();
		expect(callFor('default').signal.aborted).toBe(true);
		callFor('default').fail(new Error('aborted'));
		await done;
		expect(changes).toEqual([]);
		expect(calls).toHaveLength(1);
	});
});
