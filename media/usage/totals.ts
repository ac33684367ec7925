import type { UsageStrings } from '../../src/shared/usageStrings';
import type { Summary } from '../../src/usage/report';
import { element } from './element';
import type { Format } from './format';
import { tierColour } from './theme';

/** The range's total and each column's, which is the chart's legend too. */
export function totals(summary: Summary, format: Format, strings: UsageStrings): HTMLElement {
	const figure = (value: number | undefined, unit: string) =>
		value === undefined
			? strings.noFigure
			: element('data', { value: String(value) }, format.withUnit(value, unit));
	const tiers = summary.columns.map((column, index) => {
		const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
		if (column.summed) {
			swatch.style.backgroundColor = tierColour(index);
		}
		return element(
			'div',
			{ 'data-column': column.key },
			element('dt', {}, format.label(column)),
			element('dd', {}, swatch, figure(column.total, column.unit)),
		);
	});
	const grand = element(
		'div',
		{ 'data-column': 'total' },
		element('dt', {}, strings.total),
		element('dd', {}, figure(summary.total, summary.unit)),
	);
	return element(
		'div',
		{ class: 'totals' },
		element('dl', { class: 'grand' }, grand),
		element('dl', { class: 'tiers' }, ...tiers),
	);
}
