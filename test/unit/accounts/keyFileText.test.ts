import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairOf } from '../../../src/accounts/keyFileText';

const ID = '4f2c0b1d8e7a49c6a3b5d7e9f0123456';
const SECRET = 'a0b1c2d3e4f5061728394a5b6c7d8e9f';
const PAIR = { customerId: ID, customerSecret: SECRET };

const LAYOUTS: Readonly<Record<string, (id: string, secret: string) => string>> = {
	'labels with colons': (id, secret) => `Customer ID: ${id}\nCustomer Secret: ${secret}\n`,
	'the names of the file': (id, secret) => `key: ${id}\nsecret: ${secret}`,
	'in the other order': (id, secret) => `Secret = ${secret}\nKey = ${id}`,
	'an env file': (id, secret) => `export AGORA_CUSTOMER_ID="${id}"\nAGORA_CUSTOMER_SECRET='${secret}'`,
	'labels above the values': (id, secret) => `Customer ID\n${id}\n\nCustomer Secret\n${secret}\n`,
	'labels above the values, with colons': (id, secret) => `Customer ID:\n${id}\nCustomer Secret:\n${secret}`,
	'labels and spaces': (id, secret) => `Customer ID      ${id}\nCustomer Secret  ${secret}`,
	'labels and tabs': (id, secret) => `key\t${id}\nsecret\t${secret}`,
	'labels in Chinese': (id, secret) => `客户 ID：${id}\n客户密钥：${secret}`,
	'labels in both languages': (id, secret) =>
		`客户 ID（Customer ID）: ${id}\n客户密钥（Customer Secret）: ${secret}`,
	'the older word for the secret': (id, secret) => `Customer ID: ${id}\nCustomer Certificate: ${secret}`,
	'CSV with a header': (id, secret) => `Customer ID,Customer Secret\n${id},${secret}\n`,
	'CSV with a header, quotes and more columns': (id, secret) =>
		`"Name","Key","Secret"\n"My App","${id}","${secret}"\n`,
	'CSV with semicolons': (id, secret) => `secret;key\n${secret};${id}`,
	'CSV without a header': (id, secret) => `Customer ID,${id}\nCustomer Secret,${secret}`,
	'one line of labels': (id, secret) => `key=${id}&secret=${secret}`,
	'one line of labels and commas': (id, secret) => `Customer ID: ${id}, Customer Secret: ${secret}`,
	JSON: (id, secret) => JSON.stringify({ customerId: id, customerSecret: secret }),
	'JSON over several lines': (id, secret) => JSON.stringify({ key: id, secret }, undefined, 2),
	'JSON with more in it': (id, secret) =>
		JSON.stringify([{ name: 'My App', created: 1, restful: { api_key: id, api_secret: secret } }]),
	'two bare lines': (id, secret) => `${id}\n${secret}`,
	'two bare words': (id, secret) => `${id} ${secret}`,
	'the two as HTTP Basic takes them': (id, secret) => `${id}:${secret}`,
	'with more around it': (id, secret) =>
		`# RESTful API\nCreated: 2024-03-01\nCustomer ID: ${id}\nCustomer Secret: ${secret}\nKeep this file safe.`,
};
const layouts = Object.entries(LAYOUTS);

const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
/** A secret can also be base64 with padding. */
const base64 = fc
	.uint8Array({ minLength: 24, maxLength: 40 })
	.map((bytes) => Buffer.from(bytes).toString('base64'));

describe('pairOf', () => {
	it.each(layouts)('reads %s', (_name, write) => {
		expect(pairOf(write(ID, SECRET))).toEqual(PAIR);
	});

	it('reads any credentials in any layout, with a byte order mark, CRLF and blank lines', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...layouts),
				hex,
				fc.oneof(hex, base64),
				fc.boolean(),
				fc.constantFrom('\n', '\r\n', '\n\n', '  \r\n'),
				([, write], customerId, customerSecret, mark, ending) => {
					fc.pre(customerId !== customerSecret);
					const text = `${mark ? '\uFEFF' : ''}${write(customerId, customerSecret).replaceAll('\n', ending)}`;
					expect(pairOf(text)).toEqual({ customerId, customerSecret });
				},
			),
			{ numRuns: 500 },
		);
	});

	it.each([
		['', 'empty'],
		[' \r\n\t', 'empty'],
		[`Customer ID: ${ID}`, 'noSecret'],
		[`Customer Secret: ${SECRET}`, 'noId'],
		[`Customer ID: ${ID}\nCustomer Secret:`, 'noSecret'],
		[`key: ${ID}\nsecret: ${SECRET}\nkey: ${SECRET}\nsecret: ${ID}`, 'several'],
		[`key,secret\n${ID},${SECRET}\n${SECRET},${ID}`, 'several'],
		[
			JSON.stringify([
				{ key: ID, secret: SECRET },
				{ key: SECRET, secret: ID },
			]),
			'several',
		],
		[`${ID}\n${SECRET}\n${ID}`, 'unclear'],
		[ID, 'unclear'],
		['hello world', 'unclear'],
		['key: with spaces in it\nsecret: x', 'unclear'],
		[`key: a:b\nsecret: ${SECRET}`, 'unclear'],
		['{"a": 1}', 'unclear'],
		['{"key": ', 'unclear'],
	])('refuses %j', (text, problem) => {
		expect(pairOf(text)).toBe(problem);
	});

	it('accepts the same credentials twice', () => {
		expect(pairOf(`key: ${ID}\nsecret: ${SECRET}\nkey: ${ID}\nsecret: ${SECRET}`)).toEqual(PAIR);
	});

	it('returns only credentials that HTTP Basic allows, for any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
				const read = pairOf(text);
				if (typeof read === 'object') {
					expect(read.customerId).toMatch(/^[\x21-\x39\x3b-\x7e]+$/);
					expect(read.customerSecret).toMatch(/^[\x21-\x7e]+$/);
				}
			}),
		);
	});
});
