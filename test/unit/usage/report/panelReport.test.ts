import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	BUCKET_SIZES,
	type BucketSize,
	daysBetween,
	lengthOf,
	type Span,
} from '../../../../src/usage/report/days';
import { BUSINESSES } from '../../../../src/usage/report/figures';
import {
	compareTotals,
	compareWithPrevious,
	createReport,
	stackByProject,
} from '../../../../src/usage/report/panelReport';
import { comparisonOf, rangeOf } from '../../../../src/usage/report/range';
import { summarise } from '../../../../src/usage/report/summary';
import { defaultView, type View } from '../../../../src/usage/report/view';
import { last, sourceOf, steady, today } from './panelFigures';

const week: View = { ...defaultView(), range: { preset: 'last7Days' } };

describe('createReport', () => {
	it('adds up the projects and their tiers', () => {
		const report = createReport(sourceOf({ a: steady(last(100), 60), b: steady(last(100), 10, 20) }), week);
		expect(report.summary.total).toBe(7 * (120 + 30));
		expect(report.projects.map(({ summary }) => summary?.total)).toEqual([7 * 120, 7 * 30]);
		expect(report.before?.total).toBe(7 * 150);
		expect(report.state).toBe('complete');
	});

	it('prices the tiers that have a price, and lists the others', () => {
		const source = sourceOf({ a: steady(last(7), 60_000, 60), b: steady(last(7), 30_000, null) });
		const { cost, totalCost, projects } = createReport(source, week);
		expect(cost.micros).toBe(7 * 6_000_000);
		expect(cost.unpriced).toMatchObject([{ key: 'audio', total: 7 * 60 }]);
		expect(projects.map((project) => project.cost?.micros)).toEqual([7 * 4_000_000, 7 * 2_000_000]);
		expect(projects.map((project) => project.cost?.unpriced.length)).toEqual([1, 0]);
		expect(totalCost.micros).toBe(7 * 6_000_000);
		// The other businesses were not read.
		expect(totalCost.lacking.map(({ business }) => business)).toEqual(BUSINESSES);
	});

	it('has no cost where there are no figures', () => {
		const none = steady(last(7), 0, null);
		const columns = none.columns.map((column) => ({ ...column, values: column.values.map(() => null) }));
		const report = createReport(sourceOf({ a: { ...none, columns } }), week);
		expect(report.summary.total).toBeUndefined();
		expect(report.cost).toMatchObject({ micros: undefined, unpriced: [] });
		expect(createReport(sourceOf({ a: steady(last(7), 0) }), week).cost.micros).toBe(0);
	});

	it('excludes projects and tiers that are switched off, also in the tabs', () => {
		const view: View = { ...week, hiddenProjects: ['b'], hiddenColumns: ['audio'] };
		const report = createReport(sourceOf({ a: steady(last(100), 60), b: steady(last(100), 10) }), view);
		expect(report.summary.total).toBe(7 * 60);
		expect(report.tabs[0]).toMatchObject({ total: 7 * 60, state: 'complete' });
		expect(report.projects.map(({ counted }) => counted)).toEqual([true, false]);
	});

	it('distinguishes complete from partial figures', () => {
		const half = createReport(sourceOf({ a: steady(last(7), 60), b: null }), week);
		expect(half.state).toBe('known');
		expect(half.summary.total).toBe(7 * 120);
		expect(createReport(sourceOf({ a: steady(last(3), 60) }), week).state).toBe('known');
	});

	it('has no comparison while the previous range is incomplete', () => {
		expect(createReport(sourceOf({ a: steady(last(10), 60) }), week).before).toBeUndefined();
		expect(createReport(sourceOf({ a: steady(last(14), 60) }), week).before?.total).toBe(7 * 120);
		expect(
			createReport(sourceOf({ a: steady(last(14), 60) }), { ...week, compare: false }).before,
		).toBeUndefined();
	});

	it('distinguishes failed and cancelled figures from those still to come', () => {
		type State = 'failed' | 'cancelled' | 'reading' | 'waiting';
		const state = (a: State, b: State) => createReport(sourceOf({ a: null, b: null }, { a, b }), week).state;
		expect(state('failed', 'cancelled')).toBe('failed');
		expect(state('cancelled', 'cancelled')).toBe('cancelled');
		expect(state('failed', 'reading')).toBe('waiting');
		expect(state('cancelled', 'waiting')).toBe('waiting');
	});

	it('does not look for unusual days while a project is missing or too few days were read', () => {
		expect(createReport(sourceOf({ a: steady(last(100), 60) }), week).insights.unusual).toEqual([]);
		expect(createReport(sourceOf({ a: steady(last(8), 60) }), week).insights.unusual).toBeUndefined();
		expect(
			createReport(sourceOf({ a: steady(last(100), 60), b: null }), week).insights.unusual,
		).toBeUndefined();
		const year: View = { ...week, range: { preset: 'last12Months' } };
		expect(createReport(sourceOf({ a: steady(last(400), 60) }), year).insights.unusual).toBeNull();
	});

	it('checks a day only when every project was read for it', () => {
		const upTo = (to: string) => steady({ from: addDays(today, -100), to }, 60);
		const insights = (behind: string) =>
			createReport(sourceOf({ a: upTo(today), b: upTo(behind) }), week).insights;
		expect(insights(addDays(today, -3))).toEqual({ unusual: undefined, today: undefined });
		expect(insights(addDays(today, -1))).toEqual({ unusual: [], today: undefined });
		expect(insights(today)).toEqual({ unusual: [], today: { total: 240, unusual: undefined } });
	});
});

