import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { InitMessage, RangeMessage } from '../../src/shared/usageMessages';
import { element } from './element';
import { type Format, fill } from './format';

/** Whose usage this is, of which days, and how old. */
export class Heading {
	readonly root: HTMLElement;
	private readonly init: InitMessage;
	private readonly subtitle = element('p', { class: 'subtitle' });
	private readonly updated = element('span', { class: 'updated' });

	constructor(init: InitMessage, onRefresh: () => void) {
		this.init = init;
		const title = fill(init.strings.title, init.project);
		document.title = title;
		const refresh = element('vscode-button', { id: 'refresh', secondary: '' }, init.strings.refresh);
		refresh.addEventListener('click', onRefresh);
		this.root = element(
			'header',
			{},
			element('div', {}, element('h1', {}, title), this.subtitle),
			element('div', { class: 'freshness' }, this.updated, refresh),
		);
	}

	showRange(range: RangeMessage, format: Format): void {
		const days = fill(this.init.strings.utcDays, format.days(range));
		this.subtitle.textContent = `${this.init.account} · ${days}`;
	}

	/** `readAt` in milliseconds since 1970; undefined when there are no figures. */
	showAge(readAt: number | undefined, format: Format): void {
		this.updated.textContent =
			readAt === undefined ? '' : fill(this.init.strings.updated, format.age(readAt, Date.now()));
		this.updated.title = readAt === undefined ? '' : format.exactMoment(readAt);
	}
}
