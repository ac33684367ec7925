import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LimitedCall } from '../../../src/agora/rateLimiter';
import { RateLimiter } from '../../../src/agora/rateLimiter';
import type { Limit } from '../../../src/agora/rateLimits';
import { SimulatedClock } from '../../fixtures/simulatedClock';

const TWO_A_SECOND: Limit = { key: 'two', windows: [{ calls: 2, ms: 1000 }] };
const LIST: Limit = {
	key: 'list',
	windows: [
		{ calls: 2, ms: 1000 },
		{ calls: 3, ms: 60_000 },
	],
};
/** What `SlidingWindow` adds to every window. */
const MARGIN = 50;

let clock: SimulatedClock;
let limiter: RateLimiter;
let starts: { readonly call: string; readonly at: number }[];

beforeEach(() => {
	clock = new SimulatedClock({ time: 0 });
	limiter = new RateLimiter(clock);
	starts = [];
});
afterEach(() => {
	expect(clock.waiting).toBe(0);
});

/** A call that is answered `answerMs` after its start. */
function run(call: string, options: Partial<LimitedCall> = {}, answerMs = 0): Promise<string> {
	return limiter.run({ limits: [TWO_A_SECOND], priority: 'interactive', ...options }, async () => {
		starts.push({ call, at: clock.monotonic() });
		if (answerMs > 0) {
			await clock.sleep(answerMs);
		}
		return call;
	});
}

function runs(calls: string, options: Partial<LimitedCall> = {}): Promise<string[]> {
	return Promise.all([...calls].map((call) => run(call, options)));
}

describe('windows', () => {
	test('starts calls at once up to the limit, and the others as soon as the limit allows', async () => {
		const all = runs('abcde');
		await clock.pass(5000);
		expect(starts).toEqual([
			{ call: 'a', at: 0 },
			{ call: 'b', at: 0 },
			{ call: 'c', at: 1000 + MARGIN },
			{ call: 'd', at: 1000 + MARGIN },
			{ call: 'e', at: 2 * (1000 + MARGIN) },
		]);
		expect(await all).toEqual([...'abcde']);
	});

	test('applies every window of a limit', async () => {
		const all = runs('abcd', { limits: [LIST] });
		await clock.pass(70_000);
		expect(starts.map(({ at }) => at)).toEqual([0, 0, 1000 + MARGIN, 60_000 + MARGIN]);
		await all;
	});

	test('applies every limit of a call', async () => {
		const one = { key: 'one', windows: [{ calls: 1, ms: 3000 }] };
		const all = runs('abc', { limits: [TWO_A_SECOND, one] });
		await clock.pass(10_000);
		expect(starts.map(({ at }) => at)).toEqual([0, 3000 + MARGIN, 2 * (3000 + MARGIN)]);
		await all;
	});

	test('counts a call until a whole window after its response', async () => {
		const all = [run('slow', {}, 700), run('hangs', {}, 10_000), run('next')];
		await clock.pass(11_000);
		expect(starts.at(-1)).toEqual({ call: 'next', at: 700 + 1000 + MARGIN });
		await Promise.all(all);
	});

	test('counts a call that fails or throws like any other', async () => {
		const limits = [TWO_A_SECOND];
		const failures = [
			limiter.run({ limits, priority: 'polling' }, () => Promise.reject(new Error('refused'))),
			limiter.run({ limits, priority: 'polling' }, () => {
				throw new Error('refused');
			}),
		];
		expect((await Promise.allSettled(failures)).map(({ status }) => status)).toEqual([
			'rejected',
			'rejected',
		]);
		const next = run('next');
		await clock.pass(1000 + MARGIN);
		expect(starts).toEqual([{ call: 'next', at: 1000 + MARGIN }]);
		await next;
	});

	test('does not delay calls under other limits or without limits', async () => {
		const all = [runs('ab'), runs('c', { limits: [LIST] }), runs('defghijk', { limits: [] })];
		expect(starts.map(({ at }) => at)).toEqual(new Array(11).fill(0));
		await Promise.all(all);
	});
});

describe('priority', () => {
	test('starts waiting interactive calls before polling ones, each in order of arrival', async () => {
		const polling = runs('abcd', { priority: 'polling' });
		const interactive = runs('XYZ');
		await clock.pass(10_000);
		expect(starts.map(({ call }) => call).join('')).toBe('abXYZcd');
		await Promise.all([polling, interactive]);
	});

	test('starts an interactive call first that arrives while a timer of a polling call is late', async () => {
		const polling = runs('abcd', { priority: 'polling' });
		await clock.pass(500);
		clock.skip(800);
		const interactive = run('X');
		expect(starts.map(({ call }) => call).join('')).toBe('abXc');
		await clock.pass(10_000);
		await Promise.all([polling, interactive]);
	});
});

