import type { Span } from '../../src/usage/report/days';
import { type InitMessage, parseToWebview, type ToWebview } from '../../src/usage/report/messages';
import {
	createReport,
	type Report,
	stackByProject,
	stackedProjects,
} from '../../src/usage/report/panelReport';
import { defaultView, type RangeDraft, type View } from '../../src/usage/report/view';
import { About, Cards } from './cards';
import { ChartBlock } from './chartBlock';
import type { ChartContent } from './chartConfig';
import { Controls } from './controls';
import { element, redraw } from './element';
import { Format, formatTemplate } from './format';
import { accessNotice, Heading, readingNotices } from './heading';
import { loadState, PanelState, post, saveState } from './panelState';
import { ProjectTable } from './projectTable';
import { Tabs } from './tabs';
import { onThemeChange, readTheme } from './theme';
import './style/page.css';
import './style/controls.css';
import './style/cards.css';
import './style/chart.css';
import './style/table.css';
import { UsageTable } from './usageTable';

/** The least time between two redraws while figures arrive, so that a button stays in place while it is clicked. */
const REDRAW_INTERVAL_MS = 250;

/** The page: the state that the extension posted, the view that the user chose, and the elements that show them. */
export class UsagePage {
	view: View;
	readonly #state: PanelState;
	#format: Format;
	#theme = readTheme();
	#report: Report | undefined;
	#drawing = false;
	#drawnAt = 0;
	#noticeText = '';
	readonly #heading: Heading;
	readonly #controls: Controls;
	readonly #tabs: Tabs;
	readonly #access = element('div', { class: 'access' });
	readonly #notices = element('div', { class: 'notices' });
	readonly #cards = new Cards();
	readonly #about: About;
	readonly #projects: ProjectTable;
	readonly #chart: ChartBlock;
	readonly #table: UsageTable;
	readonly #panel = element('div', { id: 'panel', class: 'panel', role: 'tabpanel' });
	readonly #content: HTMLElement;
	readonly #announcement = element('div', { class: 'visually-hidden', role: 'status' });

