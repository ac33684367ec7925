import { describe, expect, test } from 'vitest';
import { basic, listPath, openSandbox, playersPath } from '../openSandbox';

const APP_ID = '0'.repeat(32);
const operations: [string, string][] = [
	['POST', '/dev/v1/project'],
	['GET', '/dev/v1/project?id=a&name=b'],
	['GET', '/dev/v1/projects'],
	['POST', '/dev/v1/project_status'],
	['POST', '/dev/v1/recording_config'],
	['POST', '/dev/v1/signkey'],
	['POST', '/dev/v1/reset_signkey'],
	['GET', '/dev/v3/usage'],
	['POST', playersPath(APP_ID)],
	['DELETE', playersPath(APP_ID, 'id')],
	['PATCH', playersPath(APP_ID, 'id')],
	['GET', listPath(APP_ID)],
];

test.each(operations)(
	'%s %s responds to a wrong secret with 401 and without X-Request-ID',
	async (method, path) => {
		const { sandbox, call } = await openSandbox();
		const Authorization = basic(sandbox.customerId, 'wrong');
		const { status, headers, json } = await call(method, path, undefined, {
			Authorization,
			'X-Request-ID': '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
		});
		expect(status).toBe(401);
		expect(headers.has('X-Request-ID')).toBe(false);
		expect(json).toEqual({
			message: path.startsWith('/dev/')
				? 'Unauthorized (incorrect App ID/Customer Certificate).'
				: 'Invalid authentication credentials.',
		});
	},
);

describe('credentials', () => {
	test.each([
		['none', ''],
		['another scheme', `Bearer ${btoa('id:secret')}`],
		['no Base64', 'Basic id:secret'],
		['the pair the wrong way round', basic('secret', 'id')],
		['a secret that begins alike', basic('id', 'secre')],
		['an id alone', `Basic ${btoa('id')}`],
	])('%s', async (_, Authorization) => {
		const { call } = await openSandbox({ customerId: 'id', customerSecret: 'secret' });
		expect((await call('GET', '/dev/v1/projects', undefined, { Authorization })).status).toBe(401);
	});

	test('are accepted with the scheme in any case', async () => {
		const { call } = await openSandbox({ customerId: 'id', customerSecret: 's:e:cret' });
		const Authorization = basic('id', 's:e:cret').replace('Basic', 'basic');
		expect((await call('GET', '/dev/v1/projects', undefined, { Authorization })).status).toBe(201);
	});

	test('have a different secret and the same Customer ID in each sandbox', async () => {
		const [one, other] = [await openSandbox(), await openSandbox()];
		expect(one.sandbox.customerSecret).not.toBe(other.sandbox.customerSecret);
		expect(one.sandbox.customerId).toBe(other.sandbox.customerId);
	});
});
