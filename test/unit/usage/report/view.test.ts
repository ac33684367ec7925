import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { covers } from '../../../../src/usage/report/days';
import { BUSINESSES } from '../../../../src/usage/report/figures';
import { RANGE_PRESETS } from '../../../../src/usage/report/range';
import { lookBack } from '../../../../src/usage/report/unusualDays';
import {
	defaultView,
	neededSpans,
	savedStateSchema,
	spansOf,
	viewSchema,
} from '../../../../src/usage/report/view';
import { anyDay } from './anyDays';

describe('a view', () => {
	it('starts with thirty days, compared for one project, and not for all, as that doubles the calls', () => {
		expect(defaultView(false)).toMatchObject({
			range: { preset: 'last30Days' },
			compare: true,
			unit: 'minute',
		});
		expect(defaultView(true).compare).toBe(false);
		expect(v.is(viewSchema, defaultView(true))).toBe(true);
	});

	it('needs the days shown, the comparison, this month, and the weeks before', () => {
		fc.assert(
			fc.property(anyDay, fc.constantFrom(...RANGE_PRESETS), fc.boolean(), (today, preset, includeToday) => {
				const view = { ...defaultView(false), range: { preset }, includeToday };
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

	it('of thirty days needs one query of each business', () => {
		for (const business of BUSINESSES) {
			expect(neededSpans(defaultView(false), '2026-11-22', business)).toEqual([
				{ from: '2026-08-28', to: '2026-11-22' },
			]);
		}
	});

	it('of twelve months reads today only for the business on screen, since that needs a second query', () => {
		const view = { ...defaultView(true), range: { preset: 'last12Months' as const } };
		expect(neededSpans(view, '2026-11-22', 'recording')).toEqual([{ from: '2025-11-22', to: '2026-11-21' }]);
	});

	it.each([
		['days that are none', { range: { preset: 'custom', from: '2026-02-30', to: '2026-03-01' } }],
		['days in the wrong order', { range: { preset: 'custom', from: '2026-03-02', to: '2026-03-01' } }],
		['an unknown business', { business: '../projects' }],
		['an endless list', { hiddenColumns: Array.from({ length: 201 }, () => 'a') }],
		['a key of 10 kB', { hiddenProjects: ['a'.repeat(10_000)] }],
	])('is refused with %s', (_, change) => {
		expect(v.is(viewSchema, { ...defaultView(false), ...change })).toBe(false);
	});

	it('is restored from a valid saved state only', () => {
		const subject = { accountId: 'a', accountLabel: 'Work', project: null };
		const state = { version: 1, subject, view: defaultView(true) };
		expect(v.parse(savedStateSchema, JSON.parse(JSON.stringify(state)))).toEqual(state);
		for (const broken of [undefined, {}, { ...state, version: 0 }, { ...state, subject: {} }]) {
			expect(v.is(savedStateSchema, broken)).toBe(false);
		}
	});
});
