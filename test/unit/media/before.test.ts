import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beforeOf } from '../../../media/usage/model/before';
import { addDays } from '../../../src/shared/usage/report/day';
import { lengthOf } from '../../../src/shared/usage/report/span';
import { summarise } from '../../../src/shared/usage/report/summary';
import { bucketSizes } from '../../../src/shared/usage/words';
import { steady } from './figures';

describe('the range before', () => {
	it('lies day by day under the bars, and adds up to its total whatever their size', () => {
		const anyLength = fc.integer({ min: 1, max: 366 });
		fc.assert(
			fc.property(anyLength, anyLength, fc.constantFrom(...bucketSizes), (now, earlier, bucket) => {
				const range = { from: '2024-02-10', to: addDays('2024-02-10', now - 1) };
				const span = { from: addDays('2024-02-09', 1 - earlier), to: '2024-02-09' };
				const summary = summarise([steady(range, 5)], { range, bucket });
				const before = beforeOf([steady(span, 3, 4)], span, { range, summary, hidden: [] });
				expect(before.rows).toHaveLength(summary.rows.length);
				expect(before.rows.reduce<number>((sum, row) => sum + (row ?? 0), 0)).toBe(7 * earlier);
				expect(before.total).toBe(7 * earlier);
			}),
		);
	});

	it('leaves out what is switched off', () => {
		const range = { from: '2024-02-10', to: '2024-02-16' };
		const span = { from: '2024-02-03', to: '2024-02-09' };
		const summary = summarise([steady(range, 5)], { range, bucket: 'day' });
		const before = beforeOf([steady(span, 3, 4)], span, { range, summary, hidden: ['audio'] });
		expect(before.total).toBe(3 * lengthOf(span));
	});
});