	constructor(init: InitMessage, view: View, draft: RangeDraft | undefined) {
		this.#state = new PanelState(init);
		this.view = view;
		this.#format = new Format(init.locale, view.unit, init.strings.tiers);
		const { strings } = init;
		document.documentElement.lang = init.locale;
		this.#heading = new Heading(init);
		this.#controls = new Controls(init, view, draft, {
			onChoose: (change) => this.#choose(change),
			onDraft: () => this.#save(),
		});
		this.#about = new About(strings);
		this.#tabs = new Tabs(strings, (business) => this.#choose({ business }));
		this.#projects = new ProjectTable(strings, (project, counted) => this.#setCounted(project, counted));
		this.#chart = new ChartBlock({
			strings,
			onNarrow: (span) => this.#narrow(span),
			onToggle: (key) => this.#toggle(key),
		});
		this.#table = new UsageTable(strings);
		this.#panel.append(this.#notices, this.#cards.root, this.#about.root, this.#chart.root, this.#table.root);
		this.#content = element('div', { class: 'content' }, this.#controls.root, this.#tabs.root, this.#panel);
		document.body.replaceChildren(
			element('main', {}, this.#heading.root, this.#access, this.#content, this.#announcement),
		);
	}

	onMessage(message: ToWebview): void {
		switch (message.type) {
			case 'init':
				this.#state.init = message;
				this.#heading.showName(message);
				this.#controls.showProjects(message);
				this.#save();
				break;
			case 'access':
				this.#state.onAccess(message);
				break;
			case 'figures':
				this.#state.onFigures(message);
				break;
			case 'states':
				this.#state.onStates(message);
				break;
			case 'chartImageRequest':
				void this.#postChartImage(message.id);
				return;
			case 'announce':
				this.#announcement.textContent = message.text;
				return;
		}
		this.#drawSoon();
	}

	onThemeChange(): void {
		this.#theme = readTheme();
		this.#drawSoon();
	}

	/** Shows the age of the figures, which changes without a message. */
	showAge(): void {
		if (this.#report) {
			this.#heading.showFreshness(this.#state, this.#report, this.#format, Date.now());
		}
	}

	#choose(change: Partial<View>): void {
		this.view = { ...this.view, ...change };
		if (change.unit) {
			const { locale, strings } = this.#state.init;
			this.#format = new Format(locale, change.unit, strings.tiers);
		}
		this.#controls.show(this.view);
		this.#save();
		post({ type: 'view', view: this.view });
		this.#drawSoon();
	}

	#setCounted(project: string, counted: boolean): void {
		const others = this.view.hiddenProjects.filter((each) => each !== project);
		this.#choose({ hiddenProjects: counted ? others : [...others, project] });
	}

	/** Excludes a part of the bars from the totals, or includes it again. */
	#toggle(key: string): void {
		const projects = this.#report && stackedProjects(this.#report).find((each) => each.key === key)?.projects;
		if (!projects) {
			this.#choose({ hiddenColumns: toggled(this.view.hiddenColumns, key) });
			return;
		}
		const ids = projects.map(({ id }) => id);
		const others = this.view.hiddenProjects.filter((id) => !ids.includes(id));
		const isCounted = projects.some(({ counted }) => counted);
		this.#choose({ hiddenProjects: isCounted ? [...others, ...ids] : others });
	}

	/** Shows only the days selected in the chart, until the range is reset. */
	#narrow({ from, to }: Span): void {
		const { range, bucket, resetRange } = this.view;
		this.#controls.chooseRange({
			range: { preset: 'custom', from, to },
			resetRange: resetRange ?? { range, bucket },
		});
	}

	#save(): void {
		const { draft } = this.#controls;
		const { subject } = this.#state.init;
		saveState({ version: 1, subject, view: this.view, ...(draft && { draft }) });
	}

	/** Draws all changes of one frame at once, and at most every `REDRAW_INTERVAL_MS` while figures are read. */
	#drawSoon(): void {
		if (this.#drawing) {
			return;
		}
		this.#drawing = true;
		const since = performance.now() - this.#drawnAt;
		const wait = this.#state.progress ? Math.max(0, REDRAW_INTERVAL_MS - since) : 0;
		setTimeout(() => requestAnimationFrame(() => this.#draw()), wait);
	}

	#draw(): void {
		this.#drawing = false;
		this.#drawnAt = performance.now();
		const { view } = this;
		const format = this.#format;
		const theme = this.#theme;
		const { access, init, progress } = this.#state;
		const ready = access?.state === 'ready';
		redraw(this.#access, ...(access && !ready ? [accessNotice(access)] : []));
		this.#content.hidden = !ready;
		const report = createReport(this.#state, view);
		this.#report = report;
		this.#heading.show(report, format, ready);
		this.showAge();
		const content: ChartContent = { report, format, theme, strings: init.strings };
		const stacked =
			view.stack === 'project' && init.subject.project === null
				? { ...content, report: stackByProject(report, (count) => otherProjects(count, content)) }
				: content;
		this.#tabs.show(report, format);
		this.#panel.setAttribute('aria-labelledby', `tab-${view.business}`);
		this.#panel.setAttribute('aria-busy', String(progress !== null));
		this.#panel.dataset.state = report.state;
		this.#showNotices(report);
		const known = report.state === 'complete' || report.state === 'known';
		// The project table stays visible, since it shows which projects failed.
		this.#cards.root.hidden = !known;
		this.#about.root.hidden = !known;
		this.#chart.root.hidden = !known;
		this.#table.root.hidden = !known || view.display !== 'table';
		// The figures of an account that was signed out must not stay in the hidden elements.
		if (known || !ready) {
			this.#cards.show(content, init);
			this.#about.show(content, init);
			this.#chart.show(stacked);
			this.#table.show(stacked);
		}
		this.#showProjects(content);
		this.#panel.dataset.drawn = `${view.business} ${report.range.from} ${report.range.to} ${view.bucket}`;
	}

	#showProjects(content: ChartContent): void {
		const { root } = this.#projects;
		if (this.#state.init.subject.project !== null) {
			root.remove();
		} else if (!root.isConnected) {
			this.#panel.append(root);
		}
		this.#projects.show(content);
	}

	/** Replaces the notices only when they change, since screen readers announce them again. */
	#showNotices(report: Report): void {
		const { init } = this.#state;
		const notices =
			report.state === 'waiting'
				? [element('p', { class: 'message', role: 'status' }, init.strings.loading)]
				: readingNotices(report, init, this.#format);
		const text = [report.view.business, ...notices.map(({ textContent }) => textContent)].join('\n');
		if (text !== this.#noticeText) {
			this.#noticeText = text;
			redraw(this.#notices, ...notices);
		}
	}

	async #postChartImage(id: number): Promise<void> {
		const png = await this.#chart.toImage(document.title);
		post({ type: 'chartImage', id, png: png ?? null });
	}
}

function otherProjects(count: number, { strings, format }: ChartContent): string {
	return formatTemplate(strings.otherProjects, format.count(count));
}

function toggled(keys: readonly string[], key: string): string[] {
	return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key];
}

const saved = loadState();
let page: UsagePage | undefined;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
	const message = parseToWebview(data);
	if (message?.type === 'init') {
		const view = page?.view ?? saved?.view ?? defaultView();
		// Texts do not change while the page exists.
		page ??= new UsagePage(message, view, saved?.draft);
	}
	if (message) {
		page?.onMessage(message);
	}
});
onThemeChange(() => page?.onThemeChange());
setInterval(() => page?.showAge(), 60_000);
post({ type: 'ready', view: saved?.view ?? null });
