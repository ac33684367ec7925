import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/common/emitter';

describe('Emitter', () => {
	it('calls listeners in the order in which they subscribed, until they unsubscribe', () => {
		const emitter = new Emitter<number>();
		const heard: string[] = [];
		const first = emitter.event((value) => heard.push(`first ${value}`));
		emitter.event((value) => heard.push(`second ${value}`));
		emitter.fire(1);
		first.dispose();
		emitter.fire(2);
		expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
	});

	it('calls a function twice that subscribed twice', () => {
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

	it('calls the other listeners if one throws, and then throws the error', () => {
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

	it('does not call listeners that unsubscribe or subscribe during an event', () => {
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

	it('calls no listener after it was disposed of', () => {
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
