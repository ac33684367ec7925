import * as vscode from 'vscode';
import type { ProjectRef } from '../../agora/console/projects';
import { showQuickPick } from '../../ui/dialogs';
import type { UsagePanels } from '../panel/usagePanels';

/** What this room needs to find the project a command is for. */
export interface ProjectChoice {
	/** The project of a row; undefined for anything else. */
	fromArgument(argument: unknown): ProjectRef | undefined;
	/** Makes sure that the projects were read once. */
	ready(): Promise<void>;
	/** All projects, the active one first. */
	items(fits: (project: ProjectRef) => boolean): (vscode.QuickPickItem & { value: ProjectRef })[];
}

/** Shows the usage of the row's project, or of one that the user picks, or of all. */
export async function showUsage(
	panels: UsagePanels,
	projects: ProjectChoice,
	argument: unknown,
): Promise<void> {
	const row = projects.fromArgument(argument);
	const choice = row ? { project: row } : await pick(projects);
	if (choice) {
		panels.show(choice.project);
	}
}

async function pick(projects: ProjectChoice): Promise<{ readonly project: ProjectRef | null } | undefined> {
	await projects.ready();
	const all = {
		label: vscode.l10n.t('All projects'),
		iconPath: new vscode.ThemeIcon('list-flat'),
		project: null,
	};
	const separator = {
		label: vscode.l10n.t('Projects'),
		kind: vscode.QuickPickItemKind.Separator,
		project: null,
	};
	const items = projects.items(() => true).map((item) => ({ ...item, project: item.value }));
	const picked: (vscode.QuickPickItem & { readonly project: ProjectRef | null }) | undefined =
		await showQuickPick([all, separator, ...items], {
			title: vscode.l10n.t('Show Usage'),
			placeHolder: vscode.l10n.t('Choose a project, or all'),
			matchOnDescription: true,
		});
	return picked && { project: picked.project };
}
