import { describe, expect, it } from 'vitest';
import { inOrder, sortedBy } from '../../../media/usage/sorting';

describe('a sorted table', () => {
	it('turns round when the same header is pressed, and starts with the highest on another', () => {
		const first = sortedBy({ key: 'day', descending: true }, 'total');
		expect(first).toEqual({ key: 'total', descending: true });
		expect(sortedBy(first, 'total')).toEqual({ key: 'total', descending: false });
	});

	it('has what was not sent last, either way', () => {
		const values = [3, undefined, 10, 0];
		expect(inOrder(values, (value) => value, true)).toEqual([10, 3, 0, undefined]);
		expect(inOrder(values, (value) => value, false)).toEqual([0, 3, 10, undefined]);
	});

	it('sorts names as people do', () => {
		expect(inOrder(['b', 'Ä', 'a'], (name) => name, false)).toEqual(['a', 'Ä', 'b']);
	});
});
