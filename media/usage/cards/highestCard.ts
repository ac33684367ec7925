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
	const pair = (name: string, value: Node | string, total: number | undefined) =>
		element(
			'span',
			{ class: 'pair' },
			element('span', { class: 'pair-name' }, `${name}: `),
			value,
			` (${format.withUnit(total ?? 0, summary.unit)})`,
		);
	return [
		card(
			'highest',
			view.bucket === 'day' ? strings.highestDay : strings[view.bucket],
			[element('span', { class: 'figure-text' }, format.bucket(row.bucket, view.bucket))],
			format.withUnit(row.total ?? 0, summary.unit),
			pair(strings.highestTier, outside(format.label(tier)), tier.total),
			projects.length > 1 && project
				? pair(strings.highestProject, outside(project.name), project.summary?.total)
				: '',
		),
	];
}

function highest<T>(items: readonly T[], figureOf: (item: T) => number | undefined): T | undefined {
	return items.reduce<T | undefined>((best, item) => {
		const value = figureOf(item) ?? 0;
		return value > 0 && (best === undefined || value > (figureOf(best) ?? 0)) ? item : best;
	}, undefined);
}