describe('stackByProject', () => {
	const others = (count: number) => `Other (${count})`;
	const days = (figures: Readonly<Record<string, number>>) =>
		sourceOf(Object.fromEntries(Object.entries(figures).map(([id, hd]) => [id, steady(last(7), hd, null)])));

	it('has a column per project, the largest first, and the same totals', () => {
		const report = createReport(days({ a: 60, b: 180 }), week);
		const { summary } = stackByProject(report, others);
		expect(summary.columns.map(({ labels, total }) => [labels.en, total])).toEqual([
			['Project b', 7 * 180],
			['Project a', 7 * 60],
		]);
		expect(summary.rows.map(({ values, total }) => [...values, total])).toEqual(
			Array(7).fill([180, 60, 240]),
		);
		expect(summary.total).toBe(report.summary.total);
	});

	it('adds up all but the five largest of more than six projects', () => {
		const many = { a: 7, b: 6, c: 5, d: 4, e: 3, f: 2, g: 1 };
		const { summary } = stackByProject(createReport(days(many), week), others);
		expect(summary.columns.map(({ labels }) => labels.en).at(-1)).toBe('Other (2)');
		expect(summary.columns.map(({ total }) => (total ?? 0) / 7)).toEqual([7, 6, 5, 4, 3, 3]);
		expect(summary.rows[0]?.values).toEqual([7, 6, 5, 4, 3, 3]);
		const { g, ...six } = many;
		expect(g).toBe(1);
		expect(stackByProject(createReport(days(six), week), others).summary.columns).toHaveLength(6);
	});

	it('keeps the place and the figures of a project that is switched off', () => {
		const many = { a: 7, b: 6, c: 5, d: 4, e: 3, f: 2, g: 1 };
		const view = { ...week, hiddenProjects: ['a', 'g'] };
		const { summary } = stackByProject(createReport(days(many), view), others);
		expect(summary.columns.map(({ hidden }) => hidden)).toEqual([true, false, false, false, false, false]);
		expect(summary.columns.map(({ total }) => (total ?? 0) / 7)).toEqual([7, 6, 5, 4, 3, 2]);
		expect(summary.total).toBe(7 * (6 + 5 + 4 + 3 + 2));
	});

	it('has no figure for a project without figures', () => {
		const report = createReport(sourceOf({ a: steady(last(7), 60), b: null }), week);
		const { summary } = stackByProject(report, others);
		expect(summary.columns.at(-1)).toMatchObject({ labels: { en: 'Project b' }, total: undefined });
		expect(summary.rows[0]?.values).toEqual([120, undefined]);
	});
});

const HOUR = 3600;

/** A constant hour on every day of both ranges, compared. */
function compared(range: Span, span: Span, bucket: BucketSize) {
	const summary = summarise([steady(range, HOUR, null)], { range, bucket });
	return {
		summary,
		...compareWithPrevious([steady(span, HOUR, null)], span, { range, bucket, summary, hidden: [] }),
	};
}

