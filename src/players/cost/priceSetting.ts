import * as vscode from 'vscode';
import { type Prices, readPrices } from './prices';

/** The setting `agora.players.prices` as the user gave it: VS Code itself would fill in its defaults one by one. */
export function currentPrices(): Prices {
	const setting = vscode.workspace.getConfiguration('agora').inspect('players.prices')?.globalValue;
	return readPrices(setting ?? {});
}
