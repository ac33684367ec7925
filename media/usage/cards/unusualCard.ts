import { changeOf } from '../../../src/shared/usage/report/summary';
import { mostDaysLookedAt, type UnusualDay } from '../../../src/shared/usage/report/unusual';
import { element } from '../element';
import { fill } from '../model/format';
import type { RowContent } from '../model/rowText';
import { card } from './card';

/** More than these are no longer unusual to read about. */
const most = 3;

/** The days that stand out, the newest first, and how today goes. */
export function unusualCard(content: RowContent): HTMLElement {
	const { report, format, strings } = content;
	const { unusual } = report.insights;
	const figure = unusual ? format.count(unusual.length) : '–';
	const days = (unusual ?? []).toReversed().slice(0, most);
	return card(
		'unusual',
		strings.unusual,
		[element('data', { value: String(unusual?.length ?? '') }, figure)],
		verdict(content),
		...days.map((day) =>
			marked(day, fill(strings.unusualDay, format.weekday(day.day), farness(day, content)), content),
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
		? marked(unusual, fill(strings.todayUnusual, figure, farness(unusual, content)), content)
		: fill(strings.todaySoFar, figure);
}

/** Why there is no day to name, if there is none. */
function verdict({ report, format, strings }: RowContent): string {
	const { unusual } = report.insights;
	if (unusual === null) {
		return fill(strings.unusualTooLong, format.count(mostDaysLookedAt));
	}
	if (unusual === undefined) {
		return report.state === 'complete' ? strings.unusualUnknown : '';
	}
	return unusual.length === 0 ? strings.unusualNone : '';
}

/** How far from the usual a day is; where that is nothing, which has no percentage, what the day has. */
function farness({ total, usual }: UnusualDay, { report, format }: RowContent): string {
	const change = changeOf(total, usual);
	return change === undefined ? format.withUnit(total, report.summary.unit) : format.change(change);
}

function marked(
	{ day, total, usual }: UnusualDay,
	text: string,
	{ report, format, strings }: RowContent,
): HTMLElement {
	const figures = [total, usual].map((value) => format.withUnit(value, report.summary.unit));
	return element('span', { title: fill(strings.unusualFigures, format.day(day), ...figures) }, text);
}
