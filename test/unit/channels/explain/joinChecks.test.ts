import { describe, expect, test } from 'vitest';
import type { ChannelUsers } from '../../../../src/agora/channels/channelUsers';
import { buildRtcToken } from '../../../../src/agora/token/buildToken';
import { explainJoin } from '../../../../src/channels/explain/joinChecks';
import type { JoinFacts } from '../../../../src/channels/explain/joinFindings';
import { failed, initial, succeeded } from '../../../../src/common/loadable';
import { APP_ID, CERTIFICATE, mint, signedPart, tokenOf } from '../../agora/tokens';
import { joinFacts, LIVE, NOW, PROJECT, RULE, SIGNED_PROJECT, unreadFacts } from './joinFacts';

const OTHER_APP = '0'.repeat(32);
const signed = succeeded([SIGNED_PROJECT], 0);
const outage = new Error('no network');

/** The causes that were found, and whether each is certain. */
const causes = (facts: JoinFacts) =>
	explainJoin(facts).flatMap((finding) =>
		'cause' in finding ? `${finding.state === 'possible' ? '?' : ''}${finding.cause}` : [],
	);
const passed = (facts: JoinFacts) =>
	explainJoin(facts).flatMap(({ state, check }) => (state === 'passed' ? check : []));
/** The checks that could not be done, each with the reason. */
const unknown = (facts: JoinFacts) =>
	Object.fromEntries(
		explainJoin(facts).flatMap((finding) =>
			finding.state === 'unknown' ? [[finding.check, finding.why]] : [],
		),
	);

test('finds nothing wrong with a join that Agora would accept', () => {
	const without = joinFacts();
	expect([causes(without), unknown(without)]).toEqual([[], {}]);
	expect(passed(without)).toEqual(['appId', 'project', 'certificate', 'bans', 'presence', 'profile']);
	const withToken = joinFacts({ projects: signed, attempt: { token: mint() } });
	expect([causes(withToken), unknown(withToken)]).toEqual([[], {}]);
	expect(explainJoin(withToken)).toContainEqual(
		expect.objectContaining({
			check: 'token',
			matching: ['time', 'appId', 'channelName', 'user', 'signature'],
		}),
	);
});

describe('the App ID', () => {
	test('is named if no project of the account has it', () => {
		expect(causes(joinFacts({ attempt: { appId: OTHER_APP } }))).toEqual(['foreignAppId']);
	});

	test('is named if it is malformed, also while signed out', () => {
		expect(causes(joinFacts({ attempt: { appId: 'eb00cd2b' } }))).toEqual(['malformedAppId']);
		expect(causes(unreadFacts({ account: undefined, attempt: { appId: 'p1' } }))).toEqual(['malformedAppId']);
	});

	test('of a project without one is no match', () => {
		const facts = joinFacts({ projects: succeeded([{ ...PROJECT, appId: '' }], 0), attempt: { appId: '' } });
		expect(causes(facts)).toEqual(['malformedAppId']);
	});
});

describe('the project', () => {
	test('is named if it is disabled, and its channels are then not read', () => {
		const projects = succeeded([{ ...PROJECT, enabled: false }], 0);
		const facts = joinFacts({ projects, bans: initial(), users: initial(), userState: initial() });
		expect(causes(facts)).toEqual(['projectDisabled']);
		expect(unknown(facts)).toEqual({
			bans: 'projectDisabled',
			presence: 'projectDisabled',
			profile: 'projectDisabled',
		});
	});

	test('is not called enabled if its status is unknown, or was read before', () => {
		const projects = succeeded([{ ...PROJECT, enabled: undefined }], 0);
		expect(unknown(joinFacts({ projects }))).toEqual({ project: 'projectStatus' });
		const stale = failed(succeeded([PROJECT], 0), outage);
		expect(unknown(joinFacts({ projects: stale }))).toEqual({ project: 'stale' });
	});
});

describe('the names', () => {
	test('are named if Agora does not accept them', () => {
		expect(causes(joinFacts({ attempt: { channelName: 'zoë' } }))).toEqual(['invalidChannelName']);
		expect(causes(joinFacts({ attempt: { channelName: 'x'.repeat(65) } }))).toEqual(['invalidChannelName']);
		expect(causes(joinFacts({ attempt: { user: { uid: 2 ** 32 } } }))).toEqual(['invalidUser']);
		expect(causes(joinFacts({ attempt: { user: { account: 'zoë' } } }))).toEqual(['invalidUser']);
	});

	test('prevent the reading of a channel that cannot exist', () => {
		const facts = joinFacts({
			users: initial(),
			userState: initial(),
			attempt: { channelName: 'zoë' },
		});
		expect(unknown(facts)).toEqual({ presence: 'invalidChannelName', profile: 'invalidChannelName' });
	});
});

