import * as vscode from 'vscode';
import { appendInert } from '../../ui/inertText';
import { absoluteTime } from '../../ui/time';
import type { ProjectNode } from './projectNode';

export function projectTooltip({ project }: ProjectNode): vscode.MarkdownString {
	const created = project.createdAt?.getTime();
	const lines = [
		`${vscode.l10n.t('App ID')}: ${project.appId || vscode.l10n.t('unknown')}`,
		`${vscode.l10n.t('Project ID')}: ${project.id}`,
		created === undefined ? '' : `${vscode.l10n.t('Created')}: ${absoluteTime(created)}`,
	];
	const tooltip = appendInert(new vscode.MarkdownString('**'), project.name).appendMarkdown('**\n\n');
	return appendInert(tooltip, lines.filter((line) => line !== '').join('\n'));
}
