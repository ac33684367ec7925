import {
	type CostEstimate,
	estimateCost,
	type FreeMinutes,
	freeMinutes,
	type TotalCost,
	totalCost,
} from './cost';
import { type BucketSize, bucketsOf, commonSpan, covers, daysBetween, lengthOf, type Span } from './days';
import { BUSINESSES, type Business, type Figures } from './figures';
import type { FigureState, InitMessage } from './messages';
import { changeOf, type Summary, type SummaryColumn, sum, summarise } from './summary';
import { sortRows } from './table';
import { findInsights, type Insights } from './unusualDays';
import { countedProjects, spansOf, type View } from './view';

export interface TabReport {
	readonly business: Business;
	readonly total: number | undefined;
	readonly unit: string;
	readonly cost: CostEstimate;
	/** `complete`: there are figures of the whole range; `known`: of a part of it; the other states have none. */
	readonly state: 'complete' | 'known' | 'failed' | 'cancelled' | 'waiting';
}

export interface ProjectReport {
	readonly id: string;
	readonly name: string;
	/** Counts towards the totals. */
	readonly counted: boolean;
	/** Both are undefined while there are no figures of the range. */
	readonly summary: Summary | undefined;
	readonly cost: CostEstimate | undefined;
	readonly before: number | undefined;
	readonly state: FigureState | undefined;
}

/** Everything that the panel shows in one view. Durations are in seconds. */
export interface Report {
	readonly view: View;
	readonly today: string;
	readonly range: Span;
	readonly tabs: readonly TabReport[];
	/** The state of the business on screen, as all members below. */
	readonly state: TabReport['state'];
	readonly summary: Summary;
	/** Undefined without a comparison, or while it is incomplete. */
	readonly before: PreviousRange | undefined;
	readonly projects: readonly ProjectReport[];
	readonly cost: CostEstimate;
	/** Of all businesses. */
	readonly totalCost: TotalCost;
	readonly free: FreeMinutes;
	readonly insights: Insights;
	/** When the oldest of the figures shown were read, in ms since 1970. */
	readonly readAt: number | undefined;
	/** Whether some of the figures come from the stored cache. */
	readonly cached: boolean;
}

export interface ReportInput {
	readonly init: Pick<InitMessage, 'subject' | 'projects' | 'today' | 'prices'>;
	figuresOf(project: string, business: Business): Figures | undefined;
	stateOf(project: string, business: Business): FigureState | undefined;
}

export function createReport(input: ReportInput, view: View): Report {
	const { init } = input;
	const { today } = init;
	const { range, before: previousSpan } = spansOf(view, today);
	const hidden = view.hiddenColumns;
	const counted = countedProjects(init.projects, view, init.subject);
	const partsIn = (business: Business, span: Span) =>
		counted.flatMap(({ id }) => figuresWithin(input.figuresOf(id, business), span) ?? []);

	const tabs = BUSINESSES.map((business): TabReport => {
		const parts = partsIn(business, range);
		const { total, unit, columns } = summarise(parts, { range, bucket: 'month', hidden });
		const cost = estimateCost(columns, business, init.prices);
		const states = counted.map(({ id }) => input.stateOf(id, business)?.state);
		return { business, total, unit, cost, state: stateOf(parts, counted.length, range, states) };
	});

	const parts = partsIn(view.business, range);
	const summary = summarise(parts, { range, bucket: view.bucket, hidden });
	const previousParts = previousSpan ? counted.map(({ id }) => input.figuresOf(id, view.business)) : [];
	const before =
		previousSpan && areCovered(previousParts, previousSpan) && previousParts.length > 0
			? compareWithPrevious(previousParts, previousSpan, { range, bucket: view.bucket, summary, hidden })
			: undefined;
	const states = counted.flatMap(({ id }) => input.stateOf(id, view.business) ?? []);
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
			const figures = figuresWithin(input.figuresOf(project.id, view.business), range);
			const own = figures && [figures];
			const ownSummary = own && summarise(own, { range, bucket: view.bucket, hidden });
			return {
				...project,
				counted: counted.includes(project),
				summary: ownSummary,
				cost: ownSummary && estimateCost(ownSummary.columns, view.business, init.prices),
				before:
					own && previousSpan && areCovered(own, previousSpan)
						? summarise(own, { range: previousSpan, bucket: 'month', hidden }).total
						: undefined,
				state: input.stateOf(project.id, view.business),
			};
		}),
		cost: estimateCost(summary.columns, view.business, init.prices),
		totalCost: totalCost(tabs.map((tab) => ({ ...tab, complete: tab.state === 'complete' }))),
		free: freeMinutes(
			init.projects.map(({ id }) => input.figuresOf(id, 'default')),
			today,
		),
		insights: findInsights(parts, { range, today, hidden, complete: parts.length === counted.length }),
		readAt: ages.length === 0 ? undefined : Math.min(...ages),
		cached: states.some(({ cached }) => cached),
	};
}

