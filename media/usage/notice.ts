import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { UsageStrings } from '../../src/shared/usageStrings';
import { element } from './element';
import { fill } from './format';

export interface NoticeContent {
	readonly failure: string;
	/** When the figures on screen were read; undefined when there are none. */
	readonly readAt: string | undefined;
	readonly strings: UsageStrings;
	readonly onRetry: () => void;
}

/** Why the newest reading failed, what the figures on screen are then, and a way to try again. */
export function failureNotice({ failure, readAt, strings, onRetry }: NoticeContent): HTMLElement {
	const retry = element('vscode-button', { 'data-action': 'retry', secondary: '' }, strings.retry);
	retry.addEventListener('click', onRetry);
	return element(
		'div',
		{ class: readAt === undefined ? 'notice error' : 'notice warning', role: 'alert' },
		element(
			'div',
			{ class: 'reason' },
			element('strong', {}, readAt === undefined ? strings.failedFirst : fill(strings.failedAgain, readAt)),
			element('span', {}, failure),
		),
		retry,
	);
}