describe('the token', () => {
	const withToken = (token: string, changes: Parameters<typeof joinFacts>[0] = {}) =>
		joinFacts({ projects: signed, ...changes, attempt: { ...changes.attempt, token } });
	const at = (seconds: number) => ({ now: NOW + seconds * 1000 });

	test.each([
		['a damaged token', mint().slice(0, -9), 'unreadableToken'],
		['another text', 'Bearer abc', 'unreadableToken'],
		['a token of Signaling', tokenOf(signedPart([[2, [[1, 600]], ['me']]])), 'notRtcToken'],
		[
			'a token without the privilege to join',
			tokenOf(signedPart([[1, [[2, 0]], ['class32', '101']]])),
			'noJoinPrivilege',
		],
	])('is named if it is %s', (_, token, cause) => {
		expect(causes(withToken(token))).toContain(cause);
	});

	test('is named if it is of another App ID, whose project is looked up', () => {
		const request = { channelName: 'class32', user: { uid: 101 }, lifetimeSeconds: 600 };
		const token = buildRtcToken({ appId: OTHER_APP, appCertificate: CERTIFICATE, ...request });
		expect(causes(withToken(token))).toEqual(['tokenOfOtherApp']);
		const other = { ...PROJECT, id: 'p2', appId: OTHER_APP };
		expect(explainJoin(withToken(token, { projects: succeeded([SIGNED_PROJECT, other], 0) }))).toContainEqual(
			expect.objectContaining({ cause: 'tokenOfOtherApp', project: other }),
		);
	});

	test('is named if it is of another channel or user', () => {
		expect(causes(withToken(mint({ uid: 101 }, 'class33')))).toEqual(['tokenOfOtherChannel']);
		expect(causes(withToken(mint({ uid: 102 })))).toEqual(['tokenOfOtherUser']);
		expect(causes(withToken(mint({ account: 'ann' })))).toEqual(['tokenOfOtherUser']);
		expect(causes(withToken(mint(), { attempt: { user: { uid: 0 } } }))).toEqual(['tokenOfOtherUser']);
		expect(causes(withToken(mint({ uid: 0 })))).toEqual([]);
	});

	test('is named if it has expired, or is not valid yet', () => {
		expect(causes(withToken(mint(), at(3601)))).toEqual(['expiredToken']);
		expect(causes(withToken(mint(), at(-60)))).toEqual(['tokenNotYetValid']);
	});

	test('is named if its privilege to join ends before the token', () => {
		const token = buildRtcToken({
			...{ appId: APP_ID, appCertificate: CERTIFICATE, channelName: 'class32', user: { uid: 101 } },
			...{ lifetimeSeconds: 3600, privilegeSeconds: 60 },
		});
		expect(causes(withToken(token, at(120)))).toEqual(['expiredToken']);
	});

	test('is named if an earlier certificate signed it', () => {
		const reset = succeeded([{ ...PROJECT, appCertificate: 'f'.repeat(32) }], 0);
		expect(causes(withToken(mint(), { projects: reset }))).toEqual(['otherCertificate']);
	});

	test('with several faults is named for each, and for what matches', () => {
		const facts = withToken(mint({ uid: 102 }, 'class33'), at(3601));
		expect(causes(facts)).toEqual(['tokenOfOtherChannel', 'tokenOfOtherUser', 'expiredToken']);
		expect(explainJoin(facts)).toContainEqual(
			expect.objectContaining({ state: 'passed', check: 'token', matching: ['appId', 'signature'] }),
		);
	});

	test('is checked as far as possible while signed out', () => {
		const facts = unreadFacts({ account: undefined, attempt: { token: mint({ uid: 102 }) } });
		expect(causes(facts)).toEqual(['tokenOfOtherUser']);
		expect(unknown(facts)).toEqual(
			Object.fromEntries(
				['appId', 'project', 'certificate', 'bans', 'presence', 'profile'].map((check) => [
					check,
					'signedOut',
				]),
			),
		);
	});

	test('of version 006 may be valid, but cannot be read', () => {
		const facts = withToken('006eb00cd2b222a4eeaa24fc6046d90b227IAD');
		expect([causes(facts), unknown(facts)]).toEqual([[], { token: 'oldToken' }]);
	});
});

describe('the certificate', () => {
	test('and the token must both be there, or neither', () => {
		expect(causes(joinFacts({ projects: signed }))).toEqual(['missingToken']);
		expect(causes(joinFacts({ attempt: { token: mint() } }))).toEqual(['unneededToken']);
	});

	test('of an account of the Chinese mainland is not known', () => {
		const facts = joinFacts({ account: { canReadCertificates: false }, attempt: { token: mint() } });
		expect([causes(facts), unknown(facts)]).toEqual([[], { certificate: 'mainland' }]);
	});
});