describe('compareWithPrevious', () => {
	it('compares each bar with as many days as it has, for ranges of any length', () => {
		const anyLength = fc.integer({ min: 1, max: 366 });
		const anyDays = fc.constantFrom('day', 'week');
		fc.assert(
			fc.property(anyLength, anyLength, anyDays, (now, earlier, bucket) => {
				const range = { from: '2024-02-10', to: addDays('2024-02-10', now - 1) };
				const span = { from: addDays('2024-02-09', 1 - earlier), to: '2024-02-09' };
				const { summary, rows, total, daysBeyond } = compared(range, span, bucket);
				expect(rows).toHaveLength(summary.rows.length);
				rows.forEach((row, index) => {
					const days = summary.rows[index]?.bucket;
					const isKnown = days && daysBetween(range.from, days.to) < earlier;
					expect(row).toBe(isKnown ? lengthOf(days) * HOUR : undefined);
				});
				expect(total).toBe(earlier * HOUR);
				expect(daysBeyond).toBe(Math.max(0, earlier - now));
			}),
		);
	});

	it('adds up to its total for every bucket size when both ranges are equally long', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 366 }), fc.constantFrom(...BUCKET_SIZES), (days, bucket) => {
				const range = { from: '2024-02-10', to: addDays('2024-02-10', days - 1) };
				const span = { from: addDays(range.from, -days), to: '2024-02-09' };
				const { rows } = compared(range, span, bucket);
				expect(rows.reduce<number>((sum, row) => sum + (row ?? 0), 0)).toBe(days * HOUR);
			}),
		);
	});

	it('has no spike at the end of February, and nothing for the last days of March', () => {
		const february = compared(
			{ from: '2026-02-01', to: '2026-02-28' },
			{ from: '2026-01-01', to: '2026-01-31' },
			'day',
		);
		expect(february.rows).toEqual(Array.from({ length: 28 }, () => HOUR));
		expect(february).toMatchObject({ total: 31 * HOUR, daysBeyond: 3 });
		const march = compared(
			{ from: '2026-03-01', to: '2026-03-31' },
			{ from: '2026-02-01', to: '2026-02-28' },
			'day',
		);
		expect(march.rows.slice(27)).toEqual([HOUR, undefined, undefined, undefined]);
	});

	it('compares month by month when the bars are months', () => {
		const today = '2025-03-01';
		for (const preset of ['lastMonth', 'thisMonth', 'last12Months'] as const) {
			const range = rangeOf({ preset }, false, today);
			const { rows, total, daysBeyond } = compared(range, comparisonOf({ preset }, range, 'month'), 'month');
			expect(rows.reduce<number>((sum, row) => sum + (row ?? 0), 0)).toBe(total);
			expect(daysBeyond).toBe(0);
		}
		const year = rangeOf({ preset: 'last12Months' }, false, today);
		const { rows } = compared(year, comparisonOf({ preset: 'last12Months' }, year, 'month'), 'month');
		expect(rows.map((row) => (row ?? 0) / HOUR)).toEqual([31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29]);
	});

	it('excludes columns that are switched off', () => {
		const range = { from: '2024-02-10', to: '2024-02-16' };
		const span = { from: '2024-02-03', to: '2024-02-09' };
		const summary = summarise([steady(range, 5)], { range, bucket: 'day' });
		const options = { range, bucket: 'day', summary, hidden: ['audio'] } as const;
		const before = compareWithPrevious([steady(span, 3, 4)], span, options);
		expect(before.total).toBe(3 * lengthOf(span));
	});
});

describe('compareTotals', () => {
	it('returns no comparison only when there was no usage before', () => {
		expect(compareTotals(5, undefined)).toBeUndefined();
		expect(compareTotals(undefined, 0)).toBeUndefined();
		expect(compareTotals(undefined, 4)).toEqual({ before: 4, change: undefined });
		expect(compareTotals(0, 4)).toEqual({ before: 4, change: -1 });
		expect(compareTotals(6, 4)).toEqual({ before: 4, change: 0.5 });
	});
});
