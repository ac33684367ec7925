import * as vscode from 'vscode';
import type { ProjectRef } from '../../agora/console/projects';
import { compareNames } from '../../platform/compareNames';
import { shownText } from '../../shared/usage/text';
import type { Subject } from '../../shared/usage/view';

/** A project as it may stand on a screen. */
export interface ShownProject {
	readonly id: string;
	readonly name: string;
}

/** Projects by name, those without a name by their id. */
export function shownProjects(projects: readonly ProjectRef[]): ShownProject[] {
	return projects
		.filter(({ id }) => id.length <= 200)
		.map(({ id, name }) => ({ id, name: shownText(name) || id }))
		.sort(compareNames);
}

/** What a panel is about: its project, under its present name if that is known, or all that are known. */
export function projectsOf({ project }: Subject, known: readonly ProjectRef[]): ShownProject[] {
	return shownProjects(project ? [known.find(({ id }) => id === project.id) ?? project] : known);
}

/** The title of a panel's tab. */
export function panelTitle({ project }: Subject, [only]: readonly ShownProject[]): string {
	return project
		? vscode.l10n.t('Usage: {0}', only?.name ?? project.name)
		: vscode.l10n.t('Usage: All Projects');
}
