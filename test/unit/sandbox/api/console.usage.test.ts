import { describe, expect, test } from 'vitest';
import { BUSINESSES, COLUMNS_OF } from '../../../../src/sandbox/usageModel';
import { usageTotals } from '../../../fixtures/usageTotals';
import { openSandbox } from '../openSandbox';

interface UsageAnswer {
	readonly meta: Readonly<Record<string, { en: string; cn?: string; unit: string }>>;
	readonly usages: readonly { readonly date: string; readonly usage: Readonly<Record<string, number>> }[];
}

function isUsageAnswer(json: unknown): json is UsageAnswer {
	return typeof json === 'object' && json !== null && 'meta' in json && 'usages' in json;
}

async function openUsage() {
	const opened = await openSandbox({ seed: 'demo' });
	return {
		...opened,
		ask: (from: string, to: string, business = 'default', id = '7sdnf3xRH') =>
			opened.call(
				'GET',
				`/dev/v3/usage?project_id=${id}&from_date=${from}&to_date=${to}&business=${business}`,
			),
	};
}

async function read(answer: Promise<{ json: unknown }>): Promise<UsageAnswer> {
	const { json } = await answer;
	if (!isUsageAnswer(json)) {
		throw new Error('no usage answer');
	}
	return json;
}

test.each(BUSINESSES)('%s has days that add up to the totals, and its columns in meta', async (business) => {
	const { sandbox, ask } = await openUsage();
	const { meta, usages } = await read(ask('2024-06-01', '2025-05-31', business));
	expect(Object.keys(meta)).toEqual(COLUMNS_OF[business].map(({ key }) => key));
	expect(Object.values(meta).every(({ unit }) => unit === 'second')).toBe(true);
	expect(usages).toHaveLength(365);
	const totals: Record<string, number> = {};
	for (const { usage } of usages) {
		for (const [key, value] of Object.entries(usage)) {
			totals[key] = (totals[key] ?? 0) + value;
		}
	}
	expect(totals).toEqual(usageTotals(sandbox.state, '7sdnf3xRH', business, '2024-06-01', '2025-05-31'));
	expect(Object.values(totals).every((total) => total > 0)).toBe(true);
});

test('businesses other than default have their own columns, with Chinese labels', async () => {
	const { ask } = await openUsage();
	const { meta } = await read(ask('2025-06-01', '2025-06-02', 'cloudRecording'));
	expect(meta.durationCloudHd).toEqual({
		en: 'Cloud Recording HD Duration',
		cn: '云录制高清时长',
		unit: 'second',
	});
	const keys = BUSINESSES.flatMap((business) => COLUMNS_OF[business].map(({ key }) => key));
	expect(new Set(keys).size).toBe(keys.length);
});

test('usage is available for the last 400 days', async () => {
	const { sandbox } = await openUsage();
	const days = sandbox.state.usage.days(
		sandbox.state.projects[1] ?? expect.fail('no project'),
		'default',
		'2024-05-15',
		'2025-06-18',
	);
	expect(days).toHaveLength(400);
	expect(days.every(({ values }) => (values.durationAudioAll ?? 0) > 0)).toBe(true);
});

test('days are ISO dates and end with today', async () => {
	const { ask } = await openUsage();
	const { usages } = await read(ask('2025-06-16', '2025-06-30'));
	expect(usages.map(({ date }) => date)).toEqual([
		'2025-06-16T00:00:00.000Z',
		'2025-06-17T00:00:00.000Z',
		'2025-06-18T00:00:00.000Z',
	]);
});

test("today's figures grow with the time of day, other days' figures do not change", async () => {
	const { clock, sandbox, ask } = await openUsage();
	const noon = await read(ask('2025-06-17', '2025-06-18'));
	clock.skip(6 * 3_600_000);
	const evening = await read(ask('2025-06-17', '2025-06-18'));
	clock.skip(24 * 3_600_000);
	const whole = usageTotals(sandbox.state, '7sdnf3xRH', 'default', '2025-06-18', '2025-06-18');
	expect(evening.usages[0]).toEqual(noon.usages[0]);
	const [atNoon, atSix] = [noon, evening].map(({ usages }) => usages[1]?.usage.durationAudioAll ?? 0);
	expect(atNoon).toBe(Math.floor((whole.durationAudioAll ?? 0) / 2));
	expect(atSix).toBe(Math.floor((whole.durationAudioAll ?? 0) * 0.75));
});

describe('refusals', () => {
	test.each([
		['2025-06-01', '2025-05-31', 'default'],
		['2024-06-01', '2025-06-02', 'default'],
		['2024-02-29', '2025-03-01', 'default'],
		['2025-02-29', '2025-03-01', 'default'],
		['2025-6-1', '2025-06-02', 'default'],
		['', '2025-06-02', 'default'],
		['2025-06-01', '1750000000', 'default'],
		['2025-06-01', '2025-06-02', 'Default'],
		['2025-06-01', '2025-06-02', ''],
	])('from %s to %s, business %s: 400', async (from, to, business) => {
		const { ask } = await openUsage();
		const { status, json } = await ask(from, to, business);
		expect(status).toBe(400);
		expect(json).toHaveProperty('message');
	});

	test('a range of exactly one year is accepted', async () => {
		const { ask } = await openUsage();
		expect((await ask('2024-06-01', '2025-06-01')).status).toBe(200);
	});

	test('an App ID is refused as a project id', async () => {
		const { sandbox, ask } = await openUsage();
		const { status, json } = await ask(
			'2025-06-01',
			'2025-06-02',
			'default',
			sandbox.state.projects[1]?.appId,
		);
		expect([status, json]).toEqual([404, { message: 'Project not found' }]);
	});
});
