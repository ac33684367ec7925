import type { ChannelRole, ChannelUserState } from './channelUsers';

/** A user of a channel who is looked for. A uid, an account, or both are known. */
export interface PresenceUser {
	readonly channelName: string;
	readonly uid: number | undefined;
	readonly account: string | undefined;
}

/** Whether a user is in a channel (docs/agora-api.md, Channels). Times `since` are those of the monotonic clock. */
export type Presence =
	| {
			readonly state: 'in';
			/** When the user was first seen in the channel, without an absence since. */
			readonly since: number;
			/** Undefined for users with an account, and until the user was read alone. */
			readonly joinedAt: Date | undefined;
			readonly role: ChannelRole | undefined;
	  }
	| {
			readonly state: 'out';
			/** When the user was first missing, without being seen since. */
			readonly since: number;
			/** When the user was last seen in the channel; undefined if never. */
			readonly lastSeenAt: number | undefined;
	  }
	/** The channel uses the communication profile, whether the user is in it or not. */
	| { readonly state: 'communication' }
	/** The user has an account, and Agora listed the hosts of the channel by uids only. */
	| { readonly state: 'unclear' };

/** What is known about one user of a channel. */
export interface KnownUser {
	presence: Presence | undefined;
	readAt: number | undefined;
	error: unknown;
}

/** What one reading says about a user. */
export type Observation =
	| { readonly state: 'in'; readonly joinedAt: Date | undefined; readonly role: ChannelRole | undefined }
	| { readonly state: 'out' | 'communication' | 'unclear' };

/** @param profile of the channel, if it is known. */
export function observeState(state: ChannelUserState, profile: string | undefined): Observation {
	if (!state.inChannel) {
		return { state: profile === 'communication' ? 'communication' : 'out' };
	}
	return state.role === 'user' ? { state: 'communication' } : { ...state, state: 'in' };
}

/** The presence after a reading, which keeps since when it has lasted. */
export function nextPresence(
	{ presence: before, readAt: lastSeenAt }: KnownUser,
	observation: Observation,
	readAt: number,
): Presence {
	switch (observation.state) {
		case 'in': {
			const { joinedAt, role } = observation;
			const was = before?.state === 'in' ? before : undefined;
			return {
				state: 'in',
				since: was?.since ?? readAt,
				joinedAt: joinedAt ?? was?.joinedAt,
				role: role ?? was?.role,
			};
		}
		case 'out':
			return before?.state === 'out'
				? before
				: { state: 'out', since: readAt, lastSeenAt: before?.state === 'in' ? lastSeenAt : undefined };
		default:
			return { state: observation.state };
	}
}
