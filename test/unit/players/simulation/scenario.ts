import type { Action, Scenario } from './actions';
import { checkAlways, checkSettled } from './invariants';
import { performAction } from './performAction';
import { SimulatedUser } from './simulatedUser';
import { Simulation } from './simulation';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The time after a reload until no window holds the lease of an interrupted restart. */
const LEASE_MS = 31 * SECOND;

const REFRESH_MS = 12 * SECOND;

/** After failures a project is not read for up to five minutes. */
const LONGEST_BACK_OFF_MS = 5 * 1.25 * MINUTE;

/** The longest command looks up a lost write, waits for proof, and waits for rate limits. */
const LONGEST_COMMAND_MS = 15 * MINUTE;

/** A deletion is proven once the time for a move has passed. */
const LONGEST_DELETION_MS = 5 * MINUTE;

const LAST: Action = { do: 'settle', by: 'refresh' };

export interface ScenarioReport {
	/** The log of events, oldest first. */
	readonly story: readonly string[];
	readonly violations: readonly string[];
}

/** Runs a scenario, and checks the rules after each settling. Stops at the first violation. */
export async function runScenario({ setting, steps }: Scenario): Promise<ScenarioReport> {
	const simulation = new Simulation(setting);
	const user = new SimulatedUser(simulation);
	const pass = (ms: number) => simulation.pass(ms, () => checkAlways(simulation, user));
	try {
		await pass(3 * SECOND);
		for (const { action, waitMs } of [...steps, { action: LAST, waitMs: 0 }]) {
			if (action.do === 'settle') {
				await settle(simulation, user, action.by, pass);
				checkSettled(simulation, user);
			} else {
				performAction(action, simulation, user);
			}
			await pass(action.do === 'wait' ? action.seconds * SECOND : waitMs);
			if (simulation.violations.length > 0) {
				break;
			}
		}
	} finally {
		simulation.dispose();
	}
	return simulation;
}

/** Waits without faults until all commands have ended and the players are read again. */
async function settle(
	simulation: Simulation,
	user: SimulatedUser,
	by: 'refresh' | 'polling',
	pass: (ms: number) => Promise<void>,
): Promise<void> {
	simulation.note(`settle by ${by}`);
	const servers = [...simulation.servers.values()];
	for (const { faults } of servers) {
		faults.clear();
	}
	simulation.machine.keyringLocked = false;
	if (!simulation.window.sessions.current) {
		simulation.window.signIn(simulation.account);
	}
	const commandsEnd = async (): Promise<void> => {
		for (let waited = 0; simulation.isBusy && waited < LONGEST_COMMAND_MS; waited += MINUTE) {
			await pass(MINUTE);
		}
		if (simulation.isBusy) {
			simulation.violate('a command never ended');
		}
	};
	await pass(LEASE_MS);
	user.finishRestarts();
	await commandsEnd();
	const { deletions } = simulation.window.lifecycle;
	for (let waited = 0; deletions.pending.length > 0 && waited < LONGEST_DELETION_MS; waited += MINUTE) {
		await pass(MINUTE);
	}
	await pass((simulation.setting.listLagSeconds + 1) * SECOND);
	if (by === 'refresh') {
		user.refresh();
		await pass(5 * SECOND);
		// A rate limit may delay it.
		await commandsEnd();
	} else {
		const hadFaults = servers.some(({ faultsHit }) => faultsHit > 0);
		await pass((hadFaults ? LONGEST_BACK_OFF_MS : 0) + REFRESH_MS);
	}
}
