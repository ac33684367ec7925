import { describe, expect, it } from 'vitest';
import { BUSINESSES } from '../../../src/agora/console/usage';
import {
	parseToExtension,
	parseToWebview,
	type ToExtension,
	type ToWebview,
} from '../../../src/shared/usageMessages';
import { businesses } from '../../../src/shared/usageWords';

const figures: ToWebview = {
	type: 'figures',
	business: 'default',
	loading: false,
	known: {
		report: {
			columns: [{ key: 'durationAudioAll', labels: { en: 'Total Audio Duration' }, unit: 'second' }],
			days: [{ date: '2024-02-29', values: { durationAudioAll: 779 } }],
		},
		readAt: 1_700_000_000_000,
	},
	failure: null,
};

describe('messages to the webview', () => {
	it('arrive whole', () => {
		expect(parseToWebview(figures)).toEqual(figures);
		const range: ToWebview = {
			type: 'range',
			preset: 'thisMonth',
			includeToday: true,
			from: '2025-11-01',
			to: '2025-11-22',
			today: '2025-11-22',
		};
		expect(parseToWebview(range)).toEqual(range);
	});

	it.each([
		['of an unknown type', { ...figures, type: 'tables' }],
		['for an unknown business', { ...figures, business: 'video' }],
		['with a figure that is none', { ...figures, known: { ...figures.known, readAt: Number.NaN } }],
		['without strings', { type: 'init', locale: 'en', project: 'p', account: 'a', strings: {} }],
		['that are no object', 'figures'],
		['that are nothing', undefined],
	])('are ignored when %s', (_, message) => {
		expect(parseToWebview(message)).toBeUndefined();
	});

	it('lose what does not belong there', () => {
		const secret = { ...figures, customerSecret: 'shh' };
		expect(JSON.stringify(parseToWebview(secret))).not.toContain('shh');
	});
});

describe('messages to the extension', () => {
	it('arrive whole', () => {
		const query: ToExtension = {
			type: 'query',
			preset: 'last7Days',
			includeToday: false,
			business: 'cloudRecording',
		};
		expect(parseToExtension(query)).toEqual(query);
		expect(parseToExtension({ type: 'ready', business: 'default' })).toEqual({
			type: 'ready',
			business: 'default',
		});
	});

	it.each([
		['an unknown preset', { type: 'query', preset: 'last10Years', includeToday: false, business: 'default' }],
		['an unknown business', { type: 'refresh', business: '../projects' }],
		['an unknown type', { type: 'eval', business: 'default' }],
		['nothing', null],
	])('are ignored with %s', (_, message) => {
		expect(parseToExtension(message)).toBeUndefined();
	});
});

describe('words', () => {
	it('name every business that Agora counts', () => {
		expect(businesses).toEqual(BUSINESSES);
	});
});
