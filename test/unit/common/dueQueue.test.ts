import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueQueue } from '../../../src/common/dueQueue';

const anyStep = fc.record({
	item: fc.integer({ min: 0, max: 20 }),
	due: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(Infinity, -Infinity)),
});

it('returns the item that is due first after any changes', () => {
	fc.assert(
		fc.property(fc.array(anyStep, { maxLength: 100 }), (steps) => {
			const queue = new DueQueue<number>();
			let expected: { readonly item: number; readonly due: number }[] = [];
			for (const { item, due } of steps) {
				queue.set(item, due);
				expected = [
					...expected.filter((each) => each.item !== item),
					...(due === Infinity ? [] : [{ item, due }]),
				];
				const [first] = expected.toSorted((a, b) => (a.due === b.due ? 0 : a.due - b.due));
				expect(queue.first).toEqual(first && expect.objectContaining(first));
				expect(queue.size).toBe(expected.length);
			}
			for (const { item } of expected.toSorted((a, b) => (a.due === b.due ? 0 : a.due - b.due))) {
				expect(queue.first?.item).toBe(item);
				queue.delete(item);
			}
			expect(queue.first).toBeUndefined();
		}),
	);
});
