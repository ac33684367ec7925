import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { Known } from '../../platform/known';
import { errorText } from '../../ui/errorText';
import { absoluteTime, relativeTime } from '../../ui/time';

/** The row of a project with the players under it; marked after a failed reading. */
export class PlayerGroupNode {
	readonly project: Project;
	private readonly known: Known<unknown>;
	private readonly count: number;
	private readonly now: number;

	constructor(project: Project, known: Known<unknown>, count: number, now: number) {
		this.project = project;
		this.known = known;
		this.count = count;
		this.now = now;
	}

	get id(): string {
		return `players:${this.project.id}`;
	}

	toTreeItem(): vscode.TreeItem {
		const { known, project, count } = this;
		const item = new vscode.TreeItem(
			project.name,
			count > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
		);
		item.id = this.id;
		item.contextValue = 'playerGroup';
		item.iconPath = new vscode.ThemeIcon(known.error === undefined ? 'project' : 'warning');
		item.description = this.description();
		item.accessibilityInformation = { label: `${project.name}, ${item.description}` };
		item.tooltip = [
			project.name,
			known.error === undefined ? '' : errorText(known.error),
			known.readAt === undefined ? '' : vscode.l10n.t('Last read: {0}', absoluteTime(known.readAt)),
		]
			.filter((line) => line !== '')
			.join('\n');
		return item;
	}

	/** What of the project is known, and how old it is. Why it could not be read again is told above the tree. */
	private description(): string {
		const { known, count, now } = this;
		return known.readAt === undefined
			? vscode.l10n.t('could not be read')
			: vscode.l10n.t('{0}, read {1}', count, relativeTime(known.readAt, now));
	}
}
