import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { RangeMessage } from '../../src/shared/usageMessages';
import type { UsageStrings } from '../../src/shared/usageStrings';
import { type RangePreset, rangePresets, type TimeUnit, timeUnits } from '../../src/shared/usageWords';
import { element } from './element';

export interface ControlsOptions {
	readonly strings: UsageStrings;
	readonly unit: TimeUnit;
	readonly onQuery: (preset: RangePreset, includeToday: boolean) => void;
	readonly onUnit: (unit: TimeUnit) => void;
}

/** The row of choices above the figures. */
export class Controls {
	readonly root: HTMLElement;
	private readonly range;
	private readonly today;

	constructor({ strings, unit, onQuery, onUnit }: ControlsOptions) {
		this.range = select('range', strings.range, rangePresets, strings.presets);
		this.today = element('vscode-checkbox', { id: 'include-today' });
		this.today.label = strings.includeToday;
		const units = select('unit', strings.unit, timeUnits, strings.units);
		units.value = unit;

		const query = () => {
			const preset = rangePresets.find((each) => each === this.range.value);
			if (preset) {
				onQuery(preset, this.today.checked);
			}
		};
		this.range.addEventListener('change', query);
		this.today.addEventListener('change', query);
		units.addEventListener('change', () => {
			const chosen = timeUnits.find((each) => each === units.value);
			if (chosen) {
				onUnit(chosen);
			}
		});

		this.root = element(
			'div',
			{ class: 'controls' },
			labelled(strings.range, this.range),
			labelled(strings.unit, units),
			this.today,
		);
	}

	showRange({ preset, includeToday }: RangeMessage): void {
		this.range.value = preset;
		this.today.checked = includeToday;
	}
}

function select<T extends string>(
	id: string,
	label: string,
	values: readonly T[],
	labels: Readonly<Record<T, string>>,
) {
	const options = values.map((value) => element('vscode-option', { value }, labels[value]));
	return element('vscode-single-select', { id, label }, ...options);
}

/** The control names itself to screen readers, so the visible label is hidden from them. */
function labelled(label: string, control: HTMLElement): HTMLElement {
	return element('div', { class: 'control' }, element('span', { 'aria-hidden': 'true' }, label), control);
}
