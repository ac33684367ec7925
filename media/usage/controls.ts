import { BUCKET_SIZES, isDay, lengthOf, type Span } from '../../src/usage/report/days';
import { TIME_UNITS } from '../../src/usage/report/figures';
import type { InitMessage, UsageStrings } from '../../src/usage/report/messages';
import { bucketAfter, RANGE_PRESETS, type RangeProblem, rangeProblem } from '../../src/usage/report/range';
import { DISPLAYS, type RangeDraft, STACKS, spansOf, type View } from '../../src/usage/report/view';
import { button, Checkbox, element, Select, Switch } from './element';
import { post } from './panelState';

const ALL_PROJECTS = ' ';
const PRESETS = [...RANGE_PRESETS, 'custom'] as const;

interface ControlsDeps {
	readonly onChoose: (change: Partial<View>) => void;
	/** `draft` has changed. */
	readonly onDraft: () => void;
}

/** The controls above the figures. */
export class Controls {
	readonly root: HTMLElement;
	#init: InitMessage;
	#view: View;
	/** Whether the user is choosing days that are not applied yet. */
	#isEditing = false;
	readonly #onChoose: ControlsDeps['onChoose'];
	readonly #onDraft: ControlsDeps['onDraft'];
	readonly #project;
	readonly #range;
	readonly #custom;
	readonly #today;
	readonly #compare;
	readonly #unit;
	readonly #bucket;
	readonly #stack;
	readonly #display;
	readonly #reset: HTMLElement;

	constructor(init: InitMessage, view: View, draft: RangeDraft | undefined, deps: ControlsDeps) {
		const { strings } = init;
		const { onChoose, onDraft } = deps;
		this.#init = init;
		this.#view = view;
		this.#onChoose = onChoose;
		this.#onDraft = onDraft;
		this.#project = new Select<string>({
			id: 'project',
			label: strings.project,
			choices: [],
			value: ALL_PROJECTS,
			onChoose: (id) => post({ type: 'select', project: id === ALL_PROJECTS ? null : id }),
		});
		this.#range = new Select({
			id: 'range',
			label: strings.range,
			choices: PRESETS.map((value) => ({ value, text: strings.presets[value] })),
			value: view.range.preset,
			onChoose: (preset) => {
				if (preset === 'custom') {
					this.#openCustom();
				} else {
					this.#isEditing = false;
					this.chooseRange({ range: { preset }, resetRange: null });
				}
			},
		});
		this.#custom = new CustomRange(
			strings,
			() => this.#init.today,
			(span) => {
				this.#isEditing = false;
				this.chooseRange({ range: { preset: 'custom', ...span }, resetRange: null });
			},
			onDraft,
		);
		this.#reset = button({ key: 'reset-range', text: strings.resetRange, press: () => this.#resetRange() });
		this.#custom.root.append(this.#reset);
		this.#today = new Checkbox('include-today', strings.includeToday, (includeToday) =>
			this.chooseRange({ includeToday }),
		);
		this.#compare = new Checkbox('compare', strings.previous, (compare) => onChoose({ compare }));
		this.#compare.root.title = strings.compare;
		this.#unit = new Select({
			id: 'unit',
			label: strings.unit,
			choices: TIME_UNITS.map((value) => ({ value, text: strings.units[value] })),
			value: view.unit,
			onChoose: (unit) => onChoose({ unit }),
		});
		this.#bucket = new Select({
			id: 'bucket',
			label: strings.bucket,
			choices: BUCKET_SIZES.map((value) => ({ value, text: strings.buckets[value] })),
			value: view.bucket,
			onChoose: (bucket) => onChoose({ bucket }),
		});
		this.#stack = new Select({
			id: 'stack',
			label: strings.stack,
			choices: STACKS.map((value) => ({ value, text: strings.stacks[value] })),
			value: view.stack,
			onChoose: (stack) => onChoose({ stack }),
		});
		this.#display = new Switch({
			key: 'display',
			label: strings.display,
			choices: DISPLAYS.map((value) => ({ value, text: strings.displays[value] })),
			onChoose: (display) => onChoose({ display }),
		});
		this.root = element(
			'div',
			{ class: 'controls' },
			this.#project.root,
			element('div', { class: 'control' }, this.#range.root, this.#today.root),
			this.#bucket.root,
			this.#unit.root,
			this.#stack.root,
			this.#compare.root,
			this.#display.root,
			this.#custom.root,
		);
		this.showProjects(init);
		this.#custom.show(spansOf(view, init.today).range);
		if (draft) {
			this.#custom.edit(draft);
			this.#isEditing = draft.open;
		}
		this.show(view);
	}

	/** Days that were typed and not applied. */
	get draft(): RangeDraft | undefined {
		return this.#custom.isEdited || this.#isEditing
			? { ...this.#custom.days, open: this.#isEditing }
			: undefined;
	}

	/** Updates the project shown and those to choose from. */
	showProjects(init: InitMessage): void {
		this.#init = init;
		const { subject, strings } = init;
		const named = init.others.length > 0 ? init.others : init.projects;
		const choices = named.map(({ id, name }) => ({ value: id, text: name }));
		this.#project.setChoices(
			[{ value: ALL_PROJECTS, text: strings.allProjects }, ...choices],
			subject.project?.id ?? ALL_PROJECTS,
		);
		this.#stack.root.hidden = subject.project !== null;
	}

	show(view: View): void {
		const { today } = this.#init;
		const changed = JSON.stringify(view.range) !== JSON.stringify(this.#view.range);
		this.#view = view;
		// Days that were applied elsewhere, such as in the chart, replace those being chosen.
		this.#isEditing &&= !(changed && view.range.preset === 'custom');
		this.#range.value = this.#isEditing ? 'custom' : view.range.preset;
		this.#today.checked = view.includeToday;
		this.#today.disabled = view.range.preset === 'custom' || view.range.preset === 'lastMonth';
		this.#compare.checked = view.compare;
		this.#unit.value = view.unit;
		this.#bucket.value = view.bucket;
		this.#stack.value = view.stack;
		this.#display.value = view.display;
		this.#reset.hidden = view.resetRange === null;
		this.#custom.root.hidden = !this.#isEditing && view.range.preset !== 'custom';
		if (view.range.preset === 'custom' ? changed : !this.#custom.isEdited) {
			this.#custom.show(spansOf(view, today).range);
		}
	}

	/** Reads nothing until the days are applied. Keeps days that were typed before and not applied. */
	#openCustom(): void {
		this.#isEditing = this.#view.range.preset !== 'custom';
		this.show(this.#view);
		this.#onDraft();
		this.#custom.focus();
	}

	/** Returns to the range from before days were selected in the chart. */
	#resetRange(): void {
		if (this.#view.resetRange) {
			this.#onChoose({ ...this.#view.resetRange, resetRange: null });
			this.#range.focus();
		}
	}

	/** Changes the range, and the bucket size with it. */
	chooseRange(change: Pick<View, 'range' | 'resetRange'> | Pick<View, 'includeToday'>): void {
		const view = this.#view;
		const { today } = this.#init;
		const days = (each: View) => lengthOf(spansOf(each, today).range);
		const next = { ...view, ...change };
		this.#onChoose({ ...change, bucket: bucketAfter(view.bucket, days(view), days(next)) });
	}
}

