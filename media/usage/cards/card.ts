import { element } from '../element';

/** One key figure: its name, the figure, and what else there is to say. */
export function card(
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
