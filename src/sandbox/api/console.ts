import { isIP, isIPv4 } from 'node:net';
import type { Behaviour } from '../behaviour';
import {
	isJsonContentType,
	type JsonObject,
	parseJsonObject,
	type Route,
	type SandboxContext,
} from '../http/route';
import { certificateInUse, type SandboxProject } from '../state';
import { COLUMNS_OF, isBusiness, startOfDay, type UsageBusiness } from '../usageModel';
import { CONSOLE_MESSAGES, Refusal, refusal, UNKNOWN_ROUTE } from './refusals';

const MAX_NAME_CHARACTERS = 255;
/** 10 calls per second for each API of an account (Console REST API, Call frequency limit). */
const RATE = { calls: 10, seconds: 1 };

/** The addresses from which notifications are sent (docs/agora-api.md, Notifications): addresses for documentation (RFC 5737, RFC 3849). */
const SENDERS = {
	data: {
		service: {
			hosts: ['203.0.113.7', '198.51.100.24', '2001:db8::17'].map((primaryIP) => ({ primaryIP })),
		},
	},
};

/** The operations of the Console REST API, in the document's order, and the senders of notifications. */
export const CONSOLE_ROUTES: readonly Route[] = [
	post('/dev/v1/project', ({ body }, context) => changed(createProject(body, context), context)),

	get('/dev/v1/project', 201, ({ query }, context) => {
		const name = query.get('name');
		const project = findProject(query.get('id'), context);
		if (name === null || name === '') {
			throw invalidParameter('name');
		}
		if (project.name !== name) {
			throw noSuchProject();
		}
		return { projects: [listed(project, context)] };
	}),

	get('/dev/v1/projects', 201, (_, context) => ({
		projects: context.state.projects.map((project) => listed(project, context)),
	})),

	post('/dev/v1/project_status', ({ body }, context) => {
		const project = findProject(body.id, context);
		if (body.status !== 0 && body.status !== 1) {
			throw invalidParameter('status');
		}
		project.enabled = body.status === 1;
		return changed(project, context);
	}),

	post('/dev/v1/recording_config', ({ body }, context) => {
		const project = findProject(body.id, context);
		if (typeof body.recording_server !== 'string' || !isServerAddress(body.recording_server)) {
			throw invalidParameter('recording_server');
		}
		project.recordingServer = body.recording_server;
		return changed(project, context);
	}),

	post('/dev/v1/signkey', ({ body }, context) => {
		const project = findProject(body.id, context);
		if (typeof body.enable !== 'boolean') {
			throw invalidParameter('enable');
		}
		project.certificateEnabled = body.enable;
		return changed(project, context);
	}),

	post('/dev/v1/reset_signkey', ({ body }, context) => {
		const project = findProject(body.id, context);
		project.appCertificate = context.state.newCertificate();
		project.certificateEnabled = true;
		return changed(project, context);
	}),

	get('/dev/v3/usage', 200, ({ query }, { state }) => {
		const from = dayParameter(query, 'from_date');
		const to = dayParameter(query, 'to_date');
		const business = query.get('business') ?? '';
		if (!isBusiness(business)) {
			throw invalidParameter('business');
		}
		checkRange(from, to);
		const project = state.projects.find(({ id }) => id === query.get('project_id'));
		if (project === undefined) {
			throw refusal(404, 'Project not found');
		}
		return {
			meta: usageMeta(business),
			usages: state.usage
				.days(project, business, from, to)
				.map(({ day, values }) => ({ date: `${day}T00:00:00.000Z`, usage: values })),
		};
	}),

	get('/v2/ncs/ip', 200, (_, { state }) => {
		if (state.behaviour.senderAddressVersion === 'v1') {
			throw refusal(404, UNKNOWN_ROUTE);
		}
		return SENDERS;
	}),

	get('/v1/ncs/ip', 200, () => SENDERS),
];

/** Returns the body of the response. Throws `Refusal` where it refuses. */
type Handler = (
	input: { readonly body: JsonObject; readonly query: URLSearchParams },
	context: SandboxContext,
) => unknown;

