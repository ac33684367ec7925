import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { projectStatusText } from '../../ui/projectStatus';
import { absoluteTime, ageText } from '../../ui/time';
import type { CertificateState } from '../told';
import type { Detail, DetailNode } from './detailNode';
import type { ProjectFacts } from './projectNode';

/** How a fact is shown. The certificate's value is never part of it. */
interface Drawing {
	readonly label: string;
	readonly text: string;
	readonly icon: string;
	/** Where there is nothing to copy. */
	readonly absent?: boolean;
	/** What the tooltip and a screen reader tell in place of the text. */
	readonly spoken?: string;
}

/** Draws the row of a fact. `now` is in milliseconds since 1970. */
export function detailItem(node: DetailNode, now: number): vscode.TreeItem {
	const { label, text, icon, absent, spoken } = DRAWINGS[node.detail](node.parent.facts, now);
	const item = new vscode.TreeItem(label);
	item.id = node.id;
	item.description = text;
	item.contextValue = `detail;${node.detail}${absent ? '' : ';readable'}`;
	item.iconPath = new vscode.ThemeIcon(icon);
	item.tooltip = vscode.l10n.t('{0}: {1}', label, spoken ?? text);
	item.accessibilityInformation = { label: item.tooltip };
	return item;
}

const DRAWINGS: Readonly<Record<Detail, (facts: ProjectFacts, now: number) => Drawing>> = {
	appId: ({ project: { appId } }) => ({
		label: vscode.l10n.t('App ID'),
		text: appId || vscode.l10n.t('unknown'),
		icon: 'key',
		absent: appId === '',
	}),
	certificate: ({ certificate }) => ({
		label: vscode.l10n.t('App Certificate'),
		...certificateText(certificate),
	}),
	projectId: ({ project: { id } }) => ({ label: vscode.l10n.t('Project ID'), text: id, icon: 'tag' }),
	status: ({ project }) => ({
		label: vscode.l10n.t('Status'),
		text: projectStatusText(project),
		icon: statusIcon(project),
		absent: project.enabled === undefined,
	}),
	created: ({ project: { createdAt } }, now) => {
		const created = createdAt?.getTime() ?? now;
		return {
			label: vscode.l10n.t('Created'),
			text: ageText(created, now),
			icon: 'calendar',
			spoken: absoluteTime(created),
		};
	},
	recordingServer: ({ project: { recordingServer } }) => ({
		label: vscode.l10n.t('Recording Server (legacy)'),
		text: recordingServer ?? '',
		icon: 'server',
	}),
};

function statusIcon({ enabled }: Project): string {
	if (enabled === undefined) {
		return 'question';
	}
	return enabled ? 'pass' : 'circle-slash';
}

function certificateText(state: CertificateState): Omit<Drawing, 'label'> {
	switch (state) {
		case 'enabled':
			return { text: '••••••••', icon: 'lock', spoken: vscode.l10n.t('enabled, not shown') };
		case 'notEnabled':
			return { text: vscode.l10n.t('not enabled'), icon: 'unlock', absent: true };
		case 'notShown':
			return { text: vscode.l10n.t('not shown by Agora'), icon: 'question', absent: true };
	}
}
