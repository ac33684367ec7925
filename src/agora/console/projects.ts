import type { AgoraClient } from '../client';
import type { CallControl } from '../operations';
import { logLosses } from '../requestLog';
import type { Project } from './projectSchema';
import { readOneProject, readProjects } from './projectSchema';

export type { Project } from './projectSchema';

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
			logLosses(client.log, ['listProjects', 'projects'], losses);
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
