import type { InitMessage } from '../../../src/shared/usage/messages';
import { freeMinutesPerMonth } from '../../../src/shared/usage/report/freeMinutes';
import { element } from '../element';
import { fill } from '../model/format';
import type { RowContent } from '../model/rowText';
import { card } from './card';

/** Where the account stands with its free minutes of this month, as far as its projects on screen tell. */
export function freeCard({ report, format, strings }: RowContent, { subject }: InitMessage): HTMLElement {
	const { used, left, complete, month } = report.free;
	const count = (minutes: number) => format.count(Math.floor(minutes));
	const all = subject.project === null;
	const rest = fill(all && complete ? strings.freeLeft : strings.freeAtMost, count(left));
	const meter = element('meter', {
		min: '0',
		max: String(freeMinutesPerMonth),
		'aria-label': strings.freeMinutes,
	});
	meter.value = Math.min(used, freeMinutesPerMonth);
	return card(
		'free',
		strings.freeMinutes,
		[element('data', { value: String(used) }, left > 0 ? rest : strings.freeNone)],
		meter,
		fill(
			all ? strings.freeUsed : strings.freeUsedHere,
			count(Math.min(used, freeMinutesPerMonth)),
			count(freeMinutesPerMonth),
			format.month(month.from),
		),
		all && !complete ? strings.freeIncomplete : '',
	);
}
