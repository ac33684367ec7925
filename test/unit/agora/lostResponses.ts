import { AgoraClient } from '../../../src/agora/client';
import { localPlan } from '../../../src/agora/hosts';
import { RateLimiter } from '../../../src/agora/rateLimiter';
import type { Fault, FaultTarget } from '../../../src/sandbox/faults';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/sandbox';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { openSandbox } from '../sandbox/openSandbox';

/** The server did what was asked for, and its answer does not arrive. */
export const DONE: readonly [string, Fault][] = [
	['a gateway that timed out', 'doneBut504'],
	['a reset', 'doneButCut'],
	['half a body', 'halfBody'],
];

/** Nothing was done, which the caller cannot see; with the kind of error that it is. */
export const NOT_DONE: readonly [string, Fault, string][] = [
	['a gateway that timed out', { status: 504 }, 'server'],
	['a gateway without an answer, in HTML', { status: 502, html: true }, 'server'],
	['a reset', 'cut', 'network'],
	['silence', 'hang', 'timeout'],
	['a page of something in between', 'html', 'badResponse'],
];

export interface LostAnswers {
	readonly sandbox: Sandbox;
	/** Of the client; the sandbox follows its monotonic time. Sleeps take no real time. */
	readonly clock: SimulatedClock;
	/** Makes one attempt only. */
	readonly client: AgoraClient;
	/** Makes further attempts where `attempts` would. */
	readonly repeatingClient: AgoraClient;
	/** Lines that the client logged. */
	readonly lines: readonly string[];
	/** Hits the next write, whatever it is. */
	loseWrite(fault: Fault): void;
	/** Lets every reading fail. */
	breakReads(): void;
	/** How many writes arrived. */
	writes(): number;
}

/** A sandbox, empty, and a client that waits for an answer no longer than 2.5 s. */
export async function openLostAnswers(options: SandboxOptions = {}): Promise<LostAnswers> {
	const clock = new SimulatedClock({ skipsSleeps: true });
	// Steps of the client's time of day do not move the server's.
	const { sandbox } = await openSandbox({ clock: { now: () => clock.monotonic() }, ...options });
	const hosts = localPlan(sandbox.url);
	if (!hosts) {
		throw new Error('the sandbox must be a local server');
	}
	const lines: string[] = [];
	const add = (line: string): void => void lines.push(line);
	const clientThat = (repeat: boolean) =>
		new AgoraClient({
			hosts,
			credentials: sandbox,
			log: { debug: add, info: add, warn: add },
			timeoutMs: 2500,
			clock,
			repeat,
			rateLimiter: new RateLimiter(clock),
		});
	const fail = (fault: Fault, target: FaultTarget): void => sandbox.faults.next(fault, target);
	const lost: LostAnswers = {
		sandbox,
		clock,
		client: clientThat(false),
		repeatingClient: clientThat(true),
		lines,
		loseWrite: (fault) => {
			for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
				fail(fault, { method });
			}
		},
		breakReads: () => fail('cut', { method: 'GET', times: Infinity }),
		writes: () => sandbox.requests.filter(({ method }) => method !== 'GET').length,
	};
	return lost;
}
