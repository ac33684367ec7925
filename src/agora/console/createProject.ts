import type { AgoraClient } from '../client';
import type { FieldIssue } from '../errors';
import { invalidRequestError } from '../errors';
import type { CallControl } from '../operations';
import { type LookupResult, type LostWrite, matchesRequest, reconcile } from '../reconcile';
import type { Project } from './projects';
import { listProjects, type ProjectList, readCreatedProject } from './projects';

export interface NewProject {
	/** 1–255 characters, unique in the account. */
	readonly name: string;
	readonly enableCertificate: boolean;
}

/** A project is listed at once. The second look-up is for a server that was still creating it when the response was lost. */
const LOOKUP_WAITS_MS = [0, 3_000];

/**
 * Creates a project (Console REST API, Create a project). Projects cannot be deleted, and an account may have 20.
 *
 * @throws AgoraError `invalid` if the name is not valid or is taken, `quota` if the account has the maximum of projects,
 * `unknownOutcome` if the response was lost and the list of projects does not determine the outcome.
 */
export async function createProject(
	client: AgoraClient,
	project: NewProject,
	control?: CallControl,
): Promise<Project> {
	const issue = checkProjectName(project.name);
	if (issue) {
		throw invalidRequestError('createProject', [issue]);
	}
	const body = { name: project.name, enable_sign_key: project.enableCertificate };
	return reconcile(
		client,
		(send) =>
			send(
				{ operation: 'createProject', body, subject: { name: project.name } },
				readCreatedProject,
				control,
			),
		{
			waitsMs: LOOKUP_WAITS_MS,
			lookUp: async (lost, lookSignal) =>
				findCreatedProject(await listProjects(client, lookSignal), project.name, lost),
		},
		control,
	);
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

/**
 * Finds the project that a Create with a lost response may have created. Names are unique, so a project with the name is the one
 * created, or an older one, depending on its age. An item that could not be read, or without a name, may be the project.
 */
export function findCreatedProject(
	{ projects, rejected }: ProjectList,
	name: string,
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): LookupResult<Project> {
	const namesake = projects.find((project) => project.name === name);
	if (!namesake) {
		const mayBeHidden = rejected > 0 || projects.some((project) => project.name === project.id);
		return mayBeHidden ? 'unknown' : 'notDone';
	}
	switch (matchesRequest(lost, namesake.createdAt)) {
		case 'yes':
			return { done: namesake };
		case 'no':
			return 'notDone';
		case 'unclear':
			return 'unknown';
	}
}
