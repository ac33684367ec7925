import * as vscode from 'vscode';
import type { BanRule } from '../agora/channels/banRules';
import type { ChannelProfile, ChannelUserState, Platform } from '../agora/channels/channelUsers';
import type { ChannelUser } from '../agora/session';
import { countText, durationText, listText } from '../ui/text';
import type { UserRole } from './tree/channelNodes';

/** “5 users”; empty if the number is not known. */
export function userCountText(count: number | undefined): string {
	if (count === undefined) {
		return '';
	}
	return count === 1 ? vscode.l10n.t('1 user') : vscode.l10n.t('{0} users', countText(count));
}

/** “uid 5897”, or an account as it is. */
export function userText(user: ChannelUser): string {
	return 'uid' in user ? vscode.l10n.t('uid {0}', String(user.uid)) : user.account;
}

/** One user of a role, in the middle of a sentence. */
export function roleText(role: UserRole): string {
	switch (role) {
		case 'host':
			return vscode.l10n.t('host');
		case 'audience':
			return vscode.l10n.t('audience member');
		case 'user':
			return vscode.l10n.t('user');
	}
}

/** The row above all users of a role. */
export function roleTitle(role: UserRole): string {
	switch (role) {
		case 'host':
			return vscode.l10n.t('Hosts');
		case 'audience':
			return vscode.l10n.t('Audience');
		case 'user':
			return vscode.l10n.t('Users');
	}
}

export function profileText(profile: ChannelProfile): string {
	return profile === 'communication'
		? vscode.l10n.t('communication profile')
		: vscode.l10n.t('live broadcasting');
}

/** The role that Agora returns for one user. */
export function stateRoleText(state: ChannelUserState): string {
	return state.inChannel && state.role ? roleText(state.role) : vscode.l10n.t('unknown');
}

export function platformText(platform: Platform | undefined): string {
	switch (platform) {
		case 'android':
			return 'Android';
		case 'ios':
			return 'iOS';
		case 'windows':
			return 'Windows';
		case 'linux':
			return 'Linux';
		case 'web':
			return 'Web';
		case 'macos':
			return 'macOS';
		case undefined:
			return vscode.l10n.t('unknown');
	}
}

/** What a rule forbids, as a sentence without a full stop: “uid 5897 cannot join class32”. */
export function ruleText(rule: Pick<BanRule, 'uid' | 'channelName' | 'ip' | 'privileges'>): string {
	const { uid, channelName, ip, privileges } = rule;
	const media = mediaText(privileges);
	const who = whoText(uid, ip);
	if (channelName === undefined) {
		return media === undefined
			? vscode.l10n.t('{0} cannot join any channel', who)
			: vscode.l10n.t('{0} cannot send {1} in any channel', who, media);
	}
	if (uid === undefined && ip === undefined) {
		return media === undefined
			? vscode.l10n.t('Nobody can join {0}', channelName)
			: vscode.l10n.t('Nobody can send {0} in {1}', media, channelName);
	}
	return media === undefined
		? vscode.l10n.t('{0} cannot join {1}', who, channelName)
		: vscode.l10n.t('{0} cannot send {1} in {2}', who, media, channelName);
}

function whoText(uid: number | undefined, ip: string | undefined): string {
	if (uid !== undefined) {
		return userText({ uid });
	}
	return ip === undefined ? vscode.l10n.t('All users') : vscode.l10n.t('Users behind {0}', ip);
}

/** What a rule forbids to send; undefined if it forbids to join. */
export function mediaText(privileges: readonly string[]): string | undefined {
	if (privileges.includes('join_channel') || privileges.length === 0) {
		return undefined;
	}
	const isAudio = privileges.includes('publish_audio');
	const isVideo = privileges.includes('publish_video');
	if (isAudio && isVideo) {
		return vscode.l10n.t('audio and video');
	}
	if (isAudio || isVideo) {
		return isAudio ? vscode.l10n.t('audio') : vscode.l10n.t('video');
	}
	// Agora may add privileges.
	return listText(privileges);
}

/** From this time on, a rule says that it ends soon, in milliseconds. */
const SOON_MS = 5 * 60_000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function endsSoon(leftMs: number): boolean {
	return leftMs <= SOON_MS;
}

/** How long a rule lasts: “42 minutes left”, or “ends in 3 minutes” if that is soon. */
export function timeLeftText(leftMs: number): string {
	if (leftMs < MINUTE) {
		return vscode.l10n.t('ends in less than a minute');
	}
	return endsSoon(leftMs)
		? vscode.l10n.t('ends in {0}', roundedDuration(leftMs))
		: vscode.l10n.t('{0} left', roundedDuration(leftMs));
}

/** To the nearest minute, or hour or day where that is precise enough: Agora’s clock is known to the second only. */
function roundedDuration(ms: number): string {
	if (ms <= 90 * MINUTE) {
		return durationText(Math.round(ms / MINUTE), 'minute');
	}
	return ms <= 36 * HOUR
		? durationText(Math.round(ms / HOUR), 'hour')
		: durationText(Math.round(ms / (24 * HOUR)), 'day');
}