/** Two UTC days to type or pick. A problem is shown beside them, and the typed text stays. */
class CustomRange {
	readonly root: HTMLElement;
	readonly #strings: UsageStrings;
	readonly #today: () => string;
	readonly #onApply: (span: Span) => void;
	readonly #from = dateInput('from');
	readonly #to = dateInput('to');
	#isEdited = false;
	readonly #problem = element('span', { id: 'range-problem', class: 'problem', role: 'alert' });

	constructor(strings: UsageStrings, today: () => string, onApply: (span: Span) => void, onEdit: () => void) {
		this.#strings = strings;
		this.#today = today;
		this.#onApply = onApply;
		this.root = element(
			'form',
			{ class: 'custom', novalidate: '' },
			labelled(strings.from, this.#from),
			labelled(strings.to, this.#to),
			button({ key: 'apply', text: strings.apply, press: () => this.#apply() }),
			this.#problem,
		);
		this.root.addEventListener('input', () => {
			this.#isEdited = true;
			onEdit();
		});
		this.root.addEventListener('submit', (event) => event.preventDefault());
		this.root.addEventListener('keydown', (event) => {
			if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
				event.preventDefault();
				this.#apply();
			}
		});
	}

	/** Whether typed days are not applied yet. */
	get isEdited(): boolean {
		return this.#isEdited;
	}

	/** Fills the fields with the days shown. */
	show(span: Span): void {
		this.#isEdited = false;
		this.#from.value = span.from;
		this.#to.value = span.to;
		this.#showProblem(undefined);
	}

	/** Fills the fields with days that are not applied yet. */
	edit({ from, to }: Span): void {
		this.#isEdited = true;
		this.#from.value = from;
		this.#to.value = to;
	}

	/** As in the fields. */
	get days(): Span {
		return { from: this.#from.value, to: this.#to.value };
	}

	focus(): void {
		this.#from.focus();
	}

	#apply(): void {
		const span = this.days;
		const invalid = [this.#from, this.#to].find(({ value }) => !isDay(value));
		const problem = invalid ? 'notADay' : rangeProblem(span, this.#today());
		this.#showProblem(problem, invalid);
		if (!problem) {
			this.#isEdited = false;
			this.#onApply(span);
		}
	}

	#showProblem(problem: RangeProblem | 'notADay' | undefined, input?: HTMLInputElement): void {
		this.#problem.textContent = problem ? this.#strings.rangeProblems[problem] : '';
		const invalid = input ?? (problem === 'tooEarly' ? this.#from : this.#to);
		for (const each of [this.#from, this.#to]) {
			each.setAttribute('aria-invalid', String(problem !== undefined && each === invalid));
		}
		if (problem) {
			invalid.focus();
		}
	}
}

function dateInput(id: string): HTMLInputElement {
	return element('input', { id, type: 'date', min: '2014-01-01', 'aria-describedby': 'range-problem' });
}

function labelled(label: string, input: HTMLInputElement): HTMLElement {
	return element('div', { class: 'control' }, element('label', { for: input.id }, label), input);
}
