import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { UsageStrings } from '../../src/usage/report/messages';
import { type Sorting, toggleSort } from '../../src/usage/report/table';
import { type Format, formatTemplate } from './format';

/** An element with attributes and children; text is always text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Readonly<Record<string, string>> = {},
	...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}
	made.append(...children);
	return made;
}

/** A name or label from outside, isolated from the direction of the text around it. */
export function isolatedText(text: string): HTMLElement {
	return element('bdi', { title: text }, text);
}

/** A text with elements in place of `{0}`, `{1}`. */
export function fillTemplate(text: string, ...values: (Node | string)[]): (Node | string)[] {
	return text
		.split(/\{(\d+)\}/)
		.map((part, index) => (index % 2 === 1 ? (values[Number(part)] ?? '') : part));
}

/** Text for screen readers only. */
export function visuallyHidden(text: string): HTMLElement {
	return element('span', { class: 'visually-hidden' }, text);
}

/** A sign, and the text that screen readers read in its place. */
export function sign(character: string, text: string): HTMLElement {
	return element('span', {}, element('span', { 'aria-hidden': 'true' }, character), visuallyHidden(text));
}

/** Replaces the children of a container; the focus stays with the element of the same `data-key`. */
export function redraw(container: HTMLElement, ...children: (Node | string)[]): void {
	const { activeElement } = document;
	const key =
		activeElement instanceof HTMLElement && container.contains(activeElement)
			? activeElement.dataset.key
			: undefined;
	container.replaceChildren(...children);
	if (key !== undefined) {
		container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
	}
}

interface ButtonOptions {
	/** Identifies the button for `redraw` and tests. */
	readonly key: string;
	readonly text: string;
	readonly press: () => void;
	/** Highlights the main action. */
	readonly primary?: boolean;
}

export function button({ key, text, press, primary = false }: ButtonOptions): HTMLElement {
	const made = element('vscode-button', { 'data-key': key, ...(!primary && { secondary: '' }) }, text);
	made.addEventListener('click', press);
	return made;
}

/** A button that looks like a link, for use inside a text. */
export function linkButton({ key, text, press }: ButtonOptions): HTMLElement {
	const made = element('button', { class: 'link', type: 'button', 'data-key': key }, text);
	made.addEventListener('click', press);
	return made;
}

/** The browser's own checkbox, styled as VS Code's. */
export class Checkbox {
	readonly root: HTMLElement;
	readonly #input;

	constructor(id: string, label: string, onChange: (checked: boolean) => void) {
		this.#input = element('input', { id, type: 'checkbox' });
		this.#input.addEventListener('change', () => onChange(this.#input.checked));
		this.root = element('label', { class: 'check' }, this.#input, label);
	}

	set checked(checked: boolean) {
		this.#input.checked = checked;
	}

	set disabled(disabled: boolean) {
		this.#input.disabled = disabled;
	}
}

interface Choice<T extends string> {
	readonly value: T;
	readonly text: string;
}

interface SelectOptions<T extends string> {
	readonly id: string;
	readonly label: string;
	readonly choices: readonly Choice<T>[];
	readonly value: T;
	readonly onChoose: (value: T) => void;
}

/**
 * The browser's own select, styled as VS Code's. The one of vscode-elements would take a fifth of the size limit of
 * the script.
 */
export class Select<T extends string> {
	readonly root: HTMLElement;
	readonly #select;
	#choices: readonly Choice<T>[] = [];

	constructor({ id, label, choices, value, onChoose }: SelectOptions<T>) {
		this.#select = element('select', { id, title: label });
		this.setChoices(choices, value);
		this.#select.addEventListener('change', () => {
			const chosen = this.#choices.find((each) => each.value === this.#select.value);
			if (chosen) {
				onChoose(chosen.value);
			}
		});
		this.root = element(
			'div',
			{ class: 'control' },
			element('label', { for: id, class: 'visually-hidden' }, label),
			this.#select,
		);
	}

	set value(value: T) {
		this.#select.value = value;
	}

	focus(): void {
		this.#select.focus();
	}

	/** Replaces the choices; the focus stays. */
	setChoices(choices: readonly Choice<T>[], value: T): void {
		if (JSON.stringify(choices) !== JSON.stringify(this.#choices)) {
			this.#choices = choices;
			this.#select.replaceChildren(
				...choices.map((each) => element('option', { value: each.value }, each.text)),
			);
		}
		this.value = value;
	}
}

