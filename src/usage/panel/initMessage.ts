import * as vscode from 'vscode';
import type { InitMessage } from '../../shared/usage/messages';
import { dayOf } from '../../shared/usage/report/day';
import type { Subject } from '../../shared/usage/view';
import { readPriceSetting } from '../../ui/priceSetting';
import { pricesNotedOn, readPrices } from '../prices';
import type { ShownProject } from './shownProjects';
import { usageStrings } from './strings';

/** Everything that a panel is told but access and figures. `now` in milliseconds since 1970. */
export function initMessage(
	subject: Subject,
	projects: readonly ShownProject[],
	others: readonly ShownProject[],
	now: number,
): InitMessage {
	const own = vscode.workspace.getConfiguration('agora').inspect('usage.prices')?.globalValue !== undefined;
	return {
		type: 'init',
		locale: vscode.env.language.slice(0, 40),
		subject,
		projects,
		others,
		today: dayOf(now),
		prices: readPrices(readPriceSetting('usage.prices')),
		pricesNoted: own ? null : pricesNotedOn,
		strings: usageStrings(),
	};
}

/** Told when the setting that `initMessage` takes prices from has changed. */
export function onDidChangePrices(listener: () => void): vscode.Disposable {
	return vscode.workspace.onDidChangeConfiguration((change) => {
		if (change.affectsConfiguration('agora.usage.prices')) {
			listener();
		}
	});
}
