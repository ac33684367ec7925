import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';

/** Whether a project is enabled, in a word. */
export function projectStatusText({ enabled }: Pick<Project, 'enabled'>): string {
	if (enabled === undefined) {
		return vscode.l10n.t('unknown');
	}
	return enabled ? vscode.l10n.t('enabled') : vscode.l10n.t('disabled');
}

/** What a list of projects says of their status: nothing where a project is enabled, as projects usually are. */
export function unusualStatusText({ enabled }: Pick<Project, 'enabled'>): string {
	if (enabled === undefined) {
		return vscode.l10n.t('status unknown');
	}
	return enabled ? '' : vscode.l10n.t('disabled');
}
