import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { AgoraError } from '../errors';
import { type CallControl, operationOf } from '../operations';
import { type AnyObject, anyObject, isObject, isUnreadable, readLabel, readText, readTime } from '../parsing';
import { logUnreadableItems, type UnreadableItems } from '../requestLog';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';

/** A project as this code speaks of it: `vendor_key` is its App ID, `sign_key` its primary App Certificate. */
export interface Project {
	/** The short id of the Console API; not the App ID. */
	readonly id: string;
	/** The id where a list told of none. */
	readonly name: string;
	/** Empty where a list told of none: nothing can be done with such a project but in the Agora Console. */
	readonly appId: string;
	/** A secret. Undefined where none is enabled, and always for accounts of the Chinese mainland (docs/agora-api.md, Credentials and IDs). */
	readonly appCertificate: string | undefined;
	/** Undefined where Agora's reply does not say: then it may be either. */
	readonly enabled: boolean | undefined;
	readonly createdAt: Date | undefined;
	/** Legacy: matters to On-Premise Recording SDK v1.9.0 and earlier only. */
	readonly recordingServer: string | undefined;
}

/** The one project of a reply, in every spelling seen (docs/agora-api.md, Console API). It is of no use without its App ID. */
export const projectSchema = v.pipe(
	anyObject,
	v.transform(readProject),
	v.check(({ id, appId }) => id !== '' && appId !== ''),
);

/** The projects of a list. An item without an id is left out, since nothing could be done with it. */
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

/** A reply that leaves the status out describes a project that can be used; any other value must be a known one. */
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

/** A project in which it is told whether a certificate is enabled, and which. */
export const certificateSchema = v.object({ sign_key: v.nullable(v.string()) });

const anything = v.optional(v.unknown());

/**
 * The items of a reply that holds projects, not yet looked at: `{project:{…}}`, `{project:[…]}` or `{projects:[…]}`, where
 * null means none.
 */
export const projectItemsSchema = v.pipe(
	v.object({ project: anything, projects: anything }),
	v.transform(({ project, projects }) => (projects === null ? [] : (projects ?? project))),
	v.check((items) => typeof items === 'object' && items !== null),
	v.transform((items): unknown[] => (Array.isArray(items) ? items : [items])),
);

/** A write's reply: likewise, or `{success:true}` in place of the project, which reads as no items. */
export const changeResponseSchema = v.union([
	projectItemsSchema,
	v.pipe(
		v.object({ success: v.literal(true) }),
		v.transform((): unknown[] => []),
	),
]);

/** The projects of a list, one senseless item never losing the others. */
export function readProjects(reply: AgoraResponse): UnreadableItems & { projects: Project[] } {
	return readProjectItems(parseResponse(reply, projectItemsSchema));
}

/** @throws AgoraError `notFound` where there is no project in the reply, `badResponse` where there is none that makes sense. */
export function readOneProject(reply: AgoraResponse, id: string): Project {
	const items = parseResponse(reply, projectItemsSchema);
	if (items.length === 0) {
		const { operation, status } = reply;
		const message = `${operationOf(operation).title}: the account has no such project.`;
		throw new AgoraError({ kind: 'notFound', operation, status, message });
	}
	return pick(reply, items, id);
}

/** @throws AgoraError `badResponse` when the reply holds no project that makes sense. */
export function readCreatedProject(reply: AgoraResponse): Project {
	return pick(reply, parseResponse(reply, projectItemsSchema));
}

/**
 * Whether a reply with one project tells of its App Certificate, be it that none is enabled. Replies of the Chinese mainland
 * never do (docs/agora-api.md, Credentials and IDs).
 */
export function hasCertificateField(reply: AgoraResponse): boolean {
	return parseResponse(reply, projectItemsSchema).some((item) => v.is(certificateSchema, item));
}

/** The project after a change; undefined where the reply only says that it was made. */
export function readChangedProject(reply: AgoraResponse, id: string): Project | undefined {
	if (reply.text === '') {
		return undefined;
	}
	const items = parseResponse(reply, changeResponseSchema);
	return items.length === 0 ? undefined : pick(reply, items, id);
}

/** The project with this id, or else the first: the documents' own examples do not always repeat the id asked for. */
function pick(reply: AgoraResponse, items: readonly unknown[], id?: string): Project {
	const projects = projectsIn(items);
	const project = projects.find((candidate) => candidate.id === id) ?? projects[0];
	if (!project) {
		throw badResponseError(reply, 'the answer holds no project that makes sense');
	}
	return project;
}

function projectsIn(items: readonly unknown[]): Project[] {
	return items.flatMap((item) => {
		const parsed = v.safeParse(projectSchema, item);
		return parsed.success ? [parsed.output] : [];
	});
}

/** What every call about one project needs: the API reads a project by both. */
export type ProjectRef = Pick<Project, 'id' | 'name'>;

export interface ProjectList {
	readonly projects: Project[];
	/** How many items had no id and were left out. */
	readonly rejected: number;
}

/** Every project of the account (Console REST API, Get all projects). There is no paging. */
export function listProjects(client: AgoraClient, control?: CallControl): Promise<ProjectList> {
	return client.send(
		{ operation: 'listProjects' },
		(reply) => {
			const { projects, ...losses } = readProjects(reply);
			logUnreadableItems(client.log, ['listProjects', 'projects'], losses);
			return { projects, rejected: losses.rejected };
		},
		control,
	);
}

/**
 * One project (Console REST API, Get a specified project).
 *
 * @throws AgoraError `notFound` also where Agora answers with an empty list.
 */
export function getProject(client: AgoraClient, ref: ProjectRef, control?: CallControl): Promise<Project> {
	const query = { id: ref.id, name: ref.name };
	return client.send({ operation: 'getProject', query }, (reply) => readOneProject(reply, ref.id), control);
}
