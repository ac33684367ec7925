import { describe, expect, it } from 'vitest';
import { HIDDEN } from '../../../src/agora/redact';
import { changedSettings } from '../../../src/support/bundleFiles';

const region = { enum: ['ask', 'na', 'eu'] };

function told(value: unknown, schema = {}): unknown {
	return changedSettings([{ key: 'agora.x', schema, default: 'ask', value }])['agora.x'];
}

describe('changedSettings', () => {
	it('leaves out what is as it was delivered', () => {
		const prices = { hd: 1.99, currency: 'USD' };
		expect(
			changedSettings([
				{ key: 'agora.a', schema: {}, default: 10, value: 10 },
				{ key: 'agora.b', schema: {}, default: prices, value: { ...prices } },
				{ key: 'agora.c', schema: {}, default: true, value: false },
			]),
		).toEqual({ 'agora.c': false });
	});

	it('tells numbers, booleans, words of the manifest and prices', () => {
		expect(told(30)).toBe(30);
		expect(told(false)).toBe(false);
		expect(told('eu', region)).toBe('eu');
		expect(told({ currency: 'CNY', default: { durationVideo1080P: 63, durationAudioAll: null } })).toEqual({
			currency: 'CNY',
			default: { durationVideo1080P: 63, durationAudioAll: null },
		});
	});

	it('tells that anything else was changed, but not to what', () => {
		expect(told('my password', region)).toBe(HIDDEN);
		expect(told('my password')).toBe(HIDDEN);
		expect(told(['my password'])).toBe(HIDDEN);
		expect(told({ 'my password': 1 })).toBe(HIDDEN);
		expect(told({ hd: 'my password' })).toEqual({ hd: HIDDEN });
		expect(told({ pa55word: 1 })).toBe(HIDDEN);
	});
});
