import { FREE_MINUTES_PER_MONTH } from '../../src/usage/report/cost';
import type { InitMessage, UsageStrings } from '../../src/usage/report/messages';
import { compareTotals } from '../../src/usage/report/panelReport';
import { changeOf } from '../../src/usage/report/summary';
import { MAX_CHECKED_DAYS, type UnusualDay } from '../../src/usage/report/unusualDays';
import { element, isolatedText, linkButton, redraw, shortFigure } from './element';
import { formatTemplate, lackingText, type RowContent } from './format';
import { post } from './panelState';

/** One key figure: its name, the figure and further details. */
function createCard(
	key: string,
	name: string,
	figure: (Node | string)[],
	...more: (Node | string)[]
): HTMLElement {
	return element(
		'div',
		{ class: 'card', 'data-card': key },
		element('dt', {}, name),
		element('dd', { class: 'figure' }, ...figure),
		...more.filter((each) => each !== '').map((each) => element('dd', { class: 'more' }, each)),
	);
}

/** The key figures. */
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
		total === undefined ? [strings.noFigure] : [shortFigure(total, unit, format, { class: 'grand' })];
	const more: (Node | string)[] = [];
	if (state === 'known') {
		more.push(strings.incomplete);
	}
	if (before && state === 'complete') {
		more.push(...comparison(total, before.total, { report, format, strings }));
	}
	return createCard('total', strings.total, figure, ...more);
}

function comparison(
	total: number | undefined,
	before: number | undefined,
	content: RowContent,
): (Node | string)[] {
	const { report, format, strings } = content;
	const compared = compareTotals(total, before);
	if (!compared) {
		return [strings.noComparison];
	}
	const previously = formatTemplate(strings.previously, format.short(compared.before, report.summary.unit));
	return compared.change === undefined ? [previously] : [changeText(compared.change, content), previously];
}

function changeText(change: number, { format, strings }: RowContent): Node | string {
	const least = 0.0005;
	if (Math.abs(change) < least) {
		return strings.changeNone;
	}
	const text = formatTemplate(
		change > 0 ? strings.changeMore : strings.changeLess,
		format.percent(Math.abs(change)),
	);
	return element(
		'span',
		{ class: 'change', 'data-change': String(change) },
		`${change > 0 ? '▲' : '▼'} ${text}`,
	);
}

/** The estimated cost with what it does not include, and that of all types of usage. */
function costCard(content: RowContent, { pricesNoted }: InitMessage): HTMLElement {
	const { report, format, strings } = content;
	const { cost, summary, view } = report;
	const change = linkButton({
		key: 'prices',
		text: strings.changePrices,
		press: () => post({ type: 'action', action: 'openPrices' }),
	});
	if (cost.micros === undefined) {
		const known = summary.columns.some(({ total, hidden }) => total !== undefined && !hidden);
		return createCard(
			'cost',
			strings.estimate,
			[known ? '–' : strings.noFigure],
			known ? strings.noPrices : '',
			totalCostText(content),
			change,
		);
	}
	const lacking = cost.unpriced.map((column) => ({ business: view.business, column }));
	const atLeast = lacking.length > 0 || report.state !== 'complete';
	const figure = element(
		'data',
		{ value: String(cost.micros) },
		costText(format.money(cost.micros, cost.currency), atLeast, strings),
	);
	return createCard(
		'cost',
		strings.estimate,
		[figure],
		lacking.length > 0 ? formatTemplate(strings.estimateWithout, lackingText(lacking, content)) : '',
		pricesNoted === null ? strings.estimateAtOwn : strings.estimateAt,
		totalCostText(content),
		change,
	);
}

/** An amount, in words where it does not include all usage. */
function costText(money: string, atLeast: boolean, { estimateAtLeast }: UsageStrings): string {
	return atLeast ? formatTemplate(estimateAtLeast, money) : money;
}

/** The estimate of all types of usage; empty without one. What it does not include is its tooltip. */
function totalCostText(content: RowContent): Node | string {
	const { currency, micros, lacking } = content.report.totalCost;
	if (micros === undefined) {
		return '';
	}
	const { format, strings } = content;
	const text = costText(format.money(micros, currency), lacking.length > 0, strings);
	const without =
		lacking.length > 0 ? formatTemplate(strings.estimateWithout, lackingText(lacking, content)) : '';
	return element(
		'span',
		{ 'data-total-cost': String(micros), title: without },
		formatTemplate(strings.estimateTotal, text),
	);
}

