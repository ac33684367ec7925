import type { TierCost } from '../../../src/usage/report/cost';
import { shareOf } from '../../../src/usage/report/summary';
import { element, outside, redraw } from '../element';
import { fill } from '../format';
import type { ChartContent } from './bars';
import { swatch } from './bars';

/** The tiers: what each has, its share and what it may cost; a press leaves one out or counts it again. */
export class Legend {
	readonly root: HTMLElement;
	readonly #onToggle: (key: string) => void;

	constructor(label: string, onToggle: (key: string) => void) {
		this.#onToggle = onToggle;
		this.root = element('div', { class: 'legend', role: 'group', 'aria-label': label });
	}

	show(content: ChartContent): void {
		const { report, format, theme, strings } = content;
		const { summary, cost } = report;
		const items = summary.columns.map((column, index) => {
			const { key, total, unit, hidden, summed } = column;
			const name = format.label(column);
			const figure = total === undefined ? strings.noFigure : format.withUnit(total, unit);
			const share = summed && !hidden ? shareOf(total, summary.total) : undefined;
			const price = tierPrice(
				cost.tiers.find((tier) => tier.key === key),
				content,
			);
			const details = [share === undefined ? '' : format.percent(share), price].filter((text) => text !== '');
			const item = element(
				'button',
				{
					type: 'button',
					class: 'tier',
					'data-key': `tier-${key}`,
					'data-column': key,
					'aria-pressed': String(!hidden),
					title: fill(hidden ? strings.showTier : strings.hideTier, name),
				},
				...(summed ? [swatch(theme, index)] : []),
				element('span', { class: 'tier-name' }, outside(name)),
				element('data', { class: 'tier-total', value: String(total ?? '') }, figure),
				element('span', { class: 'note' }, details.join(' · ')),
			);
			item.addEventListener('click', () => this.#onToggle(key));
			return item;
		});
		redraw(this.root, ...items);
	}
}

function tierPrice(tier: TierCost | undefined, { report, format, strings }: ChartContent): string {
	if (!tier || report.cost.micros === undefined) {
		return '';
	}
	return tier.micros === undefined
		? strings.noPrice
		: fill(strings.estimateOf, format.money(tier.micros, report.cost.currency));
}
