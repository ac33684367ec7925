import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	type BanRule,
	findCreatedBan,
	findNewEnd,
	PRIVILEGES,
	type WantedBan,
} from '../../../../src/agora/channels/banRules';

const STARTED = Date.UTC(2026, 0, 9, 7);
const LOST = { startedAt: STARTED, lostAt: STARTED + 30_000 };
const SKEW_MS = 5000;

const uid = fc.constantFrom(1, 2);
const channelName = fc.constantFrom('a', 'b');
const target = fc.oneof(
	fc.record({ uid }),
	fc.record({ channelName }),
	fc.record({ uid, channelName }),
	fc.record({ ip: fc.constantFrom('203.0.113.7', '203.0.113.8') }),
);
const privileges = fc.subarray([...PRIVILEGES], { minLength: 1 });
const wanted: fc.Arbitrary<WantedBan> = fc
	.tuple(target, privileges, fc.constantFrom(10, 600, 86_400))
	.map(([parts, words, seconds]) => ({ ...parts, privileges: words, seconds }));

/** Milliseconds from the start of the write; mostly near it. */
const moment = fc.oneof(
	fc.integer({ min: -SKEW_MS, max: 30_000 + SKEW_MS }),
	fc.integer({ min: -7_200_000, max: 7_200_000 }),
);

const rule: fc.Arbitrary<BanRule> = fc
	.record({
		parts: target,
		privileges,
		created: fc.option(moment, { nil: undefined }),
		seconds: fc.constantFrom(10, 600, 86_400),
		ends: fc.boolean(),
		at: moment,
	})
	.map(({ parts, privileges: words, created, seconds, ends, at }) => ({
		...{ id: 0, uid: undefined, channelName: undefined, ip: undefined, ...parts },
		privileges: words,
		createdAt: created === undefined ? undefined : new Date(STARTED + created),
		expiresAt: ends ? new Date(STARTED + (created ?? at) + seconds * 1000) : undefined,
	}));
const rules = fc
	.array(rule, { maxLength: 8 })
	.map((all) => all.map((each, index) => ({ ...each, id: index + 1 })));

const key = (parts: Pick<Partial<BanRule>, 'uid' | 'channelName' | 'ip'>, words: readonly string[]) =>
	JSON.stringify([parts.uid ?? 0, parts.channelName ?? '', parts.ip ?? '', words.toSorted()]);

function isDuring(time: number | undefined): boolean {
	return time !== undefined && time >= STARTED - SKEW_MS && time <= LOST.lostAt + SKEW_MS;
}

test('finds a rule if and only if one with the same target and privileges was created during the write', () => {
	fc.assert(
		fc.property(rules, wanted, (all, ban) => {
			const result = findCreatedBan({ rules: all, rejected: 0 }, ban, LOST);
			const matching = all.filter(({ createdAt, expiresAt, ...parts }) => {
				const started =
					createdAt?.getTime() ?? (expiresAt ? expiresAt.getTime() - ban.seconds * 1000 : undefined);
				return key(parts, parts.privileges) === key(ban, ban.privileges) && isDuring(started);
			});
			if (typeof result === 'object') {
				expect(matching.map(({ id }) => id)).toContain(result.done);
			} else {
				expect([result, matching]).toEqual(['unknown', []]);
			}
		}),
		{ numRuns: 1000 },
	);
});

test('does not depend on the order of privileges and rules', () => {
	fc.assert(
		fc.property(rules, wanted, fc.boolean(), (all, ban, isReversed) => {
			const list = { rules: isReversed ? all.toReversed() : all, rejected: 0 };
			const other = { ...ban, privileges: ban.privileges.toReversed() };
			const isFound = (result: unknown) => typeof result === 'object';
			expect(isFound(findCreatedBan(list, other, LOST))).toBe(
				isFound(findCreatedBan({ rules: all, rejected: 0 }, ban, LOST)),
			);
		}),
	);
});

test('a missing rule is never a proof that there is none', () => {
	fc.assert(
		fc.property(rules, wanted, fc.nat(3), (all, ban, rejected) => {
			expect(findCreatedBan({ rules: all, rejected }, ban, LOST)).not.toBe('notDone');
			expect(findNewEnd({ rules: all, rejected }, { id: 99, seconds: 60 }, LOST)).toBeUndefined();
		}),
	);
});

test('a changed rule is found by its new end', () => {
	fc.assert(
		fc.property(moment, fc.constantFrom(10, 600), fc.constantFrom(10, 600), (at, seconds, other) => {
			const expiresAt = new Date(STARTED + at + seconds * 1000);
			const changed: BanRule = {
				...{ id: 7, uid: 1, channelName: undefined, ip: undefined, privileges: ['join_channel'] },
				...{ createdAt: new Date(STARTED - 3_600_000), expiresAt },
			};
			const result = findNewEnd({ rules: [changed], rejected: 0 }, { id: 7, seconds: other }, LOST);
			expect(result).toEqual(isDuring(expiresAt.getTime() - other * 1000) ? expiresAt : undefined);
		}),
	);
});