/** The free minutes of the account in this month, as far as the projects on screen were read. */
function freeCard({ report, format, strings }: RowContent, { subject }: InitMessage): HTMLElement {
	const { used, left, complete, month } = report.free;
	const count = (minutes: number) => format.count(Math.floor(minutes));
	const all = subject.project === null;
	const rest = formatTemplate(all && complete ? strings.freeLeft : strings.freeAtMost, count(left));
	const meter = element('meter', {
		min: '0',
		max: String(FREE_MINUTES_PER_MONTH),
		'aria-label': strings.freeMinutes,
	});
	meter.value = Math.min(used, FREE_MINUTES_PER_MONTH);
	return createCard(
		'free',
		all ? strings.freeMinutes : strings.freeMinutesOfAccount,
		[element('data', { value: String(used) }, left > 0 ? rest : strings.freeNone)],
		meter,
		formatTemplate(
			all ? strings.freeUsed : strings.freeUsedHere,
			count(Math.min(used, FREE_MINUTES_PER_MONTH)),
			count(FREE_MINUTES_PER_MONTH),
			format.month(month.from),
		),
		all && !complete ? strings.freeIncomplete : '',
	);
}

/** The day, the tier and the project with the most usage; empty while there is none. */
function highestCard({ report, format, strings }: RowContent): HTMLElement[] {
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
		createCard(
			'highest',
			names[view.bucket],
			[shortFigure(row.total ?? 0, summary.unit, format)],
			format.bucket(row.bucket, view.bucket),
			pair(strings.highestTier, isolatedText(format.label(tier))),
			projects.length > 1 && project ? pair(strings.highestProject, isolatedText(project.name)) : '',
		),
	];
}

function highest<T>(items: readonly T[], figureOf: (item: T) => number | undefined): T | undefined {
	return items.reduce<T | undefined>((best, item) => {
		const value = figureOf(item) ?? 0;
		return value > 0 && (best === undefined || value > (figureOf(best) ?? 0)) ? item : best;
	}, undefined);
}

const MAX_LISTED_DAYS = 3;

/** The unusual days, the newest first, and today. */
function unusualCard(content: RowContent): HTMLElement {
	const { report, format, strings } = content;
	const { unusual } = report.insights;
	const figure = unusual ? format.count(unusual.length) : '–';
	const days = (unusual ?? []).toReversed().slice(0, MAX_LISTED_DAYS);
	return createCard(
		'unusual',
		strings.unusual,
		[element('data', { value: String(unusual?.length ?? '') }, figure)],
		reasonForNone(content),
		...days.map((day) =>
			dayNote(
				day,
				formatTemplate(strings.unusualDay, format.weekday(day.day), deviation(day, content)),
				content,
			),
		),
		todayText(content),
	);
}

function todayText(content: RowContent): Node | string {
	const { report, format, strings } = content;
	const { today } = report.insights;
	if (!today) {
		return '';
	}
	const { total, unusual } = today;
	const figure = format.withUnit(total, report.summary.unit);
	return unusual
		? dayNote(unusual, formatTemplate(strings.todayUnusual, figure, deviation(unusual, content)), content)
		: formatTemplate(strings.todaySoFar, figure);
}

/** Why no unusual day is listed; empty if one is. */
function reasonForNone({ report, format, strings }: RowContent): string {
	const { unusual } = report.insights;
	if (unusual === null) {
		return formatTemplate(strings.unusualTooLong, format.count(MAX_CHECKED_DAYS));
	}
	if (unusual === undefined) {
		return report.state === 'complete' ? strings.unusualUnknown : '';
	}
	return unusual.length === 0 ? strings.unusualNone : '';
}

/** The difference from the usual total in percent, or the day's total where the usual one is 0. */
function deviation({ total, usual }: UnusualDay, { report, format }: RowContent): string {
	const change = changeOf(total, usual);
	return change === undefined ? format.withUnit(total, report.summary.unit) : format.change(change);
}

function dayNote(
	{ day, total, usual }: UnusualDay,
	text: string,
	{ report, format, strings }: RowContent,
): HTMLElement {
	const figures = [total, usual].map((value) => format.withUnit(value, report.summary.unit));
	return element(
		'span',
		{ title: formatTemplate(strings.unusualFigures, format.day(day), ...figures) },
		text,
	);
}

/** The explanation of the key figures, collapsed by default. */
export class About {
	readonly root: HTMLElement;
	readonly #sentences = element('div', {});

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
			element('div', { class: 'sentences' }, this.#sentences, link),
		);
	}

	show(content: RowContent, { pricesNoted }: InitMessage): void {
		const { report, format, strings } = content;
		const { unpriced } = report.cost;
		const { lacking } = report.totalCost;
		const names = format.list(unpriced.map((column) => format.label(column)));
		const sentences = [
			pricesNoted === null
				? strings.estimateOwn
				: formatTemplate(strings.estimateNote, format.day(pricesNoted)),
			...(unpriced.length > 0 ? [formatTemplate(strings.unpriced, names)] : []),
			...(lacking.length > 0 ? [formatTemplate(strings.totalWithout, lackingText(lacking, content))] : []),
			formatTemplate(strings.freeRule, format.count(FREE_MINUTES_PER_MONTH)),
			strings.unusualRule,
		];
		this.#sentences.replaceChildren(...sentences.map((sentence) => element('p', {}, sentence)));
	}
}
