import { Role, RtcTokenBuilder } from 'agora-token/src/RtcTokenBuilder2';
import type { ChannelUser } from '../session';

/** The longest lifetime of a token: a day (docs/agora-api.md, Tokens). */
export const MAX_LIFETIME_SECONDS = 86_400;

export interface TokenRequest {
	/** 32 hex digits. */
	readonly appId: string;
	/** 32 hex digits; a secret. */
	readonly appCertificate: string;
	readonly channelName: string;
	/** Must be the cloud player's own (Media Pull REST API, token). uid 0 allows any uid. */
	readonly user: ChannelUser;
	/** `publisher` by default. */
	readonly role?: TokenRole;
	/** 1–86,400 seconds from now. */
	readonly lifetimeSeconds: number;
	/** Seconds after which the privileges expire; 0, the default, means together with the token. */
	readonly privilegeSeconds?: number;
}

/** Only projects with co-host authentication, which Agora enables, prevent a subscriber from publishing. */
export type TokenRole = 'publisher' | 'subscriber';

/**
 * Signs an RTC token with which a user may join one channel, and publish there as a publisher (docs/agora-api.md, Tokens).
 *
 * @throws Error if App ID or certificate are malformed, the lifetime is out of range, or channel or user are empty: the token would
 * be valid for every channel or user.
 */
export function buildRtcToken({
	appId,
	appCertificate,
	channelName,
	user,
	role = 'publisher',
	lifetimeSeconds,
	privilegeSeconds = 0,
}: TokenRequest): string {
	const holder = 'uid' in user ? user.uid : user.account;
	if (channelName === '' || holder === '') {
		throw new Error('A token needs a channel and a user.');
	}
	if (!Number.isInteger(lifetimeSeconds) || lifetimeSeconds < 1 || lifetimeSeconds > MAX_LIFETIME_SECONDS) {
		throw new RangeError(`A token lives from 1 to ${MAX_LIFETIME_SECONDS} seconds.`);
	}
	const rest = [
		role === 'publisher' ? Role.PUBLISHER : Role.SUBSCRIBER,
		lifetimeSeconds,
		privilegeSeconds,
	] as const;
	const token =
		typeof holder === 'number'
			? RtcTokenBuilder.buildTokenWithUid(appId, appCertificate, channelName, holder, ...rest)
			: RtcTokenBuilder.buildTokenWithUserAccount(appId, appCertificate, channelName, holder, ...rest);
	if (token === '') {
		throw new Error(
			'No token can be signed: the App ID or the App Certificate is not 32 hexadecimal digits.',
		);
	}
	return token;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * Parses a lifetime: a whole number of minutes, or a number with a unit, such as `45 s`, `90 min` or `8h`. Returns seconds, or undefined
 * for other texts and for lifetimes that are not between 1 second and 24 hours.
 */
export function parseLifetime(text: string): number | undefined {
	const match = /^\s*(\d{1,6})\s*(?:(s|m|h)[a-z]*\.?)?\s*$/i.exec(text);
	const amount = Number(match?.[1] ?? 0);
	const seconds = amount * (SECONDS[match?.[2]?.toLowerCase() ?? 'm'] ?? 0);
	return seconds >= 1 && seconds <= MAX_LIFETIME_SECONDS ? seconds : undefined;
}

/** The shortest text of a lifetime for `parseLifetime`. */
export function lifetimeText(seconds: number): string {
	if (seconds % 3600 === 0) {
		return `${seconds / 3600} h`;
	}
	return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
