import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { Disposable } from '../../common/disposable';
import { appendInert } from '../../ui/inertText';
import { absoluteTime, ageText, projectStatusText, unusualStatusText } from '../../ui/text';
import type { CertificateState } from '../projectFacts';
import type { Detail, DetailNode, ProjectFacts, ProjectNode } from './projectNodes';

/** For the menus. Where the certificate is not shown, they offer both enabling and disabling. */
const CERTIFICATE_CONTEXT: Readonly<Record<CertificateState, string>> = {
	enabled: 'certificate',
	notEnabled: 'noCertificate',
	notShown: 'unknownCertificate',
};

/** The item of a project. The tooltip is resolved separately, since there may be thousands of rows. */
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

/** For the menus: a project with an unknown status can be enabled and disabled. */
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

/** What one would open the project for. Never contains the certificate. */
export function projectTooltip({ facts }: ProjectNode): vscode.MarkdownString {
	const { project, certificate } = facts;
	const created = project.createdAt?.getTime();
	const { text, spoken } = certificateText(certificate);
	const lines: readonly (readonly [label: string, text: string | undefined])[] = [
		[vscode.l10n.t('App ID'), project.appId || vscode.l10n.t('unknown')],
		[vscode.l10n.t('App Certificate'), spoken ?? text],
		[vscode.l10n.t('Project ID'), project.id],
		[vscode.l10n.t('Status'), projectStatusText(project)],
		[vscode.l10n.t('Created'), created === undefined ? undefined : absoluteTime(created)],
		[vscode.l10n.t('Recording Server (legacy)'), project.recordingServer],
	];
	const tooltip = appendInert(new vscode.MarkdownString('**'), project.name).appendMarkdown('**\n\n');
	for (const [label, value = ''] of lines) {
		if (value !== '') {
			appendInert(tooltip, vscode.l10n.t('{0}: {1}', label, value)).appendMarkdown('  \n');
		}
	}
	return tooltip;
}

/** The texts of a detail row. They never contain the certificate. */
interface DetailText {
	readonly label: string;
	readonly text: string;
	readonly icon: string;
	/** Whether there is nothing to copy. */
	readonly absent?: boolean;
	/** Replaces the text in the tooltip and for screen readers. */
	readonly spoken?: string;
}

/** The item of a detail row. `now` is in milliseconds since 1970. */
export function detailItem(node: DetailNode, now: number): vscode.TreeItem {
	const { label, text, icon, absent, spoken } = DETAIL_TEXTS[node.detail](node.parent.facts, now);
	const item = new vscode.TreeItem(label);
	item.id = node.id;
	item.description = text;
	item.contextValue = `detail;${node.detail}${absent ? '' : ';readable'}`;
	item.iconPath = new vscode.ThemeIcon(icon);
	item.tooltip = vscode.l10n.t('{0}: {1}', label, spoken ?? text);
	item.accessibilityInformation = { label: item.tooltip };
	return item;
}

const DETAIL_TEXTS: Readonly<Record<Detail, (facts: ProjectFacts, now: number) => DetailText>> = {
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

function certificateText(state: CertificateState): Omit<DetailText, 'label'> {
	switch (state) {
		case 'enabled':
			return { text: '••••••••', icon: 'lock', spoken: vscode.l10n.t('enabled, not shown') };
		case 'notEnabled':
			return { text: vscode.l10n.t('not enabled'), icon: 'unlock', absent: true };
		case 'notShown':
			return { text: vscode.l10n.t('not shown by Agora'), icon: 'question', absent: true };
	}
}

const SCHEME = 'agora-disabled-project';

/** Marks the row of a disabled project. There is no such file. */
function disabledUri(projectId: string): vscode.Uri {
	return vscode.Uri.from({ scheme: SCHEME, path: `/${projectId}` });
}

/** Greys out the labels of disabled projects. A tree can color its labels only as VS Code colors files. */
export function decorateDisabled(): Disposable {
	return vscode.window.registerFileDecorationProvider({
		provideFileDecoration: ({ scheme }) =>
			scheme === SCHEME ? { color: new vscode.ThemeColor('list.deemphasizedForeground') } : undefined,
	});
}
