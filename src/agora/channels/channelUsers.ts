import * as v from 'valibot';
import type { AgoraClient } from '../client';
import type { CallControl } from '../operations';
import { anyItems, anyObject, readInteger, readText, readTime } from '../parsing';
import { logUnreadableItems } from '../requestLog';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';
import type { ChannelUser } from '../session';

/** `communication`: all users are equal. `live`: hosts publish, the audience listens. All users of a channel must use the same one. */
export type ChannelProfile = 'communication' | 'live';

/** Who is in a channel. */
export type ChannelUsers =
	| { readonly exists: false }
	| {
			readonly exists: true;
			readonly profile: 'communication';
			readonly users: readonly ChannelUser[];
			readonly total: number;
	  }
	| {
			readonly exists: true;
			readonly profile: 'live';
			readonly hosts: readonly ChannelUser[];
			/** The first 10,000. */
			readonly audience: readonly ChannelUser[];
			readonly audienceTotal: number;
	  };

/** Only the hosts of a live broadcasting channel. `communication` if the channel uses that profile. */
export type ChannelHosts =
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
		(response) => readUsers(client, response),
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
			const users = readUsers(client, response);
			return users.exists && users.profile === 'communication'
				? { exists: true, profile: 'communication' }
				: users;
		},
		control,
	);
}

/** Reads one user of a channel (docs/agora-api.md, Channels). Users with an account cannot be read. */
export function getChannelUser(
	client: AgoraClient,
	{ appId, channelName, uid }: ChannelAddress & { readonly uid: number },
	control?: CallControl,
): Promise<ChannelUserState> {
	return client.send(
		{ operation: 'getChannelUser', params: { appId, channelName, uid: String(uid) } },
		readUserState,
		control,
	);
}

export interface ChannelAddress {
	readonly appId: string;
	readonly channelName: string;
}

const dataSchema = v.object({ success: v.literal(true), data: anyObject });

function readUsers(client: AgoraClient, response: AgoraResponse): ChannelUsers {
	const { data } = parseResponse(response, dataSchema);
	if (data.channel_exist === false) {
		return { exists: false };
	}
	const isLost = (): never => {
		throw badResponseError(response, 'the response does not contain the users of the channel');
	};
	const list = (items: unknown): ChannelUser[] => {
		const read = v.is(anyItems, items) ? items.map(readUser) : isLost();
		const users = read.filter((user) => user !== undefined);
		logUnreadableItems(client.log, [response.operation, 'users'], {
			rejected: read.length - users.length,
			partial: 0,
		});
		return users;
	};
	switch (readInteger(data.mode)) {
		case 1: {
			const users = list(data.users ?? []);
			return {
				exists: true,
				profile: 'communication',
				users,
				total: readInteger(data.total) ?? users.length,
			};
		}
		case 2: {
			const audience = list(data.audience ?? []);
			const audienceTotal = readInteger(data.audience_total) ?? audience.length;
			return { exists: true, profile: 'live', hosts: list(data.broadcasters ?? []), audience, audienceTotal };
		}
		default:
			return isLost();
	}
}

/** A number is a uid, a text an account. */
function readUser(item: unknown): ChannelUser | undefined {
	const account = readText(item);
	if (account !== undefined) {
		return { account };
	}
	const uid = readInteger(item);
	return uid === undefined ? undefined : { uid };
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
	const { data } = parseResponse(response, dataSchema);
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
