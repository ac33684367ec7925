import type { BanRule } from '../../agora/channels/banRules';
import type { ChannelRole, ChannelUserState, ChannelUsers } from '../../agora/channels/channelUsers';
import type { Project } from '../../agora/console/projects';
import type { ChannelUser } from '../../agora/session';
import type { TokenProblem } from '../../agora/token/findToken';
import type { Loadable } from '../../common/loadable';

/** What an app passes to the SDK when it joins a channel. */
export interface JoinAttempt {
	readonly appId: string;
	readonly channelName: string;
	/** uid 0 if Agora chooses the uid. */
	readonly user: ChannelUser;
	/** Empty if the app joins without one. A secret. */
	readonly token: string;
}

/** Everything that the checks of a join use. */
export interface JoinFacts {
	readonly attempt: JoinAttempt;
	/** Agora's time, in milliseconds since 1970. */
	readonly now: number;
	/** Undefined while signed out. */
	readonly account: { readonly canReadCertificates: boolean } | undefined;
	readonly projects: Loadable<readonly Project[]>;
	readonly bans: Loadable<readonly BanRule[]>;
	readonly users: Loadable<ChannelUsers>;
	/** Not read for an account (docs/agora-api.md, Channels). */
	readonly userState: Loadable<ChannelUserState>;
	/** Whether a cloud player has this user in this channel. */
	readonly isPlayer: boolean;
}

/** The checks in the order in which they are done. */
export const JOIN_CHECKS = [
	'appId',
	'project',
	'names',
	'token',
	'certificate',
	'bans',
	'presence',
	'profile',
] as const;
export type JoinCheck = (typeof JOIN_CHECKS)[number];

/** Why a join fails, or may fail. */
export type JoinCause =
	| { readonly cause: 'malformedAppId' | 'foreignAppId' }
	| { readonly cause: 'projectDisabled'; readonly project: Project }
	| { readonly cause: 'invalidChannelName' | 'invalidUser' }
	| { readonly cause: 'unreadableToken'; readonly problem: TokenProblem }
	/** `project` has the App ID of the token. */
	| {
			readonly cause: 'tokenOfOtherApp';
			readonly appId: string;
			readonly project: Project | undefined;
	  }
	| { readonly cause: 'tokenOfOtherChannel'; readonly channelName: string }
	| { readonly cause: 'tokenOfOtherUser'; readonly user: string }
	| { readonly cause: 'expiredToken' | 'tokenNotYetValid'; readonly at: Date }
	| { readonly cause: 'notRtcToken' | 'noJoinPrivilege' | 'otherCertificate' }
	| { readonly cause: 'unneededToken' | 'missingToken'; readonly project: Project }
	| { readonly cause: 'banned'; readonly rule: BanRule }
	| {
			readonly cause: 'alreadyInChannel';
			readonly joinedAt: Date | undefined;
			readonly role: ChannelRole | undefined;
	  }
	| { readonly cause: 'communicationProfile' };

/** Why a check could not be done. */
export type JoinUnknown =
	| {
			readonly why:
				| 'signedOut'
				| 'foreignAppId'
				| 'projectDisabled'
				| 'projectStatus'
				| 'invalidChannelName'
				| 'oldToken'
				| 'mainland'
				| 'uidsOfAccount'
				| 'longAudience';
	  }
	| { readonly why: 'error'; readonly error: unknown }
	/** The projects as they were read before. */
	| { readonly why: 'stale'; readonly error: unknown; readonly readAt: number | undefined };

/** What a check confirmed. */
export type JoinPass =
	| { readonly check: 'appId'; readonly project: Project }
	| { readonly check: 'project' | 'bans' | 'presence' }
	| { readonly check: 'token'; readonly until: Date; readonly matching: readonly TokenAspect[] }
	| { readonly check: 'certificate'; readonly isEnabled: boolean }
	/** Undefined if nobody is in the channel. */
	| { readonly check: 'profile'; readonly profile: 'live' | undefined };

export type TokenAspect = 'time' | 'appId' | 'channelName' | 'user' | 'signature';

/** The result of a check. `possible` causes depend on what is not known here. */
export type JoinFinding =
	| ({ readonly state: 'problem' | 'possible'; readonly check: JoinCheck } & JoinCause)
	| ({ readonly state: 'passed' } & JoinPass)
	| ({ readonly state: 'unknown'; readonly check: JoinCheck } & JoinUnknown);
