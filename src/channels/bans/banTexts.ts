import * as vscode from 'vscode';
import type { BanTarget } from '../../agora/channels/banRules';
import { formatDuration } from '../../common/formatDuration';
import { userCountText, userText } from '../channelText';
import type { TargetUser } from '../targetChannels';

/** "uid 5897", "3 users". */
export function usersText(users: readonly TargetUser[]): string {
	const [first] = users;
	return first && users.length === 1 ? userText(first.user) : userCountText(users.length);
}

export function banDurationText(seconds: number): string {
	return formatDuration(seconds, vscode.env.language);
}

/** The time of day, with the date unless it is today. Both are milliseconds since 1970. */
export function untilText(until: number, now: number): string {
	const isToday = new Date(until).toDateString() === new Date(now).toDateString();
	const format = new Intl.DateTimeFormat(vscode.env.language, {
		...(!isToday && { dateStyle: 'medium' }),
		timeStyle: 'short',
	});
	return format.format(until);
}

/** Whom a ban concerns: "uid 5897", “class32”, or an IP address. */
export function targetText(target: BanTarget): string {
	if ('uid' in target) {
		return userText(target);
	}
	return 'ip' in target ? target.ip : `“${target.channelName}”`;
}
