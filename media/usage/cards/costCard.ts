import type { InitMessage } from '../../../src/shared/usage/messages';
import { linkButton } from '../button';
import { element } from '../element';
import { post } from '../host';
import { fill } from '../model/format';
import type { RowContent } from '../model/rowText';
import { card } from './card';

/** What the usage may cost, said to be an estimate, with what it is without. */
export function costCard({ report, format, strings }: RowContent, { pricesNoted }: InitMessage): HTMLElement {
	const { cost, summary } = report;
	const links = element(
		'span',
		{ class: 'links' },
		linkButton({
			key: 'prices',
			text: strings.changePrices,
			press: () => post({ type: 'action', action: 'openPrices' }),
		}),
		linkButton({
			key: 'price-list',
			text: strings.priceList,
			press: () => post({ type: 'action', action: 'openPriceList' }),
		}),
	);
	if (cost.micros === undefined) {
		return card('cost', strings.estimate, ['–'], summary.columns.length === 0 ? '' : strings.noPrices, links);
	}
	const figure = element(
		'data',
		{ value: String(cost.micros) },
		fill(strings.estimateOf, format.money(cost.micros, cost.currency)),
	);
	const unpriced = summary.columns.filter(({ key }) => cost.unpriced.includes(key));
	const list = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' });
	return card(
		'cost',
		strings.estimate,
		[figure],
		unpriced.length === 0
			? ''
			: fill(strings.unpriced, list.format(unpriced.map((column) => `\u2068${format.label(column)}\u2069`))),
		pricesNoted === null ? strings.estimateOwn : fill(strings.estimateNote, format.day(pricesNoted)),
		links,
	);
}
