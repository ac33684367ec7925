import * as vscode from 'vscode';
import type { ProjectRef } from '../../agora/console/projects';
import type { UsagePanels } from '../usagePanels';

/** What this room needs to find the project a command is for. */
export interface ProjectResolver {
	resolve(argument: unknown, title: string): Promise<ProjectRef | undefined>;
}

export async function showUsage(
	panels: UsagePanels,
	projects: ProjectResolver,
	argument: unknown,
): Promise<void> {
	const project = await projects.resolve(argument, vscode.l10n.t('Show Usage'));
	if (project) {
		panels.show({ id: project.id, name: project.name });
	}
}
