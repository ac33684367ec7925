import type { UsageStrings } from '../../../src/shared/usage/strings';
import { element } from '../element';
import { fill } from '../model/format';
import type { Sorting } from '../model/sorting';

export interface SortHeaderOptions {
	readonly key: string;
	readonly label: HTMLElement | string;
	/** The label as text. */
	readonly name: string;
	readonly sorting: Sorting;
	readonly strings: UsageStrings;
	readonly onSort: (key: string) => void;
}

/** A column's header; a press sorts by it. */
export function sortHeader({ key, label, name, sorting, strings, onSort }: SortHeaderOptions): HTMLElement {
	const sorted = sorting.key === key;
	const sign = sorted ? (sorting.descending ? '▾' : '▴') : '';
	const button = element(
		'button',
		{ type: 'button', class: 'sort', 'data-key': `sort-${key}`, title: fill(strings.sortBy, name) },
		element('span', { class: 'sort-name' }, label),
		element('span', { class: 'sort-sign', 'aria-hidden': 'true' }, sign),
	);
	button.addEventListener('click', () => onSort(key));
	return element(
		'th',
		{
			scope: 'col',
			'data-column': key,
			...(sorted && { 'aria-sort': sorting.descending ? 'descending' : 'ascending' }),
		},
		button,
	);
}
