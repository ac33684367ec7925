import { isIP, isIPv4 } from 'node:net';
import type { JsonObject } from '../http/json';
import type { Route } from '../http/route';
import type { World } from '../world';
import { findProject, noSuchProject } from './findProject';
import { get, post } from './operation';
import { changedProject, listedProject } from './projectWire';
import { invalidParameter, refusal } from './refusals';

const MAX_NAME_CHARACTERS = 255;

/** The project calls of the Console REST API, in the document's order. */
export const projectRoutes: readonly Route[] = [
	post('/dev/v1/project', ({ body }, world) =>
		changedProject(createProject(body, world), world.state.behaviour),
	),

	get('/dev/v1/project', 201, ({ query }, world) => {
		const name = query.get('name');
		const project = findProject(query.get('id'), world);
		if (name === null || name === '') {
			throw invalidParameter('name');
		}
		if (project.name !== name) {
			throw noSuchProject();
		}
		return { projects: [listedProject(project, world.state.behaviour)] };
	}),

	get('/dev/v1/projects', 201, (_, { state }) => ({
		projects: state.projects.map((project) => listedProject(project, state.behaviour)),
	})),

	post('/dev/v1/project_status', ({ body }, world) => {
		const project = findProject(body.id, world);
		if (body.status !== 0 && body.status !== 1) {
			throw invalidParameter('status');
		}
		project.enabled = body.status === 1;
		return changedProject(project, world.state.behaviour);
	}),

	post('/dev/v1/recording_config', ({ body }, world) => {
		const project = findProject(body.id, world);
		if (typeof body.recording_server !== 'string' || !isServerAddress(body.recording_server)) {
			throw invalidParameter('recording_server');
		}
		project.recordingServer = body.recording_server;
		return changedProject(project, world.state.behaviour);
	}),

	post('/dev/v1/signkey', ({ body }, world) => {
		const project = findProject(body.id, world);
		if (typeof body.enable !== 'boolean') {
			throw invalidParameter('enable');
		}
		project.certificateEnabled = body.enable;
		return changedProject(project, world.state.behaviour);
	}),

	post('/dev/v1/reset_signkey', ({ body }, world) => {
		const project = findProject(body.id, world);
		project.appCertificate = world.state.newCertificate();
		project.certificateEnabled = true;
		return changedProject(project, world.state.behaviour);
	}),
];

function createProject(body: JsonObject, { state }: World) {
	const { name, enable_sign_key: certificateEnabled } = body;
	if (typeof name !== 'string' || name === '' || [...name].length > MAX_NAME_CHARACTERS) {
		throw invalidParameter('name');
	}
	if (typeof certificateEnabled !== 'boolean') {
		throw invalidParameter('enable_sign_key');
	}
	if (state.projects.some((project) => project.name === name)) {
		throw refusal(400, 'Duplicate project name.');
	}
	if (state.projects.length >= state.behaviour.projectLimit) {
		throw refusal(400, 'The number of projects exceeds the maximum limit.');
	}
	return state.addProject({ name, certificateEnabled });
}

/** An IP address, an IPv4 one with or without a port. */
function isServerAddress(text: string): boolean {
	const [host = '', port = '0', ...more] = text.split(':');
	return (
		isIP(text) !== 0 || (isIPv4(host) && /^\d{1,5}$/.test(port) && Number(port) < 65536 && more.length === 0)
	);
}
