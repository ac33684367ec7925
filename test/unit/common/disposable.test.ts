import { describe, expect, it } from 'vitest';
import { DisposableStore, toDisposable } from '../../../src/common/disposable';

describe('DisposableStore', () => {
	it('releases what it owns once, last added first', () => {
		const released: string[] = [];
		const store = new DisposableStore();
		store.add(toDisposable(() => released.push('first')));
		store.add(toDisposable(() => released.push('second')));
		store.dispose();
		store.dispose();
		expect(released).toEqual(['second', 'first']);
	});

	it('releases at once what comes too late', () => {
		let released = false;
		const store = new DisposableStore();
		store.dispose();
		store.add(
			toDisposable(() => {
				released = true;
			}),
		);
		expect(released).toBe(true);
	});
});
