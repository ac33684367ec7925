import { describe, expect, it } from 'vitest';
import { resolveTargets } from '../../../src/ui/resolveTargets';

/** Rows are numbers from 1 to 9. */
function resolve(argument: unknown, selection?: unknown, fits?: (row: number) => boolean) {
	return resolveTargets(argument, selection, {
		fromArgument: (row) => (typeof row === 'number' && row >= 1 && row <= 9 ? row : undefined),
		...(fits && { fits }),
		pick: async () => 7,
	});
}

describe('resolveTargets', () => {
	it('returns the selected rows where the command was called on one of them', async () => {
		expect(await resolve(2, [1, 2, 3])).toEqual([1, 2, 3]);
	});

	it('returns the row alone where it is not among the selected ones', async () => {
		expect(await resolve(5, [1, 2, 3])).toEqual([5]);
		expect(await resolve(5)).toEqual([5]);
	});

	it('returns each object once', async () => {
		expect(await resolve(2, [2, 2, 3])).toEqual([2, 3]);
	});

	it('asks where the argument is not recognised', async () => {
		for (const argument of [undefined, null, 'x', 0, {}, [1]]) {
			expect(await resolve(argument)).toEqual([7]);
			expect(await resolve(argument, [1, 2])).toEqual([7]);
		}
	});

	it('ignores selected rows that are not recognised', async () => {
		expect(await resolve(2, ['x', 2, undefined])).toEqual([2]);
		expect(await resolve(2, 'x')).toEqual([2]);
	});

	it('leaves out rows that do not fit, and does not ask instead', async () => {
		expect(await resolve(2, [1, 2, 3], (row) => row > 1)).toEqual([2, 3]);
		expect(await resolve(2, undefined, () => false)).toEqual([]);
	});
});
