import type { AgoraClient } from '../client';
import type { FieldIssue } from '../errors';
import { invalidRequestError } from '../errors';
import type { CallControl } from '../operations';
import { type LookupResult, type LostWrite, matchesRequest, reconcile } from '../reconcile';
import type { Project } from './projects';
import { listProjects, type ProjectList, readCreatedProject } from './projects';

export interface NewProject {
	/** 1–255 characters, and no other project's. */
	readonly name: string;
	readonly enableCertificate: boolean;
}

/** A project is listed at once; the second look is for a server that was still at work when its answer was lost. */
const WAITS = [0, 3_000];

/**
 * Creates a project (Console REST API, Create a project). It cannot be undone: an account may ever have 20.
 *
 * @throws AgoraError `invalid` when the name is not valid or taken, `quota` when the account has all its projects,
 * `unknownOutcome` when the answer was lost and the list of projects does not settle it.
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
			waitsMs: WAITS,
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
 * No two projects share a name, so the one that has it is either the one created, or stood in its way. Which of the two, only
 * its age can tell; an item that made no sense, or whose name is not told and reads as its id, may be it.
 */
export function findCreatedProject(
	{ projects, rejected }: ProjectList,
	name: string,
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): LookupResult<Project> {
	const namesake = projects.find((project) => project.name === name);
	if (!namesake) {
		const mayBeHidden = rejected > 0 || projects.some(({ id, name: told }) => told === id);
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
