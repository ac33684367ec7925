import type { AccessMessage, InitMessage } from '../../src/usage/report/messages';
import type { Report } from '../../src/usage/report/panelReport';
import { button, element, filled, outside, redraw } from './element';
import { type Format, fill } from './format';
import { type PanelState, post } from './panelState';

const MINUTE_MS = 60_000;

/** Whose usage this is, of which days, how old, and how far the reading of it is. */
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

	/** The names of project and account may change while the panel is open. */
	showName(init: InitMessage): void {
		this.#init = init;
		const { subject, projects, strings } = init;
		const name = projects[0]?.name ?? subject.project?.name ?? '';
		document.title = subject.project ? fill(strings.title, name) : strings.titleAll;
		const title = subject.project ? filled(strings.title, outside(name)) : [strings.titleAll];
		this.#title.replaceChildren(...title);
	}

	/** `ready`: the account can be asked. */
	show(report: Report, format: Format, ready: boolean): void {
		this.#actions.hidden = !ready;
		const { strings, subject } = this.#init;
		this.#subtitle.replaceChildren(
			...filled(strings.account, outside(subject.accountLabel)),
			` · ${fill(strings.utcDays, format.days(report.range))}`,
		);
	}

	/** The progress of a reading, else the age of what was read. `now` in milliseconds since 1970. */
	showFreshness({ progress }: PanelState, { readAt, cached }: Report, format: Format, now: number): void {
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
			fill(strings.progress, format.count(done), format.count(total)),
			...(failed > 0 ? [fill(strings.progressFailed, format.count(failed))] : []),
			...(waitMs > 0 ? [fill(strings.waiting, format.count(Math.ceil(waitMs / 1000)))] : []),
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
			return fill(strings.fromCache, age);
		}
		return now - readAt < MINUTE_MS ? strings.updatedNow : fill(strings.updated, age);
	}
}

/** That the account cannot be asked, and what may help. */
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

/** What of the business on screen failed or is not there yet, and a way to try again. */
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
				? fill(strings.failedAgain, format.moment(readAt))
				: strings.failedFirst
			: fill(strings.failedProjects, format.count(failed.length), format.count(counted.length));
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
