import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { type AgoraError, invalidRequestError } from '../errors';
import type { CallControl } from '../operations';
import { type AnyObject, anyItems, anyObject, readInteger, readText, readTime } from '../parsing';
import { logUnreadableItems } from '../requestLog';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';
import { type ChannelUser, isUserUid } from '../session';

/** `communication`: all users are equal. `live`: hosts publish, the audience listens. All users of a channel must use the same one. */
export type ChannelProfile = 'communication' | 'live';

/** Who is in a channel. No list contains a user twice, and no user is both host and audience. */
export type ChannelUsers =
	| { readonly exists: false }
	| {
			readonly exists: true;
			readonly profile: 'communication';
			readonly users: readonly ChannelUser[];
			/** At least the number of `users`. */
			readonly total: number;
	  }
	| {
			readonly exists: true;
			readonly profile: 'live';
			readonly hosts: readonly ChannelUser[];
			/** The first 10,000. */
			readonly audience: readonly ChannelUser[];
			/** At least the number of `audience`. */
			readonly audienceTotal: number;
	  };

/** Only the hosts of a live broadcasting channel. */
export type ChannelHosts =
	/** Also a possible answer for a channel that uses the communication profile. */
	| { readonly exists: false }
	| { readonly exists: true; readonly profile: 'communication' }
	| { readonly exists: true; readonly profile: 'live'; readonly hosts: readonly ChannelUser[] };

export type ChannelRole = 'user' | 'host' | 'audience';
export type Platform = 'android' | 'ios' | 'windows' | 'linux' | 'web' | 'macos';

/** What is known about one user of a channel. */
export type ChannelUserState =
	| { readonly inChannel: false }
	| {
			readonly inChannel: true;
			readonly joinedAt: Date | undefined;
			/** Undefined if Agora does not know it. */
			readonly role: ChannelRole | undefined;
			/** Undefined for other platforms. */
			readonly platform: Platform | undefined;
	  };

/** The user lists contain no more of the audience. */
export const MAX_LISTED_AUDIENCE = 10_000;

export interface ChannelAddress {
	readonly appId: string;
	readonly channelName: string;
}

/**
 * Reads the users of a channel (docs/agora-api.md, Channels). Results lag by minutes. Recording and other service users are
 * in the lists too.
 */
export function listChannelUsers(
	client: AgoraClient,
	{ appId, channelName }: ChannelAddress,
	control?: CallControl,
): Promise<ChannelUsers> {
	return client.send(
		{ operation: 'listChannelUsers', params: { appId, channelName } },
		(response) => {
			const channel = readChannel(response);
			if (channel === 'none') {
				return { exists: false };
			}
			const read = new UserLists(client, response);
			const users: ChannelUsers =
				channel.profile === 'live' ? readLive(channel.data, read) : readCommunication(channel.data, read);
			read.logRejected();
			return users;
		},
		control,
	);
}

/** Reads the hosts of a live broadcasting channel (docs/agora-api.md, Channels), without its audience. */
export function listChannelHosts(
	client: AgoraClient,
	{ appId, channelName }: ChannelAddress,
	control?: CallControl,
): Promise<ChannelHosts> {
	return client.send(
		{ operation: 'listChannelHosts', params: { appId, channelName } },
		(response) => {
			const channel = readChannel(response);
			if (channel === 'none') {
				return { exists: false };
			}
			if (channel.profile === 'communication') {
				return { exists: true, profile: 'communication' };
			}
			const read = new UserLists(client, response);
			if (channel.data.broadcasters === undefined) {
				throw read.missing();
			}
			const hosts = read.list(channel.data.broadcasters);
			read.logRejected();
			return { exists: true, profile: 'live', hosts };
		},
		control,
	);
}

/**
 * Reads one user of a channel (docs/agora-api.md, Channels). Users with an account cannot be read.
 *
 * @throws AgoraError `invalid` for uid 0, which no user has, and for a number that is no uid.
 */
export async function getChannelUser(
	client: AgoraClient,
	{ appId, channelName, uid }: ChannelAddress & { readonly uid: number },
	control?: CallControl,
): Promise<ChannelUserState> {
	if (!isUserUid(uid)) {
		throw invalidRequestError('getChannelUser', [
			{ field: 'uid', rule: 'range', detail: 'uid must be from 1 to 4294967295' },
		]);
	}
	return await client.send(
		{ operation: 'getChannelUser', params: { appId, channelName, uid: String(uid) } },
		readUserState,
		control,
	);
}

