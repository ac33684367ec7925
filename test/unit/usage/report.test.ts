import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/shared/usageMessages';
import { timeUnits } from '../../../src/shared/usageWords';
import { addDays, daysOf } from '../../../src/usage/day';
import { inUnit, summarise } from '../../../src/usage/report';
import { anyDay } from './anyDay';

const range = { from: '2024-02-28', to: '2024-03-01' };

function column(key: string, unit = 'second') {
	return { key, labels: { en: key.toUpperCase() }, unit };
}

describe('summarise', () => {
	it('adds up per day, per column and altogether', () => {
		const summary = summarise(
			{
				columns: [column('audio'), column('video')],
				days: [
					{ date: '2024-02-28', values: { audio: 60, video: 1 } },
					{ date: '2024-02-29', values: { audio: 30, video: 2 } },
					{ date: '2024-03-01', values: { audio: 0, video: 4 } },
				],
			},
			range,
		);
		expect(summary.rows.map((row) => row.total)).toEqual([61, 32, 4]);
		expect(summary.columns.map(({ total }) => total)).toEqual([90, 7]);
		expect(summary.total).toBe(97);
		expect(summary.missingDays).toBe(0);
	});

	it('keeps a missing day and a missing figure apart from zero', () => {
		const summary = summarise(
			{
				columns: [column('audio'), column('video')],
				days: [
					{ date: '2024-02-28', values: { audio: 0 } },
					{ date: '2024-03-01', values: { audio: 5, video: 0 } },
				],
			},
			range,
		);
		expect(summary.rows.map(({ values }) => values)).toEqual([
			[0, undefined],
			[undefined, undefined],
			[5, 0],
		]);
		expect(summary.rows.map(({ total }) => total)).toEqual([0, undefined, 5]);
		expect(summary.missingDays).toBe(1);
	});

	it('has no total where there is no figure', () => {
		const summary = summarise({ columns: [column('audio')], days: [] }, range);
		expect(summary.total).toBeUndefined();
		expect(summary.columns[0]?.total).toBeUndefined();
		expect(summary.missingDays).toBe(3);
	});

	it('reads durations sent in other units as seconds', () => {
		const summary = summarise(
			{
				columns: [column('a', 'Minutes'), column('b', 'hour'), column('c', 'seconds')],
				days: [{ date: '2024-02-29', values: { a: 2, b: 1, c: 5 } }],
			},
			range,
		);
		expect(summary.total).toBe(3725);
		expect(summary.unit).toBe('time');
	});

	it('shows what is no duration, and keeps it out of the total', () => {
		const summary = summarise(
			{
				columns: [column('files', 'piece'), column('audio')],
				days: [{ date: '2024-02-29', values: { files: 7, audio: 60 } }],
			},
			range,
		);
		expect(summary.columns.map(({ unit, summed, total }) => [unit, summed, total])).toEqual([
			['piece', false, 7],
			['time', true, 60],
		]);
		expect(summary.total).toBe(60);
	});

	it('adds up the first unit where there are no durations', () => {
		const summary = summarise(
			{
				columns: [column('files', 'piece'), column('size', 'byte')],
				days: [{ date: '2024-02-29', values: { files: 7, size: 1000 } }],
			},
			range,
		);
		expect([summary.unit, summary.total]).toEqual(['piece', 7]);
	});

	it('takes no figure from what every object inherits', () => {
		const days = [{ date: '2024-02-29', values: {} }];
		const summary = summarise({ columns: [column('constructor'), column('toString')], days }, range);
		expect(summary.rows[1]?.values).toEqual([undefined, undefined]);
	});

	it('adds up to the same total by days and by columns, and leaves out days beyond the range', () => {
		const figure = fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined });
		fc.assert(
			fc.property(
				anyDay,
				fc.array(fc.option(fc.tuple(figure, figure), { nil: undefined }), { minLength: 1, maxLength: 60 }),
				(from, sent) => {
					const inside = sent.flatMap((figures, index) => (figures ? [{ index, figures }] : []));
					const report: Report = {
						columns: [column('a'), column('b')],
						days: [
							{ date: addDays(from, -1), values: { a: 1, b: 1 } },
							...inside.map(({ index, figures: [a, b] }) => ({
								date: addDays(from, index),
								values: { ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) },
							})),
							{ date: addDays(from, sent.length), values: { a: 1, b: 1 } },
						],
					};
					const whole = { from, to: addDays(from, sent.length - 1) };
					const summary = summarise(report, whole);
					const expected = inside.flatMap(({ figures }) => figures).filter((value) => value !== undefined);
					expect(summary.rows.map(({ date }) => date)).toEqual(daysOf(whole));
					expect(summary.missingDays).toBe(sent.length - inside.length);
					expect(summary.total).toBe(expected.length === 0 ? undefined : add(expected));
					expect(summary.total ?? 0).toBe(add(summary.columns.map(({ total }) => total ?? 0)));
					expect(summary.total ?? 0).toBe(add(summary.rows.map(({ total }) => total ?? 0)));
				},
			),
		);
	});
});

describe('inUnit', () => {
	it('counts minutes and hours as people do', () => {
		expect(inUnit(90, 'second')).toBe(90);
		expect(inUnit(90, 'minute')).toBe(1.5);
		expect(inUnit(5400, 'hour')).toBe(1.5);
	});

	it('keeps the order of figures', () => {
		fc.assert(
			fc.property(fc.nat(), fc.nat(), fc.constantFrom(...timeUnits), (a, b, unit) => {
				expect(Math.sign(inUnit(a, unit) - inUnit(b, unit))).toBe(Math.sign(a - b));
			}),
		);
	});
});

function add(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}
