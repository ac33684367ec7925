import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { UsageStrings } from '../../src/usage/report/strings';
import type { Format } from './format';

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

/** A name or label from outside, kept from turning the direction of the text around it. */
export function outside(text: string): HTMLElement {
	return element('bdi', { title: text }, text);
}

/** A text with elements in its places `{0}`, `{1}`. */
export function filled(text: string, ...values: (Node | string)[]): (Node | string)[] {
	return text
		.split(/\{(\d+)\}/)
		.map((part, index) => (index % 2 === 1 ? (values[Number(part)] ?? '') : part));
}

/** Text for screen readers alone. */
export function unseen(text: string): HTMLElement {
	return element('span', { class: 'visually-hidden' }, text);
}

/** Replaces what is in a container; the focus stays with the element of the same `data-key`. */
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

export interface ButtonOptions {
	/** Tells it from others where it is drawn again, and to tests. */
	readonly key: string;
	readonly text: string;
	readonly press: () => void;
	/** The one action that stands out. */
	readonly primary?: boolean;
}

export function button({ key, text, press, primary = false }: ButtonOptions): HTMLElement {
	const made = element('vscode-button', { 'data-key': key, ...(!primary && { secondary: '' }) }, text);
	made.addEventListener('click', press);
	return made;
}

/** A button that looks like a link, for what stands in a text. */
export function linkButton({ key, text, press }: ButtonOptions): HTMLElement {
	const made = element('button', { class: 'link', type: 'button', 'data-key': key }, text);
	made.addEventListener('click', press);
	return made;
}

/** Something to switch on. The browser's own, drawn as VS Code's. */
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

export interface Choice<T extends string> {
	readonly value: T;
	readonly text: string;
}

export interface SelectOptions<T extends string> {
	readonly id: string;
	readonly label: string;
	readonly choices: readonly Choice<T>[];
	readonly value: T;
	readonly onChoose: (value: T) => void;
}

/**
 * One of several. The browser's own select, coloured as VS Code's, which is one too: that of vscode-elements weighs a
 * fifth of what the panel may.
 */
export class Select<T extends string> {
	readonly root: HTMLElement;
	readonly #select;

	constructor({ id, label, choices, value, onChoose }: SelectOptions<T>) {
		this.#select = element(
			'select',
			{ id },
			...choices.map((each) => element('option', { value: each.value }, each.text)),
		);
		this.value = value;
		this.#select.addEventListener('change', () => {
			const chosen = choices.find((each) => each.value === this.#select.value);
			if (chosen) {
				onChoose(chosen.value);
			}
		});
		this.root = element('div', { class: 'control' }, element('label', { for: id }, label), this.#select);
	}

	set value(value: T) {
		this.#select.value = value;
	}
}

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
