import type { BanRule } from '../../../../src/agora/channels/banRules';
import type { ChannelUsers } from '../../../../src/agora/channels/channelUsers';
import type { Project } from '../../../../src/agora/console/projects';
import type { JoinAttempt, JoinFacts } from '../../../../src/channels/explain/joinFindings';
import { initial, succeeded } from '../../../../src/common/loadable';
import { APP_ID, CERTIFICATE } from '../../agora/tokens';

/** Later than the tokens of a test are issued. */
export const NOW = Date.now() + 30_000;

export const PROJECT: Project = {
	id: 'p1',
	name: 'Watch Party',
	appId: APP_ID,
	appCertificate: undefined,
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};
export const SIGNED_PROJECT: Project = { ...PROJECT, appCertificate: CERTIFICATE };

export const ATTEMPT: JoinAttempt = { appId: APP_ID, channelName: 'class32', user: { uid: 101 }, token: '' };

export const LIVE: Extract<ChannelUsers, { profile: 'live' }> = {
	exists: true,
	profile: 'live',
	hosts: [{ uid: 1 }],
	audience: [{ uid: 2 }],
	audienceTotal: 1,
};

export const RULE: BanRule = {
	id: 1953,
	uid: 101,
	channelName: 'class32',
	ip: undefined,
	privileges: ['join_channel'],
	expiresAt: new Date(NOW + 600_000),
	createdAt: undefined,
};

/** A join without a token into a live channel of a project without a certificate, with which nothing is wrong. */
export function joinFacts(
	changes: Partial<Omit<JoinFacts, 'attempt'>> & { readonly attempt?: Partial<JoinAttempt> } = {},
): JoinFacts {
	return {
		now: NOW,
		account: { canReadCertificates: true },
		projects: succeeded([PROJECT], 0),
		bans: succeeded([], 0),
		users: succeeded(LIVE, 0),
		userState: succeeded({ inChannel: false }, 0),
		isPlayer: false,
		...changes,
		attempt: { ...ATTEMPT, ...changes.attempt },
	};
}

/** A join of which nothing could be read. */
export function unreadFacts(changes: Parameters<typeof joinFacts>[0] = {}): JoinFacts {
	return joinFacts({
		projects: initial(),
		bans: initial(),
		users: initial(),
		userState: initial(),
		...changes,
	});
}
