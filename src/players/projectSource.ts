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
	/** The project of the workspace or the one that the user chose. */
	readonly active: Project | undefined;
	/** Reads the projects unless they are loaded. */
	ensureProjects(): Promise<void>;
	/** The project of the row that the command was called on. */
	fromArgument(argument: unknown): Project | undefined;
	/** The projects that fit, the active one first. */
	items(fits: (project: Project) => boolean): (vscode.QuickPickItem & { value: Project })[];
}

/** Made once for each list of projects: an account may have thousands, and they are asked for with every change. */
const watchedOf = new WeakMap<readonly Project[], readonly Project[]>();
const byAppId = new WeakMap<readonly Project[], ReadonlyMap<string, Project>>();

/** The projects whose players are read: those that can have any and whose App ID is known, by name. */
export function watchedProjects({ projects }: ProjectSource): readonly Project[] {
	const known = watchedOf.get(projects);
	if (known) {
		return known;
	}
	const watched = projects
		.filter(({ enabled, appId }) => enabled !== false && appId !== '')
		.toSorted(compareNames);
	watchedOf.set(projects, watched);
	return watched;
}

/** Undefined for a project that the account does not, or no longer, list. */
export function projectWith(
	{ projects }: Pick<ProjectSource, 'projects'>,
	appId: string,
): Project | undefined {
	let index = byAppId.get(projects);
	if (!index) {
		index = new Map(projects.map((project) => [project.appId, project]));
		byAppId.set(projects, index);
	}
	return index.get(appId);
}

/**
 * The projects of these App IDs, by name. One that the account no longer lists is there too, under its App ID: its players
 * may live on.
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
