import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BanRule } from '../../../src/agora/channels/banRules';
import {
	afterBan,
	afterBanChange,
	afterBanList,
	afterLift,
	BAN_LAG_MS,
	firstEnd,
	NO_BANS,
	type ProjectBans,
	withoutEnded,
} from '../../../src/channels/banMerge';

const MINUTE = 60_000;

/** @param end minutes after 1970, by Agora's clock. */
function rule(id: number, end = 60, more: Partial<BanRule> = {}): BanRule {
	return {
		...{ id, uid: id, channelName: 'class32', ip: undefined, privileges: ['join_channel'] },
		...{ expiresAt: new Date(end * MINUTE), createdAt: new Date(0) },
		...more,
	};
}

/** @param readAt minutes of the monotonic clock. */
function read(before: ProjectBans, readAt: number, ...rules: readonly BanRule[]): ProjectBans {
	return afterBanList(before, rules, { startedAt: readAt * MINUTE - 1, readAt: readAt * MINUTE });
}

const ids = ({ rules }: ProjectBans) => rules.map(({ id }) => id);
const ends = ({ rules }: ProjectBans) => rules.map(({ expiresAt }) => (expiresAt?.getTime() ?? 0) / MINUTE);

describe('the bans of a project', () => {
	it('begin with the one that ends first, and contain each once', () => {
		const bans = read(NO_BANS, 0, rule(1, 60), rule(2, 20), rule(3, 40), rule(2, 10), {
			...rule(4),
			expiresAt: undefined,
		});
		expect(ids(bans)).toEqual([2, 3, 1, 4]);
		expect(firstEnd(bans)).toBe(10 * MINUTE);
		expect(firstEnd(NO_BANS)).toBe(Number.POSITIVE_INFINITY);
	});

	it('stay the same objects unless they change', () => {
		const first = read(NO_BANS, 0, rule(1, 60), rule(2, 70));
		expect(read(first, 1, rule(2, 70), rule(1, 60)).rules).toBe(first.rules);
		const changed = read(first, 1, rule(1, 60), rule(2, 70, { privileges: ['publish_audio'] }));
		expect(changed.rules.map((each, at) => each === first.rules[at])).toEqual([true, false]);
	});

	it('keep a rule that few lists miss', () => {
		const bans = read(NO_BANS, 0, rule(1), rule(2));
		const missed = read(read(bans, 1, rule(1)), 2, rule(1));
		expect(ids(missed)).toEqual([1, 2]);
		expect(ids(read(missed, 3, rule(1)))).toEqual([1]);
		expect(ids(read(missed, 3, rule(1), rule(2)))).toEqual([1, 2]);
	});

	it('keep a rule that was created here while the lists may lag', () => {
		const created = afterBan(NO_BANS, rule(7), 0);
		const early = [1, 2, 3, 4].reduce((bans, minute) => read(bans, minute), created);
		expect(ids(early)).toEqual([7]);
		expect(ids(read(early, 6))).toEqual([]);
	});

	it('do not show a rule again that was lifted here, while the lists may lag', () => {
		const bans = read(NO_BANS, 0, rule(1), rule(2));
		const lifted = afterLift(bans, 1, 1 * MINUTE);
		expect(ids(lifted)).toEqual([2]);
		expect(ids(read(lifted, 2, rule(1), rule(2)))).toEqual([2]);
		expect(ids(read(read(lifted, 2, rule(2)), 3, rule(1), rule(2)))).toEqual([2]);
		expect(ids(read(lifted, 7, rule(1), rule(2)))).toEqual([1, 2]);
	});

	it('keep an end that was changed here, while the lists may lag', () => {
		const bans = read(NO_BANS, 0, rule(1, 60));
		const changed = afterBanChange(bans, 1, new Date(90 * MINUTE), 1 * MINUTE);
		expect(ends(changed)).toEqual([90]);
		expect(ends(read(changed, 2, rule(1, 60)))).toEqual([90]);
		expect(ends(read(read(changed, 2, rule(1, 90)), 3, rule(1, 60)))).toEqual([90]);
		expect(ends(read(changed, 7, rule(1, 60)))).toEqual([60]);
		expect(afterBanChange(bans, 9, new Date(0), 0)).toBe(bans);
	});

	it('do not contain rules that have ended', () => {
		const bans = read(NO_BANS, 0, rule(1, 10), rule(2, 20));
		expect(ids(withoutEnded(bans, 10 * MINUTE))).toEqual([2]);
		expect(withoutEnded(bans, 10 * MINUTE - 1)).toBe(bans);
	});
});

type Action =
	| { readonly kind: 'list'; readonly rules: readonly BanRule[] }
	| { readonly kind: 'ban' | 'lift' | 'change'; readonly id: number; readonly end: number };

const actions: fc.Arbitrary<readonly (Action & { readonly gap: number })[]> = fc.array(
	fc
		.oneof(
			fc.record({
				kind: fc.constant('list' as const),
				rules: fc.array(
					fc
						.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 }))
						.map(([id, end]) => rule(id, end)),
					{ maxLength: 5 },
				),
			}),
			fc.record({
				kind: fc.constantFrom('ban' as const, 'lift' as const, 'change' as const),
				id: fc.integer({ min: 1, max: 4 }),
				end: fc.integer({ min: 1, max: 60 }),
			}),
		)
		.chain((action) =>
			fc.integer({ min: 0, max: 3 * MINUTE }).map((gap) => ({ ...action, gap }) as Action & { gap: number }),
		),
	{ maxLength: 20 },
);

function apply(bans: ProjectBans, action: Action, now: number): ProjectBans {
	switch (action.kind) {
		case 'list':
			return afterBanList(bans, action.rules, { startedAt: now, readAt: now });
		case 'ban':
			return afterBan(bans, rule(action.id, action.end), now);
		case 'lift':
			return afterLift(bans, action.id, now);
		case 'change':
			return afterBanChange(bans, action.id, new Date(action.end * MINUTE), now);
	}
}

describe('a change of bans from here', () => {
	it('is never undone by a list that is requested within the lag, whatever else happens to other rules', () => {
		fc.assert(
			fc.property(actions, (all) => {
				let bans = NO_BANS;
				let now = 0;
				/** What the last change from here left of each rule. */
				const expected = new Map<number, { at: number; end: number | undefined }>();
				for (const action of all) {
					now += action.gap;
					const wasKnown = action.kind !== 'list' && bans.kept.has(action.id);
					bans = apply(bans, action, now);
					if (action.kind === 'ban' || (action.kind === 'change' && wasKnown)) {
						expected.set(action.id, { at: now, end: action.end });
					} else if (action.kind === 'lift') {
						expected.set(action.id, { at: now, end: undefined });
					}
					for (const [id, { at, end }] of expected) {
						if (now < at + BAN_LAG_MS) {
							const shown = bans.rules.find((each) => each.id === id)?.expiresAt?.getTime();
							expect(shown).toBe(end === undefined ? undefined : end * MINUTE);
						}
					}
					expect(ids(bans).length).toBe(new Set(ids(bans)).size);
				}
			}),
		);
	});
});
