import type { FigureState, InitMessage } from '../../../src/shared/usage/messages';
import { type CostEstimate, estimateCost } from '../../../src/shared/usage/report/cost';
import type { Figures } from '../../../src/shared/usage/report/figures';
import { type FreeMinutes, freeMinutes } from '../../../src/shared/usage/report/freeMinutes';
import { commonSpan, covers, type Span } from '../../../src/shared/usage/report/span';
import { type Summary, summarise } from '../../../src/shared/usage/report/summary';
import { spansOf, type View } from '../../../src/shared/usage/view';
import { type Business, businesses } from '../../../src/shared/usage/words';
import { type Before, beforeOf } from './before';
import { type Insights, insightsOf } from './insights';

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
export interface ReportSource {
	readonly init: Pick<InitMessage, 'projects' | 'today' | 'prices'>;
	figuresOf(project: string, business: Business): Figures | undefined;
	stateOf(project: string, business: Business): FigureState | undefined;
}

export function reportOf(told: ReportSource, view: View): Report {
	const { init } = told;
	const { today } = init;
	const { range, before: beforeSpan } = spansOf(view, today);
	const hidden = view.hiddenColumns;
	const counted = init.projects.filter(({ id }) => !view.hiddenProjects.includes(id));
	const knownIn = (business: Business, span: Span) =>
		counted.flatMap(({ id }) => knownFigures(told.figuresOf(id, business), span) ?? []);

	const tabs = businesses.map((business): TabReport => {
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
			? beforeOf(partsBefore, beforeSpan, { range, bucket: view.bucket, summary, hidden })
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
		insights: insightsOf(parts, { range, today, hidden, complete: parts.length === counted.length }),
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
