import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { BUCKET_SIZES, covers } from '../../../../src/usage/report/days';
import { BUSINESSES } from '../../../../src/usage/report/figures';
import { RANGE_PRESETS } from '../../../../src/usage/report/range';
import { lookBack } from '../../../../src/usage/report/unusualDays';
import {
	countedProjects,
	defaultView,
	neededSpans,
	savedStateSchema,
	spansOf,
	viewSchema,
} from '../../../../src/usage/report/view';
import { anyDay } from './anyDays';

describe('a view', () => {
	it('starts with four weeks, compared with the four before', () => {
		expect(defaultView()).toMatchObject({
			range: { preset: 'last28Days' },
			compare: true,
			unit: 'minute',
		});
		expect(spansOf(defaultView(), '2026-11-22')).toEqual({
			range: { from: '2026-10-25', to: '2026-11-21' },
			before: { from: '2026-09-27', to: '2026-10-24' },
		});
		expect(v.is(viewSchema, defaultView())).toBe(true);
	});

	it('needs the days shown, the comparison, this month, and the weeks before', () => {
		fc.assert(
			fc.property(anyDay, fc.constantFrom(...RANGE_PRESETS), fc.boolean(), (today, preset, includeToday) => {
				const view = { ...defaultView(), range: { preset }, includeToday };
				const needed = neededSpans(view, today, 'default');
				const { range, before } = spansOf(view, today);
				expect(before).toBeDefined();
				for (const span of [range, before ?? range, lookBack(today), { from: today, to: today }]) {
					expect(covers(needed, span)).toBe(true);
				}
				expect(needed.every(({ to }) => to <= today)).toBe(true);
			}),
		);
	});

	it('of four weeks needs one query of each business', () => {
		for (const business of BUSINESSES) {
			expect(neededSpans(defaultView(), '2026-11-22', business)).toEqual([
				{ from: '2026-08-30', to: '2026-11-22' },
			]);
		}
	});

	it('needs no other days when the size of the bars changes, unless the range is long', () => {
		fc.assert(
			fc.property(anyDay, fc.constantFrom(...RANGE_PRESETS), (today, preset) => {
				fc.pre(preset !== 'last12Months');
				const needed = BUCKET_SIZES.map((bucket) =>
					neededSpans({ ...defaultView(), range: { preset }, bucket }, today, 'default'),
				);
				expect(needed[1]).toEqual(needed[0]);
				expect(needed[2]).toEqual(needed[0]);
			}),
		);
	});

	it('of twelve months reads today only for the business on screen, since that needs a second query', () => {
		const view = { ...defaultView(), range: { preset: 'last12Months' as const }, compare: false };
		expect(neededSpans(view, '2026-11-22', 'recording')).toEqual([{ from: '2025-11-22', to: '2026-11-21' }]);
	});

	it.each([
		['days that are none', { range: { preset: 'custom', from: '2026-02-30', to: '2026-03-01' } }],
		['days in the wrong order', { range: { preset: 'custom', from: '2026-03-02', to: '2026-03-01' } }],
		['an unknown business', { business: '../projects' }],
		['an endless list', { hiddenColumns: Array.from({ length: 201 }, () => 'a') }],
		['a key of 10 kB', { hiddenProjects: ['a'.repeat(10_000)] }],
	])('is refused with %s', (_, change) => {
		expect(v.is(viewSchema, { ...defaultView(), ...change })).toBe(false);
	});

	it('counts a project that is switched off among all only where all are shown', () => {
		const projects = [{ id: 'a' }, { id: 'b' }];
		const view = { hiddenProjects: ['b'] };
		expect(countedProjects(projects, view, { project: null })).toEqual([{ id: 'a' }]);
		const project = { id: 'b', name: 'B' };
		expect(countedProjects([{ id: 'b' }], view, { project })).toEqual([{ id: 'b' }]);
	});

	it('is restored from a valid saved state only', () => {
		const subject = { accountId: 'a', accountLabel: 'Work', project: null };
		const state = { version: 1, subject, view: defaultView() };
		expect(v.parse(savedStateSchema, JSON.parse(JSON.stringify(state)))).toEqual(state);
		const draft = { from: '2026-02-20', to: '', open: true };
		expect(v.parse(savedStateSchema, { ...state, draft })).toEqual({ ...state, draft });
		for (const broken of [
			undefined,
			{},
			{ ...state, version: 0 },
			{ ...state, subject: {} },
			{ ...state, draft: { from: 'a'.repeat(11), to: '', open: true } },
		]) {
			expect(v.is(savedStateSchema, broken)).toBe(false);
		}
	});
});
