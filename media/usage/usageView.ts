import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import type { FiguresMessage, InitMessage, RangeMessage } from '../../src/shared/usageMessages';
import { type Business, businesses, type RangePreset } from '../../src/shared/usageWords';
import { BusinessTab, type TabContent } from './businessTab';
import { Controls } from './controls';
import { element } from './element';
import { Format } from './format';
import { Heading } from './heading';
import { type Choice, post, saveChoice } from './host';
import { readTheme } from './theme';

/** The whole page: what was told last, what is chosen, and the elements that show it. */
export class UsageView {
	private readonly init: InitMessage;
	private choice: Choice;
	private format: Format;
	private theme = readTheme();
	private range: RangeMessage | undefined;
	private readonly figures = new Map<Business, FiguresMessage>();
	private readonly tabs = new Map<Business, BusinessTab>();
	private readonly controls: Controls;
	private readonly heading: Heading;
	private readonly progress = element('vscode-progress-bar', { class: 'progress', indeterminate: '' });

	constructor(init: InitMessage, choice: Choice) {
		this.init = init;
		this.choice = choice;
		this.format = new Format(init.locale, choice.unit);
		const { strings } = init;
		this.progress.ariaLabel = strings.loading;
		this.controls = new Controls({
			strings,
			unit: choice.unit,
			onQuery: (preset, includeToday) => this.query(preset, includeToday),
			onUnit: (unit) => this.choose({ unit }),
		});
		this.heading = new Heading(init, () => this.refresh());
		const strip = element('vscode-tabs', { 'selected-index': String(businesses.indexOf(choice.business)) });
		for (const business of businesses) {
			const tab = new BusinessTab(business, strings, () => this.refresh());
			this.tabs.set(business, tab);
			strip.append(tab.header, tab.panel);
		}
		strip.addEventListener('vsc-tabs-select', (event) => {
			const business = businesses[event.detail.selectedIndex];
			if (business) {
				this.choose({ business });
			}
		});
		strip.addEventListener('keydown', selectWithSpace);
		document.documentElement.lang = init.locale;
		document.body.replaceChildren(
			this.progress,
			element('main', {}, this.heading.root, this.controls.root, strip),
		);
	}

	showRange(range: RangeMessage): void {
		if (this.range?.from !== range.from || this.range.to !== range.to) {
			this.figures.clear();
		}
		this.range = range;
		this.heading.showRange(range, this.format);
		this.controls.showRange(range);
		this.showAll();
	}

	showFigures(figures: FiguresMessage): void {
		this.figures.set(figures.business, figures);
		this.showTab(figures.business);
		this.showStatus();
	}

	/** Draws again in the theme that VS Code has changed to. */
	changeTheme(): void {
		this.theme = readTheme();
		this.showTab(this.choice.business);
	}

	/** What changes without any message too: the age of the figures. */
	showStatus(): void {
		this.progress.hidden = ![...this.figures.values()].some(({ loading }) => loading);
		this.heading.showAge(this.figures.get(this.choice.business)?.known?.readAt, this.format);
	}

	private query(preset: RangePreset, includeToday: boolean): void {
		post({ type: 'query', preset, includeToday, business: this.choice.business });
	}

	private refresh(): void {
		post({ type: 'refresh', business: this.choice.business });
	}

	private choose(change: Partial<Choice>): void {
		this.choice = { ...this.choice, ...change };
		saveChoice(this.choice);
		if (change.unit) {
			this.format = new Format(this.init.locale, change.unit);
		}
		this.showAll();
	}

	private showAll(): void {
		for (const business of businesses) {
			this.showTab(business);
		}
		this.showStatus();
	}

	private showTab(business: Business): void {
		const content = this.contentOf(business);
		if (content) {
			this.tabs.get(business)?.update(content, business === this.choice.business);
		}
	}

	private contentOf(business: Business): TabContent | undefined {
		const figures = this.figures.get(business);
		const { range, format, theme } = this;
		if (!figures || !range) {
			return undefined;
		}
		return { figures, range, format, theme, unit: this.init.strings.units[this.choice.unit] };
	}
}

/** The tabs open with Enter only; every other tab strip opens with Space too. */
function selectWithSpace(event: KeyboardEvent): void {
	if (event.key === ' ' && event.target instanceof HTMLElement && event.target.matches('vscode-tab-header')) {
		event.preventDefault();
		event.target.click();
	}
}
