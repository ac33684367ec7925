import * as vscode from 'vscode';
import type { CostEstimate } from './estimate';

/** The amount in the user's locale. */
export function amountText({ amount, prices }: CostEstimate): string {
	return new Intl.NumberFormat(vscode.env.language, { style: 'currency', currency: prices.currency }).format(
		amount,
	);
}

/** What the estimate rests on. */
export function basisText({ minutes, waitedMinutes, resolution, prices }: CostEstimate): string {
	const number = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 0 });
	const lines = [
		vscode.l10n.t('{0} minutes since it was created, paused or not.', number.format(minutes)),
		resolution
			? vscode.l10n.t('Video of {0} × {1}, as its definition says.', resolution.width, resolution.height)
			: vscode.l10n.t('Its resolution is unknown; up to 1280 × 720 is assumed.'),
		waitedMinutes > 0
			? vscode.l10n.t('{0} of them spent waiting, which is billed as audio.', number.format(waitedMinutes))
			: '',
		vscode.l10n.t(
			'Prices in {0} are those of the setting agora.players.prices, or list prices. Your contract may differ.',
			prices.currency,
		),
	];
	return lines.filter((line) => line !== '').join('\n');
}
