import { describe, expect, it } from 'vitest';
import { Lazy } from '../../../src/common/lazy';

describe('Lazy', () => {
	it('loads at the first call, once for all callers', async () => {
		let loads = 0;
		const once = new Lazy(async () => {
			loads += 1;
			return {};
		});
		expect(once.started).toBeUndefined();
		const both = [once.get(), once.get()];
		expect(once.started).toBe(both[0]);
		const [first, second] = await Promise.all(both);
		expect(first).toBe(second);
		expect(await once.get()).toBe(first);
		expect(loads).toBe(1);
	});

	it('loads again after a failure, with which all pending calls reject', async () => {
		let loads = 0;
		const once = new Lazy(async () => {
			loads += 1;
			if (loads === 1) {
				throw new Error('not now');
			}
			return loads;
		});
		const both = await Promise.allSettled([once.get(), once.get()]);
		expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(once.started).toBeUndefined();
		expect(await once.get()).toBe(2);
		expect(await once.get()).toBe(2);
	});
});
