import { element } from '../element';

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
	private readonly select;

	constructor({ id, label, choices, value, onChoose }: SelectOptions<T>) {
		this.select = element(
			'select',
			{ id },
			...choices.map((each) => element('option', { value: each.value }, each.text)),
		);
		this.value = value;
		this.select.addEventListener('change', () => {
			const chosen = choices.find((each) => each.value === this.select.value);
			if (chosen) {
				onChoose(chosen.value);
			}
		});
		this.root = element('div', { class: 'control' }, element('label', { for: id }, label), this.select);
	}

	set value(value: T) {
		this.select.value = value;
	}
}
