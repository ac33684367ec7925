import * as v from 'valibot';
import { monthSoFar } from './cost';
import { BUCKET_SIZES, isDay, lengthOf, mergeSpans, type Span } from './days';
import { BUSINESSES, type Business, TIME_UNITS } from './figures';
import { comparisonOf, longestTo, RANGE_PRESETS, type RangeChoice, rangeOf } from './range';
import { lookBack, MAX_CHECKED_DAYS } from './unusualDays';

export const daySchema = v.pipe(v.string(), v.maxLength(10), v.check(isDay));

/** A project's id or a column's key. */
export const keySchema = v.pipe(v.string(), v.maxLength(200));

export const spanSchema = v.pipe(
	v.object({ from: daySchema, to: daySchema }),
	v.check(({ from, to }) => from <= to),
);

const choiceSchema = v.variant('preset', [
	v.object({ preset: v.picklist(RANGE_PRESETS) }),
	v.pipe(
		v.object({ preset: v.literal('custom'), from: daySchema, to: daySchema }),
		v.check(({ from, to }) => from <= to),
	),
]);

/** How the figures of the range are shown. */
export const DISPLAYS = ['chart', 'table'] as const;

export type Display = (typeof DISPLAYS)[number];

/** What the parts of a bar are: types of usage, such as tiers, or projects. */
export const STACKS = ['type', 'project'] as const;

/**
 * What the user chose in a panel. The webview owns it: it posts every change to the extension, and saves it with
 * `setState`, so that a reload of the window restores it.
 */
export const viewSchema = v.object({
	range: choiceSchema,
	includeToday: v.boolean(),
	business: v.picklist(BUSINESSES),
	unit: v.picklist(TIME_UNITS),
	bucket: v.picklist(BUCKET_SIZES),
	/** Whether the previous range is shown too. */
	compare: v.boolean(),
	display: v.picklist(DISPLAYS),
	/** What the parts of a bar are, where all projects are shown. */
	stack: v.picklist(STACKS),
	/** What was shown before days were selected in the chart; null if the range was not chosen there. */
	resetRange: v.nullable(v.object({ range: choiceSchema, bucket: v.picklist(BUCKET_SIZES) })),
	/** Keys of the columns that are switched off in the legend. */
	hiddenColumns: v.pipe(v.array(keySchema), v.maxLength(200), v.readonly()),
	/** Ids of the projects that are switched off in the panel of all projects. */
	hiddenProjects: v.pipe(v.array(keySchema), v.maxLength(1000), v.readonly()),
});

export type View = v.InferOutput<typeof viewSchema>;

/** Whose usage a panel shows. */
export const subjectSchema = v.object({
	/** This extension's id for the account; not a credential. */
	accountId: v.pipe(v.string(), v.maxLength(100)),
	accountLabel: v.pipe(v.string(), v.maxLength(300)),
	/** Null for all projects of the account. */
	project: v.nullable(v.object({ id: keySchema, name: v.pipe(v.string(), v.maxLength(300)) })),
});

export type Subject = v.InferOutput<typeof subjectSchema>;

/** The projects that count towards the totals: the only one, or all that are not switched off. */
export function countedProjects<T extends { readonly id: string }>(
	projects: readonly T[],
	view: Pick<View, 'hiddenProjects'>,
	subject: Pick<Subject, 'project'>,
): T[] {
	return projects.filter(({ id }) => subject.project !== null || !view.hiddenProjects.includes(id));
}

/** The value of a date field: a day, or nothing. */
const fieldSchema = v.pipe(v.string(), v.maxLength(10));

/** The state that the webview saves with `setState`; VS Code passes it to the extension when it restores the panel. */
export const savedStateSchema = v.object({
	version: v.literal(1),
	subject: subjectSchema,
	view: viewSchema,
	/** Custom days that are not applied yet, as in the fields. */
	draft: v.optional(v.object({ from: fieldSchema, to: fieldSchema, open: v.boolean() })),
});

/** `open`: whether the fields are shown although a preset is applied. */
export type RangeDraft = NonNullable<SavedState['draft']>;

export type SavedState = v.InferOutput<typeof savedStateSchema>;

/** The view of a new panel: four weeks, which contain every weekday equally often, compared with the four before. */
export function defaultView(): View {
	return {
		range: { preset: 'last28Days' },
		includeToday: false,
		business: 'default',
		unit: 'minute',
		bucket: 'day',
		compare: true,
		display: 'chart',
		stack: 'type',
		resetRange: null,
		hiddenColumns: [],
		hiddenProjects: [],
	};
}

/** The days that a view shows, and those of the comparison. */
export function spansOf(
	view: View,
	today: string,
): { readonly range: Span; readonly before: Span | undefined } {
	const choice: RangeChoice = view.range;
	const range = rangeOf(choice, view.includeToday, today);
	return { range, before: view.compare ? comparisonOf(choice, range, view.bucket) : undefined };
}

/**
 * The days of one business whose figures a view needs: those shown and those of the comparison; the weeks before each day,
 * up to today, for unusual days, if the range is short enough for them; and for `default` this month, for the free minutes.
 * A business that is not on screen is read up to today only if that needs no further query.
 */
export function neededSpans(view: View, today: string, business: Business): Span[] {
	const { range, before } = spansOf(view, today);
	const needed = before ? [range, before] : [range];
	if (lengthOf(range) <= MAX_CHECKED_DAYS) {
		needed.push(lookBack(range.from));
		// The days compared with bars of another size are read too, so that choosing one needs no further query.
		needed.push(...(before ? BUCKET_SIZES.map((size) => comparisonOf(view.range, range, size)) : []));
	}
	const [first = range] = mergeSpans(needed);
	if (business === view.business || today <= longestTo(first.from)) {
		needed.push({ from: lookBack(today).from, to: today });
	}
	if (business === 'default') {
		needed.push(monthSoFar(today));
	}
	return mergeSpans(needed);
}