/** So many projects are parts of a bar; the smaller of more than these are one part. */
const MOST_STACKED = 6;

/** The beginning of the key of a column that is a project, followed by its id. */
export const PROJECT_KEY = 'projects/';

interface StackedProjects {
	/** `PROJECT_KEY`, and the id of a single project. */
	readonly key: string;
	/** The largest first; several only in the last part. */
	readonly projects: readonly ProjectReport[];
}

/** The projects as parts of a bar, the largest first, counted or not, so that the order stays when one is switched off. */
export function stackedProjects({ projects, summary: { unit } }: Report): StackedProjects[] {
	const sorted = sortRows(projects, ({ summary }) => totalIn(unit, summary), true);
	const single = sorted.length > MOST_STACKED ? sorted.slice(0, MOST_STACKED - 1) : sorted;
	const others = sorted.slice(single.length);
	return [
		...single.map((project) => ({ key: `${PROJECT_KEY}${project.id}`, projects: [project] })),
		...(others.length > 0 ? [{ key: PROJECT_KEY, projects: others }] : []),
	];
}

/**
 * The same report with a column per project instead of one per type of usage.
 *
 * @param nameOfOthers the name of the column of so many smaller projects.
 */
export function stackByProject(report: Report, nameOfOthers: (count: number) => string): Report {
	const { summary } = report;
	const { unit } = summary;
	const stacked = stackedProjects(report).map(({ key, projects }) => {
		const counted = projects.filter((project) => project.counted);
		// A project that is switched off keeps its own figures.
		return { key, projects, hidden: counted.length === 0, parts: counted.length > 0 ? counted : projects };
	});
	const columns = stacked.map(({ key, projects, hidden, parts }): SummaryColumn => {
		const [first] = projects;
		const name = first && projects.length === 1 ? first.name : nameOfOthers(projects.length);
		const total = sum(parts.map((project) => totalIn(unit, project.summary)));
		return { key, labels: { en: name }, unit, summed: true, hidden, total };
	});
	const rows = summary.rows.map((row, index) => ({
		...row,
		values: stacked.map(({ parts }) =>
			sum(
				parts.map((project) =>
					project.summary?.unit === unit ? project.summary.rows[index]?.total : undefined,
				),
			),
		),
	}));
	return { ...report, summary: { ...summary, columns, rows } };
}

/** The total of a project, if it counts towards totals in this unit. */
function totalIn(unit: string, summary: Summary | undefined): number | undefined {
	return summary?.unit === unit ? summary.total : undefined;
}

function stateOf(
	parts: readonly Figures[],
	projects: number,
	range: Span,
	states: readonly (FigureState['state'] | undefined)[],
): TabReport['state'] {
	if (parts.length > 0) {
		return parts.length === projects && areCovered(parts, range) ? 'complete' : 'known';
	}
	if (projects === 0) {
		return 'complete';
	}
	if (states.includes('reading') || states.includes('waiting')) {
		return 'waiting';
	}
	return states.includes('failed') ? 'failed' : states.includes('cancelled') ? 'cancelled' : 'waiting';
}

function figuresWithin(figures: Figures | undefined, span: Span): Figures | undefined {
	return figures?.covered.some((covered) => commonSpan(covered, span)) ? figures : undefined;
}

function areCovered(parts: readonly (Figures | undefined)[], span: Span): parts is readonly Figures[] {
	return parts.every((figures) => figures && covers(figures.covered, span));
}

/** The previous range, aligned with the buckets of the range shown. */
export interface PreviousRange {
	readonly span: Span;
	readonly total: number | undefined;
	/** One per row of the summary: the total of the days at the same offset; undefined where the span does not have all of them. */
	readonly rows: readonly (number | undefined)[];
	/** How many of the last days of the span have no row, because the range shown is shorter. */
	readonly daysBeyond: number;
}

interface ComparisonOptions {
	readonly range: Span;
	readonly bucket: BucketSize;
	readonly summary: Summary;
	readonly hidden: readonly string[];
}

export function compareWithPrevious(
	parts: readonly Figures[],
	span: Span,
	options: ComparisonOptions,
): PreviousRange {
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
	{ range, bucket, summary }: ComparisonOptions,
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

/** Undefined where there was no usage before. The change is undefined where there is no total now. */
export function compareTotals(
	total: number | undefined,
	before: number | undefined,
): { readonly before: number; readonly change: number | undefined } | undefined {
	return before ? { before, change: changeOf(total, before) } : undefined;
}
