interface Operation {
	readonly api: 'console' | 'mediaPull';
	readonly method: 'GET' | 'POST' | 'DELETE' | 'PATCH';
	/** The path as the documents write it; `{…}` is filled from the request. This, not the filled path, is logged. */
	readonly path: string;
	readonly title: string;
	/** For every write: what a person should check when its answer was lost and nothing else told what became of it. */
	readonly check?: string;
	/** True for what only the base document has, and the newer documents of the Chinese mainland do not (docs/agora-api.md, Console API). */
	readonly maybeMissingInMainland?: boolean;
}

/** Every operation of both documents, and Media Pull's Update (docs/agora-api.md, Media Pull: Update). */
export const OPERATIONS = {
	listProjects: { api: 'console', method: 'GET', path: '/dev/v1/projects', title: 'List projects' },
	getProject: { api: 'console', method: 'GET', path: '/dev/v1/project', title: 'Get project' },
	createProject: {
		api: 'console',
		method: 'POST',
		path: '/dev/v1/project',
		title: 'Create project',
		check: 'look for its name in the list of projects before creating it again',
	},
	setProjectEnabled: {
		api: 'console',
		method: 'POST',
		path: '/dev/v1/project_status',
		title: 'Enable or disable project',
		check: 'refresh the projects and see whether it is enabled',
	},
	setRecordingServer: {
		api: 'console',
		method: 'POST',
		path: '/dev/v1/recording_config',
		title: 'Set recording server',
		check: 'refresh the projects and see which recording server it has',
		maybeMissingInMainland: true,
	},
	setCertificateEnabled: {
		api: 'console',
		method: 'POST',
		path: '/dev/v1/signkey',
		title: 'Enable or disable App Certificate',
		check: 'refresh the projects and see whether its App Certificate is enabled',
	},
	resetCertificate: {
		api: 'console',
		method: 'POST',
		path: '/dev/v1/reset_signkey',
		title: 'Reset App Certificate',
		check: "refresh the projects and compare the project's App Certificate with the one in use",
	},
	getUsage: {
		api: 'console',
		method: 'GET',
		path: '/dev/v3/usage',
		title: 'Get usage',
		maybeMissingInMainland: true,
	},
	createPlayer: {
		api: 'mediaPull',
		method: 'POST',
		path: '/{region}/v1/projects/{appId}/cloud-player/players',
		title: 'Create cloud player',
		check: 'wait ten seconds and look for it in the list of cloud players before creating it again',
	},
	deletePlayer: {
		api: 'mediaPull',
		method: 'DELETE',
		path: '/{region}/v1/projects/{appId}/cloud-player/players/{id}',
		title: 'Delete cloud player',
		check: 'wait ten seconds and see whether it is still in the list of cloud players',
	},
	listPlayers: {
		api: 'mediaPull',
		method: 'GET',
		path: '/v1/projects/{appId}/cloud-player/players',
		title: 'List cloud players',
	},
	updatePlayer: {
		api: 'mediaPull',
		method: 'PATCH',
		path: '/{region}/v1/projects/{appId}/cloud-player/players/{id}',
		title: 'Update cloud player',
		check: 'check that the change can be seen or heard in the channel before making it again',
	},
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export function operationOf(name: OperationName): Operation {
	return OPERATIONS[name];
}

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

export function isRepeatable(operation: OperationName): boolean {
	return REPEAT[operation] === 'always';
}

/**
 * How often a server that answers that it failed (5xx) is asked again. A write that sets a state is worth Agora's whole
 * schedule (docs/agora-api.md, Costs), half a minute: a player that was not deleted goes on costing money. Somebody who looks at a list
 * gets one more try after five seconds, then sooner the reason than another wait. Polling comes back by itself, and would
 * keep the projects behind this one waiting.
 */
export function serverErrorRetries(operation: OperationName, priority: Priority): number {
	if (!isRepeatable(operation)) {
		return 0;
	}
	if (operationOf(operation).method !== 'GET') {
		return 3;
	}
	return priority === 'polling' ? 0 : 1;
}

export type Priority = 'interactive' | 'polling';

/** What every call takes besides what it is about. */
export interface CallOptions {
	/** Ends the call, waiting or under way, with `AgoraError` `cancelled`. */
	readonly signal?: AbortSignal | undefined;
	/** `polling` gives way to `interactive`, which is the default: somebody waits for it. */
	readonly priority?: Priority | undefined;
	/** Told before every wait of more than a second, whatever it waits for, with its length in milliseconds. */
	readonly onWait?: ((ms: number) => void) | undefined;
}

/** A call's last parameter: most have nothing to say but when to stop. */
export type CallControl = AbortSignal | CallOptions | undefined;

export function callOptionsOf(control: CallControl): CallOptions {
	return control instanceof AbortSignal ? { signal: control } : (control ?? {});
}
