import { describe, expect, it } from 'vitest';
import { runForEach } from '../../../src/ui/runForEach';

const TARGETS = ['a', 'b', 'c', 'd'];

describe('runForEach', () => {
	it('runs the task for one target after the other and continues after a failure', async () => {
		const calls: string[] = [];
		const outcome = await runForEach(TARGETS, async (target, index) => {
			calls.push(`${target}${index} starts`);
			await Promise.resolve();
			calls.push(`${target}${index} ends`);
			if (target === 'b') {
				throw new Error('refused');
			}
		});
		expect(calls).toEqual(TARGETS.flatMap((each, at) => [`${each}${at} starts`, `${each}${at} ends`]));
		expect(outcome).toEqual({
			done: ['a', 'c', 'd'],
			failures: [{ target: 'b', error: new Error('refused') }],
			left: [],
		});
	});

	it('leaves the target that was cancelled while running and those after it', async () => {
		const abort = new AbortController();
		const cancel = async (target: string) => {
			if (target === 'b') {
				abort.abort();
				throw new Error('cancelled');
			}
		};
		const outcome = await runForEach(TARGETS, cancel, { signal: abort.signal });
		expect(outcome).toEqual({ done: ['a'], failures: [], left: ['b', 'c', 'd'] });
	});

	it('counts a target as done that finished although the user cancelled', async () => {
		const abort = new AbortController();
		const outcome = await runForEach(TARGETS, async () => abort.abort(), { signal: abort.signal });
		expect(outcome).toEqual({ done: ['a'], failures: [], left: ['b', 'c', 'd'] });
	});
});