const responseSchema = v.object({ success: v.literal(true), data: anyObject });

type ExistingChannel = { readonly profile: ChannelProfile; readonly data: AnyObject };

/** `channel_exist: false` comes without the other fields. */
function readChannel(response: AgoraResponse): ExistingChannel | 'none' {
	const { data } = parseResponse(response, responseSchema);
	if (data.channel_exist === false) {
		return 'none';
	}
	switch (readInteger(data.mode)) {
		case 1:
			return { profile: 'communication', data };
		case 2:
			return { profile: 'live', data };
		default:
			throw badResponseError(response, 'the response does not contain the profile of the channel');
	}
}

function readCommunication(data: AnyObject, read: UserLists): ChannelUsers {
	const total = readInteger(data.total);
	if (data.users === undefined && total !== 0) {
		throw read.missing();
	}
	const users = read.list(data.users, total);
	return { exists: true, profile: 'communication', users, total: Math.max(total ?? 0, users.length) };
}

/** One of the two lists may be absent if it is empty. */
function readLive(data: AnyObject, read: UserLists): ChannelUsers {
	if (data.broadcasters === undefined && data.audience === undefined) {
		throw read.missing();
	}
	const total = readInteger(data.audience_total);
	const hosts = read.list(data.broadcasters);
	const audience = read.list(data.audience, total);
	const audienceTotal = Math.max(total ?? 0, audience.length);
	return { exists: true, profile: 'live', hosts, audience, audienceTotal };
}

/** Reads the lists of one response. A user that changes its role may be in two of them; the first one counts. */
class UserLists {
	readonly #client: AgoraClient;
	readonly #response: AgoraResponse;
	readonly #seen = new Set<number | string>();
	#rejected = 0;

	constructor(client: AgoraClient, response: AgoraResponse) {
		this.#client = client;
		this.#response = response;
	}

	/**
	 * The users of one list. null and undefined stand for an empty list, unless `total` is more than 0: rows must not disappear because
	 * of an incomplete response.
	 *
	 * @throws AgoraError `badResponse` if the list is missing.
	 */
	list(given: unknown, total = 0): ChannelUser[] {
		const items = given ?? (total > 0 ? undefined : []);
		if (!v.is(anyItems, items)) {
			throw this.missing();
		}
		const users: ChannelUser[] = [];
		for (const item of items) {
			const user = readUser(item);
			if (!user) {
				this.#rejected += 1;
			} else if (this.#isNew(user)) {
				users.push(user);
			}
		}
		return users;
	}

	missing(): AgoraError {
		return badResponseError(this.#response, 'the response does not contain the users of the channel');
	}

	logRejected(): void {
		const losses = { rejected: this.#rejected, partial: 0 };
		logUnreadableItems(this.#client.log, [this.#response.operation, 'users'], losses);
	}

	#isNew(user: ChannelUser): boolean {
		const before = this.#seen.size;
		return this.#seen.add('uid' in user ? user.uid : user.account).size > before;
	}
}

/** A number is a uid, a text an account. */
function readUser(item: unknown): ChannelUser | undefined {
	const account = readText(item);
	if (account !== undefined) {
		return { account };
	}
	return typeof item === 'number' && isUserUid(item) ? { uid: item } : undefined;
}

const ROLES: Readonly<Record<number, ChannelRole>> = { 1: 'user', 2: 'host', 3: 'audience' };
/** By the numbers that Agora uses in replies and notifications. */
export const PLATFORMS: Readonly<Record<number, Platform>> = {
	1: 'android',
	2: 'ios',
	5: 'windows',
	6: 'linux',
	7: 'web',
	8: 'macos',
};

function readUserState(response: AgoraResponse): ChannelUserState {
	const { data } = parseResponse(response, responseSchema);
	if (data.in_channel === false) {
		return { inChannel: false };
	}
	if (data.in_channel !== true) {
		throw badResponseError(response, 'the response does not say whether the user is in the channel');
	}
	return {
		inChannel: true,
		joinedAt: readTime(data.join),
		role: ROLES[readInteger(data.role) ?? 0],
		platform: PLATFORMS[readInteger(data.platform) ?? 0],
	};
}
