import { type CostEstimate, estimateCost, type FreeMinutes, freeMinutes } from './cost';
import { type BucketSize, bucketsOf, commonSpan, covers, daysBetween, lengthOf, type Span } from './days';
import { BUSINESSES, type Business, type Figures } from './figures';
import type { FigureState, InitMessage } from './messages';
import { changeOf, type Summary, sum, summarise } from './summary';
import { findInsights, type Insights } from './unusualDays';
import { spansOf, type View } from './view';

export interface TabReport {
	readonly business: Business;
	readonly total: number | undefined;
	readonly unit: string;
	/** `known`: there are figures of the range, `complete` when of all of it; the others are without any. */
	readonly state: 'complete' | 'known' | 'failed' | 'cancelled' | 'waiting';
}

export interface ProjectReport {
	readonly id: string;
	readonly name: string;
	/** Counts towards the totals. */
	readonly counted: boolean;
	/** Undefined while nothing of the range is known. */
	readonly summary: Summary | undefined;
	readonly before: number | undefined;
	readonly state: FigureState | undefined;
}

/** Everything the panel shows of what it was told, in one view. Durations are in seconds. */
export interface Report {
	readonly view: View;
	readonly today: string;
	readonly range: Span;
	readonly tabs: readonly TabReport[];
	/** How the business on screen stands; all below is about that. */
	readonly state: TabReport['state'];
	readonly summary: Summary;
	/** Undefined while not all of it is known, or not asked for. */
	readonly before: Before | undefined;
	readonly projects: readonly ProjectReport[];
	readonly cost: CostEstimate;
	readonly free: FreeMinutes;
	readonly insights: Insights;
	/** When the oldest of the figures shown were read, in ms since 1970. */
	readonly readAt: number | undefined;
	/** Some of the figures shown were kept from an earlier time. */
	readonly cached: boolean;
}

/** What a report is made of. */
export interface ReportInput {
	readonly init: Pick<InitMessage, 'projects' | 'today' | 'prices'>;
	figuresOf(project: string, business: Business): Figures | undefined;
	stateOf(project: string, business: Business): FigureState | undefined;
}

export function createReport(told: ReportInput, view: View): Report {
	const { init } = told;
	const { today } = init;
	const { range, before: beforeSpan } = spansOf(view, today);
	const hidden = view.hiddenColumns;
	const counted = init.projects.filter(({ id }) => !view.hiddenProjects.includes(id));
	const knownIn = (business: Business, span: Span) =>
		counted.flatMap(({ id }) => knownFigures(told.figuresOf(id, business), span) ?? []);

	const tabs = BUSINESSES.map((business): TabReport => {
		const parts = knownIn(business, range);
		const { total, unit } = summarise(parts, { range, bucket: 'month', hidden });
		const states = counted.map(({ id }) => told.stateOf(id, business)?.state);
		return { business, total, unit, state: stateOf(parts, counted.length, range, states) };
	});

	const parts = knownIn(view.business, range);
	const summary = summarise(parts, { range, bucket: view.bucket, hidden });
	const partsBefore = beforeSpan ? counted.map(({ id }) => told.figuresOf(id, view.business)) : [];
	const before =
		beforeSpan && isKnown(partsBefore, beforeSpan) && partsBefore.length > 0
			? compareWithPrevious(partsBefore, beforeSpan, { range, bucket: view.bucket, summary, hidden })
			: undefined;
	const states = counted.flatMap(({ id }) => told.stateOf(id, view.business) ?? []);
	const ages = states.flatMap(({ readAt }) => readAt ?? []);
	return {
		view,
		today,
		range,
		tabs,
		state: tabs.find(({ business }) => business === view.business)?.state ?? 'waiting',
		summary,
		before,
		projects: init.projects.map((project) => {
			const figures = knownFigures(told.figuresOf(project.id, view.business), range);
			const own = figures && [figures];
			return {
				...project,
				counted: counted.includes(project),
				summary: own && summarise(own, { range, bucket: view.bucket, hidden }),
				before:
					own && beforeSpan && isKnown(own, beforeSpan)
						? summarise(own, { range: beforeSpan, bucket: 'month', hidden }).total
						: undefined,
				state: told.stateOf(project.id, view.business),
			};
		}),
		cost: estimateCost(summary.columns, view.business, init.prices),
		free: freeMinutes(
			init.projects.map(({ id }) => told.figuresOf(id, 'default')),
			today,
		),
		insights: findInsights(parts, { range, today, hidden, complete: parts.length === counted.length }),
		readAt: ages.length === 0 ? undefined : Math.min(...ages),
		cached: states.some(({ cached }) => cached),
	};
}

function stateOf(
	parts: readonly Figures[],
	projects: number,
	range: Span,
	states: readonly (FigureState['state'] | undefined)[],
): TabReport['state'] {
	if (parts.length > 0) {
		return parts.length === projects && isKnown(parts, range) ? 'complete' : 'known';
	}
	if (projects === 0) {
		return 'complete';
	}
	if (states.includes('reading') || states.includes('waiting')) {
		return 'waiting';
	}
	return states.includes('failed') ? 'failed' : states.includes('cancelled') ? 'cancelled' : 'waiting';
}

function knownFigures(figures: Figures | undefined, span: Span): Figures | undefined {
	return figures?.covered.some((covered) => commonSpan(covered, span)) ? figures : undefined;
}

function isKnown(parts: readonly (Figures | undefined)[], span: Span): parts is readonly Figures[] {
	return parts.every((figures) => figures && covers(figures.covered, span));
}

/** The range before, laid over the buckets of the range shown. */
export interface Before {
	readonly span: Span;
	readonly total: number | undefined;
	/** One per row of the summary: the days that lie as far from the start; undefined where not all of them are in the span. */
	readonly rows: readonly (number | undefined)[];
	/** How many of the last days of the span are under no row, because the range shown is shorter. */
	readonly daysBeyond: number;
}

interface BeforeOptions {
	readonly range: Span;
	readonly bucket: BucketSize;
	readonly summary: Summary;
	readonly hidden: readonly string[];
}

export function compareWithPrevious(parts: readonly Figures[], span: Span, options: BeforeOptions): Before {
	const { total, rows: days } = summarise(parts, { range: span, bucket: 'day', hidden: options.hidden });
	const counterparts = counterpartsOf(span, options);
	const rows = counterparts.map(({ start, end }) =>
		end > days.length ? undefined : sum(days.slice(start, end).map((day) => day.total)),
	);
	const last = counterparts.at(-1)?.end ?? 0;
	return { span, total, rows, daysBeyond: Math.max(0, days.length - last) };
}

/**
 * The days of `span` that each row is compared with, as offsets from its start. Months are compared month by month where both
 * ranges begin on the same day of a month and have as many months; everything else is compared day by day.
 */
function counterpartsOf(
	span: Span,
	{ range, bucket, summary }: BeforeOptions,
): { start: number; end: number }[] {
	const months = bucketsOf(span, 'month');
	const sameMonths =
		bucket === 'month' && months.length === summary.rows.length && span.from.slice(8) === range.from.slice(8);
	const [first, buckets] = sameMonths
		? [span.from, months]
		: [range.from, summary.rows.map((row) => row.bucket)];
	return buckets.map((each) => {
		const start = daysBetween(first, each.from);
		return { start, end: start + lengthOf(each) };
	});
}

/** Two totals to be compared; undefined where there was no usage before. There is no change to tell where no total is known now. */
export function compareTotals(
	total: number | undefined,
	before: number | undefined,
): { readonly before: number; readonly change: number | undefined } | undefined {
	return before ? { before, change: changeOf(total, before) } : undefined;
}
