import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	listSeries,
	planQueries,
	queriesCovering,
	type UsageRequest,
} from '../../../../src/usage/cache/usageLoader';
import { addDays, covers, mergeSpans, type Span } from '../../../../src/usage/report/days';
import { longestTo } from '../../../../src/usage/report/range';

/** Days over several years. */
const anyMissing = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 500 })).map(([start, more]): Span => {
		const from = addDays('2023-01-31', start);
		return { from, to: addDays(from, more) };
	}),
	{ maxLength: 4 },
);

describe('queriesCovering', () => {
	it('returns no query when no day is missing', () => {
		expect(queriesCovering([])).toEqual([]);
	});

	it('combines days within a year into one query', () => {
		expect(
			queriesCovering([
				{ from: '2026-01-05', to: '2026-01-08' },
				{ from: '2026-11-20', to: '2026-11-22' },
			]),
		).toEqual([{ from: '2026-01-05', to: '2026-11-22' }]);
	});

	it('covers two years with two queries, the newest first', () => {
		expect(queriesCovering([{ from: '2023-11-23', to: '2025-11-22' }])).toEqual([
			{ from: '2024-11-23', to: '2025-11-22' },
			{ from: '2023-11-23', to: '2024-11-22' },
		]);
	});

	it('covers every missing day once with queries of at most one year', () => {
		fc.assert(
			fc.property(anyMissing, (missing) => {
				const queries = queriesCovering(missing);
				for (const span of missing) {
					expect(covers(queries, span)).toBe(true);
				}
				for (const { from, to } of queries) {
					expect(from <= to && to <= longestTo(from)).toBe(true);
				}
				const ascending = queries.toReversed();
				ascending.slice(1).forEach((query, index) => {
					expect(query.from > (ascending[index]?.to ?? '')).toBe(true);
				});
				// A query less would not do: each begins with a missing day that the one before could not reach.
				for (const { from } of queries) {
					expect(mergeSpans(missing).some((span) => span.from <= from && from <= span.to)).toBe(true);
				}
			}),
		);
	});
});

const year = { from: '2025-11-22', to: '2026-11-21' };
const yearBefore = { from: '2024-11-22', to: '2025-11-21' };
const days = [yearBefore, year];
const wanted: UsageRequest = {
	projects: ['a', 'b'],
	days: { default: days, transcodeDuration: days, recording: days, cloudRecording: days, miniapp: days },
	shown: year,
	first: 'recording',
};

describe('planQueries', () => {
	it('reads the days on screen of every project first, then other businesses, then the comparison', () => {
		const calls = planQueries(wanted, ({ business }) => wanted.days[business]);
		expect(calls).toHaveLength(20);
		const rank = calls.map(({ business, span }) => [business === 'recording', span.from === year.from]);
		expect(rank).toEqual([
			...Array.from({ length: 2 }, () => [true, true]),
			...Array.from({ length: 8 }, () => [false, true]),
			...Array.from({ length: 2 }, () => [true, false]),
			...Array.from({ length: 8 }, () => [false, false]),
		]);
		expect(calls.slice(0, 2).map(({ project }) => project)).toEqual(['a', 'b']);
	});

	it('plans queries for missing days only', () => {
		const calls = planQueries(wanted, ({ project, business }) =>
			project === 'b' && business === 'miniapp' ? [year] : [],
		);
		expect(calls).toEqual([{ project: 'b', business: 'miniapp', span: year }]);
	});

	it('plans nothing without a request', () => {
		expect(planQueries(undefined, () => [year])).toEqual([]);
		expect(listSeries(undefined)).toEqual([]);
	});
});
