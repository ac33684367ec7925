import type { InitMessage } from '../../../src/shared/usage/messages';
import { freeMinutesPerMonth } from '../../../src/shared/usage/report/freeMinutes';
import { element } from '../element';
import { fill } from '../model/format';
import type { RowContent } from '../model/rowText';
import { card } from './card';

/** Where the account stands with its free minutes of this month. */
export function freeCard({ report, format, strings }: RowContent, { subject }: InitMessage): HTMLElement {
	const { used, left, complete, month } = report.free;
	const count = (minutes: number) => format.count(Math.floor(minutes));
	const text = fill(strings.freeUsed, count(used), count(freeMinutesPerMonth), format.month(month.from));
	const meter = element('meter', {
		min: '0',
		max: String(freeMinutesPerMonth),
		'aria-label': strings.freeMinutes,
	});
	meter.value = Math.min(used, freeMinutesPerMonth);
	return card(
		'free',
		strings.freeMinutes,
		[
			element(
				'data',
				{ value: String(used) },
				left > 0 ? fill(strings.freeLeft, count(left)) : strings.freeNone,
			),
		],
		meter,
		text,
		subject.project ? strings.freeOneProject : complete ? '' : strings.freeIncomplete,
	);
}
