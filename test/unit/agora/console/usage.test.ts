import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUSINESSES, getUsage, type UsageQuery } from '../../../../src/agora/console/usage';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const QUERY: UsageQuery = {
	projectId: 'rxxxxxxj5u',
	from: '2021-10-12',
	to: '2021-12-14',
	business: 'default',
};
const META = { durationAudioAll: { en: 'Total Audio Duration', unit: 'second' } };

async function reportOf(reply: object) {
	await using server = await TestServer.start();
	server.reply(200, reply);
	return { report: await getUsage(server.client(), QUERY), lines: server.lines };
}

test('sends the request of the document byte for byte', async () => {
	await using server = await TestServer.start();
	server.reply(200, { meta: {}, usages: [] });
	await getUsage(server.client(), QUERY);
	expect(server.request).toMatchObject({
		method: 'GET',
		url: '/dev/v3/usage?project_id=rxxxxxxj5u&from_date=2021-10-12&to_date=2021-12-14&business=default',
		body: '',
	});
	expect(server.request.headers).toMatchObject({
		'content-type': 'application/json',
		authorization: expect.stringMatching(/^Basic /),
	});
});

test('sends the name of each business', async () => {
	await using server = await TestServer.start();
	server.reply(200, { meta: {}, usages: [] });
	for (const business of BUSINESSES) {
		await getUsage(server.client(), { ...QUERY, business });
	}
	const asked = server.requests.map(({ url }) => new URL(url, server.url).searchParams.get('business'));
	expect(asked).toEqual(['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp']);
});

test('reads the example of the document completely', async () => {
	const { report } = await reportOf({
		meta: { ...META, durationVideoHd: { en: 'HD Video Duration(including Recording)', unit: 'second' } },
		usages: [
			{ date: '2021-10-12T00:00:00.000Z', usage: { durationAudioAll: 0, durationVideoHd: 0 } },
			{ date: '2021-10-13T00:00:00.000Z', usage: { durationAudioAll: 779, durationVideoHd: 60 } },
		],
	});
	expect(report).toEqual({
		partial: false,
		columns: [
			{ key: 'durationAudioAll', labels: { en: 'Total Audio Duration', cn: undefined }, unit: 'second' },
			{
				key: 'durationVideoHd',
				labels: { en: 'HD Video Duration(including Recording)', cn: undefined },
				unit: 'second',
			},
		],
		days: [
			{ date: '2021-10-12', values: { durationAudioAll: 0, durationVideoHd: 0 } },
			{ date: '2021-10-13', values: { durationAudioAll: 779, durationVideoHd: 60 } },
		],
	});
});

test.each([
	'2021-10-13T00:00:00.000Z',
	'2021-10-13T00:00:00',
	'2021-10-13 00:00:00',
	'2021-10-13',
	1634083200,
	1634083200000,
	'1634083200',
	'1634083200000',
	20211013,
	'20211013',
])('%j is the UTC day 2021-10-13', async (date) => {
	const { report } = await reportOf({ meta: META, usages: [{ date, usage: { durationAudioAll: '779' } }] });
	expect(report.days).toEqual([{ date: '2021-10-13', values: { durationAudioAll: 779 } }]);
});

test('sorts days, and keeps everything but invalid days and amounts', async () => {
	const { report, lines } = await reportOf({
		meta: META,
		usages: [
			{ date: '2021-10-14', usage: { durationAudioAll: 2, nonsense: null, other: {} } },
			{ date: 'someday', usage: { durationAudioAll: 9 } },
			null,
			{ date: '2021-10-15', durationAudioAll: 9 },
			{ date: '2021-10-13', usage: { durationAudioAll: 1 } },
		],
	});
	expect(report.days).toEqual([
		{ date: '2021-10-13', values: { durationAudioAll: 1 } },
		{ date: '2021-10-14', values: { durationAudioAll: 2 } },
	]);
	expect(lines).toContain('warn getUsage: days that could not be read and were left out: 3');
	expect(lines).toContain('warn getUsage: days kept without fields that could not be read: 1');
});

test.each<[boolean, object]>([
	[false, { durationAudioAll: 1, nothing: null, none: '' }],
	[true, { durationAudioAll: 1, lost: 'much' }],
	[true, { durationAudioAll: 1, lost: -1 }],
])('sets partial to %s for %j', async (partial, usage) => {
	const { report } = await reportOf({ meta: META, usages: [{ date: '2021-10-13', usage }] });
	expect(report.partial).toBe(partial);
});

