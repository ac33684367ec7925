import type { Priority } from './callOptions';
import { type OperationName, operationOf } from './operations';

/**
 * Which operations may be sent again when no answer came. `always`: they read, or set a state that is the same after the
 * second time. `ifNeverSent`: twice would do harm (a second project or player, a second new certificate, an update out of
 * turn), so only when it is certain that the request did not reach a server: its name was not found, or the connection was
 * never made. Otherwise whoever called looks up what became of it.
 */
const REPEAT: Readonly<Record<OperationName, 'always' | 'ifNeverSent'>> = {
	listProjects: 'always',
	getProject: 'always',
	getUsage: 'always',
	listPlayers: 'always',
	setProjectEnabled: 'always',
	setCertificateEnabled: 'always',
	setRecordingServer: 'always',
	deletePlayer: 'always',
	createProject: 'ifNeverSent',
	resetCertificate: 'ifNeverSent',
	createPlayer: 'ifNeverSent',
	updatePlayer: 'ifNeverSent',
};

export function alwaysRepeatable(operation: OperationName): boolean {
	return REPEAT[operation] === 'always';
}

/**
 * How often a server that answers that it failed (5xx) is asked again. A write that sets a state is worth Agora's whole
 * schedule (api-facts §3), half a minute: a player that was not deleted goes on costing money. Somebody who looks at a list
 * gets one more try after five seconds, then sooner the reason than another wait. Polling comes back by itself, and would
 * keep the projects behind this one waiting.
 */
export function serverFailureRepeats(operation: OperationName, priority: Priority): number {
	if (!alwaysRepeatable(operation)) {
		return 0;
	}
	if (operationOf(operation).method !== 'GET') {
		return 3;
	}
	return priority === 'polling' ? 0 : 1;
}
