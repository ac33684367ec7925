import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { unusualStatusText } from '../../ui/projectStatus';
import type { CertificateState } from '../told';
import { disabledUri } from './disabledDecoration';
import type { ProjectFacts, ProjectNode } from './projectNode';

/** What the menus ask for. Where it is not shown, both enabling and disabling are offered. */
const CERTIFICATE_CONTEXT: Readonly<Record<CertificateState, string>> = {
	enabled: 'certificate',
	notEnabled: 'noCertificate',
	notShown: 'unknownCertificate',
};

/** Draws the row of a project. Its tooltip waits until it is asked for: there may be thousands of rows. */
export function projectItem(node: ProjectNode): vscode.TreeItem {
	const { project, changing, active, pinned, certificate } = node.facts;
	const item = new vscode.TreeItem(project.name, vscode.TreeItemCollapsibleState.Collapsed);
	const marks = [
		changing ? vscode.l10n.t('changing…') : '',
		active ? vscode.l10n.t('active') : '',
		pinned ? vscode.l10n.t('pinned') : '',
		unusualStatusText(project),
		certificate === 'notEnabled' ? vscode.l10n.t('no certificate') : '',
	].filter((mark) => mark !== '');
	item.id = node.id;
	item.description = marks.join(' · ');
	item.contextValue = [
		'project',
		statusWord(project),
		CERTIFICATE_CONTEXT[certificate],
		active ? 'active' : 'inactive',
		pinned ? 'pinned' : 'unpinned',
	].join(';');
	item.iconPath = iconOf(node.facts);
	if (project.enabled === false) {
		item.resourceUri = disabledUri(project.id);
	}
	item.accessibilityInformation = {
		label: [vscode.l10n.t('Project {0}', project.name), ...marks].join(', '),
	};
	return item;
}

/** For the conditions of menus: a project whose status is unknown can be enabled and disabled. */
function statusWord({ enabled }: Project): string {
	if (enabled === undefined) {
		return 'unknown';
	}
	return enabled ? 'enabled' : 'disabled';
}

function iconOf({ project, changing, active, pinned }: ProjectFacts): vscode.ThemeIcon {
	if (changing) {
		return new vscode.ThemeIcon('loading~spin');
	}
	if (project.enabled === false) {
		return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.deemphasizedForeground'));
	}
	if (active) {
		return new vscode.ThemeIcon('star-full');
	}
	return new vscode.ThemeIcon(pinned ? 'pinned' : 'project');
}
