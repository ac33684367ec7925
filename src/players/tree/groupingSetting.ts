import * as vscode from 'vscode';
import { stateOfCondition } from '../playerText';
import { GROUPINGS, type Group, type Grouping } from './grouping';

/** What a group is called on the screen. */
export function groupLabel(group: Group): string {
	switch (group.kind) {
		case 'project':
			return group.project.name;
		case 'channel':
			return group.channelName ?? vscode.l10n.t('unknown channel');
		case 'status':
			return stateOfCondition(group.condition, group.status).word;
	}
}

const SETTING = 'players.groupBy';

/** The setting `agora.players.groupBy`. */
export function grouping(): Grouping {
	const setting = vscode.workspace.getConfiguration('agora').get<string>(SETTING);
	return GROUPINGS.find((each) => each === setting) ?? 'project';
}

export function changesGrouping(event: vscode.ConfigurationChangeEvent): boolean {
	return event.affectsConfiguration(`agora.${SETTING}`);
}

export async function setGrouping(by: Grouping): Promise<void> {
	await vscode.workspace.getConfiguration('agora').update(SETTING, by, vscode.ConfigurationTarget.Global);
}
