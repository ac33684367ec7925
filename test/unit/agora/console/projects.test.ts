import { describe, expect, test } from 'vitest';
import type { AgoraClient } from '../../../../src/agora/client';
import {
	resetCertificate,
	setCertificateEnabled,
	setProjectEnabled,
	setRecordingServer,
} from '../../../../src/agora/console/changeProject';
import { checkProjectName, createProject } from '../../../../src/agora/console/createProject';
import { getProject, listProjects, type Project } from '../../../../src/agora/console/projects';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const REF = { id: 'xxxx', name: 'project1' };

/** The document's own example of a project, and what it means. */
const ITEM = {
	id: 'xxxx',
	name: 'project1',
	vendor_key: '4855xxxxxxxxxxxxxxxxxxxxxxxxeae2',
	sign_key: '4855xxxxxxxxxxxxxxxxxxxxxxxxeae2',
	recording_server: null,
	status: 1,
	created: 1464165672,
};
const PROJECT: Project = {
	id: 'xxxx',
	name: 'project1',
	appId: '4855xxxxxxxxxxxxxxxxxxxxxxxxeae2',
	appCertificate: '4855xxxxxxxxxxxxxxxxxxxxxxxxeae2',
	enabled: true,
	createdAt: new Date('2016-05-25T08:41:12Z'),
	recordingServer: undefined,
};

type Call = (client: AgoraClient) => Promise<unknown>;

const create: Call = (client) => createProject(client, { name: 'project1', enableCertificate: true });
const get: Call = (client) => getProject(client, { id: '7sdnf3xRH', name: 'project1' });
const list: Call = (client) => listProjects(client);
const disable: Call = (client) => setProjectEnabled(client, REF, false);
const setServer: Call = (client) => setRecordingServer(client, REF, '10.12.1.5:8080');
const enableCertificate: Call = (client) => setCertificateEnabled(client, REF, true);
const reset: Call = (client) => resetCertificate(client, { ...REF, appCertificate: 'the-old-one' });
const CHANGES = [
	['Disable a project', disable],
	['Set the recording server', setServer],
	['Enable the certificate', enableCertificate],
	['Reset the certificate', reset],
] as const;

describe('the requests equal the document byte for byte', () => {
	test.each<[string, Call, string, string, string]>([
		['Create a project', create, 'POST', '/dev/v1/project', '{"name":"project1","enable_sign_key":true}'],
		['Get a specified project', get, 'GET', '/dev/v1/project?id=7sdnf3xRH&name=project1', ''],
		['Get all projects', list, 'GET', '/dev/v1/projects', ''],
		['Disable a project', disable, 'POST', '/dev/v1/project_status', '{"id":"xxxx","status":0}'],
		[
			'Set the recording server',
			setServer,
			'POST',
			'/dev/v1/recording_config',
			'{"id":"xxxx","recording_server":"10.12.1.5:8080"}',
		],
		['Enable the certificate', enableCertificate, 'POST', '/dev/v1/signkey', '{"id":"xxxx","enable":true}'],
		['Reset the certificate', reset, 'POST', '/dev/v1/reset_signkey', '{"id":"xxxx"}'],
	])('%s', async (_title, call, method, url, body) => {
		await using server = await TestServer.start();
		server.reply(201, { projects: [ITEM] });
		await call(server.client());
		expect(server.request).toMatchObject({ method, url, body });
		expect(server.request.headers).toMatchObject({
			'content-type': 'application/json',
			// Base64 of the-customer-id:the-customer-secret-4711.
			authorization: 'Basic dGhlLWN1c3RvbWVyLWlkOnRoZS1jdXN0b21lci1zZWNyZXQtNDcxMQ==',
		});
		expect(server.request.headers).not.toHaveProperty('x-request-id');
	});

	test('sends the other value to enable a project and disable a certificate', async () => {
		await using server = await TestServer.start();
		server.reply(200, { project: ITEM });
		await setProjectEnabled(server.client(), REF, true);
		await setCertificateEnabled(server.client(), REF, false);
		expect(server.requests.map((request) => request.body)).toEqual([
			'{"id":"xxxx","status":1}',
			'{"id":"xxxx","enable":false}',
		]);
	});

	test('encodes names, with spaces as %20', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [ITEM] });
		await getProject(server.client(), { id: 'a_b-c', name: 'Größe & Co + \ud800' });
		expect(server.request.url).toBe(
			'/dev/v1/project?id=a_b-c&name=Gr%C3%B6%C3%9Fe%20%26%20Co%20%2B%20%EF%BF%BD',
		);
	});
});

describe('every shape of a response is read', () => {
	const SHAPES = [{ project: ITEM }, { project: [ITEM] }, { projects: [ITEM] }];

	test.each(SHAPES.flatMap((shape) => [200, 201].map((status) => [status, shape] as const)))(
		'%i %j',
		async (status, shape) => {
			await using server = await TestServer.start();
			server.reply(status, shape);
			for (const call of [create, get, disable, setServer, enableCertificate, reset]) {
				expect(await call(server.client())).toEqual(PROJECT);
			}
			expect(await list(server.client())).toEqual({ projects: [PROJECT], rejected: 0 });
		},
	);

	test.each(CHANGES)(
		'%s: after {"success":true} or an empty body the project is read again',
		async (_, call) => {
			for (const body of [{ success: true }, '']) {
				await using server = await TestServer.start();
				server.reply(200, body).reply(200, { projects: [{ ...ITEM, sign_key: 'new' }] });
				expect(await call(server.client())).toEqual({ ...PROJECT, appCertificate: 'new' });
				expect(server.requests[1]).toMatchObject({
					method: 'GET',
					url: '/dev/v1/project?id=xxxx&name=project1',
				});
			}
		},
	);

	test.each(CHANGES)(
		'%s: a project that cannot be read again is an unknown outcome, not a failed change',
		async (_, call) => {
			await using server = await TestServer.start();
			server.reply(200, { success: true }).reply(500, { message: 'internal' });
			const error = await thrownBy(call(server.client()));
			expect(error).toMatchObject({ kind: 'unknownOutcome', status: 500 });
			expect(error.operation).not.toBe('getProject');
			expect(error.message).toContain('the project could not be read again');
		},
	);

	test('returns the requested project of several', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [{ ...ITEM, id: 'other' }, ITEM] });
		expect(await getProject(server.client(), REF)).toEqual(PROJECT);
	});

	test('reports a response without projects as notFound', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [] });
		expect(await thrownBy(getProject(server.client(), REF))).toMatchObject({ kind: 'notFound' });
	});
});

