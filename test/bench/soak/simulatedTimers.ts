import type { Clock } from '../../../src/common/clock';
import type { Disposable } from '../../../src/common/disposable';

/** What `setTimeout` gives, as far as anybody here uses it. */
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
 * Puts `setTimeout` on a simulated clock until disposed of: the pacer, the deadlines of requests and every library keep
 * simulated time, and what they left running is left on the clock. Node's own code, which moves the bytes, keeps real time.
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

/** Its line of a stack; no more of it is made, since that takes time. */
function callerOfCaller(): string {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 3;
	const line = new Error('who calls').stack?.split('\n')[3] ?? '';
	Error.stackTraceLimit = stackTraceLimit;
	return line;
}
