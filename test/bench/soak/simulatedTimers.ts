import type { Clock } from '../../../src/common/clock';
import type { Disposable } from '../../../src/common/disposable';

/** The part of the result of `setTimeout` that callers use. */
class SimulatedTimeout {
	readonly alarm: Disposable;

	constructor(alarm: Disposable) {
		this.alarm = alarm;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}
}

/**
 * Replaces `setTimeout` with one on a simulated clock until disposed. The rate limiter, request timeouts and libraries then use
 * simulated time, and timers that they leave running stay on the clock. Node's internal code keeps real time.
 */
export function simulateTimers(clock: Clock): Disposable {
	const { setTimeout, clearTimeout } = globalThis;
	Reflect.set(globalThis, 'setTimeout', (call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
		return callerOfCaller().includes('node:internal')
			? setTimeout(call, ms, ...args)
			: new SimulatedTimeout(clock.setTimeout(() => call(...args), ms));
	});
	Reflect.set(globalThis, 'clearTimeout', (timeout: SimulatedTimeout | NodeJS.Timeout | undefined) => {
		if (timeout instanceof SimulatedTimeout) {
			timeout.alarm.dispose();
		} else {
			clearTimeout(timeout);
		}
	});
	return {
		dispose: () => {
			Reflect.set(globalThis, 'setTimeout', setTimeout);
			Reflect.set(globalThis, 'clearTimeout', clearTimeout);
		},
	};
}

/** One line of the stack. The stack is limited because creating it takes time. */
function callerOfCaller(): string {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 3;
	const line = new Error('stack').stack?.split('\n')[3] ?? '';
	Error.stackTraceLimit = stackTraceLimit;
	return line;
}
