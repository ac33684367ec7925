import * as vscode from 'vscode';
import { GROUPINGS, type Grouping } from './rows/grouping';

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