function get(path: string, status: 200 | 201, handler: Handler): Route {
	return {
		method: 'GET',
		path,
		operation: ({ query }, context) => {
			admit(`GET ${path}`, context);
			return { status, body: handler({ body: {}, query }, context) };
		},
	};
}

/** A POST route: rate limit first, then 415 for anything but JSON, then `handler`. */
function post(path: string, handler: Handler): Route {
	return {
		method: 'POST',
		path,
		operation: (request, context) => {
			admit(`POST ${path}`, context);
			if (!isJsonContentType(request.headers['content-type'])) {
				throw refusal(415, CONSOLE_MESSAGES[415]);
			}
			const body = parseJsonObject(request.body);
			if (body === undefined) {
				throw refusal(400, CONSOLE_MESSAGES[400]);
			}
			return { status: 201, body: handler({ body, query: request.query }, context) };
		},
	};
}

function admit(key: string, { rateLimits }: SandboxContext): void {
	if (!rateLimits.admit(key, RATE)) {
		throw refusal(429, CONSOLE_MESSAGES[429]);
	}
}

/** The document has no message for a wrong parameter. */
function invalidParameter(name: string): Refusal {
	return refusal(400, `Invalid parameter: ${name}`);
}

/** As captured from the real service, spelling included (docs/agora-api.md, Console API). */
function noSuchProject(): Refusal {
	return new Refusal({ status: 404, body: { error_msg: 'project not exit' } });
}

/** The project with this id; 400 where the id is missing, 404 where no project has it. */
function findProject(id: unknown, { state }: SandboxContext): SandboxProject {
	if (typeof id !== 'string' || id === '') {
		throw invalidParameter('id');
	}
	const project = state.projects.find((each) => each.id === id);
	if (project === undefined) {
		throw noSuchProject();
	}
	return project;
}

function createProject(body: JsonObject, { state }: SandboxContext): SandboxProject {
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

/** An IP address; an IPv4 address may have a port. */
function isServerAddress(text: string): boolean {
	const [host = '', port = '0', ...more] = text.split(':');
	return (
		isIP(text) !== 0 || (isIPv4(host) && /^\d{1,5}$/.test(port) && Number(port) < 65536 && more.length === 0)
	);
}

/** The body of the calls that change a project (Console REST API, Create a project, Response example). */
function changed(project: SandboxProject, context: SandboxContext) {
	const { id, name, appId } = project;
	const sign_key = certificateInUse(project) ?? '';
	return { project: { id, name, vendor_key: appId, sign_key, ...commonFields(project, context) } };
}

/** A project in the calls that read it, in which the order of the keys differs (Console REST API, Get all projects). */
function listed(project: SandboxProject, context: SandboxContext) {
	const { id, name, appId } = project;
	const sign_key = certificateInUse(project) ?? '';
	return { id, name, sign_key, vendor_key: appId, ...commonFields(project, context) };
}

const STATUS: Readonly<Record<Behaviour['projectStatus'], (enabled: boolean) => unknown>> = {
	number: (enabled) => (enabled ? 1 : 0),
	null: () => null,
	word: () => 'normal',
};

function commonFields({ recordingServer, enabled, createdAt }: SandboxProject, { state }: SandboxContext) {
	return {
		recording_server: recordingServer,
		status: STATUS[state.behaviour.projectStatus](enabled),
		created: Math.floor(createdAt / 1000),
	};
}

function dayParameter(query: URLSearchParams, name: string): string {
	const day = query.get(name) ?? '';
	if (startOfDay(day) === undefined) {
		throw invalidParameter(name);
	}
	return day;
}

/** The range ends on the same day one year later at the latest (docs/agora-api.md, Usage). */
function checkRange(from: string, to: string): void {
	if (to < from) {
		throw invalidParameter('to_date');
	}
	const yearLater = `${String(Number(from.slice(0, 4)) + 1).padStart(4, '0')}${from.slice(4)}`;
	if (to > yearLater) {
		throw refusal(400, 'The date range must be within one year.');
	}
}

function usageMeta(business: UsageBusiness) {
	return Object.fromEntries(
		COLUMNS_OF[business].map(({ key, en, cn }) => [key, { en, ...(cn && { cn }), unit: 'second' }]),
	);
}
