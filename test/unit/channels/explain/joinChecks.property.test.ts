import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChannelUsers } from '../../../../src/agora/channels/channelUsers';
import { explainJoin } from '../../../../src/channels/explain/joinChecks';
import { JOIN_CHECKS, type JoinFacts } from '../../../../src/channels/explain/joinFindings';
import { failed, initial, type Loadable, succeeded } from '../../../../src/common/loadable';
import { APP_ID, CERTIFICATE, mint } from '../../agora/tokens';
import { NOW } from './joinFacts';

const token = mint();

/** Any text, among them damaged tokens. */
const tokens = fc.oneof(
	fc.string(),
	fc.constantFrom('', token, mint({ uid: 7 }, 'x'), '006abc'),
	fc
		.tuple(fc.nat(token.length), fc.string())
		.map(([at, text]) => token.slice(0, at) + text + token.slice(at)),
	fc.base64String().map((text) => `007${text}`),
);
const channelNames = fc.oneof(fc.constantFrom('class32', ''), fc.string({ unit: 'binary' }));
const users = fc.oneof(
	fc.record({ uid: fc.oneof(fc.constantFrom(0, 101), fc.nat()) }),
	fc.record({ account: fc.string() }),
);
const projects = fc.array(
	fc.record({
		...{ id: fc.constant('p'), name: fc.string(), createdAt: fc.constant(undefined) },
		appId: fc.constantFrom(APP_ID, '', 'x'),
		appCertificate: fc.constantFrom(undefined, CERTIFICATE, 'x'),
		enabled: fc.constantFrom(true, false, undefined),
		recordingServer: fc.constant(undefined),
	}),
);
const rules = fc.array(
	fc.record({
		id: fc.nat(),
		uid: fc.option(fc.nat(200), { nil: undefined }),
		channelName: fc.option(channelNames, { nil: undefined }),
		ip: fc.option(fc.ipV4(), { nil: undefined }),
		privileges: fc.array(fc.constantFrom('join_channel', 'publish_audio', 'other')),
		expiresAt: fc.option(fc.date(), { nil: undefined }),
		createdAt: fc.constant(undefined),
	}),
);
const listed = fc.constantFrom<ChannelUsers>(
	{ exists: false },
	{ exists: true, profile: 'communication', users: [{ uid: 101 }], total: 1 },
	{ exists: true, profile: 'live', hosts: [], audience: [{ account: '' }], audienceTotal: 20_000 },
);
const states = fc.constantFrom(
	{ inChannel: false } as const,
	{ inChannel: true, joinedAt: undefined, role: undefined, platform: undefined } as const,
);

/** Read, not read, failed, and failed after it was read. */
function loadables<T>(values: fc.Arbitrary<T>): fc.Arbitrary<Loadable<T>> {
	return fc
		.tuple(
			fc.option(values, { nil: undefined }),
			fc.option(fc.constant(new Error('lost')), { nil: undefined }),
		)
		.map(([value, error]) => {
			const read = value === undefined ? initial<T>() : succeeded(value, 0);
			return error ? failed(read, error) : read;
		});
}

const facts: fc.Arbitrary<JoinFacts> = fc.record({
	attempt: fc.record({
		appId: fc.oneof(fc.constantFrom(APP_ID, ''), fc.string()),
		channelName: channelNames,
		user: users,
		token: tokens,
	}),
	now: fc.oneof(fc.constant(NOW), fc.integer()),
	account: fc.option(fc.record({ canReadCertificates: fc.boolean() }), { nil: undefined }),
	projects: loadables(projects),
	bans: loadables(rules),
	users: loadables(listed),
	userState: loadables(states),
	isPlayer: fc.boolean(),
});

test('every check has a result, in the order of the checks, whatever the token and the names are', () => {
	fc.assert(
		fc.property(facts, (given) => {
			const findings = explainJoin(given);
			const order = findings.map(({ check }) => JOIN_CHECKS.indexOf(check));
			expect(order).toEqual([...order].sort((a, b) => a - b));
			const always = JOIN_CHECKS.filter((check) => check !== 'names' && check !== 'token');
			expect(always.filter((check) => !findings.some((finding) => finding.check === check))).toEqual([]);
			const hasTokenResult = findings.some(({ check }) => check === 'token');
			expect(hasTokenResult).toBe(given.attempt.token !== '');
		}),
		{ numRuns: 1000 },
	);
});

test('no result contains the token', () => {
	fc.assert(
		fc.property(facts, (given) => {
			const { token: secret } = given.attempt;
			fc.pre(secret.length > 40);
			expect(JSON.stringify(explainJoin(given))).not.toContain(secret);
		}),
	);
});

test('a project and rules that could not be read are never called good', () => {
	fc.assert(
		fc.property(facts, (given) => {
			const isLost = {
				...given,
				projects: initial<never>(),
				bans: initial<never>(),
				users: initial<never>(),
			};
			const passed = explainJoin({ ...isLost, userState: initial<never>() }).flatMap(({ state, check }) =>
				state === 'passed' ? check : [],
			);
			expect(passed.filter((check) => check !== 'token' && check !== 'presence')).toEqual([]);
		}),
	);
});
