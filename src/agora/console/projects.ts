import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { AgoraError } from '../errors';
import { type CallControl, operationOf } from '../operations';
import { type AnyObject, anyObject, isObject, isUnreadable, readLabel, readText, readTime } from '../parsing';
import { logUnreadableItems, type UnreadableItems } from '../requestLog';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';

/** A project. The API calls its App ID `vendor_key` and its primary App Certificate `sign_key`. */
export interface Project {
	/** The short id of the Console API; not the App ID. */
	readonly id: string;
	/** The id if a list contains no name. */
	readonly name: string;
	/** Empty if a list contains none; such a project can only be used in the Agora Console. */
	readonly appId: string;
	/** A secret. Undefined if none is enabled, and always for accounts of the Chinese mainland (docs/agora-api.md, Credentials and IDs). */
	readonly appCertificate: string | undefined;
	/** Undefined if the response contains an undocumented status. */
	readonly enabled: boolean | undefined;
	readonly createdAt: Date | undefined;
	/** Only used by On-Premise Recording SDK v1.9.0 and earlier. */
	readonly recordingServer: string | undefined;
}

/** One project in every observed spelling (docs/agora-api.md, Console API). It must have an id and an App ID. */
export const projectSchema = v.pipe(
	anyObject,
	v.transform(readProject),
	v.check(({ id, appId }) => id !== '' && appId !== ''),
);

/** Reads the projects of a list. An item without an id is left out. */
export function readProjectItems(items: readonly unknown[]): UnreadableItems & { projects: Project[] } {
	const projects: Project[] = [];
	let partial = 0;
	for (const item of items) {
		const project = isObject(item) ? readProject(item) : undefined;
		if (isObject(item) && project?.id) {
			projects.push(project);
			partial += isPartial(item, project) ? 1 : 0;
		}
	}
	return { projects, partial, rejected: items.length - projects.length };
}

function readProject(item: AnyObject): Project {
	const id = readLabel(item.id) ?? '';
	return {
		id,
		name: readLabel(item.name) ?? id,
		appId: readText(item.vendor_key) ?? '',
		appCertificate: readText(item.sign_key),
		enabled: readStatus(item.status),
		createdAt: readTime(item.created),
		recordingServer: readText(item.recording_server),
	};
}

/** A project without a status is enabled. */
function readStatus(status: unknown): boolean | undefined {
	switch (status) {
		case undefined:
		case 1:
		case '1':
		case true:
			return true;
		case 0:
		case '0':
		case false:
			return false;
		default:
			return undefined;
	}
}

function isPartial(item: AnyObject, project: Project): boolean {
	return (
		readLabel(item.name) === undefined ||
		project.appId === '' ||
		isUnreadable(item.status, project.enabled) ||
		isUnreadable(item.sign_key, project.appCertificate) ||
		isUnreadable(item.created, project.createdAt) ||
		isUnreadable(item.recording_server, project.recordingServer)
	);
}

/** A project with the field of its App Certificate, which is null or empty if none is enabled. */
export const certificateSchema = v.object({ sign_key: v.nullable(v.string()) });

const anything = v.optional(v.unknown());

/**
 * The items, not yet validated, of a response with projects: `{project:{…}}`, `{project:[…]}` or `{projects:[…]}`, where null means
 * none.
 */
export const projectItemsSchema = v.pipe(
	v.object({ project: anything, projects: anything }),
	v.transform(({ project, projects }) => (projects === null ? [] : (projects ?? project))),
	v.check((items) => typeof items === 'object' && items !== null),
	v.transform((items): unknown[] => (Array.isArray(items) ? items : [items])),
);

/** The response of a write: the same, or `{success:true}` instead of the project, which is read as no items. */
export const changeResponseSchema = v.union([
	projectItemsSchema,
	v.pipe(
		v.object({ success: v.literal(true) }),
		v.transform((): unknown[] => []),
	),
]);

/** Reads a list of projects. An invalid item does not affect the others. */
export function readProjects(response: AgoraResponse): UnreadableItems & { projects: Project[] } {
	return readProjectItems(parseResponse(response, projectItemsSchema));
}

/** @throws AgoraError `notFound` if the response contains no project, `badResponse` if it contains no valid one. */
export function readOneProject(response: AgoraResponse, id: string): Project {
	const items = parseResponse(response, projectItemsSchema);
	if (items.length === 0) {
		const { operation, status } = response;
		const message = `${operationOf(operation).title}: the account has no such project.`;
		throw new AgoraError({ kind: 'notFound', operation, status, message });
	}
	return pick(response, items, id);
}

/** @throws AgoraError `badResponse` if the response contains no valid project. */
export function readCreatedProject(response: AgoraResponse): Project {
	return pick(response, parseResponse(response, projectItemsSchema));
}

/**
 * Whether the response contains the field of the App Certificate, which it never does on the Chinese mainland (docs/agora-api.md,
 * Credentials and IDs).
 */
export function hasCertificateField(response: AgoraResponse): boolean {
	return parseResponse(response, projectItemsSchema).some((item) => v.is(certificateSchema, item));
}

/** The project after a change; undefined if the response only confirms the change. */
export function readChangedProject(response: AgoraResponse, id: string): Project | undefined {
	if (response.text === '') {
		return undefined;
	}
	const items = parseResponse(response, changeResponseSchema);
	return items.length === 0 ? undefined : pick(response, items, id);
}

/** The project with this id, otherwise the first: the examples in the documents do not always repeat the requested id. */
function pick(response: AgoraResponse, items: readonly unknown[], id?: string): Project {
	const projects = projectsIn(items);
	const project = projects.find((candidate) => candidate.id === id) ?? projects[0];
	if (!project) {
		throw badResponseError(response, 'the response contains no valid project');
	}
	return project;
}

function projectsIn(items: readonly unknown[]): Project[] {
	return items.flatMap((item) => {
		const parsed = v.safeParse(projectSchema, item);
		return parsed.success ? [parsed.output] : [];
	});
}

/** The API reads a project by both its id and its name. */
export type ProjectRef = Pick<Project, 'id' | 'name'>;

export interface ProjectList {
	readonly projects: Project[];
	/** The number of items without an id, which are left out. */
	readonly rejected: number;
}

/** Reads all projects of the account (Console REST API, Get all projects). There is no paging. */
export function listProjects(client: AgoraClient, control?: CallControl): Promise<ProjectList> {
	return client.send(
		{ operation: 'listProjects' },
		(response) => {
			const { projects, ...losses } = readProjects(response);
			logUnreadableItems(client.log, ['listProjects', 'projects'], losses);
			return { projects, rejected: losses.rejected };
		},
		control,
	);
}

/**
 * Reads one project (Console REST API, Get a specified project).
 *
 * @throws AgoraError `notFound` also if Agora returns an empty list.
 */
export function getProject(client: AgoraClient, ref: ProjectRef, control?: CallControl): Promise<Project> {
	const query = { id: ref.id, name: ref.name };
	return client.send(
		{ operation: 'getProject', query },
		(response) => readOneProject(response, ref.id),
		control,
	);
}
