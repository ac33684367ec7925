import type { InitMessage } from '../../../src/shared/usage/messages';
import { changeOf } from '../../../src/shared/usage/report/summary';
import { element, redraw } from '../element';
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
		const change = changeOf(total, before.total);
		more.push(
			...(change === undefined || before.total === undefined
				? [strings.noComparison]
				: [
						changeText(change, { report, format, strings }),
						fill(strings.previously, format.withUnit(before.total, unit)),
					]),
		);
	}
	return card('total', strings.total, figure, ...more);
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
