import type { AccessMessage, InitMessage } from '../../src/usage/report/messages';
import type { Report } from '../../src/usage/report/panelReport';
import { button, element, fillTemplate, isolatedText, redraw } from './element';
import { type Format, formatTemplate } from './format';
import { type PanelState, post } from './panelState';

const MINUTE_MS = 60_000;

/** Project, account, days, the age of the figures and the progress of reading. */
export class Heading {
	readonly root: HTMLElement;
	#init: InitMessage;
	readonly #title = element('h1', { id: 'title' });
	readonly #subtitle = element('p', { class: 'subtitle' });
	readonly #freshness = element('div', { class: 'freshness' });
	readonly #actions: HTMLElement;

	constructor(init: InitMessage) {
		this.#init = init;
		const { strings } = init;
		this.#actions = element(
			'div',
			{ class: 'actions' },
			this.#freshness,
			button({ key: 'refresh', text: strings.refresh, press: () => post({ type: 'refresh' }) }),
			button({ key: 'export', text: strings.export, press: () => post({ type: 'export' }) }),
		);
		this.root = element(
			'header',
			{},
			element('div', { class: 'titles' }, this.#title, this.#subtitle),
			this.#actions,
		);
	}

	/** Updates the names, which may change while the panel is open. */
	showName(init: InitMessage): void {
		this.#init = init;
		const { subject, projects, strings } = init;
		const name = projects[0]?.name ?? subject.project?.name ?? '';
		document.title = subject.project ? formatTemplate(strings.title, name) : strings.titleAll;
		const title = subject.project ? fillTemplate(strings.title, isolatedText(name)) : [strings.titleAll];
		this.#title.replaceChildren(...title);
	}

	/** @param ready whether usage can be read as the account. */
	show(report: Report, format: Format, ready: boolean): void {
		this.#actions.hidden = !ready;
		const { strings, subject } = this.#init;
		this.#subtitle.replaceChildren(
			...fillTemplate(strings.account, isolatedText(subject.accountLabel)),
			` · ${formatTemplate(strings.utcDays, format.days(report.range))}`,
		);
	}

	/** Shows the progress of reading, or the age of the figures. `now` is in milliseconds since 1970. */
	showFreshness(
		{ progress }: Pick<PanelState, 'progress'>,
		{ readAt, cached }: Report,
		format: Format,
		now: number,
	): void {
		const { strings } = this.#init;
		if (!progress) {
			const age = readAt === undefined ? '' : this.#ageText(readAt, cached, format, now);
			redraw(
				this.#freshness,
				element('span', { class: 'updated', title: age && format.moment(readAt ?? now) }, age),
			);
			return;
		}
		const { done, failed, total, waitMs } = progress;
		const text = [
			formatTemplate(strings.progress, format.count(done), format.count(total)),
			...(failed > 0 ? [formatTemplate(strings.progressFailed, format.count(failed))] : []),
			...(waitMs > 0 ? [formatTemplate(strings.waiting, format.count(Math.ceil(waitMs / 1000)))] : []),
		].join(' · ');
		const bar = element('progress', { max: String(Math.max(total, 1)), 'aria-label': strings.loading });
		bar.value = done;
		redraw(
			this.#freshness,
			element('div', { class: 'progress' }, element('span', {}, text), bar),
			button({ key: 'cancel', text: strings.cancel, press: () => post({ type: 'cancel' }) }),
		);
	}

	#ageText(readAt: number, cached: boolean, format: Format, now: number): string {
		const { strings } = this.#init;
		const age = format.age(readAt, now);
		if (cached) {
			return formatTemplate(strings.fromCache, age);
		}
		return now - readAt < MINUTE_MS ? strings.updatedNow : formatTemplate(strings.updated, age);
	}
}

/** Why usage cannot be read as the account, and what to do. */
export function accessNotice({ text, actions }: AccessMessage): HTMLElement {
	return element(
		'div',
		{ class: 'message', role: 'status' },
		element('p', {}, text),
		element(
			'div',
			{ class: 'buttons' },
			...actions.map(({ action, label }, index) =>
				button({
					key: action,
					text: label,
					primary: index === 0,
					press: () => post({ type: 'action', action }),
				}),
			),
		),
	);
}

/** Which calls of the business on screen failed or were cancelled, with a button to retry. */
export function readingNotices(report: Report, init: InitMessage, format: Format): HTMLElement[] {
	const { strings, subject } = init;
	const counted = report.projects.filter((project) => project.counted);
	const failed = counted.filter(({ state }) => state?.state === 'failed');
	const [first] = failed;
	if (first?.state) {
		const { readAt, failure } = first.state;
		const known = report.state === 'complete' || report.state === 'known';
		const title = subject.project
			? known && readAt !== null
				? formatTemplate(strings.failedAgain, format.moment(readAt))
				: strings.failedFirst
			: formatTemplate(strings.failedProjects, format.count(failed.length), format.count(counted.length));
		return [
			notice(
				known ? 'warning' : 'error',
				title,
				failure ?? '',
				failed.length > 1 ? strings.retryAll : strings.retry,
				report,
			),
		];
	}
	if (counted.some(({ state }) => state?.state === 'cancelled')) {
		return [notice('warning', strings.cancelled, strings.incomplete, strings.retry, report)];
	}
	return [];
}

function notice(
	kind: 'warning' | 'error',
	title: string,
	text: string,
	retry: string,
	{ view }: Report,
): HTMLElement {
	return element(
		'div',
		{ class: `notice ${kind}`, role: 'alert' },
		element('div', { class: 'reason' }, element('strong', {}, title), element('span', { dir: 'auto' }, text)),
		button({
			key: 'retry-all',
			text: retry,
			press: () => post({ type: 'retry', project: null, business: view.business }),
		}),
	);
}
