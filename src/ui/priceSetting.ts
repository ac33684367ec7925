import * as vscode from 'vscode';
import { inOneCurrency } from './oneCurrency';

/** The value of a setting with prices, never in two currencies. Not validated. */
export function readPriceSetting(name: 'players.prices' | 'usage.prices'): unknown {
	const settings = vscode.workspace.getConfiguration('agora');
	return inOneCurrency(settings.inspect(name), settings.get(name));
}
