import { isDay } from '../../../src/shared/usage/report/day';
import { type RangeProblem, rangeProblem } from '../../../src/shared/usage/report/range';
import type { Span } from '../../../src/shared/usage/report/span';
import type { UsageStrings } from '../../../src/shared/usage/strings';
import { button } from '../button';
import { element } from '../element';

/** Two UTC days to type or pick. What is wrong with them is said beside them, and what was typed stays. */
export class CustomRange {
	readonly root: HTMLElement;
	private readonly strings: UsageStrings;
	private readonly today: () => string;
	private readonly onApply: (span: Span) => void;
	private readonly from = dateInput('from');
	private readonly to = dateInput('to');
	private typed = false;
	private readonly problem = element('span', { id: 'range-problem', class: 'problem', role: 'alert' });

	constructor(strings: UsageStrings, today: () => string, onApply: (span: Span) => void) {
		this.strings = strings;
		this.today = today;
		this.onApply = onApply;
		this.root = element(
			'form',
			{ class: 'custom', novalidate: '' },
			labelled(strings.from, this.from),
			labelled(strings.to, this.to),
			button({ key: 'apply', text: strings.apply, press: () => this.apply() }),
			this.problem,
		);
		this.root.addEventListener('input', () => {
			this.typed = true;
		});
		this.root.addEventListener('submit', (event) => event.preventDefault());
		this.root.addEventListener('keydown', (event) => {
			if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
				event.preventDefault();
				this.apply();
			}
		});
	}

	/** Whether something was typed and not applied. */
	get edited(): boolean {
		return this.typed;
	}

	/** Fills the fields with the days shown. */
	show(span: Span): void {
		this.typed = false;
		this.from.value = span.from;
		this.to.value = span.to;
		this.tell(undefined);
	}

	focus(): void {
		this.from.focus();
	}

	private apply(): void {
		const span = { from: this.from.value, to: this.to.value };
		const wrong = [this.from, this.to].find(({ value }) => !isDay(value));
		const problem = wrong ? 'notADay' : rangeProblem(span, this.today());
		this.tell(problem, wrong);
		if (!problem) {
			this.typed = false;
			this.onApply(span);
		}
	}

	private tell(problem: RangeProblem | 'notADay' | undefined, where?: HTMLInputElement): void {
		this.problem.textContent = problem ? this.strings.rangeProblems[problem] : '';
		const at = where ?? (problem === 'tooEarly' ? this.from : this.to);
		for (const input of [this.from, this.to]) {
			input.setAttribute('aria-invalid', String(problem !== undefined && input === at));
		}
		if (problem) {
			at.focus();
		}
	}
}

function dateInput(id: string): HTMLInputElement {
	return element('input', { id, type: 'date', min: '2014-01-01', 'aria-describedby': 'range-problem' });
}

function labelled(label: string, input: HTMLInputElement): HTMLElement {
	return element('div', { class: 'control' }, element('label', { for: input.id }, label), input);
}
