import type { InitMessage } from '../../../src/shared/usage/messages';
import { lengthOf } from '../../../src/shared/usage/report/span';
import { spansOf, type View } from '../../../src/shared/usage/view';
import { bucketSizes, rangePresets, timeUnits } from '../../../src/shared/usage/words';
import { button } from '../button';
import { element } from '../element';
import { post } from '../host';
import { bucketAfter } from '../model/bucketChoice';
import { Checkbox } from './checkbox';
import { CustomRange } from './customRange';
import { Select } from './select';

const allProjects = ' ';
const presets = [...rangePresets, 'custom'] as const;

/** The row of choices above the figures. */
export class Controls {
	readonly root: HTMLElement;
	private init: InitMessage;
	private view: View;
	/** Days are being chosen that are not applied yet. */
	private choosing = false;
	private readonly onChoose: (change: Partial<View>) => void;
	private readonly projectPlace = element('div', { class: 'place' });
	private readonly range;
	private readonly custom;
	private readonly today;
	private readonly compare;
	private readonly unit;
	private readonly bucket;
	private readonly first;

	constructor(init: InitMessage, view: View, onChoose: (change: Partial<View>) => void) {
		const { strings } = init;
		this.init = init;
		this.view = view;
		this.onChoose = onChoose;
		this.range = new Select({
			id: 'range',
			label: strings.range,
			choices: presets.map((value) => ({ value, text: strings.presets[value] })),
			value: view.range.preset,
			onChoose: (preset) => {
				if (preset === 'custom') {
					this.openCustom();
				} else {
					this.choosing = false;
					this.chooseRange({ range: { preset } });
				}
			},
		});
		this.custom = new CustomRange(
			strings,
			() => this.init.today,
			(span) => {
				this.choosing = false;
				this.chooseRange({ range: { preset: 'custom', ...span } });
			},
		);
		this.today = new Checkbox('include-today', strings.includeToday, (includeToday) =>
			this.chooseRange({ includeToday }),
		);
		this.compare = new Checkbox('compare', strings.compare, (compare) => onChoose({ compare }));
		this.unit = new Select({
			id: 'unit',
			label: strings.unit,
			choices: timeUnits.map((value) => ({ value, text: strings.units[value] })),
			value: view.unit,
			onChoose: (unit) => onChoose({ unit }),
		});
		this.bucket = new Select({
			id: 'bucket',
			label: strings.bucket,
			choices: bucketSizes.map((value) => ({ value, text: strings.buckets[value] })),
			value: view.bucket,
			onChoose: (bucket) => onChoose({ bucket }),
		});
		this.first = button({
			key: 'first',
			text: strings.tableFirst,
			press: () => onChoose({ first: this.view.first === 'chart' ? 'table' : 'chart' }),
		});
		this.root = element(
			'div',
			{ class: 'controls' },
			this.projectPlace,
			this.range.root,
			this.unit.root,
			this.bucket.root,
			this.today.root,
			this.compare.root,
			this.first,
			this.custom.root,
		);
		this.showProjects(init);
		this.custom.show(spansOf(view, init.today).range);
		this.show(view);
	}

	/** The projects to change to, as the account has them now. */
	showProjects(init: InitMessage): void {
		this.init = init;
		const { subject, strings } = init;
		const own = subject.project?.id ?? allProjects;
		const named = init.others.length > 0 ? init.others : init.projects;
		const select = new Select({
			id: 'project',
			label: strings.project,
			choices: [
				{ value: allProjects, text: strings.allProjects },
				...named.map(({ id, name }) => ({ value: id, text: name })),
			],
			value: own,
			onChoose: (id) => {
				// The other project has a panel of its own; this one stays as it is.
				select.value = own;
				post({ type: 'open', project: id === allProjects ? null : id });
			},
		});
		this.projectPlace.replaceChildren(select.root);
	}

	show(view: View): void {
		const { strings, today } = this.init;
		const changed = JSON.stringify(view.range) !== JSON.stringify(this.view.range);
		this.view = view;
		// Days that were applied elsewhere, such as in the chart, take the place of those being chosen.
		this.choosing &&= !(changed && view.range.preset === 'custom');
		this.range.value = this.choosing ? 'custom' : view.range.preset;
		this.today.checked = view.includeToday;
		this.today.disabled = view.range.preset === 'custom' || view.range.preset === 'lastMonth';
		this.compare.checked = view.compare;
		this.unit.value = view.unit;
		this.bucket.value = view.bucket;
		this.first.textContent = view.first === 'chart' ? strings.tableFirst : strings.chartFirst;
		this.custom.root.hidden = !this.choosing && view.range.preset !== 'custom';
		if (view.range.preset === 'custom' ? changed : !this.custom.edited) {
			this.custom.show(spansOf(view, today).range);
		}
	}

	/** Nothing is read until both days are given. What was typed before and not applied is still there. */
	private openCustom(): void {
		this.choosing = this.view.range.preset !== 'custom';
		this.show(this.view);
		this.custom.focus();
	}

	/** A change of the days shown, with the bars that suit them. */
	private chooseRange(change: Pick<View, 'range'> | Pick<View, 'includeToday'>): void {
		const { view } = this;
		const { today } = this.init;
		const days = (each: View) => lengthOf(spansOf(each, today).range);
		const next = { ...view, ...change };
		this.onChoose({ ...change, bucket: bucketAfter(view.bucket, days(view), days(next)) });
	}
}