/** A figure in short, with the exact one as its title where that differs. */
export function shortFigure(
	value: number,
	unit: string,
	format: Format,
	attributes: Readonly<Record<string, string>> = {},
): HTMLElement {
	const [short, exact] = [format.short(value, unit), format.withUnit(value, unit)];
	const title = short === exact ? {} : { title: exact };
	return element('data', { value: String(value), ...title, ...attributes }, short);
}

interface SwitchOptions<T extends string> {
	/** Identifies the buttons for tests. */
	readonly key: string;
	readonly label: string;
	readonly choices: readonly Choice<T>[];
	readonly onChoose: (value: T) => void;
}

/** Two or three buttons side by side, one of which is on. */
export class Switch<T extends string> {
	readonly root: HTMLElement;
	readonly #buttons = new Map<T, HTMLElement>();

	constructor({ key, label, choices, onChoose }: SwitchOptions<T>) {
		for (const { value, text } of choices) {
			const made = element('button', { type: 'button', 'data-key': `${key}-${value}` }, text);
			made.addEventListener('click', () => onChoose(value));
			this.#buttons.set(value, made);
		}
		this.root = element(
			'div',
			{ class: 'switch', role: 'group', 'aria-label': label },
			...this.#buttons.values(),
		);
	}

	set value(value: T) {
		for (const [each, made] of this.#buttons) {
			made.setAttribute('aria-pressed', String(each === value));
		}
	}
}

/** A figure in a table. A missing figure looks different from zero. */
export function figureCell(
	value: number | undefined,
	unit: string,
	key: string,
	{ format, strings }: { readonly format: Format; readonly strings: UsageStrings },
): HTMLElement {
	return value === undefined
		? element('td', { class: 'none', 'data-column': key }, sign('–', strings.noFigure))
		: element(
				'td',
				{ 'data-column': key },
				element('data', { value: String(value) }, format.figure(value, unit)),
			);
}

interface SortedTableOptions {
	/** Identifies the table for `redraw` and tests. */
	readonly key: string;
	readonly strings: UsageStrings;
	readonly sorting: Sorting;
	/** A column of names, which a first click sorts in ascending order. */
	readonly names?: string;
	readonly onSort: () => void;
}

interface TableContent {
	readonly caption: string;
	readonly header: readonly HTMLElement[];
	readonly rows: readonly HTMLElement[];
	readonly footer: readonly HTMLElement[];
}

/** A table in a scrolling region, which is sorted by a column when the header of the column is clicked. */
export class SortedTable {
	readonly root: HTMLElement;
	sorting: Sorting;
	readonly #options: SortedTableOptions;

	constructor(options: SortedTableOptions) {
		this.#options = options;
		this.sorting = options.sorting;
		this.root = element('div', { class: 'table', role: 'region', tabindex: '0', 'data-key': options.key });
	}

	show({ caption, header, rows, footer }: TableContent): void {
		this.root.setAttribute('aria-label', caption);
		const table = element(
			'table',
			{},
			element('caption', { class: 'visually-hidden' }, caption),
			element('thead', {}, element('tr', {}, ...header)),
			element('tbody', {}, ...rows),
			element('tfoot', {}, element('tr', {}, ...footer)),
		);
		redraw(this.root, table);
	}

	/** A header that sorts. `details` are a second line of its tooltip. */
	header(key: string, name: string, details = ''): HTMLElement {
		const { strings } = this.#options;
		const { descending } = this.sorting;
		const isSorted = this.sorting.key === key;
		const button = element(
			'button',
			{
				type: 'button',
				class: 'sort',
				'data-key': `sort-${key}`,
				title: [formatTemplate(strings.sortBy, name), details].join('\n').trim(),
			},
			element('bdi', { class: 'sort-name' }, name),
			element(
				'span',
				{ class: 'sort-sign', 'aria-hidden': 'true' },
				isSorted ? (descending ? '▾' : '▴') : '',
			),
		);
		button.addEventListener('click', () => this.#sort(key));
		const order = isSorted ? { 'aria-sort': descending ? 'descending' : 'ascending' } : {};
		return element('th', { scope: 'col', 'data-column': key, ...order }, button);
	}

	#sort(key: string): void {
		const { names, onSort } = this.#options;
		this.sorting = toggleSort(this.sorting, key, names);
		onSort();
	}
}
