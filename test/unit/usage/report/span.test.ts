import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	commonSpan,
	covers,
	daysOf,
	lengthOf,
	mergeSpans,
	subtractSpans,
} from '../../../../src/usage/report/days';
import { anySpan, anySpans, daySet } from './anyDays';

describe('spans', () => {
	it('have as many days as they say', () => {
		expect(lengthOf({ from: '2024-01-01', to: '2024-12-31' })).toBe(366);
		fc.assert(
			fc.property(anySpan, (span) => {
				expect(daysOf(span)).toHaveLength(lengthOf(span));
			}),
		);
	});

	it('merge to the same days, ascending and apart', () => {
		fc.assert(
			fc.property(anySpans, (spans) => {
				const merged = mergeSpans(spans);
				expect(daySet(merged)).toEqual(daySet(spans));
				merged.slice(1).forEach((span, index) => {
					expect(span.from > addDays(merged[index]?.to ?? '', 1)).toBe(true);
				});
			}),
		);
	});

	it('subtract day by day', () => {
		fc.assert(
			fc.property(anySpans, anySpans, (spans, taken) => {
				const gone = new Set(daySet(taken));
				expect(daySet(subtractSpans(spans, taken))).toEqual(daySet(spans).filter((day) => !gone.has(day)));
			}),
		);
	});

	it('cover and meet as their days do', () => {
		fc.assert(
			fc.property(anySpans, anySpans, (spans, others) => {
				const days = new Set(daySet(spans));
				for (const other of others) {
					expect(covers(spans, other)).toBe(daysOf(other).every((day) => days.has(day)));
				}
				for (const span of spans) {
					for (const other of others) {
						const both = daysOf(span).filter((day) => daysOf(other).includes(day));
						const common = commonSpan(span, other);
						expect(common ? daysOf(common) : []).toEqual(both);
					}
				}
			}),
			{ numRuns: 40 },
		);
	});
});
