import { describe, expect, it } from 'vitest';
import { bucketAfter, bucketFor } from '../../../media/usage/report';

describe('the bars of a range', () => {
	it('are days for up to three months, then weeks', () => {
		expect([7, 92, 93, 366].map(bucketFor)).toEqual(['day', 'day', 'week', 'week']);
	});

	it('follow the range until others are chosen', () => {
		expect(bucketAfter('day', 30, 365)).toBe('week');
		expect(bucketAfter('week', 365, 7)).toBe('day');
		expect(bucketAfter('month', 90, 365)).toBe('month');
		expect(bucketAfter('day', 365, 300)).toBe('day');
	});
});
