import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { Clock } from '../../platform/clock';
import { DetailNode } from './detailNode';

/** The row of a project. */
export class ProjectNode {
	readonly project: Project;
	private readonly active: boolean;
	private readonly changing: boolean;

	/** @param changing Whether `project` is how a change under way will make it, rather than how the server has it. */
	constructor(project: Project, active: boolean, changing: boolean) {
		this.project = project;
		this.active = active;
		this.changing = changing;
	}

	get id(): string {
		return `project:${this.project.id}`;
	}

	toTreeItem(): vscode.TreeItem {
		const { project, active } = this;
		const item = new vscode.TreeItem(project.name, vscode.TreeItemCollapsibleState.Collapsed);
		const marks = [
			this.changing ? vscode.l10n.t('changing…') : '',
			active ? vscode.l10n.t('active') : '',
			project.enabled ? '' : vscode.l10n.t('disabled'),
			project.appCertificate === undefined ? vscode.l10n.t('no certificate') : '',
		].filter((mark) => mark !== '');
		item.id = this.id;
		item.description = marks.join(' · ');
		item.contextValue = [
			'project',
			project.enabled ? 'enabled' : 'disabled',
			project.appCertificate === undefined ? 'noCertificate' : 'certificate',
			active ? 'active' : 'inactive',
		].join(';');
		item.iconPath = this.icon();
		item.tooltip = new vscode.MarkdownString()
			.appendMarkdown('**')
			.appendText(project.name)
			.appendMarkdown('**\n\n')
			.appendText(`${vscode.l10n.t('App ID')}: ${project.appId}\n`)
			.appendText(`${vscode.l10n.t('Project ID')}: ${project.id}`);
		item.accessibilityInformation = {
			label: [vscode.l10n.t('Project {0}', project.name), ...marks].join(', '),
		};
		return item;
	}

	private icon(): vscode.ThemeIcon {
		if (this.changing) {
			return new vscode.ThemeIcon('loading~spin');
		}
		return this.project.enabled
			? new vscode.ThemeIcon(this.active ? 'star-full' : 'project')
			: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
	}

	details(clock: Clock): DetailNode[] {
		return DetailNode.of(this, clock);
	}
}
