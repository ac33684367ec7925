import { describe, expect, test, vi } from 'vitest';
import { basic, channelsPath, listPath, openSandbox, playersPath, RULES_PATH } from '../openSandbox';

const create = { name: 'a', enable_sign_key: true };

describe('a status fault', () => {
	test.each([
		['/dev/v1/projects', 429, 'Too many requests.'],
		['/dev/v1/projects', 500, 'Internal error of the Agora RESTful API service.'],
		['/dev/v1/projects', 502, 'An invalid response was received from the upstream server'],
		[channelsPath('a'), 403, 'Forbidden.'],
		[channelsPath('a'), 504, 'The upstream server is timing out'],
		[RULES_PATH, 500, 'Internal error of the Agora RESTful API service.'],
		[listPath('a'), 429, 'Request rate limit exceeded.'],
		[listPath('a'), 500, 'Some internal error happened. Contact us to help fix it.'],
		[listPath('a'), 503, 'Service overload. Retry with back off strategy, and contact us to help fix it.'],
		[
			listPath('a'),
			504,
			'Gateway timeout. Query to check whether the player has been created, or to create another one instead.',
		],
	])('responds to %s with %i and the documented message', async (path, status, message) => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next({ status });
		const answer = await call('GET', path, undefined, { 'X-Request-ID': 'r' });
		expect([answer.status, answer.json]).toEqual([status, { message }]);
		expect(answer.headers.get('X-Request-ID')).toBe('r');
		expect(answer.headers.has('Retry-After')).toBe(false);
		expect((await call('GET', '/dev/v1/projects')).status).toBe(201);
	});

	test('can have Retry-After, its own message, or an HTML page', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next({ status: 429, retryAfter: 7, message: 'no available resources' });
		const answer = await call('GET', '/dev/v1/projects');
		expect(answer.headers.get('Retry-After')).toBe('7');
		expect(answer.json).toEqual({ message: 'no available resources' });
		sandbox.faults.next({ status: 502, html: true });
		const headers = { Authorization: basic(sandbox.customerId, sandbox.customerSecret) };
		const page = await fetch(`${sandbox.url}/dev/v1/projects`, { headers });
		expect([page.status, page.headers.get('Content-Type')]).toEqual([502, 'text/html; charset=utf-8']);
		expect(await page.text()).toMatch(/^<!DOCTYPE html>/);
	});

	test('does not perform the operation', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next({ status: 500 });
		await call('POST', '/dev/v1/project', create);
		expect(sandbox.state.projects).toEqual([]);
	});
});

describe('a fault applies', () => {
	test('to the given number of requests with the given method and path', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next({ status: 503 }, { method: 'GET', path: '/dev/v1/projects', times: 2 });
		expect((await call('POST', '/dev/v1/project', create)).status).toBe(201);
		expect((await call('GET', '/dev/v1/project?id=a&name=b')).status).toBe(404);
		expect((await call('GET', '/dev/v1/projects?a=b')).status).toBe(503);
		expect((await call('GET', '/dev/v1/projects')).status).toBe(503);
		expect((await call('GET', '/dev/v1/projects')).status).toBe(201);
	});

	test('to paths and queries that match an expression, even a global one, in the order of the queue', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next({ status: 500 }, { path: /business=miniapp/g, times: 2 });
		sandbox.faults.next({ status: 503 });
		const miniapp = '/dev/v3/usage?business=miniapp';
		expect((await call('GET', miniapp)).status).toBe(500);
		expect((await call('GET', miniapp)).status).toBe(500);
		expect((await call('GET', '/dev/v3/usage?business=default')).status).toBe(503);
	});

	test('to the given host, where several ports lead to the sandbox', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next({ status: 500 }, { host: 'api.agora.io' });
		expect((await call('GET', '/dev/v1/projects')).status).toBe(201);
		sandbox.faults.next({ status: 503 }, { host: new URL(sandbox.url).host });
		expect((await call('GET', '/dev/v1/projects')).status).toBe(503);
	});

	test('until the queue is cleared', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next({ status: 500 }, { times: Infinity });
		for (let index = 0; index < 5; index++) {
			expect((await call('GET', '/dev/v1/projects')).status).toBe(500);
		}
		sandbox.faults.clear();
		expect((await call('GET', '/dev/v1/projects')).status).toBe(201);
	});
});

test('hang sends no response until the caller aborts or the sandbox stops', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.faults.next('hang');
	let answered = false;
	const hanging = call('POST', '/dev/v1/project', create).finally(() => {
		answered = true;
	});
	const cut = expect(hanging).rejects.toThrow('fetch failed');
	await vi.waitUntil(() => sandbox.requests.length === 1);
	expect((await call('GET', '/dev/v1/projects')).json).toEqual({ projects: [] });
	expect(answered).toBe(false);
	await sandbox.stop();
	await cut;
});

test('cut resets the connection without performing the operation', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.faults.next('cut');
	await expect(call('POST', '/dev/v1/project', create)).rejects.toMatchObject({
		cause: { code: 'ECONNRESET' },
	});
	expect(sandbox.state.projects).toEqual([]);
	expect((await call('GET', '/dev/v1/projects')).status).toBe(201);
});

test('html responds with 200 and a page without performing the operation', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.faults.next('html');
	await expect(call('POST', '/dev/v1/project', create)).rejects.toThrow(SyntaxError);
	expect(sandbox.state.projects).toEqual([]);
});