describe('the share of polling', () => {
	const SHARED: Limit = { key: 'shared', windows: [{ calls: 4, ms: 1000 }], pollingShare: 0.5 };
	const polling = { limits: [SHARED], priority: 'polling' } as const;
	const interactive = { limits: [SHARED], priority: 'interactive' } as const;

	test('limits polling even if the rest of the window is free', async () => {
		const all = runs('abcde', polling);
		await clock.pass(5000);
		const window = 1000 + MARGIN;
		expect(starts.map(({ at }) => at)).toEqual([0, 0, window, window, 2 * window]);
		await all;
	});

	test('does not delay interactive calls, which may use the whole limit', async () => {
		const waiting = runs('abc', polling);
		const urgent = runs('XYZ', interactive);
		expect(starts.map(({ call }) => call).join('')).toBe('abXY');
		await clock.pass(5000);
		expect(starts.slice(4).map(({ call, at }) => `${call} ${at}`)).toEqual(['Z 1050', 'c 1050']);
		await Promise.all([waiting, urgent]);
	});

	test('determines when a call is possible, without counting calls that wait', async () => {
		expect(limiter.availableFrom(polling)).toBeLessThanOrEqual(clock.monotonic());
		const all = [run('a', polling, 300), run('b', polling, 300), run('c', polling)];
		expect(limiter.availableFrom(polling)).toBe(1000 + MARGIN);
		expect(limiter.availableFrom(interactive)).toBeLessThanOrEqual(0);
		await clock.pass(300);
		expect(limiter.availableFrom(polling)).toBe(1300 + MARGIN);
		await clock.pass(5000);
		await Promise.all(all);
	});
});

describe('cancellation', () => {
	test('rejects with the reason, and the next call starts instead', async () => {
		const controller = new AbortController();
		const first = runs('ab');
		const [cancelled, next] = [run('c', { signal: controller.signal }), run('d')];
		await clock.pass(500);
		controller.abort(new Error('closed'));
		await expect(cancelled).rejects.toThrow('closed');
		await clock.pass(1000);
		expect(starts.at(-1)).toEqual({ call: 'd', at: 1000 + MARGIN });
		await Promise.all([first, next]);
		expect(starts.length).toBe(3);
	});

	test('leaves no timer when the last waiting call is cancelled', async () => {
		const controller = new AbortController();
		const options = { signal: controller.signal, onWait: () => undefined };
		await runs('ab');
		const waiting = [run('c', options), run('d', options)];
		expect(clock.waiting).toBeGreaterThan(0);
		controller.abort();
		expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(clock.waiting).toBe(0);
	});

	test.each([[[TWO_A_SECOND]], [[]]])(
		'does not start a call whose signal is already aborted',
		async (limits) => {
			const signal = AbortSignal.abort(new Error('gone'));
			await expect(run('a', { limits, signal })).rejects.toThrow('gone');
			expect(starts).toEqual([]);
		},
	);

	test('does not affect a call that has started', async () => {
		const controller = new AbortController();
		const call = run('a', { signal: controller.signal }, 100);
		controller.abort(new Error('closed'));
		await clock.pass(100);
		expect(await call).toBe('a');
	});
});

describe('a wait over a second', () => {
	test('is reported at once, including the calls before it', async () => {
		const told: number[][] = [];
		const all = [...'abcdefg'].map((call, index) => {
			const waits: number[] = [];
			told[index] = waits;
			return run(call, { onWait: (ms) => waits.push(ms) });
		});
		const window = 1000 + MARGIN;
		expect(told).toEqual([[], [], [window], [window], [2 * window], [2 * window], [3 * window]]);
		await clock.pass(10_000);
		expect(starts.map(({ at }) => at)).toEqual([0, 0, ...told.slice(2).flat()]);
		await Promise.all(all);
	});

	test('does not include polling calls for an interactive call', async () => {
		const told: number[] = [];
		const polling = runs('abcdefgh', { priority: 'polling' });
		const interactive = run('X', { onWait: (ms) => told.push(ms) });
		expect(told).toEqual([1000 + MARGIN]);
		await clock.pass(10_000);
		await Promise.all([polling, interactive]);
	});

	test('is reported after a second if it was not expected', async () => {
		const onWait = vi.fn();
		await runs('ab');
		await clock.pass(500);
		const overtaken = run('c', { priority: 'polling', onWait });
		const interactive = runs('XY');
		await clock.pass(999);
		expect(onWait).not.toHaveBeenCalled();
		await clock.pass(1);
		expect(onWait).toHaveBeenCalledWith(1000);
		await clock.pass(10_000);
		expect(onWait).toHaveBeenCalledTimes(1);
		await Promise.all([overtaken, interactive]);
	});

	test('is not reported if it is shorter', async () => {
		const onWait = vi.fn();
		await runs('ab');
		await clock.pass(500);
		const call = run('c', { onWait });
		await clock.pass(10_000);
		await call;
		expect(onWait).not.toHaveBeenCalled();
	});
});

test('releases limits that are no longer in use', async () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage: () => void = runInNewContext('gc');
	const released = await (async () => {
		const windows = [{ calls: 2, ms: 1000 }];
		await run('a', { limits: [{ key: 'create a', windows }] });
		return new WeakRef(windows);
	})();
	await clock.pass(120_000);
	await run('b');
	// A target stays alive until the end of the turn in which its reference was made.
	await new Promise(setImmediate);
	collectGarbage();
	expect(released.deref()).toBeUndefined();
});
