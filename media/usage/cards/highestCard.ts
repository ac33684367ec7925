import { element, outside } from '../element';
import type { RowContent } from '../model/rowText';
import { card } from './card';

/** Which day, which tier and which project have most; nothing while there is nothing to compare. */
export function highestCard({ report, format, strings }: RowContent): HTMLElement[] {
	const { summary, projects, view } = report;
	const row = highest(summary.rows, ({ total }) => total);
	const tier = highest(
		summary.columns.filter(({ summed, hidden }) => summed && !hidden),
		({ total }) => total,
	);
	const project = highest(
		projects.filter(({ counted }) => counted),
		({ summary: own }) => own?.total,
	);
	if (!row || !tier) {
		return [];
	}
	const names = {
		day: strings.highestDay,
		week: strings.highestWeek,
		month: strings.highestMonth,
	};
	const pair = (name: string, value: Node) =>
		element('span', { class: 'pair' }, element('span', { class: 'pair-name' }, `${name}: `), value);
	return [
		card(
			'highest',
			names[view.bucket],
			[element('data', { value: String(row.total ?? '') }, format.withUnit(row.total ?? 0, summary.unit))],
			format.bucket(row.bucket, view.bucket),
			pair(strings.highestTier, outside(format.label(tier))),
			projects.length > 1 && project ? pair(strings.highestProject, outside(project.name)) : '',
		),
	];
}

function highest<T>(items: readonly T[], figureOf: (item: T) => number | undefined): T | undefined {
	return items.reduce<T | undefined>((best, item) => {
		const value = figureOf(item) ?? 0;
		return value > 0 && (best === undefined || value > (figureOf(best) ?? 0)) ? item : best;
	}, undefined);
}
