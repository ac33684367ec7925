import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { compareNames } from '../common/compareNames';
import type { Event } from '../common/emitter';

/** The projects of the account. */
export interface ProjectSource {
	/** Every change replaces the array. */
	readonly projects: readonly Project[];
	readonly onDidChange: Event<void>;
}

/** How a command finds the project to use. */
export interface ProjectChoice {
	/** The projects of the account. */
	readonly projects: readonly Project[];
	/** The project of the workspace or the one that the user chose. */
	readonly active: Project | undefined;
	/** Reads the projects unless they are loaded. */
	ensureProjects(): Promise<void>;
	/** The project of the row that the command was called on. */
	fromArgument(argument: unknown): Project | undefined;
	/** The projects that fit, the active one first. */
	items(fits: (project: Project) => boolean): (vscode.QuickPickItem & { value: Project })[];
}

/** Cached for each array of projects: an account may have thousands, and every change of a row needs them. */
const watchedByProjects = new WeakMap<readonly Project[], readonly Project[]>();
const indexByProjects = new WeakMap<readonly Project[], ReadonlyMap<string, Project>>();

/** The projects whose players are read, by name: those that are not disabled and have an App ID. */
export function watchedProjects({ projects }: ProjectSource): readonly Project[] {
	const cached = watchedByProjects.get(projects);
	if (cached) {
		return cached;
	}
	const watched = projects
		.filter(({ enabled, appId }) => enabled !== false && appId !== '')
		.toSorted(compareNames);
	watchedByProjects.set(projects, watched);
	return watched;
}

/** The project with an App ID; undefined if the account does not list it. */
export function projectWith(
	{ projects }: Pick<ProjectSource, 'projects'>,
	appId: string,
): Project | undefined {
	let index = indexByProjects.get(projects);
	if (!index) {
		index = new Map(projects.map((project) => [project.appId, project]));
		indexByProjects.set(projects, index);
	}
	return index.get(appId);
}

/**
 * The projects with these App IDs, by name. A project that the account no longer lists is included under its App ID, since its
 * players may still exist.
 */
export function projectsWith(
	source: Pick<ProjectSource, 'projects'>,
	appIds: Iterable<string>,
): readonly Project[] {
	return [...appIds].map((appId) => projectWith(source, appId) ?? unlisted(appId)).toSorted(compareNames);
}

function unlisted(appId: string): Project {
	const unknown = undefined;
	return {
		id: appId,
		name: appId,
		appId,
		appCertificate: unknown,
		enabled: unknown,
		createdAt: unknown,
		recordingServer: unknown,
	};
}
