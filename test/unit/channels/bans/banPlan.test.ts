import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import type { ChannelUser } from '../../../../src/agora/session';
import { createdRule, planUserBans, type UserInChannel } from '../../../../src/channels/bans/banPlan';

function projectNamed(name: string): Project {
	const unknown = undefined;
	return {
		...{ id: name, name, appId: `app-${name}`, enabled: true },
		...{ appCertificate: unknown, createdAt: unknown, recordingServer: unknown },
	};
}

const class1 = projectNamed('Class 1');
const class2 = projectNamed('Class 2');
const inChannel = (project: Project, channelName: string, user: ChannelUser): UserInChannel => ({
	...{ project, channelName, user },
});

describe('the plan of bans', () => {
	test('names the channel of each user, or the whole project', () => {
		const users = [inChannel(class1, 'a', { uid: 7 }), inChannel(class2, 'b', { uid: 8 })];
		expect(planUserBans(users, 'channel')).toEqual({
			bans: [
				{ project: class1, target: { uid: 7, channelName: 'a' } },
				{ project: class2, target: { uid: 8, channelName: 'b' } },
			],
			users,
			unnameable: [],
		});
		expect(planUserBans(users, 'project').bans.map(({ target }) => target)).toEqual([{ uid: 7 }, { uid: 8 }]);
	});

	test('bans a user of two channels once for the whole project', () => {
		const users = [inChannel(class1, 'a', { uid: 7 }), inChannel(class1, 'b', { uid: 7 })];
		expect(planUserBans(users, 'project').bans).toEqual([{ project: class1, target: { uid: 7 } }]);
		expect(planUserBans(users, 'channel').bans).toHaveLength(2);
	});

	test('leaves out accounts, uid 0 and numbers that are no uids', () => {
		const users = [{ account: 'anna' }, { uid: 0 }, { uid: 4_294_967_296 }, { uid: -1 }, { uid: 1.5 }].map(
			(user) => inChannel(class1, 'a', user),
		);
		expect(planUserBans(users, 'channel')).toEqual({ bans: [], users: [], unnameable: users });
	});

	const user = fc.oneof(
		fc.record({ uid: fc.oneof(fc.nat(3), fc.integer(), fc.maxSafeInteger()) }),
		fc.record({ account: fc.string() }),
	);
	const selected = fc.array(
		fc.record({
			project: fc.constantFrom(class1, class2),
			channelName: fc.constantFrom('a', 'b'),
			user,
		}),
	);

	test('loses no user, repeats no rule, and never names uid 0', () => {
		fc.assert(
			fc.property(selected, fc.constantFrom('channel' as const, 'project' as const), (users, scope) => {
				const plan = planUserBans(users, scope);
				expect(new Set([...plan.users, ...plan.unnameable])).toEqual(new Set(users));
				const keys = plan.bans.map(({ project, target }) => JSON.stringify([project.appId, target]));
				expect(new Set(keys).size).toBe(keys.length);
				for (const { target } of plan.bans) {
					expect('uid' in target && target.uid).toBeGreaterThan(0);
					expect('channelName' in target).toBe(scope === 'channel');
				}
				for (const { project, channelName, user: of } of plan.users) {
					const uid = 'uid' in of ? of.uid : undefined;
					const target = scope === 'channel' ? { uid, channelName } : { uid };
					expect(plan.bans).toContainEqual({ project, target });
				}
			}),
		);
	});
});

test('the rule of a new ban ends after its length', () => {
	const ban = { project: class1, target: { uid: 7, channelName: 'a' } };
	const now = Date.UTC(2026, 0, 9, 7);
	expect(createdRule(1953, ban, { privileges: ['join_channel'], seconds: 600, now })).toEqual({
		id: 1953,
		uid: 7,
		channelName: 'a',
		ip: undefined,
		privileges: ['join_channel'],
		createdAt: new Date('2026-01-09T07:00:00Z'),
		expiresAt: new Date('2026-01-09T07:10:00Z'),
	});
});
