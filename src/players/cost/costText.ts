import * as vscode from 'vscode';
import { numberFormat } from '../../ui/formats';
import { listText } from '../../ui/joinText';
import { durationText } from '../../ui/time';
import type { CostEstimate } from './estimate';
import type { PriceTier } from './prices';

/** The amount in the user's locale, and what it does not include because no price is set for it. */
export function amountText({ amount, unpriced, prices }: CostEstimate): string {
	const tiers = listText(unpriced.map(tierText));
	if (amount === undefined) {
		return vscode.l10n.t('unknown, no price is set for {0}', tiers);
	}
	const text = numberFormat({ style: 'currency', currency: prices.currency }).format(amount);
	return unpriced.length === 0
		? vscode.l10n.t('about {0}, estimate', text)
		: vscode.l10n.t('about {0} without {1}, estimate', text, tiers);
}

function tierText(tier: PriceTier): string {
	switch (tier) {
		case 'audio':
			return vscode.l10n.t('audio');
		case 'hd':
			return vscode.l10n.t('video up to 1280 × 720');
		case 'fullHd':
			return vscode.l10n.t('video up to 1920 × 1080');
		case 'channel':
			return vscode.l10n.t('the channel');
	}
}

/** What the estimate rests on. */
export function basisText({ minutes, waitedMinutes, resolution, prices }: CostEstimate): string {
	const lines = [
		vscode.l10n.t('{0} since it was created, paused or not.', durationText(minutes, 'minute')),
		resolution
			? vscode.l10n.t('Video of {0} × {1}, as its definition says.', resolution.width, resolution.height)
			: vscode.l10n.t('Its resolution is unknown; up to 1280 × 720 is assumed.'),
		waitedMinutes > 0
			? vscode.l10n.t('Time spent waiting, billed as audio: {0}.', durationText(waitedMinutes, 'minute'))
			: '',
		vscode.l10n.t(
			'Prices in {0} are those of the setting agora.players.prices, or list prices. Your contract may differ.',
			prices.currency,
		),
	];
	return lines.filter((line) => line !== '').join('\n');
}
