import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/agora/channels/channels';
import {
	afterChannelList,
	compareChannels,
	GONE_AFTER,
	NO_CHANNELS,
	type ProjectChannels,
} from '../../../src/channels/channelMerge';

const NAMES = ['a', 'b', 'class 2', 'class 10', 'class 02', '', '频道'];

const channels: fc.Arbitrary<readonly Channel[]> = fc.array(
	fc.record({
		name: fc.constantFrom(...NAMES),
		userCount: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
	}),
	{ maxLength: 8 },
);

/** Lists one after the other, with the time that passes before each. */
const readings = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 90_000 }), listed: channels }), {
	minLength: 1,
	maxLength: 12,
});

interface Reading {
	readonly readAt: number;
	readonly listed: readonly Channel[];
}

/** Calls `check` with the channels after each list, and all lists so far. */
function eachReading(
	all: readonly { readonly gap: number; readonly listed: readonly Channel[] }[],
	check: (now: ProjectChannels, so: readonly Reading[], before: ProjectChannels) => void,
): void {
	let before = NO_CHANNELS;
	let readAt = 0;
	const so: Reading[] = [];
	for (const { gap, listed } of all) {
		readAt += gap;
		so.push({ readAt, listed });
		const now = afterChannelList(before, listed, { startedAt: readAt - 1, readAt });
		check(now, so, before);
		before = now;
	}
}

/** The last lists in a row without a channel. */
function missing(so: readonly Reading[], name: string): readonly Reading[] {
	const last = so.findLastIndex(({ listed }) => listed.some((each) => each.name === name));
	return so.slice(last + 1);
}

describe('the channels after any lists', () => {
	it('are each there once, in order, and as the last list that contains them says', () => {
		fc.assert(
			fc.property(readings, (all) =>
				eachReading(all, ({ list, byName }, so) => {
					expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
					expect(list).toEqual([...list].sort(compareChannels));
					expect([...byName.values()].sort(compareChannels)).toEqual(list);
					for (const channel of list) {
						const source = so.findLast(({ listed }) => listed.some(({ name }) => name === channel.name));
						expect(channel.userCount).toBe(
							source?.listed.findLast(({ name }) => name === channel.name)?.userCount,
						);
						expect(channel.missingSince).toBe(missing(so, channel.name)[0]?.readAt);
					}
				}),
			),
		);
	});

	it('contain every listed channel, and a missing one until it is gone', () => {
		fc.assert(
			fc.property(readings, (all) =>
				eachReading(all, ({ byName }, so, before) => {
					for (const name of NAMES) {
						const lost = missing(so, name);
						if (lost.length === 0) {
							expect(byName.has(name)).toBe(true);
						} else if (before.byName.has(name)) {
							const ms = (lost.at(-1)?.readAt ?? 0) - (lost[0]?.readAt ?? 0);
							const isGone = lost.length >= GONE_AFTER.readings && ms >= GONE_AFTER.ms;
							expect(byName.has(name)).toBe(!isGone);
						} else {
							expect(byName.has(name)).toBe(false);
						}
					}
				}),
			),
		);
	});

	it('are new objects only where something changed', () => {
		fc.assert(
			fc.property(readings, (all) =>
				eachReading(all, (now, _, before) => {
					for (const channel of now.list) {
						const was = before.byName.get(channel.name);
						const isSame = was?.userCount === channel.userCount && was?.missingSince === channel.missingSince;
						expect(was === channel).toBe(was !== undefined && isSame);
					}
				}),
			),
		);
	});
});
