import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import { channelUserText } from '../../agora/session';
import { errorText } from '../../ui/errorText';
import { readingFacts } from '../../ui/readingTexts';
import { durationText, elapsedText, sentences } from '../../ui/text';
import type { Times } from '../stateText';
import { playerState } from '../stateText';
import type { Condition, ShownPlayer } from '../store/playerConditions';
import type { KnownReasons } from './playerPresences';
import {
	GRACE_MS,
	type PlayerPresence,
	type PresenceKind,
	type PresenceOfPlayer,
	runsSince,
} from './presence';

/** A label and a few words, such as "In channel" and "since 10:32 as host". */
export interface PresenceFact {
	readonly label: string;
	readonly text: string;
	readonly icon: vscode.ThemeIcon;
}

/** What the row of a player says about its presence: only what is not as it should be, or new. */
export function presenceRowText({ kind, onRow }: PlayerPresence): string {
	if (!onRow) {
		return '';
	}
	switch (kind) {
		case 'in':
			return vscode.l10n.t('in its channel');
		case 'communication':
			return vscode.l10n.t('communication profile');
		default:
			return vscode.l10n.t('not in its channel');
	}
}

/** The age from which on details show when they were read, in milliseconds: until then they are read again. */
const OVERDUE_MS = 90_000;

export function presenceFact(of: PresenceOfPlayer): PresenceFact {
	const { presence, times } = of;
	const { kind, readAt: loadedAt, error } = presence;
	const reading = { value: undefined, loadedAt, error, loading: false };
	const texts = [factText(of), ...readingFacts(reading, times.now, OVERDUE_MS)];
	return {
		label: factLabel(kind),
		text: texts.filter((text) => text !== '').join(' · '),
		icon: ICONS[kind],
	};
}

const ATTENTION = new vscode.ThemeColor('list.warningForeground');

const ICONS: Readonly<Record<PresenceKind, vscode.ThemeIcon>> = {
	unread: new vscode.ThemeIcon('loading~spin'),
	unreadable: new vscode.ThemeIcon('question'),
	in: new vscode.ThemeIcon('pass'),
	otherUser: new vscode.ThemeIcon('warning', ATTENTION),
	notSeenYet: new vscode.ThemeIcon('history'),
	notPlaying: new vscode.ThemeIcon('circle-slash'),
	missing: new vscode.ThemeIcon('circle-slash', ATTENTION),
	communication: new vscode.ThemeIcon('warning', ATTENTION),
	unclear: new vscode.ThemeIcon('question'),
};

function factLabel(kind: PresenceKind): string {
	switch (kind) {
		case 'missing':
		case 'notPlaying':
			return vscode.l10n.t('Not in the channel');
		case 'communication':
			return vscode.l10n.t('Communication profile');
		default:
			return vscode.l10n.t('In channel');
	}
}

function factText({ shown, presence, times }: PresenceOfPlayer): string {
	switch (presence.kind) {
		case 'unread':
			return vscode.l10n.t('checking…');
		case 'unreadable':
			return '';
		case 'in':
			return joinText(presence, times);
		case 'otherUser':
			return vscode.l10n.t('{0}, perhaps another user', joinText(presence, times));
		case 'notSeenYet':
			return presence.wasSeen ? vscode.l10n.t('not seen at the moment') : vscode.l10n.t('not seen yet');
		case 'notPlaying':
			return notPlayingText(shown);
		case 'missing':
			return vscode.l10n.t('although it is running');
		case 'communication':
			return vscode.l10n.t('players need live broadcasting');
		case 'unclear':
			return vscode.l10n.t('unknown: Agora lists no accounts');
	}
}

function joinText({ joinedAt, role }: PlayerPresence, { serverNow }: Times): string {
	if (joinedAt === undefined) {
		return role === 'audience' ? vscode.l10n.t('as audience') : vscode.l10n.t('as host');
	}
	const time = momentText(joinedAt.getTime(), serverNow);
	switch (role) {
		case 'host':
			return vscode.l10n.t('since {0} as host', time);
		case 'audience':
			return vscode.l10n.t('since {0} as audience', time);
		default:
			return vscode.l10n.t('since {0}', time);
	}
}

function notPlayingText(shown: ShownPlayer): string {
	const NOT_STARTED: readonly Condition[] = ['justCreated', 'connecting', 'stuck'];
	if (NOT_STARTED.includes(shown.condition)) {
		return vscode.l10n.t('it is not running yet');
	}
	return shown.condition === 'failed'
		? vscode.l10n.t('its source failed')
		: vscode.l10n.t('its state: {0}', playerState(shown).word);
}