test('halfBody performs the operation, sends the headers and closes within the body', async () => {
	const { sandbox } = await openSandbox();
	sandbox.faults.next('halfBody');
	const response = await fetch(`${sandbox.url}/dev/v1/project`, {
		method: 'POST',
		headers: {
			Authorization: basic(sandbox.customerId, sandbox.customerSecret),
			'Content-Type': 'application/json',
		},
		body: JSON.stringify(create),
	});
	expect(response.status).toBe(201);
	await expect(response.text()).rejects.toThrow('terminated');
	expect(sandbox.state.projects).toMatchObject([{ name: 'a' }]);
});

test('slowBody performs the operation, and sends the headers and half of the body', async () => {
	const { sandbox } = await openSandbox();
	sandbox.faults.next('slowBody');
	const response = await fetch(`${sandbox.url}/dev/v1/project`, {
		method: 'POST',
		headers: {
			Authorization: basic(sandbox.customerId, sandbox.customerSecret),
			'Content-Type': 'application/json',
		},
		body: JSON.stringify(create),
	});
	expect(response.status).toBe(201);
	const reader = response.body?.getReader();
	const first = await reader?.read();
	expect(first?.value?.byteLength).toBe(Math.floor(Number(response.headers.get('Content-Length')) / 2));
	const rest = expect(reader?.read()).rejects.toThrow('terminated');
	expect(sandbox.state.projects).toMatchObject([{ name: 'a' }]);
	await sandbox.stop();
	await rest;
});

describe('the operation is performed, but the body is changed by', () => {
	const body = JSON.stringify(create);

	test('brokenJson', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next('brokenJson');
		await expect(call('POST', '/dev/v1/project', body)).rejects.toThrow(SyntaxError);
		expect(sandbox.state.projects).toMatchObject([{ name: 'a' }]);
	});

	test('otherShape', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next('otherShape');
		const { status, json } = await call('POST', '/dev/v1/project', body);
		expect([status, json]).toMatchObject([201, { code: 0, data: { reply: { project: { name: 'a' } } } }]);
	});

	test('emptyBody', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next('emptyBody');
		expect(await call('POST', '/dev/v1/project', body)).toMatchObject({ status: 201, text: '' });
		expect(sandbox.state.projects).toMatchObject([{ name: 'a' }]);
	});

	test('hugeBody', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.faults.next('hugeBody');
		const { text, json } = await call('POST', '/dev/v1/project', body);
		expect(text.length).toBeGreaterThan(17 * 1024 * 1024);
		expect(json).toMatchObject({ project: { name: 'a' } });
	});
});

test('projectArray and successOnly perform the operation and respond in another shape', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.faults.next('projectArray');
	const array = await call('POST', '/dev/v1/project', create);
	expect([array.status, array.json]).toMatchObject([201, { project: [{ name: 'a' }] }]);
	const [project] = sandbox.state.projects;
	const old = project?.appCertificate;
	sandbox.faults.next('successOnly', { path: '/dev/v1/reset_signkey' });
	const success = await call('POST', '/dev/v1/reset_signkey', { id: project?.id });
	expect([success.status, success.text]).toEqual([201, '{"success":true}']);
	expect(project?.appCertificate).not.toBe(old);
	sandbox.faults.next('successOnly');
	expect((await call('POST', '/dev/v1/reset_signkey', { id: 'nobody' })).status).toBe(404);
});

test('doneBut504 and doneButCut perform the operation and lose the response', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject({ certificateEnabled: false });
	const player = { streamUrl: 'rtmp://a.example.com/b', channelName: 'c', uid: 1 };
	sandbox.faults.next('doneBut504');
	const timeout = await call('POST', playersPath(appId), { player: { ...player, name: 'one' } });
	expect(timeout.status).toBe(504);
	expect(timeout.headers.has('X-Resource-ID')).toBe(false);
	sandbox.faults.next('doneButCut');
	await expect(call('POST', playersPath(appId), { player: { ...player, name: 'two' } })).rejects.toThrow();
	expect(sandbox.state.players).toMatchObject([{ name: 'one' }, { name: 'two' }]);
});

describe('a ban rule whose response is lost exists exactly once', () => {
	test.each(['doneBut504', 'doneButCut', 'halfBody', 'brokenJson', 'emptyBody', 'otherShape'] as const)(
		'%s',
		async (fault) => {
			const { sandbox, call } = await openSandbox();
			const { appId: appid } = sandbox.state.addProject();
			sandbox.faults.next(fault, { method: 'POST', path: RULES_PATH });
			await call('POST', RULES_PATH, { appid, uid: 1, privileges: ['join_channel'] }).catch(() => undefined);
			const { json } = await call('GET', `${RULES_PATH}?appid=${appid}`);
			expect(json).toMatchObject({ rules: [{ uid: 1 }] });
		},
	);

	test.each(['cut', 'html', 'errorBody'] as const)('but not after %s', async (fault) => {
		const { sandbox, call } = await openSandbox();
		const { appId: appid } = sandbox.state.addProject();
		sandbox.faults.next(fault, { method: 'POST', path: RULES_PATH });
		await call('POST', RULES_PATH, { appid, uid: 1, privileges: ['join_channel'] }).catch(() => undefined);
		expect(sandbox.state.banRules.active(appid)).toEqual([]);
	});
});
