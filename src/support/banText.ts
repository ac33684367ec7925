import * as vscode from 'vscode';
import { formatDuration } from '../common/formatDuration';
import { countText } from '../ui/text';
import type { HistoryEntry } from './history';

type Ban = NonNullable<HistoryEntry['ban']>;
/** A write of the history that creates, changes or lifts a ban. */
export type BanWrite = HistoryEntry & { readonly ban: Ban };

export function isBanWrite(entry: HistoryEntry): entry is BanWrite {
	return entry.ban !== undefined;
}

/**
 * What writes of one kind do, as done ("Kicked uid 7 out of class32") or to be done ("Kick uid 7 out of class32"). Several are
 * counted.
 *
 * @param first one of the writes, whose duration and privileges are also those of the others
 * @param done how many of them were done; 0 describes them as to be done
 */
export function banText(first: BanWrite, all: readonly BanWrite[], done: number): string {
	const { operation, ban } = first;
	const say = (past: string, future: string) => (done > 0 ? past : future);
	const only = all.length === 1;
	switch (operation) {
		case 'createBan':
			return ban.uid === undefined && ban.ip === undefined && !forbiddenMedia(ban)
				? closedText(only ? targetText(ban) : countedChannels(all.length, done), ban, say)
				: bannedText(only ? whoText(ban) : countedUsers(all.length, done), ban, placeOf(all), say);
		case 'changeBan': {
			const what = only ? targetText(ban) : countedBans(all.length, done);
			const duration = durationText(ban);
			return only
				? say(
						vscode.l10n.t('Changed the ban of {0} to {1}', what, duration),
						vscode.l10n.t('Change the ban of {0} to {1}', what, duration),
					)
				: say(
						vscode.l10n.t('Changed {0} to {1}', what, duration),
						vscode.l10n.t('Change {0} to {1}', what, duration),
					);
		}
		default: {
			const what = only ? targetText(ban) : countedBans(all.length, done);
			return only
				? say(vscode.l10n.t('Lifted the ban of {0}', what), vscode.l10n.t('Lift the ban of {0}', what))
				: say(vscode.l10n.t('Lifted {0}', what), vscode.l10n.t('Lift {0}', what));
		}
	}
}

type Say = (past: string, future: string) => string;

/** A rule about everybody in a channel. */
function closedText(what: string, ban: Ban, say: Say): string {
	if (ban.seconds === 0) {
		return say(vscode.l10n.t('Disbanded {0}', what), vscode.l10n.t('Disband {0}', what));
	}
	const duration = durationText(ban);
	return say(
		vscode.l10n.t('Closed {0} for {1}', what, duration),
		vscode.l10n.t('Close {0} for {1}', what, duration),
	);
}

/** @param place undefined for several channels */
function bannedText(who: string, ban: Ban, place: string | undefined, say: Say): string {
	const duration = durationText(ban);
	const media = forbiddenMedia(ban);
	if (media !== undefined) {
		return place === undefined
			? say(
					vscode.l10n.t('Banned {0} from sending {1} for {2}', who, media, duration),
					vscode.l10n.t('Ban {0} from sending {1} for {2}', who, media, duration),
				)
			: say(
					vscode.l10n.t('Banned {0} from sending {1} in {2} for {3}', who, media, place, duration),
					vscode.l10n.t('Ban {0} from sending {1} in {2} for {3}', who, media, place, duration),
				);
	}
	if (ban.seconds === 0) {
		return place === undefined
			? say(vscode.l10n.t('Kicked {0}', who), vscode.l10n.t('Kick {0}', who))
			: say(
					vscode.l10n.t('Kicked {0} out of {1}', who, place),
					vscode.l10n.t('Kick {0} out of {1}', who, place),
				);
	}
	return place === undefined
		? say(vscode.l10n.t('Banned {0} for {1}', who, duration), vscode.l10n.t('Ban {0} for {1}', who, duration))
		: say(
				vscode.l10n.t('Banned {0} from {1} for {2}', who, place, duration),
				vscode.l10n.t('Ban {0} from {1} for {2}', who, place, duration),
			);
}

function whoText({ uid, ip }: Ban): string {
	if (uid !== undefined) {
		return vscode.l10n.t('uid {0}', String(uid));
	}
	return ip === undefined ? vscode.l10n.t('everybody') : vscode.l10n.t('users behind {0}', ip);
}

/** The target of one rule: "uid 7 in class32"; the id of a rule whose target is not known. */
function targetText(ban: Ban): string {
	const { id, uid, channelName, ip } = ban;
	if (uid !== undefined && channelName !== undefined) {
		return vscode.l10n.t('{0} in {1}', whoText(ban), channelName);
	}
	if (uid !== undefined || ip !== undefined) {
		return whoText(ban);
	}
	return channelName ?? vscode.l10n.t('rule {0}', String(id));
}

/** Where the users are banned; undefined for several channels. */
function placeOf(writes: readonly BanWrite[]): string | undefined {
	const places = new Set(writes.map(({ ban }) => ban.channelName));
	const [place] = places;
	return places.size > 1 ? undefined : (place ?? vscode.l10n.t('every channel'));
}

/** What a ban forbids to send; undefined if it forbids to join. */
function forbiddenMedia({ privileges = [] }: Ban): string | undefined {
	const [isAudio, isVideo] = ['publish_audio', 'publish_video'].map((each) => privileges.includes(each));
	if (privileges.includes('join_channel') || !(isAudio || isVideo)) {
		return undefined;
	}
	if (isAudio && isVideo) {
		return vscode.l10n.t('audio and video');
	}
	return isAudio ? vscode.l10n.t('audio') : vscode.l10n.t('video');
}

function durationText({ seconds = 0 }: Ban): string {
	return formatDuration(seconds, vscode.env.language);
}

function countedUsers(all: number, done: number): string {
	return isPart(all, done)
		? vscode.l10n.t('{0} of {1} users', countText(done), countText(all))
		: vscode.l10n.t('{0} users', countText(all));
}

function countedChannels(all: number, done: number): string {
	return isPart(all, done)
		? vscode.l10n.t('{0} of {1} channels', countText(done), countText(all))
		: vscode.l10n.t('{0} channels', countText(all));
}

function countedBans(all: number, done: number): string {
	return isPart(all, done)
		? vscode.l10n.t('{0} of {1} bans', countText(done), countText(all))
		: vscode.l10n.t('{0} bans', countText(all));
}

function isPart(all: number, done: number): boolean {
	return done > 0 && done < all;
}
