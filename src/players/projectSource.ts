import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { compareNames } from '../platform/compareNames';
import type { Event } from '../platform/emitter';

/** What this room needs to know of the account's projects. */
export interface ProjectSource {
	readonly projects: readonly Project[];
	readonly onDidChange: Event<void>;
}

/** What this room needs to let the user choose a project. */
export interface ProjectChoice {
	/** Makes sure that the projects were read once. */
	ready(): Promise<void>;
	/** The project of a row the command was called on. */
	fromArgument(argument: unknown): Project | undefined;
	/** The projects that fit, the active one first. */
	items(fits: (project: Project) => boolean): (vscode.QuickPickItem & { value: Project })[];
}

/** An account may hold this many projects (api-facts §2): more is not watched, to stay inside the limits of List. */
const WATCHED_AT_MOST = 20;

/** The projects whose players are listed: those that can have any and whose App ID is known, by name. */
export function watchedProjects(source: ProjectSource): readonly Project[] {
	return source.projects
		.filter(({ enabled, appId }) => enabled !== false && appId !== '')
		.toSorted(compareNames)
		.slice(0, WATCHED_AT_MOST);
}
