import * as vscode from 'vscode';
import { REGIONS, type Region } from '../../agora/mediaPull/region';

/** The region to take without asking, by the setting `agora.players.defaultRegion`. */
export function fixedRegion(): Region | undefined {
	const setting = vscode.workspace.getConfiguration('agora').get<string>('players.defaultRegion', 'ask');
	return REGIONS.find((region) => region === setting);
}
