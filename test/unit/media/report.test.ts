import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../media/usage/report';
import { addDays } from '../../../src/usage/report/days';
import { defaultView, type View } from '../../../src/usage/report/view';
import { last, sourceOf, steady, today } from './figures';

const week: View = { ...defaultView(false), range: { preset: 'last7Days' } };

describe('what the panel shows', () => {
	it('adds up the projects and their tiers', () => {
		const report = reportOf(sourceOf({ a: steady(last(100), 60), b: steady(last(100), 10, 20) }), week);
		expect(report.summary.total).toBe(7 * (120 + 30));
		expect(report.projects.map(({ summary }) => summary?.total)).toEqual([7 * 120, 7 * 30]);
		expect(report.before?.total).toBe(7 * 150);
		expect(report.state).toBe('complete');
	});

	it('prices the tiers that have a price, and names the others', () => {
		const { cost } = reportOf(sourceOf({ a: steady(last(7), 60_000, 60) }), week);
		expect(cost.micros).toBe(7 * 4_000_000);
		expect(cost.unpriced).toEqual(['audio']);
	});

	it('has no cost where there are no figures', () => {
		const none = steady(last(7), 0, null);
		const columns = none.columns.map((column) => ({ ...column, values: column.values.map(() => null) }));
		const report = reportOf(sourceOf({ a: { ...none, columns } }), week);
		expect(report.summary.total).toBeUndefined();
		expect(report.cost).toMatchObject({ micros: undefined, unpriced: [] });
		expect(reportOf(sourceOf({ a: steady(last(7), 0) }), week).cost.micros).toBe(0);
	});

	it('leaves out projects and tiers that are switched off, in the tabs too', () => {
		const view: View = { ...week, hiddenProjects: ['b'], hiddenColumns: ['audio'] };
		const report = reportOf(sourceOf({ a: steady(last(100), 60), b: steady(last(100), 10) }), view);
		expect(report.summary.total).toBe(7 * 60);
		expect(report.tabs[0]).toMatchObject({ total: 7 * 60, state: 'complete' });
		expect(report.projects.map(({ counted }) => counted)).toEqual([true, false]);
	});

	it('tells a part from the whole', () => {
		const half = reportOf(sourceOf({ a: steady(last(7), 60), b: null }), week);
		expect(half.state).toBe('known');
		expect(half.summary.total).toBe(7 * 120);
		expect(reportOf(sourceOf({ a: steady(last(3), 60) }), week).state).toBe('known');
	});

	it('compares with nothing while a part of the time before is unknown', () => {
		expect(reportOf(sourceOf({ a: steady(last(10), 60) }), week).before).toBeUndefined();
		expect(reportOf(sourceOf({ a: steady(last(14), 60) }), week).before?.total).toBe(7 * 120);
		expect(
			reportOf(sourceOf({ a: steady(last(14), 60) }), { ...week, compare: false }).before,
		).toBeUndefined();
	});

	it('tells what failed or was stopped from what may still come', () => {
		type State = 'failed' | 'cancelled' | 'reading' | 'waiting';
		const state = (a: State, b: State) => reportOf(sourceOf({ a: null, b: null }, { a, b }), week).state;
		expect(state('failed', 'cancelled')).toBe('failed');
		expect(state('cancelled', 'cancelled')).toBe('cancelled');
		expect(state('failed', 'reading')).toBe('waiting');
		expect(state('cancelled', 'waiting')).toBe('waiting');
	});

	it('says nothing of unusual days while a project is missing or too little is known', () => {
		expect(reportOf(sourceOf({ a: steady(last(100), 60) }), week).insights.unusual).toEqual([]);
		expect(reportOf(sourceOf({ a: steady(last(8), 60) }), week).insights.unusual).toBeUndefined();
		expect(reportOf(sourceOf({ a: steady(last(100), 60), b: null }), week).insights.unusual).toBeUndefined();
		const year: View = { ...week, range: { preset: 'last12Months' } };
		expect(reportOf(sourceOf({ a: steady(last(400), 60) }), year).insights.unusual).toBeNull();
	});

	it('takes a day for low, or today, only once every project of it is read', () => {
		const upTo = (to: string) => steady({ from: addDays(today, -100), to }, 60);
		const insights = (behind: string) =>
			reportOf(sourceOf({ a: upTo(today), b: upTo(behind) }), week).insights;
		expect(insights(addDays(today, -3))).toEqual({ unusual: undefined, today: undefined });
		expect(insights(addDays(today, -1))).toEqual({ unusual: [], today: undefined });
		expect(insights(today)).toEqual({ unusual: [], today: { total: 240, unusual: undefined } });
	});
});
