import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readErrorMessage } from '../../../src/agora/errorResponse';

test.each([
	['{"message":"Duplicate project name."}', 'Duplicate project name.'],
	['{"status":"error","message":"Vendor is blocked."}', 'Vendor is blocked.'],
	['{"error_msg":"project not exit"}', 'project not exit'],
	['{"reason":"invalid appid"}', 'invalid appid'],
	['{"code":404,"message":"Project not found","data":null}', 'Project not found'],
	['{"message":"no Route matched with those values"}', 'no Route matched with those values'],
	['{"message":"","error_msg":"project not exit"}', 'project not exit'],
	['{"message":null,"reason":"r"}', 'r'],
	['{"message":{"nested":1}}', undefined],
	['{}', undefined],
	['[]', undefined],
	['null', undefined],
	['"in words"', 'in words'],
	['', undefined],
	['  \n', undefined],
	['upstream connect error', 'upstream connect error'],
	['<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body></html>', '502 Bad Gateway'],
	['<!DOCTYPE html><p>no title', undefined],
	['two\n lines\u0007', 'two lines'],
])('%j says %j', (body, message) => {
	expect(readErrorMessage(body, [])).toBe(message);
});

test('long words are cut', () => {
	const message = readErrorMessage('word '.repeat(1000), []) ?? '';
	expect(message).toHaveLength(300);
	expect(message.endsWith('…')).toBe(true);
});

test('any body at all gives one line of bounded length or nothing', () => {
	const json = fc.jsonValue().map((value) => JSON.stringify(value));
	const shaped = fc
		.record(
			{ message: fc.jsonValue(), error_msg: fc.jsonValue(), reason: fc.jsonValue() },
			{ requiredKeys: [] },
		)
		.map((value) => JSON.stringify(value));
	fc.assert(
		fc.property(fc.oneof(json, shaped, fc.string({ unit: 'grapheme' }), fc.constant('<title>')), (body) => {
			const message = readErrorMessage(body, []);
			expect(message === undefined || (message.length > 0 && message.length <= 300)).toBe(true);
			expect(message ?? '').not.toMatch(/[\p{Cc}]/u);
		}),
		{ numRuns: 1000 },
	);
});
