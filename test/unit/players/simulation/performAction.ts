import { pause, resume, switchSource } from '../../../../src/sandbox/player';
import type { Action } from './actions';
import { pick, type SimulatedUser } from './simulatedUser';
import { ACCOUNTS, type Simulation } from './simulation';

const HOUR_MS = 3_600_000;

/** The maximum time that Agora needs to move a player, as documented. */
const LONGEST_MOVE_SECONDS = 240;

/** Performs an action without waiting for the commands that it starts. */
export function performAction(action: Action, simulation: Simulation, user: SimulatedUser): void {
	performCommand(action, user);
	performInWindow(action, simulation, user);
	performOnNetwork(action, simulation);
	performElsewhere(action, simulation, user);
}

/** Actions of the user on players. */
function performCommand(action: Action, user: SimulatedUser): void {
	switch (action.do) {
		case 'create':
			user.create(action);
			break;
		case 'delete':
			user.delete(user.find(action.player, action.kept));
			break;
		case 'restart':
			user.restart(user.find(action.player, action.kept, action.count));
			break;
		case 'pause':
		case 'resume':
			user.setPaused(user.find(action.player, action.kept), action.do === 'pause');
			break;
		case 'switchSource':
			user.switchSource(user.find(action.player, action.kept), action.source);
			break;
		case 'setVolume':
			user.setVolume(user.find(action.player, action.kept), action.volume);
			break;
		case 'keep':
			user.keep(action.player);
			break;
		case 'finishRestarts':
			user.finishRestarts();
			break;
	}
}

/** Actions on the window and the machine. */
function performInWindow(action: Action, simulation: Simulation, user: SimulatedUser): void {
	const { window, machine } = simulation;
	switch (action.do) {
		case 'answer': {
			const message = pick(simulation.messages, action.message);
			const button = message && pick(message.buttons, action.button);
			if (message && button) {
				simulation.messages.splice(simulation.messages.indexOf(message), 1);
				simulation.note(`press “${button.label}” of “${message.text}”`);
				button.press();
			}
			break;
		}
		case 'refresh':
			user.refresh();
			break;
		case 'reload':
			simulation.note('reload the window');
			simulation.reload();
			break;
		case 'signOut':
			simulation.note('sign out');
			window.signOut();
			break;
		case 'signIn':
			simulation.account = ACCOUNTS[action.account] ?? ACCOUNTS[0];
			simulation.note(`sign in as ${simulation.account}`);
			window.signIn(simulation.account);
			break;
		case 'setClock':
			machine.skew.ms += action.hours * HOUR_MS;
			simulation.note(`the clock is set by ${action.hours} h`);
			break;
		case 'lockKeyring':
		case 'unlockKeyring':
			machine.keyringLocked = action.do === 'lockKeyring';
			simulation.note(action.do);
			break;
	}
}

function performOnNetwork(action: Action, simulation: Simulation): void {
	if (action.do === 'loseResponses' || action.do === 'refuse') {
		const { method, times } = action;
		const fault = action.do === 'refuse' ? { status: action.status } : action.fault;
		simulation.server().faults.next(fault, { method, times });
		const what = action.do === 'refuse' ? action.status : action.fault;
		simulation.note(`the next ${times} of ${method}: ${what}`);
	}
}

/** Actions of Agora and of other clients of the account. */
function performElsewhere(action: Action, simulation: Simulation, user: SimulatedUser): void {
	const { state } = simulation.server();
	if (action.do === 'createElsewhere') {
		user.createElsewhere(simulation.account, action);
	} else if (action.do === 'revoke' || action.do === 'grant') {
		const project = pick(state.projects, action.project);
		if (project) {
			project.mediaPull = action.do === 'revoke' ? 'revoked' : 'enabled';
			simulation.note(`${action.do} Media Pull for ${project.name}`);
		}
	} else if (
		action.do === 'failOver' ||
		action.do === 'deleteElsewhere' ||
		action.do === 'pauseElsewhere' ||
		action.do === 'switchElsewhere'
	) {
		performOnPlayer(action, simulation, user);
	}
}

function performOnPlayer(
	action: Extract<Action, { readonly do: 'failOver' | `${string}Elsewhere`; readonly player: number }>,
	simulation: Simulation,
	user: SimulatedUser,
): void {
	const { state } = simulation.server();
	const player = pick(state.players, action.player);
	if (!player) {
		return;
	}
	const label = `${player.channelName} ${player.id.slice(0, 4)}`;
	const { time, wanted } = simulation;
	switch (action.do) {
		case 'failOver':
			if (!simulation.failedOver.has(player.id) && simulation.isMoveDetectable(player)) {
				simulation.failedOver.add(player.id);
				if (action.seconds > LONGEST_MOVE_SECONDS) {
					simulation.movedTooLong.add(player.id);
				}
				state.failOver(player.id, action.seconds);
				simulation.note(`${label} fails over for ${action.seconds} s`);
			}
			break;
		case 'deleteElsewhere':
			state.removePlayer(player.id);
			simulation.note(`${label} is deleted elsewhere`);
			break;
		case 'pauseElsewhere':
			user.pausedElsewhere.add(player.id);
			(player.playback.paused ? resume : pause)(player, time.now());
			simulation.note(`${label} is paused or resumed elsewhere`);
			break;
		case 'switchElsewhere': {
			const known = wanted.get(player.channelName);
			if (known) {
				// A restart may bring either back.
				known.sources = [...known.sources, action.source];
			}
			switchSource(player, action.source, state.behaviour.connectSeconds * 1000, time.now());
			simulation.note(`${label} plays ${action.source} from elsewhere`);
			break;
		}
	}
}
