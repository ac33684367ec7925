import * as vscode from 'vscode';
import type { FieldIssue } from '../agora/errors';
import { CHANNEL_MARKS } from '../agora/fields';
import type { Region } from '../agora/mediaPull/player';
import { channelUserText } from '../agora/session';
import { durationText, listText, numberFormat } from '../ui/text';
import { playerLabel, playerWithUser, type UserInChannel } from './playerNames';
import type { ShownPlayer } from './store/playerConditions';

/** Why a player is shown as perhaps paused, and what to do. */
export function perhapsPausedText(): string {
	return vscode.l10n.t(
		'Agora’s response to Pause or Resume was lost, and Agora does not report whether a player is paused. Pause or resume it again to be sure. It is billed either way.',
	);
}

/** What is wrong with a field of a cloud player, for the user who typed it. */
export function fieldText({ field, rule, detail }: FieldIssue): string {
	switch (`${field} ${rule}`) {
		case 'streamUrl format':
			return vscode.l10n.t('An address begins with rtmp://, https:// or http://.');
		case 'streamUrl tooLong':
			return vscode.l10n.t('At most {0} bytes in UTF-8.', 1024);
		case 'channelName tooLong':
		case 'name tooLong':
			return vscode.l10n.t('At most {0} bytes in UTF-8.', 64);
		case 'account tooLong':
			return vscode.l10n.t('At most {0} bytes in UTF-8.', 255);
		case 'channelName characters':
		case 'account characters':
			return vscode.l10n.t('Only letters, digits, spaces and {0}', CHANNEL_MARKS);
		case 'name characters':
			return vscode.l10n.t('Only letters, digits, - and _.');
		case 'uid required':
			return vscode.l10n.t('Either uid or account is required.');
		case 'account exclusive':
			return vscode.l10n.t('Either uid or account, not both.');
		case 'playTs range':
			return vscode.l10n.t(
				'0 to start at once, or a Unix time in seconds, from a day ago to five minutes ahead.',
			);
		case 'encryptKdfSalt exclusive':
			return vscode.l10n.t('Allowed only with {0} and {1}.', 'aes-128-gcm2', 'aes-256-gcm2');
		case 'repeatTime format':
			return vscode.l10n.t('-1 to loop, or how many times to play: 1 or more.');
		case 'streamIp format':
			return vscode.l10n.t('An IPv4 address, such as {0}.', '203.0.113.7');
		case 'uid range':
			return vscode.l10n.t('A uid is a whole number from 0 to 4294967295.');
		default:
			return rule === 'required' ? vscode.l10n.t('A value is required.') : detail;
	}
}

/** A region in the user's language (Media Pull REST API, Create API, `region`). */
export function regionName(region: Region): string {
	switch (region) {
		case 'na':
			return vscode.l10n.t('North America');
		case 'eu':
			return vscode.l10n.t('Europe');
		case 'ap':
			return vscode.l10n.t('Asia Pacific');
		case 'cn':
			return vscode.l10n.t('Chinese Mainland');
	}
}

/** Warns of a player that is in the channel as this user already; undefined where none is known. */
export function takenUserText(players: readonly ShownPlayer[], wanted: UserInChannel): string | undefined {
	const player = playerWithUser(players, wanted);
	return (
		player &&
		vscode.l10n.t(
			'Cloud player “{0}” is already in this channel as user {1}. Two players with the same user cannot both play: choose another user.',
			playerLabel(player),
			channelUserText(wanted.user),
		)
	);
}

/** The estimated cost of a player until a moment. */
export interface CostEstimate {
	/** ISO 4217. */
	readonly currency: string;
	/** In `currency`, of the tiers that have a price; undefined where none has. */
	readonly amount: number | undefined;
	/** The tiers that were used and have no price. The amount does not include them. */
	readonly unpriced: readonly PriceTier[];
	/** Since its creation, paused or not. */
	readonly minutes: number;
	/** The part of `minutes` in which it waited for its start time, which is billed as audio. */
	readonly waitedMinutes: number;
	/** In pixels; undefined where it is not known. */
	readonly resolution: { readonly width: number; readonly height: number } | undefined;
}

type PriceTier = 'audio' | 'hd' | 'fullHd' | 'channel';

/**
 * Estimates the cost of a player between two times of day, in milliseconds since 1970.
 *
 * @param definition the `player` object of the definition it was created from, if that is known.
 */
export type EstimateCost = (
	times: { readonly createdAt: number; readonly until: number },
	definition: Readonly<Record<string, unknown>> | undefined,
) => CostEstimate;

/** The cost of several players; undefined if none is known, or if they have no common currency. */
export function totalCost(costs: readonly CostEstimate[]): CostEstimate | undefined {
	const [first] = costs;
	if (!first || costs.some(({ currency }) => currency !== first.currency)) {
		return undefined;
	}
	const priced = costs.flatMap(({ amount }) => amount ?? []);
	return {
		currency: first.currency,
		amount: priced.length === 0 ? undefined : sum(priced),
		unpriced: [...new Set(costs.flatMap(({ unpriced }) => unpriced))],
		minutes: sum(costs.map(({ minutes }) => minutes)),
		waitedMinutes: sum(costs.map(({ waitedMinutes }) => waitedMinutes)),
		resolution: undefined,
	};
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}

/** The amount in the user's locale, and what it does not include because no price is set for it. */
export function amountText({ currency, amount, unpriced }: CostEstimate): string {
	const tiers = listText(unpriced.map(tierText));
	if (amount === undefined) {
		return vscode.l10n.t('unknown, no price is set for {0}', tiers);
	}
	const text = numberFormat({ style: 'currency', currency }).format(amount);
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
export function basisText({ minutes, waitedMinutes, resolution, currency }: CostEstimate): string {
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
			currency,
		),
	];
	return lines.filter((line) => line !== '').join('\n');
}
