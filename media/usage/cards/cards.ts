import type { InitMessage } from '../../../src/shared/usage/messages';

import { element, redraw } from '../element';
import { comparedTotals } from '../model/before';
import { fill } from '../model/format';
import type { RowContent } from '../model/rowText';
import { card } from './card';
import { costCard } from './costCard';
import { freeCard } from './freeCard';
import { highestCard } from './highestCard';
import { unusualCard } from './unusualCard';

/** The answers that are read first. */
export class Cards {
	readonly root = element('dl', { class: 'cards' });

	show(content: RowContent, init: InitMessage): void {
		redraw(
			this.root,
			totalCard(content),
			costCard(content, init),
			freeCard(content, init),
			unusualCard(content),
			...highestCard(content),
		);
	}
}

function totalCard({ report, format, strings }: RowContent): HTMLElement {
	const { summary, before, state } = report;
	const { total, unit } = summary;
	const figure =
		total === undefined
			? [strings.noFigure]
			: [element('data', { value: String(total), class: 'grand' }, format.withUnit(total, unit))];
	const more: (Node | string)[] = [];
	if (state === 'known') {
		more.push(strings.incomplete);
	}
	if (before && state === 'complete') {
		more.push(...comparison(total, before.total, { report, format, strings }));
	}
	return card('total', strings.total, figure, ...more);
}

function comparison(
	total: number | undefined,
	before: number | undefined,
	content: RowContent,
): (Node | string)[] {
	const { report, format, strings } = content;
	const compared = comparedTotals(total, before);
	if (!compared) {
		return [strings.noComparison];
	}
	const previously = fill(strings.previously, format.withUnit(compared.before, report.summary.unit));
	return compared.change === undefined ? [previously] : [changeText(compared.change, content), previously];
}

function changeText(change: number, { format, strings }: RowContent): Node | string {
	const least = 0.0005;
	if (Math.abs(change) < least) {
		return strings.changeNone;
	}
	const text = fill(change > 0 ? strings.changeMore : strings.changeLess, format.percent(Math.abs(change)));
	return element(
		'span',
		{ class: 'change', 'data-change': String(change) },
		`${change > 0 ? '▲' : '▼'} ${text}`,
	);
}
