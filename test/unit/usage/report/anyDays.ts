import fc from 'fast-check';
import { addDays, dayOf, daysOf, type Span } from '../../../../src/usage/report/days';
import type { Figures } from '../../../../src/usage/report/figures';

/** Any moment from 2017 to 2063, in milliseconds since 1970. */
export const anyMoment = fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2063, 0, 1) });

export const anyDay = anyMoment.map(dayOf);

/** Days in a row, up to a leap year of them. */
export const anySpan: fc.Arbitrary<Span> = fc
	.tuple(anyDay, fc.integer({ min: 0, max: 365 }))
	.map(([from, more]) => ({ from, to: addDays(from, more) }));

/** A few spans of a few weeks, so that they meet, overlap and lie apart. */
export const anySpans: fc.Arbitrary<Span[]> = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })).map(([start, more]) => {
		const from = addDays('2024-02-10', start);
		return { from, to: addDays(from, more) };
	}),
	{ maxLength: 6 },
);

const anyValue = fc.option(fc.nat(10_000_000), { nil: null, freq: 4 });
const anyUnit = fc.constantFrom('second', 'second', 'minutes', 'Hour', 'GB', '');

/** Figures on the days of a span, as Agora might send them: with gaps, and in any unit. */
export function anyFigures(span: Span): fc.Arbitrary<Figures> {
	const { length } = daysOf(span);
	const column = fc.record({
		key: fc.constantFrom('audio', 'hd', 'fullHd', '2k', 'other'),
		labels: fc.constant({ en: 'Label' }),
		unit: anyUnit,
		values: fc.array(anyValue, { minLength: length, maxLength: length }),
	});
	return fc
		.uniqueArray(column, { selector: ({ key }) => key, maxLength: 4 })
		.map((columns) => ({ from: span.from, covered: [span], columns }));
}

/** The set of days of some spans, for tests that compare with the plain thing. */
export function daySet(spans: readonly Span[]): string[] {
	return [...new Set(spans.flatMap(daysOf))].sort();
}
