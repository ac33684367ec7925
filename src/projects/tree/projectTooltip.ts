import * as vscode from 'vscode';
import { absoluteTime } from '../../ui/time';
import type { ProjectNode } from './projectNode';

export function projectTooltip({ project }: ProjectNode): vscode.MarkdownString {
	const created = project.createdAt?.getTime();
	const lines = [
		`${vscode.l10n.t('App ID')}: ${project.appId || vscode.l10n.t('unknown')}`,
		`${vscode.l10n.t('Project ID')}: ${project.id}`,
		created === undefined ? '' : `${vscode.l10n.t('Created')}: ${absoluteTime(created)}`,
	];
	return new vscode.MarkdownString()
		.appendMarkdown('**')
		.appendText(project.name)
		.appendMarkdown('**\n\n')
		.appendText(lines.filter((line) => line !== '').join('\n'));
}
