import { expect, test } from 'vitest';
import type { NewProject } from '../../../../src/sandbox/state';
import * as examples from '../examples';
import { openSandbox } from '../openSandbox';

const HEX_ID = /^[0-9a-f]{32}$/;

function printedProject(overrides: NewProject = {}): NewProject {
	const { id, name, vendor_key: appId, sign_key: appCertificate, created } = examples.changedProject.project;
	return { id, name, appId, appCertificate, createdAt: created * 1000, ...overrides };
}

test('Create a project responds as in the document’s example', async () => {
	const { sandbox, call } = await openSandbox({ time: 1464165672_000 });
	const answer = await call('POST', '/dev/v1/project', examples.createProjectRequest);
	const [project] = sandbox.state.projects;
	expect(project?.appId).toMatch(HEX_ID);
	expect(project?.appCertificate).toMatch(HEX_ID);
	expect(project?.id).toMatch(/^[\w-]{9}$/);
	expect(answer.status).toBe(201);
	const made = { id: project?.id, vendor_key: project?.appId, sign_key: project?.appCertificate };
	expect(answer.text).toBe(JSON.stringify({ project: { ...examples.changedProject.project, ...made } }));
});

test('Get a specified project responds as in the document’s example', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.state.addProject(printedProject({ id: '7sdnf3xRH' }));
	const answer = await call('GET', '/dev/v1/project?id=7sdnf3xRH&name=project1');
	expect(answer.status).toBe(201);
	const projects = examples.specifiedProject.projects.map((project) => ({ ...project, id: '7sdnf3xRH' }));
	expect(answer.text).toBe(JSON.stringify({ projects }));
});

test('Get all projects responds as in the document’s example', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.state.addProject(printedProject());
	sandbox.state.addProject(
		printedProject({
			appId: 'eb00cd2b222a4eeaa24fc6046d90b227',
			appCertificate: '2c01da6d6f6741df88ec47005f08572b',
			createdAt: 1637153755_000,
		}),
	);
	const answer = await call('GET', '/dev/v1/projects');
	expect(answer.status).toBe(201);
	expect(answer.text).toBe(JSON.stringify(examples.allProjects));
});

test.each([
	['project_status', examples.projectStatusRequest, { status: 0 }],
	['recording_config', examples.recordingConfigRequest, { recording_server: '10.12.1.5:8080' }],
	['signkey', examples.signKeyRequest, {}],
])('POST %s responds with the project of the document’s example, changed', async (path, request, change) => {
	const { sandbox, call } = await openSandbox();
	sandbox.state.addProject(printedProject());
	const answer = await call('POST', `/dev/v1/${path}`, request);
	expect(answer.status).toBe(201);
	expect(answer.text).toBe(JSON.stringify({ project: { ...examples.changedProject.project, ...change } }));
});

test('Reset the primary app certificate responds as in the document’s example', async () => {
	const { sandbox, call } = await openSandbox();
	const project = sandbox.state.addProject(printedProject());
	const answer = await call('POST', '/dev/v1/reset_signkey', examples.resetSignKeyRequest);
	expect(answer.status).toBe(201);
	expect(project.appCertificate).toMatch(HEX_ID);
	expect(project.appCertificate).not.toBe(examples.changedProject.project.sign_key);
	const change = { sign_key: project.appCertificate };
	expect(answer.text).toBe(JSON.stringify({ project: { ...examples.changedProject.project, ...change } }));
});

test('Get project usage responds as in the document’s example', async () => {
	const { sandbox, call } = await openSandbox({ time: Date.UTC(2021, 9, 14, 18) });
	sandbox.state.addProject(printedProject({ id: 'rxxxxxxj5u' }));
	for (const { date, usage } of examples.usage.usages) {
		sandbox.state.usage.set('rxxxxxxj5u', 'default', date.slice(0, 10), usage);
	}
	const answer = await call('GET', examples.usagePath);
	expect(answer.status).toBe(200);
	expect(answer.text).toBe(JSON.stringify(examples.usage));
});
