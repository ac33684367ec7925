import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNEL_PAGE_SIZE, type ChannelPage, ChannelPages } from '../../../../src/agora/channels/channels';

const channel = fc.record({
	name: fc.integer({ min: 0, max: 30 }).map((number) => `c${number}`),
	userCount: fc.option(fc.nat(9), { nil: undefined }),
});
const anyPage: fc.Arbitrary<ChannelPage> = fc.record({
	channels: fc.array(channel, { maxLength: 12 }),
	total: fc.option(fc.nat(40), { nil: undefined }),
	rejected: fc.nat(2),
	partial: fc.nat(2),
});

function merge(pages: readonly ChannelPage[]): ChannelPages {
	const merged = new ChannelPages();
	for (const page of pages) {
		merged.add(page);
	}
	return merged;
}

test('contains every channel of every page once, with its latest number of users', () => {
	fc.assert(
		fc.property(fc.array(anyPage, { maxLength: 6 }), (pages) => {
			const merged = merge(pages).channels;
			const all = pages.flatMap(({ channels }) => channels);
			expect(merged.map(({ name }) => name)).toEqual([...new Set(all.map(({ name }) => name))]);
			for (const { name, userCount } of merged) {
				const counts = all.filter((each) => each.name === name && each.userCount !== undefined);
				expect(userCount).toBe(counts.at(-1)?.userCount);
			}
		}),
	);
});

test('does not continue after a page without new channels', () => {
	fc.assert(
		fc.property(fc.array(anyPage, { minLength: 1, maxLength: 5 }), fc.nat(1000), (pages, total) => {
			const merged = merge(pages);
			merged.add({ channels: merged.channels, total, rejected: 0, partial: 0 });
			expect(merged.expectedPages).toBe(0);
		}),
	);
});

/** A list in which channels begin and end between two pages. */
const changes = fc.array(
	fc.record({ ends: fc.array(fc.nat(1600), { maxLength: 30 }), begin: fc.nat(30), atFront: fc.boolean() }),
	{ maxLength: 6 },
);

test('finds every channel that a page contains, with either meaning of the total, and comes to an end', () => {
	fc.assert(
		fc.property(fc.nat(1600), changes, fc.boolean(), (size, between, countsPageOnly) => {
			let live = Array.from({ length: size }, (_, index) => `c${index}`);
			const merged = new ChannelPages();
			const shown = new Set<string>();
			let pageNumber = 0;
			do {
				const start = pageNumber * CHANNEL_PAGE_SIZE;
				const names = live.slice(start, start + CHANNEL_PAGE_SIZE);
				for (const name of names) {
					shown.add(name);
				}
				merged.add({
					channels: names.map((name) => ({ name, userCount: 1 })),
					total: countsPageOnly ? names.length : live.length,
					rejected: 0,
					partial: 0,
				});
				const { ends, begin, atFront } = between[pageNumber] ?? { ends: [], begin: 0, atFront: false };
				const begun = Array.from({ length: begin }, (_, index) => `n${pageNumber} ${index}`);
				live = live.filter((_, index) => !ends.includes(index));
				live = atFront ? [...begun, ...live] : [...live, ...begun];
				pageNumber += 1;
			} while (merged.expectedPages > 0);
			expect(new Set(merged.channels.map(({ name }) => name))).toEqual(shown);
			expect(pageNumber).toBeLessThan(12);
			if (between.length === 0) {
				expect(shown.size).toBe(size);
			}
		}),
		{ numRuns: 200 },
	);
});
