import { describe, expect, test } from 'vitest';
import { openSandbox } from '../openSandbox';

const DUPLICATE = { message: 'Duplicate project name.' };

describe('Create a project', () => {
	test('responds with an empty sign_key without a certificate', async () => {
		const { call } = await openSandbox();
		const { json } = await call('POST', '/dev/v1/project', { name: 'a', enable_sign_key: false });
		expect(json).toMatchObject({ project: { name: 'a', sign_key: '', status: 1 } });
	});

	test.each([
		['no name', { enable_sign_key: true }],
		['an empty name', { name: '', enable_sign_key: true }],
		['a name of 256 characters', { name: 'x'.repeat(256), enable_sign_key: true }],
		['no enable_sign_key', { name: 'a' }],
		['an enable_sign_key that is no Boolean', { name: 'a', enable_sign_key: 1 }],
		['a body that is no object', []],
		['a body that is no JSON', '{"name":'],
	])('refuses %s with 400', async (_, body) => {
		const { sandbox, call } = await openSandbox();
		const { status, json } = await call('POST', '/dev/v1/project', body);
		expect(status).toBe(400);
		expect(json).toHaveProperty('message');
		expect(sandbox.state.projects).toEqual([]);
	});

	test('accepts a name of 255 Unicode characters', async () => {
		const { call } = await openSandbox();
		const { status } = await call('POST', '/dev/v1/project', {
			name: '𝄞'.repeat(255),
			enable_sign_key: false,
		});
		expect(status).toBe(201);
	});

	test('refuses a used name', async () => {
		const { call } = await openSandbox();
		await call('POST', '/dev/v1/project', { name: 'a', enable_sign_key: true });
		const { status, json } = await call('POST', '/dev/v1/project', { name: 'a', enable_sign_key: true });
		expect([status, json]).toEqual([400, DUPLICATE]);
	});

	test('refuses the 21st project', async () => {
		const { sandbox, call } = await openSandbox();
		for (let index = 0; index < 19; index++) {
			sandbox.state.addProject();
		}
		expect((await call('POST', '/dev/v1/project', { name: '20', enable_sign_key: true })).status).toBe(201);
		const { status, json } = await call('POST', '/dev/v1/project', { name: '21', enable_sign_key: true });
		expect([status, json]).toEqual([400, { message: 'The number of projects exceeds the maximum limit.' }]);
	});
});

test('Get a specified project requires a matching id and name', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.state.addProject({ id: 'one', name: 'One' });
	expect((await call('GET', '/dev/v1/project?id=one')).status).toBe(400);
	expect((await call('GET', '/dev/v1/project?name=One')).status).toBe(400);
	expect((await call('GET', '/dev/v1/project?id=one&name=one')).status).toBe(404);
	expect((await call('GET', '/dev/v1/project?id=one&name=One')).status).toBe(201);
});

describe('a change of a project', () => {
	test.each([
		['project_status', { status: 2 }],
		['project_status', { status: true }],
		['recording_config', {}],
		['recording_config', { recording_server: '' }],
		['recording_config', { recording_server: 'recorder.example.com' }],
		['recording_config', { recording_server: '10.12.1.5:80800' }],
		['signkey', { enable: 1 }],
		['signkey', {}],
	])('%s refuses %j with 400', async (path, change) => {
		const { sandbox, call } = await openSandbox();
		const project = sandbox.state.addProject({ id: 'one' });
		const before = { ...project };
		expect((await call('POST', `/dev/v1/${path}`, { id: 'one', ...change })).status).toBe(400);
		expect(project).toEqual(before);
	});

	test.each([
		['project_status', { status: 1 }],
		['recording_config', { recording_server: '10.0.0.1' }],
		['signkey', { enable: true }],
		['reset_signkey', {}],
	])('%s responds with 404 for an unknown project and 400 without an id', async (path, change) => {
		const { call } = await openSandbox();
		const unknown = await call('POST', `/dev/v1/${path}`, { id: 'nobody', ...change });
		expect([unknown.status, unknown.json]).toEqual([404, { error_msg: 'project not exit' }]);
		expect((await call('POST', `/dev/v1/${path}`, change)).status).toBe(400);
	});

	test('disables and enables it', async () => {
		const { sandbox, call } = await openSandbox();
		sandbox.state.addProject({ id: 'one', name: 'One' });
		await call('POST', '/dev/v1/project_status', { id: 'one', status: 0 });
		const { json } = await call('GET', '/dev/v1/projects');
		expect(json).toMatchObject({ projects: [{ id: 'one', status: 0 }] });
		const again = await call('POST', '/dev/v1/project_status', { id: 'one', status: 1 });
		expect(again.json).toMatchObject({ project: { status: 1 } });
	});

	test('restores the same certificate when it is enabled again', async () => {
		const { sandbox, call } = await openSandbox();
		const { appCertificate } = sandbox.state.addProject({ id: 'one' });
		const off = await call('POST', '/dev/v1/signkey', { id: 'one', enable: false });
		expect(off.json).toMatchObject({ project: { sign_key: '' } });
		const on = await call('POST', '/dev/v1/signkey', { id: 'one', enable: true });
		expect(on.json).toMatchObject({ project: { sign_key: appCertificate } });
	});

	test('enables the certificate with a reset', async () => {
		const { sandbox, call } = await openSandbox();
		const project = sandbox.state.addProject({ id: 'one', certificateEnabled: false });
		const old = project.appCertificate;
		await call('POST', '/dev/v1/reset_signkey', { id: 'one' });
		expect(project.certificateEnabled).toBe(true);
		expect(project.appCertificate).not.toBe(old);
	});
});

describe('the content type of a request', () => {
	const body = '{"name":"a","enable_sign_key":true}';

	test.each(['text/plain', 'application/json-patch+json', 'application/x-www-form-urlencoded'])(
		'%s is refused',
		async (type) => {
			const { sandbox, call } = await openSandbox();
			expect((await call('POST', '/dev/v1/project', body, { 'Content-Type': type })).status).toBe(415);
			expect(sandbox.state.projects).toEqual([]);
		},
	);

	test('may be application/json with a charset', async () => {
		const { call } = await openSandbox();
		const headers = { 'Content-Type': 'application/json; charset=utf-8' };
		expect((await call('POST', '/dev/v1/project', body, headers)).status).toBe(201);
	});
});
