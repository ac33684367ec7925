import { isIP, isIPv4 } from 'node:net';
import type { Behaviour } from '../behaviour';
import {
	CONSOLE_MESSAGES,
	isJsonContentType,
	type JsonObject,
	parseJsonObject,
	Refusal,
	type Route,
	type SandboxContext,
} from '../http/route';
import { certificateInUse, type SandboxProject } from '../state';

const MAX_NAME_CHARACTERS = 255;

/** The project calls of the Console REST API, in the document's order. */
export const PROJECT_ROUTES: readonly Route[] = [
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

function createProject(body: JsonObject, { state }: SandboxContext) {
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

const STATUS: Readonly<Record<Behaviour['projectStatus'], (enabled: boolean) => unknown>> = {
	number: (enabled) => (enabled ? 1 : 0),
	null: () => null,
	word: () => 'normal',
};

/** A project as the calls that change it print it (Console REST API, Create a project, Response example). */
export function changedProject(project: SandboxProject, { projectStatus }: Behaviour) {
	return {
		project: {
			id: project.id,
			name: project.name,
			vendor_key: project.appId,
			sign_key: certificateInUse(project) ?? '',
			...common(project, projectStatus),
		},
	};
}

/** A project as the calls that read it print it: the keys stand in another order (Get all projects). */
export function listedProject(project: SandboxProject, { projectStatus }: Behaviour) {
	return {
		id: project.id,
		name: project.name,
		sign_key: certificateInUse(project) ?? '',
		vendor_key: project.appId,
		...common(project, projectStatus),
	};
}

function common(project: SandboxProject, projectStatus: Behaviour['projectStatus']) {
	return {
		recording_server: project.recordingServer,
		status: STATUS[projectStatus](project.enabled),
		created: Math.floor(project.createdAt / 1000),
	};
}

/** The project of a body's `id`; 400 where there is no id, 404 where no project has it. */
export function findProject(id: unknown, world: SandboxContext): SandboxProject {
	if (typeof id !== 'string' || id === '') {
		throw invalidParameter('id');
	}
	const project = world.state.projects.find((each) => each.id === id);
	if (project === undefined) {
		throw noSuchProject();
	}
	return project;
}

/** As captured from the real service, spelling included (docs/agora-api.md, Console API). */
export function noSuchProject(): Refusal {
	return new Refusal({ status: 404, body: { error_msg: 'project not exit' } });
}

/** 10 calls per second, per account and for each API (Console REST API, Call frequency limit). */
const RATE = { calls: 10, seconds: 1 };

type Answer = (
	input: { readonly body: JsonObject; readonly query: URLSearchParams },
	world: SandboxContext,
) => unknown;

/** A GET route of the Console API: rate limit first, then `answer`, whose result is the body. */
export function get(path: string, status: 200 | 201, answer: Answer): Route {
	return {
		method: 'GET',
		path,
		operation: (request, world) => {
			admit(`GET ${path}`, world);
			return { status, body: answer({ body: {}, query: request.query }, world) };
		},
	};
}

/** A POST route of the Console API: rate limit, 415 for anything but JSON, then `answer`. */
export function post(path: string, answer: Answer): Route {
	return {
		method: 'POST',
		path,
		operation: (request, world) => {
			admit(`POST ${path}`, world);
			if (!isJsonContentType(request.headers['content-type'])) {
				throw refusal(415, CONSOLE_MESSAGES[415]);
			}
			const body = parseJsonObject(request.body);
			if (body === undefined) {
				throw refusal(400, CONSOLE_MESSAGES[400]);
			}
			return { status: 201, body: answer({ body, query: request.query }, world) };
		},
	};
}

function admit(key: string, world: SandboxContext): void {
	if (!world.rateLimits.admit(key, RATE)) {
		throw refusal(429, CONSOLE_MESSAGES[429]);
	}
}

/** Refuses with `{message}`, the form of the document. */
export function refusal(status: number, message: string): Refusal {
	return new Refusal({ status, body: { message } });
}

/** The document has no message for a wrong parameter. */
export function invalidParameter(name: string): Refusal {
	return refusal(400, `Invalid parameter: ${name}`);
}
