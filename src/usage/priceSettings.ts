import * as vscode from 'vscode';
import {
	estimatePlayerCost,
	inOneCurrency,
	type PlayerCost,
	readPlayerPrices,
	readUsagePrices,
} from './prices';
import type { Prices } from './report/cost';

/** The prices of the setting `agora.usage.prices`. */
export function usagePrices(): Prices {
	return readUsagePrices(readSetting('usage.prices'));
}

/** `estimatePlayerCost` with the prices of the setting `agora.players.prices`. */
export function playerCost(
	times: Parameters<typeof estimatePlayerCost>[0],
	definition: Readonly<Record<string, unknown>> | undefined,
): PlayerCost {
	return estimatePlayerCost(times, definition, readPlayerPrices(readSetting('players.prices')));
}

function readSetting(name: 'players.prices' | 'usage.prices'): unknown {
	const settings = vscode.workspace.getConfiguration('agora');
	return inOneCurrency(settings.inspect(name), settings.get(name));
}
