import { addDays, type Day, daysBetween } from './day';

/** UTC days from `from` to `to`, both included; `from` never comes after `to`. */
export interface Span {
	readonly from: Day;
	readonly to: Day;
}

/** How many days a span has; at least 1. */
export function lengthOf(span: Span): number {
	return daysBetween(span.from, span.to) + 1;
}

/** Every day of a span, ascending. */
export function daysOf(span: Span): Day[] {
	return Array.from({ length: lengthOf(span) }, (_, index) => addDays(span.from, index));
}

export function sameSpan(a: Span, b: Span): boolean {
	return a.from === b.from && a.to === b.to;
}

/** The days both have, if any. */
export function commonSpan(a: Span, b: Span): Span | undefined {
	const from = a.from > b.from ? a.from : b.from;
	const to = a.to < b.to ? a.to : b.to;
	return from <= to ? { from, to } : undefined;
}

/** The same days as ascending spans with a gap between each two. */
export function mergeSpans(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
		const last = merged.at(-1);
		if (last && span.from <= addDays(last.to, 1)) {
			merged[merged.length - 1] = { from: last.from, to: span.to > last.to ? span.to : last.to };
		} else {
			merged.push(span);
		}
	}
	return merged;
}

/** The days of `spans` that are not among `taken`, as `mergeSpans` would give them. */
export function subtractSpans(spans: readonly Span[], taken: readonly Span[]): Span[] {
	let left = mergeSpans(spans);
	for (const hole of taken) {
		left = left.flatMap((span) => {
			if (!commonSpan(span, hole)) {
				return [span];
			}
			const before = { from: span.from, to: addDays(hole.from, -1) };
			const after = { from: addDays(hole.to, 1), to: span.to };
			return [before, after].filter(({ from, to }) => from <= to);
		});
	}
	return left;
}

/** Whether every day of `span` is among `spans`. */
export function covers(spans: readonly Span[], span: Span): boolean {
	return subtractSpans([span], spans).length === 0;
}
