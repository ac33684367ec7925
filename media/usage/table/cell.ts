import type { UsageStrings } from '../../../src/shared/usage/strings';
import { element, unseen } from '../element';
import type { Format } from '../model/format';

/** A figure in a table; one that was not sent is told from zero. */
export function figureCell(
	value: number | undefined,
	unit: string,
	key: string,
	{ format, strings }: { readonly format: Format; readonly strings: UsageStrings },
): HTMLElement {
	return value === undefined
		? element(
				'td',
				{ class: 'none', 'data-column': key },
				element('span', { 'aria-hidden': 'true' }, '–'),
				unseen(strings.noFigure),
			)
		: element(
				'td',
				{ 'data-column': key },
				element('data', { value: String(value) }, format.figure(value, unit)),
			);
}
