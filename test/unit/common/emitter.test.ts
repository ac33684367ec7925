import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/common/emitter';

describe('Emitter', () => {
	it('tells every listener in the order they came, until they leave', () => {
		const emitter = new Emitter<number>();
		const heard: string[] = [];
		const first = emitter.event((value) => heard.push(`first ${value}`));
		emitter.event((value) => heard.push(`second ${value}`));
		emitter.fire(1);
		first.dispose();
		emitter.fire(2);
		expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
	});

	it('counts the same function twice if it subscribed twice', () => {
		const emitter = new Emitter<void>();
		let heard = 0;
		const listener = () => {
			heard += 1;
		};
		const first = emitter.event(listener);
		emitter.event(listener);
		first.dispose();
		emitter.fire();
		expect(heard).toBe(1);
	});

	it('lets the others hear when one listener throws, and then throws itself', () => {
		const emitter = new Emitter<void>();
		let heard = false;
		emitter.event(() => {
			throw new Error('listener');
		});
		emitter.event(() => {
			heard = true;
		});
		expect(() => emitter.fire()).toThrow('listener');
		expect(heard).toBe(true);
	});

	it('tells nothing to who leaves or comes while it tells the others', () => {
		const emitter = new Emitter<void>();
		const heard: string[] = [];
		emitter.event(() => {
			heard.push('first');
			second.dispose();
			emitter.event(() => heard.push('new'));
		});
		const second = emitter.event(() => heard.push('second'));
		emitter.fire();
		expect(heard).toEqual(['first']);
	});

	it('says nothing after it was disposed of', () => {
		const emitter = new Emitter<void>();
		let heard = false;
		emitter.event(() => {
			heard = true;
		});
		emitter.dispose();
		emitter.fire();
		expect(heard).toBe(false);
	});
});
