import type { InitMessage } from '../../../src/shared/usage/messages';
import { freeMinutesPerMonth } from '../../../src/shared/usage/report/freeMinutes';
import type { UsageStrings } from '../../../src/shared/usage/strings';
import { linkButton } from '../button';
import { element } from '../element';
import { post } from '../host';
import { fill } from '../model/format';
import type { RowContent } from '../model/rowText';

/** What the key figures are made of, folded up, since the chart is what people come for. */
export class About {
	readonly root: HTMLElement;
	private readonly sentences = element('div', {});

	constructor({ about, priceList }: UsageStrings) {
		const link = linkButton({
			key: 'price-list',
			text: priceList,
			press: () => post({ type: 'action', action: 'openPriceList' }),
		});
		this.root = element(
			'details',
			{ class: 'about' },
			element('summary', {}, about),
			element('div', { class: 'sentences' }, this.sentences, link),
		);
	}

	show({ report, format, strings }: RowContent, { pricesNoted }: InitMessage): void {
		const { cost, summary } = report;
		const unpriced = summary.columns.filter(({ key }) => cost.unpriced.includes(key));
		const list = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' });
		const names = list.format(unpriced.map((column) => `\u2068${format.label(column)}\u2069`));
		const sentences = [
			pricesNoted === null ? strings.estimateOwn : fill(strings.estimateNote, format.day(pricesNoted)),
			...(unpriced.length > 0 ? [fill(strings.unpriced, names)] : []),
			fill(strings.freeRule, format.count(freeMinutesPerMonth)),
			strings.unusualRule,
		];
		this.sentences.replaceChildren(...sentences.map((sentence) => element('p', {}, sentence)));
	}
}
