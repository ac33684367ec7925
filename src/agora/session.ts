import { type Clock, wallTime } from '../common/clock';
import type { Event } from '../common/emitter';
import type { AgoraClient } from './client';
import type { Area } from './hosts';

/**
 * Who calls Agora, and through which client. A session is replaced as a whole: code that awaited an answer
 * compares the session it started with by identity and drops what belongs to an earlier one.
 */
export interface AgoraSession {
	readonly accountId: string;
	/** The name the user gave the account. */
	readonly accountLabel: string;
	/** Which servers the account belongs to: what Agora tells, and its web console, differ by it. */
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

/** A user of a channel: a number, or a text for users that join with a string. */
export type ChannelUser = { readonly uid: number } | { readonly account: string };

/** The largest uid (Media Pull REST API, Create, `uid`). */
const UID_MAX = 0xffff_ffff;

/**
 * Reads a uid or account that somebody typed. Only a whole number as it is usually written is a uid. Digits after a
 * leading zero are an account: `007` and `7` are two different users, and a uid would lose the zeros. A number that is
 * too large for a uid still reads as one, so that the caller can refuse it (`isUid`) instead of creating an unexpected account.
 */
export function readChannelUser(typed: string): ChannelUser {
	const trimmed = typed.trim();
	return /^(?:0|[1-9]\d*)$/.test(trimmed) ? { uid: Number(trimmed) } : { account: typed };
}

/** Reads a uid or account that may be left empty: uid 0, for which Agora chooses a uid, or which any user of a token may replace. */
export function readOptionalUser(typed: string): ChannelUser {
	return typed.trim() === '' ? { uid: 0 } : readChannelUser(typed);
}

/** An optional user that somebody typed, in its usual form; empty stays empty. */
export function optionalUserText(typed: string): string {
	return typed.trim() === '' ? '' : channelUserText(readChannelUser(typed));
}

/** A user as one types it, and as a token spells it. */
export function channelUserText(user: ChannelUser): string {
	return 'uid' in user ? String(user.uid) : user.account;
}

/** Whether a number is a uid: a whole number from 0 to 4294967295. */
export function isUid(uid: number): boolean {
	return Number.isSafeInteger(uid) && uid >= 0 && uid <= UID_MAX;
}

/** Whether a text looks like a uid but reads as an account, which is worth pointing out. */
export function isDigitsAccount(typed: string): boolean {
	const user = readChannelUser(typed);
	return 'account' in user && /^\d+$/.test(user.account.trim());
}
