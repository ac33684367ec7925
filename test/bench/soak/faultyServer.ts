import type { SandboxClock } from '../../../src/sandbox/behaviour';
import type { Fault } from '../../../src/sandbox/faults';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import type { Traffic } from './traffic';

/** All faults of the sandbox except a body of 17 MB, which takes real time, and refused credentials. */
const FAULTS: readonly Fault[] = [
	{ status: 500 },
	{ status: 502, html: true },
	{ status: 503 },
	{ status: 429, retryAfter: 2 },
	{ status: 429 },
	'hang',
	'cut',
	'html',
	'halfBody',
	'slowBody',
	'brokenJson',
	'otherShape',
	'emptyBody',
	'projectArray',
	'successOnly',
	'doneBut504',
	'doneButCut',
];

const CHANCE = 0.05;

export interface FaultyServer {
	readonly sandbox: Sandbox;
	/** How often each fault occurred. */
	readonly faults: ReadonlyMap<string, number>;
	/** Stops all further faults. */
	stopFaults(): void;
}

/** A sandbox whose lists of channels and bans lag, and that answers one request in twenty with a random fault. */
export async function startFaultyServer(
	clock: SandboxClock,
	traffic: Traffic,
	random: () => number,
): Promise<FaultyServer> {
	const behaviour = { channelLagSeconds: 20, banListLagSeconds: 3 };
	const sandbox = await startSandbox({ clock, behaviour });
	const faults = new Map<string, number>();
	let chance = CHANCE;
	sandbox.faults.take = () => {
		const fault = random() < chance ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
		if (fault !== undefined) {
			const name = typeof fault === 'object' ? String(fault.status) : fault;
			faults.set(name, (faults.get(name) ?? 0) + 1);
		}
		if (fault === 'hang' || fault === 'slowBody') {
			traffic.markHanging(sandbox.requests.at(-1)?.headers ?? {});
		}
		return fault;
	};
	return {
		sandbox,
		faults,
		stopFaults: () => {
			chance = 0;
		},
	};
}
