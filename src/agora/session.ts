import { type Clock, wallTime } from '../common/clock';
import type { Event } from '../common/emitter';
import type { AgoraClient } from './client';
import type { Area } from './hosts';

/**
 * The signed-in account and its client. A session is replaced as a whole: after an `await`, code compares the session by identity
 * and drops results of an earlier one.
 */
export interface AgoraSession {
	readonly accountId: string;
	/** The name the user gave the account. */
	readonly accountLabel: string;
	/** Agora's responses and its web console differ by area. */
	readonly area: Area;
	readonly client: AgoraClient;
}

/** Whether Agora returns the account's App Certificates: never on the Chinese mainland (docs/agora-api.md, Credentials and IDs). */
export function canReadCertificates({ area }: AgoraSession): boolean {
	return area !== 'mainland';
}

export interface SessionSource {
	/** Undefined while signed out. */
	readonly current: AgoraSession | undefined;
	readonly onDidChange: Event<void>;
}

/**
 * Agora's time of day at a moment of the monotonic clock, now by default; this machine's while signed out. In milliseconds
 * since 1970.
 */
export function serverTime(
	sessions: Pick<SessionSource, 'current'>,
	clock: Pick<Clock, 'now' | 'monotonic'>,
	moment = clock.monotonic(),
): number {
	return sessions.current?.client.serverTime(moment) ?? wallTime(moment, clock);
}

/** A user of a channel: a number, or a string for users that join with an account. */
export type ChannelUser = { readonly uid: number } | { readonly account: string };

/** The largest uid (Media Pull REST API, Create, `uid`). */
const UID_MAX = 0xffff_ffff;

/**
 * Reads a uid or account that the user typed. Only a whole number in the usual notation is a uid. Digits after a
 * leading zero are an account: `007` and `7` are two different users. A number that is too large is also a uid, so that the caller
 * can refuse it (`isUid`) instead of creating an unexpected account.
 */
export function readChannelUser(typed: string): ChannelUser {
	const trimmed = typed.trim();
	return /^(?:0|[1-9]\d*)$/.test(trimmed) ? { uid: Number(trimmed) } : { account: typed };
}

/** Reads a uid or account that may be left empty. Empty means uid 0: Agora chooses the uid, and a token allows any user. */
export function readOptionalUser(typed: string): ChannelUser {
	return typed.trim() === '' ? { uid: 0 } : readChannelUser(typed);
}

/** Formats an optional user that was typed. An empty text stays empty. */
export function optionalUserText(typed: string): string {
	return typed.trim() === '' ? '' : channelUserText(readChannelUser(typed));
}

/** Formats a user as it is typed, and as it is written in a token. */
export function channelUserText(user: ChannelUser): string {
	return 'uid' in user ? String(user.uid) : user.account;
}

/** Whether a number is a uid: a whole number from 0 to 4294967295. */
export function isUid(uid: number): boolean {
	return Number.isSafeInteger(uid) && uid >= 0 && uid <= UID_MAX;
}

/** Whether a number is the uid of a user in a channel: a uid other than 0, which means any or no user. */
export function isUserUid(uid: number): boolean {
	return uid !== 0 && isUid(uid);
}

/** Whether a text looks like a uid but is an account. */
export function isDigitsAccount(typed: string): boolean {
	const user = readChannelUser(typed);
	return 'account' in user && /^\d+$/.test(user.account.trim());
}
