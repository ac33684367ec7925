import { BUSINESSES, type Business } from '../../src/usage/report/figures';
import type { UsageStrings } from '../../src/usage/report/messages';
import type { Report, TabReport } from '../../src/usage/report/panelReport';
import { element, Select, sign } from './element';
import type { Format } from './format';

/**
 * The businesses with their totals, following the tabs pattern of the ARIA Authoring Practices: arrow keys move and open.
 * The tabs of vscode-elements nest one tablist in another, which screen readers read as an empty one.
 */
export class Tabs {
	readonly root: HTMLElement;
	readonly #list = element('div', { class: 'tabs', role: 'tablist', 'aria-labelledby': 'title' });
	/** In place of the tabs where they have no room. */
	readonly #select;
	readonly #strings: UsageStrings;
	readonly #onChoose: (business: Business) => void;
	readonly #totals = new Map<Business, HTMLElement>();
	readonly #tabs = new Map<Business, HTMLElement>();

	constructor(strings: UsageStrings, onChoose: (business: Business) => void) {
		this.#strings = strings;
		this.#onChoose = onChoose;
		for (const business of BUSINESSES) {
			const total = element('span', { class: 'tab-total' }, '…');
			const name = element('span', { class: 'tab-name' }, strings.businesses[business]);
			const tab = element(
				'button',
				{
					id: `tab-${business}`,
					type: 'button',
					role: 'tab',
					'data-business': business,
					'aria-controls': 'panel',
				},
				name,
				total,
			);
			tab.title = strings.businesses[business];
			tab.addEventListener('click', () => onChoose(business));
			tab.addEventListener('keydown', (event) => this.#move(event, business));
			this.#totals.set(business, total);
			this.#tabs.set(business, tab);
			this.#list.append(tab);
		}
		this.#select = new Select<Business>({
			id: 'business',
			label: strings.business,
			choices: [],
			value: BUSINESSES[0],
			onChoose,
		});
		this.root = element('div', { class: 'businesses' }, this.#list, this.#select.root);
	}

	show(report: Report, format: Format): void {
		for (const tab of report.tabs) {
			const header = this.#tabs.get(tab.business);
			const chosen = tab.business === report.view.business;
			header?.setAttribute('aria-selected', String(chosen));
			header?.setAttribute('tabindex', chosen ? '0' : '-1');
			this.#showTotal(tab, format);
		}
		const choices = report.tabs.map(({ business, total, unit }) => {
			const name = this.#strings.businesses[business];
			return {
				value: business,
				text: total === undefined ? name : `${name} · ${format.short(total, unit)}`,
			};
		});
		this.#select.setChoices(choices, report.view.business);
	}

	#showTotal({ business, total, unit, state }: TabReport, format: Format): void {
		const place = this.#totals.get(business);
		if (!place) {
			return;
		}
		delete place.dataset.value;
		place.dataset.state = state;
		if (total !== undefined) {
			place.dataset.value = String(total);
			place.replaceChildren(format.short(total, unit), ...(state === 'complete' ? [] : [' …']));
			place.title = format.withUnit(total, unit);
		} else if (state === 'failed') {
			place.replaceChildren(this.#strings.failed);
		} else if (state === 'waiting') {
			place.replaceChildren(sign('…', this.#strings.loading));
		} else {
			place.replaceChildren(sign('–', this.#strings.noFigure));
		}
	}

	#move(event: KeyboardEvent, from: Business): void {
		const at = BUSINESSES.indexOf(from);
		const count = BUSINESSES.length;
		const targets: Readonly<Record<string, number>> = {
			ArrowLeft: (at + count - 1) % count,
			ArrowRight: (at + 1) % count,
			Home: 0,
			End: count - 1,
		};
		const target = BUSINESSES[targets[event.key] ?? -1];
		if (target) {
			event.preventDefault();
			this.#tabs.get(target)?.focus();
			this.#onChoose(target);
		}
	}
}
