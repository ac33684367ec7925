import { describe, expect, it } from 'vitest';
import { DisposableStore, toDisposable } from '../../../src/common/disposable';

describe('DisposableStore', () => {
	it('disposes of its items once, in reverse order', () => {
		const released: string[] = [];
		const store = new DisposableStore();
		store.add(toDisposable(() => released.push('first')));
		store.add(toDisposable(() => released.push('second')));
		store.dispose();
		store.dispose();
		expect(released).toEqual(['second', 'first']);
	});

	it('disposes at once of an item that is added after disposal', () => {
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
