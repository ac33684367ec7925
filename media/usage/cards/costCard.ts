import type { InitMessage } from '../../../src/shared/usage/messages';
import { linkButton } from '../button';
import { element } from '../element';
import { post } from '../host';
import type { RowContent } from '../model/rowText';
import { card } from './card';

/** What the usage may cost, said to be an estimate, and whether some of it is without a price. */
export function costCard({ report, format, strings }: RowContent, { pricesNoted }: InitMessage): HTMLElement {
	const { cost, summary } = report;
	const change = linkButton({
		key: 'prices',
		text: strings.changePrices,
		press: () => post({ type: 'action', action: 'openPrices' }),
	});
	if (cost.micros === undefined) {
		const known = summary.columns.some(({ total, hidden }) => total !== undefined && !hidden);
		return card(
			'cost',
			strings.estimate,
			[known ? '–' : strings.noFigure],
			known ? strings.noPrices : '',
			change,
		);
	}
	const figure = element('data', { value: String(cost.micros) }, format.money(cost.micros, cost.currency));
	return card(
		'cost',
		strings.estimate,
		[figure],
		pricesNoted === null ? strings.estimateAtOwn : strings.estimateAt,
		cost.unpriced.length === 0 ? '' : strings.someUnpriced,
		change,
	);
}