/** Why a player may not be in its channel, and what to do: the likely reasons first; empty if it is there. */
export function presenceReasons(
	{ shown, presence, times }: PresenceOfPlayer,
	{ ban, sameUser }: KnownReasons,
): string[] {
	const { uid, account } = shown.player;
	const user = channelUserText(uid === undefined ? { account: account ?? '' } : { uid });
	switch (presence.kind) {
		case 'unread':
		case 'in':
			return [];
		case 'unreadable':
			return [unreadableText(presence.error)];
		case 'otherUser':
			return [
				presence.role === 'audience'
					? vscode.l10n.t('User {0} is in the channel as audience, and a cloud player is a host.', user)
					: vscode.l10n.t('User {0} joined the channel before this cloud player was created.', user),
				otherUserText(user, sameUser),
			];
		case 'notSeenYet':
			if (presence.wasSeen) {
				return [
					vscode.l10n.t(
						'It was in the channel, and the last reading did not contain it. Agora’s lists lag by minutes, so it is read again before it counts as missing.',
					),
				];
			}
			return [
				vscode.l10n.t(
					'Agora’s lists lag by minutes. A cloud player that is not in them {0} after it began to run counts as missing.',
					durationText(GRACE_MS / 60_000, 'minute'),
				),
			];
		case 'notPlaying':
			return [notPlayingReason(shown)];
		case 'missing':
			return ban
				? [banText(ban, times)]
				: [
						vscode.l10n.t('It was kicked, or a ban keeps it out: see Bans in the Channels view.'),
						vscode.l10n.t(
							'Its token has expired, or is for another channel or user: restart it with a new token.',
						),
						otherUserText(user, sameUser),
						lagText(shown, times),
					];
		case 'communication':
			return [
				vscode.l10n.t(
					'The channel uses the communication profile, but cloud players need live broadcasting: set that profile in all clients of the channel, or choose another channel.',
				),
			];
		case 'unclear':
			return [
				vscode.l10n.t(
					'Agora lists the users of this channel by uid only, so the account of this cloud player cannot be found there.',
				),
			];
	}
}

/** Why the channel could not be read, and what to do. */
function unreadableText(error: unknown): string {
	return isAgoraError(error, 'forbidden')
		? sentences(errorText(error), vscode.l10n.t('Refresh the cloud players to ask again.'))
		: errorText(error);
}

function notPlayingReason(shown: ShownPlayer): string {
	switch (shown.condition) {
		case 'failed':
		case 'stuck':
			return vscode.l10n.t(
				'A cloud player joins its channel when it begins to play, and the source of this one cannot be played.',
			);
		case 'moving':
		case 'recovering':
			return vscode.l10n.t('Agora may be moving it to another server. It joins the channel again then.');
		default:
			return vscode.l10n.t('A cloud player joins its channel when it begins to play.');
	}
}

function banText(ban: NonNullable<KnownReasons['ban']>, { serverNow }: Times): string {
	return ban.expiresAt === undefined
		? vscode.l10n.t('A ban keeps it out: lift it in the Channels view.')
		: vscode.l10n.t(
				'A ban keeps it out until {0}: lift it in the Channels view.',
				momentText(ban.expiresAt.getTime(), serverNow),
			);
}

function otherUserText(user: string, sameUser: string | undefined): string {
	return sameUser === undefined
		? vscode.l10n.t(
				'Somebody else joined as user {0}, which puts the cloud player offline: every user of a channel needs a uid or account of its own.',
				user,
			)
		: vscode.l10n.t(
				'Cloud player “{0}” uses the same user {1}, and the later join puts the earlier one offline: restart one of them with another uid or account.',
				sameUser,
				user,
			);
}

function lagText(shown: ShownPlayer, times: Times): string {
	return vscode.l10n.t(
		'Agora’s lists lag by minutes, and it has been running for {0}.',
		elapsedText(times.now - runsSince(shown, times)),
	);
}

/**
 * A short time in the time zone of this machine, such as "10:32"; with its date where it is not on the same day as `now`.
 *
 * @param time and `now` are in milliseconds since 1970.
 */
function momentText(time: number, now: number): string {
	const isToday = new Date(time).toDateString() === new Date(now).toDateString();
	return momentFormat(isToday).format(time);
}

/** Creating a format takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function momentFormat(isToday: boolean): Intl.DateTimeFormat {
	const { language } = vscode.env;
	// The time zone of the machine may change while VS Code runs.
	const key = `${language} ${new Date().getTimezoneOffset()} ${isToday}`;
	const existing = formats.get(key);
	if (existing) {
		return existing;
	}
	const date = isToday ? {} : ({ dateStyle: 'medium' } as const);
	const format = new Intl.DateTimeFormat(language, { ...date, timeStyle: 'short' });
	formats.set(key, format);
	return format;
}
