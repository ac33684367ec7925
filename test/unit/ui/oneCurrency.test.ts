import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOneCurrency } from '../../../src/ui/oneCurrency';

const defaultValue = { currency: 'USD', default: { audio: 0.99, hd: 3.99 } };

describe('inOneCurrency', () => {
	it('takes the value of the user alone where it is in another currency', () => {
		const globalValue = { currency: 'CNY', default: { audio: 7 } };
		const merged = { currency: 'CNY', default: { audio: 7, hd: 3.99 } };
		expect(inOneCurrency({ defaultValue, globalValue }, merged)).toBe(globalValue);
	});

	it.each([undefined, null, 'CNY', { default: { audio: 1 } }, { currency: 'USD', default: { audio: 1 } }])(
		'takes what VS Code merged for %j',
		(globalValue) => {
			const merged = { merged: true };
			expect(inOneCurrency({ defaultValue, globalValue }, merged)).toBe(merged);
			expect(inOneCurrency(undefined, merged)).toBe(merged);
		},
	);

	it('never gives a default price in a currency that is not the default', () => {
		const prices = fc.dictionary(fc.constantFrom('audio', 'hd'), fc.integer({ min: 10, max: 20 }));
		fc.assert(
			fc.property(fc.constantFrom('USD', 'CNY', undefined), prices, (currency, table) => {
				const globalValue = { ...(currency && { currency }), default: table };
				const merged = {
					currency: currency ?? 'USD',
					default: { ...defaultValue.default, ...table },
				};
				const value = inOneCurrency({ defaultValue, globalValue }, merged);
				const expected = currency === 'CNY' ? table : { ...defaultValue.default, ...table };
				expect(value).toMatchObject({ default: expected });
				expect(JSON.stringify(value).includes('0.99')).toBe(JSON.stringify(expected).includes('0.99'));
			}),
		);
	});
});