test('marks a report without an invalid day as partial', async () => {
	const day = { date: '2021-10-13', usage: { durationAudioAll: 1 } };
	expect((await reportOf({ meta: META, usages: [day, null] })).report.partial).toBe(true);
});

test('orders columns by meta, then those of days; a missing label is the key', async () => {
	const { report } = await reportOf({
		meta: { b: { cn: '乙', unit: 'count' }, a: null },
		usages: [{ date: '2021-10-13', usage: { toString: 3, a: 1 } }],
	});
	expect(report.columns).toEqual([
		{ key: 'b', labels: { en: 'b', cn: '乙' }, unit: 'count' },
		{ key: 'a', labels: { en: 'a', cn: undefined }, unit: '' },
		{ key: 'toString', labels: { en: 'toString', cn: undefined }, unit: '' },
	]);
});

test.each([undefined, null, [], 'x'])('uses the keys as labels if meta is %j', async (meta) => {
	const { report } = await reportOf({ meta, usages: [{ date: '2021-10-13', usage: { a: 1 } }] });
	expect(report.columns).toEqual([{ key: 'a', labels: { en: 'a', cn: undefined }, unit: '' }]);
});

test.each([{}, { meta: META }, { meta: META, usages: null }, { usages: null, requestId: 'x' }])(
	'%j is no usage',
	async (reply) => {
		const { report } = await reportOf(reply);
		expect(report).toMatchObject({ days: [], partial: false });
	},
);

test.each([
	{ usages: {} },
	[],
	'text',
	{ usages: [{ date: 'never' }] },
	{ code: 0, data: {} },
	{ message: 'ok' },
	{ usages: [{ date: 19991231, usage: { a: 1 } }] },
])('reports %j as badResponse', async (reply) => {
	await using server = await TestServer.start();
	server.reply(200, reply);
	expect(await thrownBy(getUsage(server.client(), QUERY))).toMatchObject({ kind: 'badResponse' });
});

describe('an invalid range is not sent', () => {
	test.each([
		[{ from: '2021-02-30' }, 'from'],
		[{ from: '2021-1-1' }, 'from'],
		[{ to: 'tomorrow' }, 'to'],
		[{ to: '2021-10-11' }, 'to'],
		[{ to: '2022-10-13' }, 'to'],
		[{ from: '2024-02-29', to: '2025-03-01' }, 'to'],
	])('%j', async (range, field) => {
		await using server = await TestServer.start();
		const error = await thrownBy(getUsage(server.client(), { ...QUERY, ...range }));
		expect(error).toMatchObject({ kind: 'invalid', issues: [{ field }] });
		expect(server.requests).toEqual([]);
	});

	test('accepts one day and one year, also with leap days', async () => {
		await using server = await TestServer.start();
		server.reply(200, { meta: {}, usages: [] });
		for (const [from, to] of [
			['2021-10-12', '2021-10-12'],
			['2021-10-12', '2022-10-12'],
			['2024-02-29', '2025-02-28'],
		] as const) {
			await getUsage(server.client(), { ...QUERY, from, to });
		}
		expect(server.requests).toHaveLength(3);
	});
});

test('whatever a day holds, its numbers come out under the keys they came with, and nothing else does', async () => {
	await using server = await TestServer.start();
	// Keys that stand for an object's own machinery are never taken from a reply.
	const key = fc.string().filter((text) => !['__proto__', 'prototype', 'constructor'].includes(text));
	const amount = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 });
	const amounts = fc.dictionary(key, amount, { noNullPrototype: true });
	const others = fc.dictionary(key, fc.constantFrom(null, 'x', true, [], {}, -1), { noNullPrototype: true });
	await fc.assert(
		fc.asyncProperty(amounts, others, async (known, senseless) => {
			server.reply(200, { usages: [{ date: '2021-10-13', usage: { ...senseless, ...known } }] });
			const { days } = await getUsage(server.client(), QUERY);
			expect(days).toEqual([{ date: '2021-10-13', values: JSON.parse(JSON.stringify(known)) }]);
		}),
		{ numRuns: 50 },
	);
});