describe('every spelling of a field is read', () => {
	test.each<[object, Partial<Project>]>([
		[{ sign_key: '' }, { appCertificate: undefined }],
		[{ sign_key: null }, { appCertificate: undefined }],
		[{ sign_key: undefined }, { appCertificate: undefined }],
		[{ status: 0 }, { enabled: false }],
		[{ status: '0' }, { enabled: false }],
		[{ status: '1' }, { enabled: true }],
		[{ status: true }, { enabled: true }],
		[{ status: null }, { enabled: undefined }],
		[{ status: '' }, { enabled: undefined }],
		[{ status: undefined }, { enabled: true }],
		[{ created: 1464165672000 }, {}],
		[{ created: '1464165672' }, {}],
		[{ created: '1464165672000' }, {}],
		[{ created: 'long ago' }, { createdAt: undefined }],
		[{ created: null }, { createdAt: undefined }],
		[{ recording_server: '10.12.1.5:8080' }, { recordingServer: '10.12.1.5:8080' }],
		[{ recording_server: '' }, { recordingServer: undefined }],
		[{ id: 42 }, { id: '42' }],
		[{ unknown_field: [] }, {}],
	])('%j', async (fields, meaning) => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [{ ...ITEM, ...fields }] });
		expect(await listProjects(server.client())).toEqual({
			projects: [{ ...PROJECT, ...meaning }],
			rejected: 0,
		});
	});
});

test.each([7, 'normal'])('status %j is unknown', async (status) => {
	await using server = await TestServer.start();
	server.reply(200, { projects: [{ ...ITEM, status }] });
	const { projects } = await listProjects(server.client());
	expect(projects).toEqual([{ ...PROJECT, enabled: undefined }]);
	expect(server.lines).toContain('warn listProjects: projects kept without fields that could not be read: 1');
});

test('keeps the valid items, partial items with an id, and logs the number of others', async () => {
	await using server = await TestServer.start();
	server.reply(200, {
		projects: [
			ITEM,
			null,
			{ name: 'without id' },
			{ id: 'x' },
			{ ...ITEM, id: 'y', vendor_key: 7, created: 'long ago' },
			{ ...ITEM, id: 'z' },
		],
	});
	const { projects, rejected } = await listProjects(server.client());
	const partial = { appId: '', enabled: true, createdAt: undefined };
	expect(projects).toMatchObject([
		PROJECT,
		{ ...partial, id: 'x', name: 'x', appCertificate: undefined },
		{ ...partial, id: 'y', name: PROJECT.name, appCertificate: PROJECT.appCertificate },
		{ ...PROJECT, id: 'z' },
	]);
	expect(rejected).toBe(2);
	expect(server.lines.filter((line) => line.startsWith('warn'))).toEqual([
		'warn listProjects: projects that could not be read and were left out: 2',
		'warn listProjects: projects kept without fields that could not be read: 2',
	]);
});

test('returns an empty list for an account without projects', async () => {
	await using server = await TestServer.start();
	server.reply(200, { projects: null });
	expect(await listProjects(server.client())).toEqual({ projects: [], rejected: 0 });
});

test.each([{}, [], 7, null, { message: 'ok' }, { projects: 'none' }])(
	'%j instead of projects is badResponse, or an unknown outcome',
	async (body) => {
		await using server = await TestServer.start();
		server.reply(200, body);
		for (const call of [list, get]) {
			expect(await thrownBy(call(server.client()))).toMatchObject({ kind: 'badResponse', status: 200 });
		}
		for (const call of [create, disable, reset]) {
			expect(await thrownBy(call(server.client()))).toMatchObject({ kind: 'unknownOutcome', status: 200 });
		}
	},
);

test('refuses an invalid name or recording server before anything is sent', async () => {
	await using server = await TestServer.start();
	const client = server.client();
	for (const name of ['', '  ', 'x'.repeat(256)]) {
		const error = await thrownBy(createProject(client, { name, enableCertificate: false }));
		expect(error).toMatchObject({ kind: 'invalid', issues: [{ field: 'name' }] });
	}
	for (const address of ['', 'example.com', '10.0.0.1:0', '10.0.0.1:65536', '10.0.0.256', '1.2.3.4/x']) {
		const error = await thrownBy(setRecordingServer(client, REF, address));
		expect(error).toMatchObject({ kind: 'invalid', issues: [{ field: 'recordingServer', rule: 'format' }] });
	}
	expect(server.requests).toEqual([]);
	expect(checkProjectName('x'.repeat(255))).toBeUndefined();
	expect(checkProjectName('x')).toBeUndefined();
});
