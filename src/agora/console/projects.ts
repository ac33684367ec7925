import { isIPv4 } from 'node:net';
import type { FieldIssue } from '../fieldIssue';
import type { AgoraClient, AgoraRequest } from '../http/client';
import { isAgoraError } from '../http/error';
import { invalidRequest } from '../http/invalidRequest';
import { operationOf } from '../http/operations';
import { unknownOutcome } from '../http/unknownOutcome';
import { logLosses } from '../logLosses';
import { readChangedProject, readCreatedProject, readOneProject, readProjects } from './projectReply';
import type { Project } from './projectSchema';

export type { Project } from './projectSchema';

/** What every call about one project needs: the API reads a project by both. */
export type ProjectRef = Pick<Project, 'id' | 'name'>;

export interface ProjectList {
	readonly projects: Project[];
	/** How many items had no id and were left out. */
	readonly rejected: number;
}

export interface NewProject {
	/** 1–255 characters, and no other project's. */
	readonly name: string;
	readonly enableCertificate: boolean;
}

/** Every project of the account (Console REST API, Get all projects). There is no paging. */
export function listProjects(client: AgoraClient, signal?: AbortSignal): Promise<ProjectList> {
	return client.send(
		{ operation: 'listProjects' },
		(reply) => {
			const { projects, ...losses } = readProjects(reply);
			logLosses(client.log, ['listProjects', 'projects'], losses);
			return { projects, rejected: losses.rejected };
		},
		signal,
	);
}

/**
 * One project (Console REST API, Get a specified project).
 *
 * @throws AgoraError `notFound` also where Agora answers with an empty list.
 */
export function getProject(client: AgoraClient, ref: ProjectRef, signal?: AbortSignal): Promise<Project> {
	const query = { id: ref.id, name: ref.name };
	return client.send({ operation: 'getProject', query }, (reply) => readOneProject(reply, ref.id), signal);
}

/**
 * Creates a project (Console REST API, Create a project). It cannot be undone: an account may ever have 20.
 *
 * @throws AgoraError `invalid` when the name is not valid or taken, `quota` when the account has all its projects,
 * `unknownOutcome` when the answer was lost.
 */
export async function createProject(
	client: AgoraClient,
	project: NewProject,
	signal?: AbortSignal,
): Promise<Project> {
	const issue = checkProjectName(project.name);
	if (issue) {
		throw invalidRequest('createProject', [issue]);
	}
	const body = { name: project.name, enable_sign_key: project.enableCertificate };
	return client.send({ operation: 'createProject', body }, readCreatedProject, signal);
}

/** Enables or disables a project (Console REST API, Disable or enable a project). */
export function setProjectEnabled(
	client: AgoraClient,
	ref: ProjectRef,
	enabled: boolean,
	signal?: AbortSignal,
): Promise<Project> {
	const body = { id: ref.id, status: enabled ? 1 : 0 };
	return change(client, ref, { operation: 'setProjectEnabled', body }, signal);
}

/**
 * Sets where On-Premise Recording SDK v1.9.0 and earlier records to (Console REST API, Set the IP address of the recording
 * server): an IPv4 address, with a port or without.
 *
 * @throws AgoraError `invalid` for anything else.
 */
export async function setRecordingServer(
	client: AgoraClient,
	ref: ProjectRef,
	recordingServer: string,
	signal?: AbortSignal,
): Promise<Project> {
	const issue = checkRecordingServer(recordingServer);
	if (issue) {
		throw invalidRequest('setRecordingServer', [issue]);
	}
	const body = { id: ref.id, recording_server: recordingServer };
	return change(client, ref, { operation: 'setRecordingServer', body }, signal);
}

/** Enables or disables the primary App Certificate (Console REST API, Enable or disable the primary app certificate). */
export function setCertificateEnabled(
	client: AgoraClient,
	ref: ProjectRef,
	enabled: boolean,
	signal?: AbortSignal,
): Promise<Project> {
	return change(
		client,
		ref,
		{ operation: 'setCertificateEnabled', body: { id: ref.id, enable: enabled } },
		signal,
	);
}

/**
 * Replaces the primary App Certificate, or enables one where none was (Console REST API, Reset the primary app
 * certificate). Tokens signed with the old one stop working at once.
 *
 * @throws AgoraError `unknownOutcome` when the answer was lost, or the new certificate could not be read.
 */
export function resetCertificate(
	client: AgoraClient,
	ref: ProjectRef,
	signal?: AbortSignal,
): Promise<Project> {
	return change(client, ref, { operation: 'resetCertificate', body: { id: ref.id } }, signal);
}

/** A project's name is 1–255 characters long (Console REST API, Create a project). */
export function checkProjectName(name: string): FieldIssue | undefined {
	if (name.trim() === '') {
		return { field: 'name', rule: 'required', detail: 'the name must not be empty' };
	}
	if (name.length > 255) {
		return { field: 'name', rule: 'tooLong', detail: 'the name must not be longer than 255 characters' };
	}
	return undefined;
}

/** Sends a write about one project, and reads the project again where the answer leaves it out. */
async function change(
	client: AgoraClient,
	ref: ProjectRef,
	request: AgoraRequest,
	signal: AbortSignal | undefined,
): Promise<Project> {
	const changed = await client.send(request, (reply) => readChangedProject(reply, ref.id), signal);
	if (changed) {
		return changed;
	}
	try {
		return await getProject(client, ref, signal);
	} catch (error) {
		if (isAgoraError(error) && operationOf(request.operation).whenLost) {
			const { status, code } = error;
			throw unknownOutcome(request.operation, 'the project could not be read again', { status, code });
		}
		throw error;
	}
}

function checkRecordingServer(recordingServer: string): FieldIssue | undefined {
	const [, address = '', port = '1'] = /^([\d.]+)(?::(\d{1,5}))?$/.exec(recordingServer) ?? [];
	if (isIPv4(address) && Number(port) >= 1 && Number(port) <= 65_535) {
		return undefined;
	}
	const detail = 'the recording server must be an IPv4 address, with a port or without';
	return { field: 'recordingServer', rule: 'format', detail };
}
