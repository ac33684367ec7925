import '@vscode-elements/elements/dist/vscode-tab-header/index.js';
import '@vscode-elements/elements/dist/vscode-tab-panel/index.js';
import type { FiguresMessage, RangeMessage } from '../../src/shared/usageMessages';
import type { UsageStrings } from '../../src/shared/usageStrings';
import type { Business } from '../../src/shared/usageWords';
import { type Summary, summarise } from '../../src/usage/report';
import { UsageChart } from './chart';
import { element } from './element';
import { type Format, fill } from './format';
import { failureNotice } from './notice';
import { usageTable } from './table';
import type { Theme } from './theme';
import { totals } from './totals';

export interface TabContent {
	readonly range: RangeMessage;
	readonly figures: FiguresMessage;
	readonly format: Format;
	readonly theme: Theme;
	/** The name of the durations' unit, as a title. */
	readonly unit: string;
}

/** One business: its tab with the total, and what the tab opens. */
export class BusinessTab {
	readonly header: HTMLElement;
	readonly panel: HTMLElement;
	private readonly business: Business;
	private readonly strings: UsageStrings;
	private readonly onRetry: () => void;
	private readonly total = element('span', { class: 'tab-total' }, '…');
	private readonly notice = element('div');
	private readonly body = element('div', { class: 'report' });
	private readonly canvas = element('canvas', { role: 'img' });
	private drawn: TabContent | undefined;
	private readonly chart = new UsageChart(this.canvas);

	constructor(business: Business, strings: UsageStrings, onRetry: () => void) {
		this.business = business;
		this.strings = strings;
		this.onRetry = onRetry;
		this.header = element(
			'vscode-tab-header',
			{ 'data-business': business, title: strings.businesses[business] },
			element('span', { class: 'tab-name' }, strings.businesses[business]),
			this.total,
		);
		this.panel = element('vscode-tab-panel', { 'data-business': business }, this.notice, this.body);
	}

	/** Brings the tab's own line up to date; with `shown`, what it opens as well. */
	update(content: TabContent, shown: boolean): void {
		const { figures, range } = content;
		const summary = figures.known ? summarise(figures.known.report, range) : undefined;
		this.total.textContent = this.tabLine(summary, content);
		if (summary?.total === undefined) {
			delete this.total.dataset.value;
		} else {
			this.total.dataset.value = String(summary.total);
		}
		if (shown) {
			this.panel.setAttribute('aria-busy', String(figures.loading));
			if (!this.drawn || !looksTheSame(this.drawn, content)) {
				this.showNotice(content);
				this.showReport(summary, content);
			} else if (this.drawn.theme !== content.theme && summary && this.canvas.isConnected) {
				this.drawChart(summary, content);
			}
			this.drawn = content;
		}
	}

	private showNotice({ figures, format }: TabContent): void {
		const { strings, onRetry } = this;
		const { failure, known } = figures;
		const readAt = known ? format.moment(known.readAt) : undefined;
		this.notice.replaceChildren(
			...(failure === null ? [] : [failureNotice({ failure, readAt, strings, onRetry })]),
		);
	}

	private showReport(summary: Summary | undefined, content: TabContent): void {
		this.chart.clear();
		if (!summary) {
			const waiting = content.figures.failure === null;
			this.body.replaceChildren(...(waiting ? [message(this.strings.loading)] : []));
			return;
		}
		this.body.replaceChildren(totals(summary, content.format, this.strings), ...this.days(summary, content));
		if (this.canvas.isConnected) {
			this.drawChart(summary, content);
		}
	}

	private tabLine(summary: Summary | undefined, { figures, format }: TabContent): string {
		if (summary) {
			return summary.total === undefined ? '–' : format.withUnit(summary.total, summary.unit);
		}
		return figures.failure === null ? '…' : this.strings.failed;
	}

	private days(summary: Summary, { range, format, unit }: TabContent): HTMLElement[] {
		const { strings, business } = this;
		const caption = fill(strings.table, strings.businesses[business], unit);
		const table = element(
			'div',
			{ class: 'table', role: 'region', tabindex: '0', 'aria-label': caption },
			usageTable({ summary, format, strings, caption, today: range.today }),
		);
		if (summary.columns.every(({ total }) => !total)) {
			return [message(strings.empty), table];
		}
		this.canvas.setAttribute(
			'aria-label',
			fill(strings.chart, strings.businesses[business], unit, format.days(range)),
		);
		const chart = element('div', { class: 'chart' }, this.canvas);
		if (summary.missingDays === 0) {
			return [chart, table];
		}
		const missing = [summary.missingDays, summary.rows.length].map((count) => format.count(count));
		return [chart, element('p', { class: 'note' }, fill(strings.missing, ...missing)), table];
	}

	private drawChart(summary: Summary, { format, theme, unit }: TabContent): void {
		const { total: totalLabel, noFigure } = this.strings;
		const scale = summary.unit === 'time' ? unit : summary.unit;
		this.chart.draw({ summary, format, theme, unit: scale, totalLabel, noFigure });
	}
}

function message(text: string): HTMLElement {
	return element('p', { class: 'message', role: 'status' }, text);
}

/** Drawing again would only lose the scroll position and have screen readers repeat themselves. */
function looksTheSame(a: TabContent, b: TabContent): boolean {
	return (
		a.format === b.format &&
		a.range.from === b.range.from &&
		a.range.to === b.range.to &&
		a.range.today === b.range.today &&
		a.figures.failure === b.figures.failure &&
		a.figures.known?.readAt === b.figures.known?.readAt
	);
}
