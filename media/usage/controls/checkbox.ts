import { element } from '../element';

/** Something to switch on. The browser's own, drawn as VS Code's. */
export class Checkbox {
	readonly root: HTMLElement;
	private readonly input;

	constructor(id: string, label: string, onChange: (checked: boolean) => void) {
		this.input = element('input', { id, type: 'checkbox' });
		this.input.addEventListener('change', () => onChange(this.input.checked));
		this.root = element('label', { class: 'check' }, this.input, label);
	}

	set checked(checked: boolean) {
		this.input.checked = checked;
	}

	set disabled(disabled: boolean) {
		this.input.disabled = disabled;
	}
}
