import * as vscode from 'vscode';
import { disabledUri } from './disabledDecoration';
import type { ProjectFacts, ProjectNode } from './projectNode';

/** Draws the row of a project. Its tooltip waits until it is asked for: there may be thousands of rows. */
export function projectItem(node: ProjectNode): vscode.TreeItem {
	const { project, changing, active, pinned } = node.facts;
	const item = new vscode.TreeItem(project.name, vscode.TreeItemCollapsibleState.Collapsed);
	const marks = [
		changing ? vscode.l10n.t('changing…') : '',
		active ? vscode.l10n.t('active') : '',
		pinned ? vscode.l10n.t('pinned') : '',
		project.enabled ? '' : vscode.l10n.t('disabled'),
		project.appCertificate === undefined ? vscode.l10n.t('no certificate') : '',
	].filter((mark) => mark !== '');
	item.id = node.id;
	item.description = marks.join(' · ');
	item.contextValue = [
		'project',
		project.enabled ? 'enabled' : 'disabled',
		project.appCertificate === undefined ? 'noCertificate' : 'certificate',
		active ? 'active' : 'inactive',
		pinned ? 'pinned' : 'unpinned',
	].join(';');
	item.iconPath = iconOf(node.facts);
	if (!project.enabled) {
		item.resourceUri = disabledUri(project.id);
	}
	item.accessibilityInformation = {
		label: [vscode.l10n.t('Project {0}', project.name), ...marks].join(', '),
	};
	return item;
}

function iconOf({ project, changing, active, pinned }: ProjectFacts): vscode.ThemeIcon {
	if (changing) {
		return new vscode.ThemeIcon('loading~spin');
	}
	if (!project.enabled) {
		return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.deemphasizedForeground'));
	}
	if (active) {
		return new vscode.ThemeIcon('star-full');
	}
	return new vscode.ThemeIcon(pinned ? 'pinned' : 'project');
}