describe('a ban rule', () => {
	const withRule = (rule: Partial<typeof RULE>, user: { uid: number } | { account: string } = { uid: 101 }) =>
		joinFacts({ bans: succeeded([{ ...RULE, ...rule }], 0), attempt: { user } });

	test.each([
		['this user in this channel', {}],
		['this user everywhere', { channelName: undefined }],
		['this channel', { uid: undefined }],
		['an unknown time', { expiresAt: undefined }],
		['privileges that the list does not contain', { privileges: [] }],
	])('is named if it is for %s', (_, rule) => {
		expect(causes(withRule(rule))).toEqual(['banned']);
	});

	test('for an address may be the cause', () => {
		const rule = { uid: undefined, channelName: undefined, ip: '192.168.0.1' };
		expect(causes(withRule(rule))).toEqual(['?banned']);
	});

	test.each([
		['another user', { uid: 102 }],
		['another channel', { channelName: 'class33' }],
		['an earlier time', { expiresAt: new Date(NOW) }],
		['sending audio only', { privileges: ['publish_audio'] }],
	])('is no cause if it is for %s', (_, rule) => {
		expect(causes(withRule(rule))).toEqual([]);
		expect(passed(withRule(rule))).toContain('bans');
	});

	test('for a uid may or may not be for a user with an account', () => {
		const facts = withRule({}, { account: 'ann' });
		expect([causes(facts), unknown(facts).bans]).toEqual([[], 'uidsOfAccount']);
	});

	test('is named although the rules could not be read again', () => {
		const facts = joinFacts({ bans: failed(succeeded([RULE], 0), outage) });
		expect([causes(facts), unknown(facts)]).toEqual([['banned'], { bans: 'error' }]);
	});
});

describe('the user', () => {
	test('may be in the channel already', () => {
		const joinedAt = new Date(NOW - 60_000);
		const userState = succeeded({ inChannel: true, joinedAt, role: 'host', platform: 'web' } as const, 0);
		expect(explainJoin(joinFacts({ userState }))).toContainEqual({
			state: 'possible',
			check: 'presence',
			cause: 'alreadyInChannel',
			joinedAt,
			role: 'host',
		});
	});

	test('with an account is looked up in the list', () => {
		const user = { account: 'ann' };
		const listed = succeeded<ChannelUsers>({ ...LIVE, audience: [user] }, 0);
		const facts = (users = listed) => joinFacts({ users, userState: initial(), attempt: { user } });
		expect(causes(facts())).toEqual(['?alreadyInChannel']);
		const others = { ...LIVE, hosts: [{ account: 'bob' }] };
		expect(passed(facts(succeeded(others, 0)))).toContain('presence');
		expect(passed(facts(succeeded({ exists: false }, 0)))).toContain('presence');
		expect(unknown(facts(succeeded({ ...others, audienceTotal: 20_000 }, 0)))).toEqual({
			presence: 'longAudience',
		});
		expect(unknown(facts(succeeded(LIVE, 0)))).toEqual({ presence: 'uidsOfAccount' });
	});

	test('is looked up in the list if the user alone cannot be read', () => {
		const userState = failed(initial<never>(), outage);
		expect(causes(joinFacts({ userState, attempt: { user: { uid: 2 } } }))).toEqual(['?alreadyInChannel']);
		expect(passed(joinFacts({ userState }))).toContain('presence');
	});

	test('whose uid Agora chooses is not in the channel', () => {
		const facts = unreadFacts({ projects: succeeded([PROJECT], 0), attempt: { user: { uid: 0 } } });
		expect(passed(facts)).toContain('presence');
	});
});

describe('the communication profile', () => {
	const communication = succeeded(
		{ exists: true, profile: 'communication', users: [{ uid: 9 }], total: 1 } as const,
		0,
	);

	test('may be the cause, and certainly is for a cloud player', () => {
		expect(causes(joinFacts({ users: communication }))).toEqual(['?communicationProfile']);
		expect(causes(joinFacts({ users: communication, isPlayer: true }))).toEqual(['communicationProfile']);
	});

	test('is no cause while nobody is in the channel', () => {
		expect(causes(joinFacts({ users: succeeded({ exists: false }, 0), isPlayer: true }))).toEqual([]);
	});
});

test('gives the reason where the network or a permission is missing', () => {
	const error = <T>() => failed(initial<T>(), outage);
	const nothing = joinFacts({ projects: error(), bans: error(), users: error(), userState: error() });
	expect(causes(nothing)).toEqual([]);
	expect(new Set(Object.values(unknown(nothing)))).toEqual(new Set(['error']));
	expect(Object.keys(unknown(nothing))).toHaveLength(6);
	const withoutUsers = joinFacts({ users: error(), userState: error() });
	expect(unknown(withoutUsers)).toEqual({ presence: 'error', profile: 'error' });
});
