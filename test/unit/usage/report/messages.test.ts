import { describe, expect, it } from 'vitest';
import { BUSINESSES as AGORA_BUSINESSES } from '../../../../src/agora/console/usage';
import { BUSINESSES } from '../../../../src/usage/report/figures';
import {
	MAX_IMAGE_BYTES,
	parseToExtension,
	parseToWebview,
	shownText,
	type ToExtension,
	type ToWebview,
} from '../../../../src/usage/report/messages';
import { defaultView } from '../../../../src/usage/report/view';

const column = {
	key: 'durationAudioAll',
	labels: { en: 'Total Audio Duration' },
	unit: 'second',
	values: [779, null],
};
const figures = {
	from: '2024-02-29',
	covered: [{ from: '2024-02-29', to: '2024-03-01' }],
	columns: [column],
};
const message: ToWebview = { type: 'figures', items: [{ project: 'p1', business: 'default', figures }] };

const withFigures = (change: object) => ({
	...message,
	items: [{ project: 'p1', business: 'default', figures: { ...figures, ...change } }],
});

/** A message `init` with these texts. */
const initWith = (strings: object) => ({
	type: 'init',
	locale: 'en',
	subject: { accountId: 'a', accountLabel: 'Account', project: null },
	projects: [{ id: 'p1', name: 'Classroom' }],
	others: [],
	today: '2024-03-01',
	prices: { currency: 'USD', per1000Minutes: { default: { durationVideoHd: 3.99 } } },
	pricesNoted: null,
	strings,
});

describe('messages to the webview', () => {
	it('arrive unchanged', () => {
		expect(parseToWebview(message)).toEqual(message);
		const states: ToWebview = {
			type: 'states',
			items: [
				{ project: 'p1', business: 'miniapp', state: 'failed', failure: 'no', readAt: 1, cached: true },
			],
			progress: { done: 3, failed: 1, total: 250, waitMs: 0 },
		};
		expect(parseToWebview(states)).toEqual(states);
		const access: ToWebview = {
			type: 'access',
			state: 'signedOut',
			text: 'Signed out.',
			actions: [{ action: 'signIn', label: 'Sign In' }],
		};
		expect(parseToWebview(access)).toEqual(access);
		const init = initWith({ title: 'Usage of {0}', units: { minute: 'Minutes' } });
		expect(parseToWebview(init)).toEqual(init);
	});

	it.each([
		['of an unknown type', { ...message, type: 'tables' }],
		['for an unknown business', { ...message, items: [{ project: 'p1', business: 'video', figures }] }],
		['with a figure that is none', withFigures({ columns: [{ ...column, values: [Number.NaN] }] })],
		['with a day that is none', withFigures({ from: '2024-02-30' })],
		['with a label of 10 kB', withFigures({ columns: [{ ...column, labels: { en: 'a'.repeat(10_000) } }] })],
		['with a text of 10 kB', initWith({ title: 'a'.repeat(10_000) })],
		['with a text that is a number', initWith({ units: { minute: 1 } })],
		['that are no object', 'figures'],
		['that are nothing', undefined],
	])('are ignored when %s', (_, wrong) => {
		expect(parseToWebview(wrong)).toBeUndefined();
	});

	it('lose members that the schema does not have', () => {
		expect(JSON.stringify(parseToWebview({ ...message, customerSecret: 'shh' }))).not.toContain('shh');
	});
});

describe('messages to the extension', () => {
	it.each<ToExtension>([
		{ type: 'ready', view: null },
		{ type: 'view', view: defaultView() },
		{ type: 'refresh' },
		{ type: 'retry', project: 'p1', business: null },
		{ type: 'cancel' },
		{ type: 'select', project: 'p1' },
		{ type: 'select', project: null },
		{ type: 'open', project: null },
		{ type: 'export' },
		{ type: 'chartImage', id: 1, png: new Uint8Array([0x89, 0x50]) },
		{ type: 'copy', text: 'a\tb' },
		{ type: 'action', action: 'openPrices' },
	])('arrive unchanged: $type', (each) => {
		expect(parseToExtension(each)).toEqual(each);
	});

	it.each([
		['an unknown preset', { type: 'view', view: { ...defaultView(), range: { preset: 'last10Years' } } }],
		['an unknown action', { type: 'action', action: 'workbench.action.terminal.new' }],
		['an unknown type', { type: 'eval', code: '1' }],
		['a chart image that is a text', { type: 'chartImage', id: 1, png: 'data:image/png;base64,' }],
		[
			'a chart image that is too large',
			{ type: 'chartImage', id: 1, png: new Uint8Array(MAX_IMAGE_BYTES + 1) },
		],
		['a project that is no text', { type: 'open', project: { id: 'p1' } }],
		['a selected project that is no text', { type: 'select', project: 1 }],
		['nothing', null],
	])('are ignored with %s', (_, wrong) => {
		expect(parseToExtension(wrong)).toBeUndefined();
	});
});

describe('text from outside', () => {
	it('becomes one line of at most 200 characters without direction marks', () => {
		expect(shownText('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
		expect(shownText('\u202Egnp.exe\u2066 a\n\tb\u0000')).toBe('gnp.exe a b');
		expect([...shownText('𝄞'.repeat(10_000))]).toHaveLength(200);
		expect(shownText('שלום 课堂')).toBe('שלום 课堂');
	});

	it('fits into messages for any length', () => {
		const labels = { en: shownText('a'.repeat(10_000)), cn: shownText('课'.repeat(10_000)) };
		expect(parseToWebview(withFigures({ columns: [{ ...column, labels }] }))).toBeDefined();
	});
});

describe('BUSINESSES', () => {
	it('contains every business whose usage Agora counts', () => {
		expect(BUSINESSES).toEqual(AGORA_BUSINESSES);
	});
});
