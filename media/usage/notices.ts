import type { AccessMessage, InitMessage } from '../../src/shared/usage/messages';
import { button } from './button';
import { element } from './element';
import { post } from './host';
import { type Format, fill } from './model/format';
import type { Report } from './model/report';

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
