import type { UnusualDay } from '../../../src/shared/usage/report/unusual';
import { element } from '../element';
import { fill } from '../model/format';
import type { RowContent } from '../model/rowText';
import { card } from './card';

/** More than these are no longer unusual to read about. */
const most = 3;

/** The days that stand out, the newest first, and how today goes. */
export function unusualCard(content: RowContent): HTMLElement {
	const { report, format, strings } = content;
	const { unusual, today } = report.insights;
	const figure = unusual ? format.count(unusual.length) : '–';
	const days = (unusual ?? []).toReversed().slice(0, most);
	return card(
		'unusual',
		strings.unusual,
		[element('data', { value: String(unusual?.length ?? '') }, figure)],
		...(unusual === undefined && report.state === 'complete' ? [strings.unusualUnknown] : []),
		...(unusual?.length === 0 ? [strings.unusualNone] : []),
		...days.map((day) => unusualText(day, content)),
		today === undefined
			? ''
			: `${strings.today}: ${format.withUnit(today.total, report.summary.unit)}. ${
					today.unusual ? unusualText(today.unusual, content) : strings.todayUsual
				}`,
	);
}

function unusualText(
	{ day, total, usual, direction }: UnusualDay,
	{ report, format, strings }: RowContent,
): string {
	const { unit } = report.summary;
	return fill(
		direction === 'high' ? strings.unusualHigh : strings.unusualLow,
		format.day(day),
		format.withUnit(total, unit),
		format.withUnit(usual, unit),
	);
}
