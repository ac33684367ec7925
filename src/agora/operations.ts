interface Operation {
	readonly api: 'console' | 'mediaPull' | 'channels';
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
	/** As in the documents; `{…}` is replaced from the request. The log contains this template. */
	readonly path: string;
	readonly title: string;
	/** Of writes that set a state, which is the same after the second time. */
	readonly isIdempotent?: boolean;
	/** Of every write: what the user should check if its outcome is unknown. */
	readonly check?: string;
	/** Whether the documents of the Chinese mainland do not have the operation (docs/agora-api.md, Console API). */
	readonly maybeMissingInMainland?: boolean;
}

/**
 * Every operation of both documents, Media Pull's Update (docs/agora-api.md, Media Pull: Update), channel management (Channels; Bans), and
 * the senders of notifications (Notifications).
 */
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
		isIdempotent: true,
		title: 'Enable or disable project',
		check: 'refresh the projects and see whether it is enabled',
	},
	setRecordingServer: {
		api: 'console',
		method: 'POST',
		path: '/dev/v1/recording_config',
		isIdempotent: true,
		title: 'Set recording server',
		check: 'refresh the projects and see which recording server it has',
		maybeMissingInMainland: true,
	},
	setCertificateEnabled: {
		api: 'console',
		method: 'POST',
		path: '/dev/v1/signkey',
		isIdempotent: true,
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
	listSenderAddresses: {
		api: 'console',
		method: 'GET',
		path: '/{version}/ncs/ip',
		title: 'List senders of notifications',
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
		isIdempotent: true,
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
	listChannels: { api: 'channels', method: 'GET', path: '/dev/v1/channel/{appId}', title: 'List channels' },
	listChannelUsers: {
		api: 'channels',
		method: 'GET',
		path: '/dev/v1/channel/user/{appId}/{channelName}',
		title: 'List users of a channel',
	},
	listChannelHosts: {
		api: 'channels',
		method: 'GET',
		path: '/dev/v1/channel/user/{appId}/{channelName}/hosts_only',
		title: 'List hosts of a channel',
	},
	getChannelUser: {
		api: 'channels',
		method: 'GET',
		path: '/dev/v1/channel/user/property/{appId}/{uid}/{channelName}',
		title: 'Get user of a channel',
	},
	listBanRules: { api: 'channels', method: 'GET', path: '/dev/v1/kicking-rule', title: 'List bans' },
	createBan: {
		api: 'channels',
		method: 'POST',
		path: '/dev/v1/kicking-rule',
		title: 'Kick or ban',
		check:
			'see whether the user is still in the channel before doing it again; a ban is also listed among the bans, a kick leaves no rule',
	},
	changeBan: {
		api: 'channels',
		method: 'PUT',
		path: '/dev/v1/kicking-rule',
		isIdempotent: true,
		title: 'Change ban',
		check: 'refresh the bans and see when it ends',
	},
	liftBan: {
		api: 'channels',
		method: 'DELETE',
		path: '/dev/v1/kicking-rule',
		isIdempotent: true,
		title: 'Lift ban',
		check: 'refresh the bans and see whether it is still there',
	},
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export function operationOf(name: OperationName): Operation {
	return OPERATIONS[name];
}

/**
 * Whether the operation can be sent again after a lost response: it reads, or it sets a state. A second project, player,
 * certificate or update would do harm, so other operations are only repeated if the request certainly did not reach a server;
 * otherwise the caller looks up the outcome.
 */
export function isRepeatable(operation: OperationName): boolean {
	const { method, isIdempotent } = operationOf(operation);
	return method === 'GET' || isIdempotent === true;
}

/**
 * How often to repeat a call after a server error (5xx). Idempotent writes follow Agora's whole schedule of half a minute
 * (docs/agora-api.md, Costs), because a player that was not deleted costs money. An interactive read is repeated once, after five
 * seconds, so that the user sees the reason soon. Polling is not repeated: it reads again anyway, and other projects wait.
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

/** The options of every call. */
export interface CallOptions {
	/** Cancels the call, which then throws an `AgoraError` of kind `cancelled`. */
	readonly signal?: AbortSignal | undefined;
	/** Calls of priority `interactive`, the default, start before those of `polling`. */
	readonly priority?: Priority | undefined;
	/** Called before every wait of more than a second, with its length in milliseconds. */
	readonly onWait?: ((ms: number) => void) | undefined;
}

/** The last parameter of every call: a signal, or all options. */
export type CallControl = AbortSignal | CallOptions | undefined;

export function callOptionsOf(control: CallControl): CallOptions {
	return control instanceof AbortSignal ? { signal: control } : (control ?? {});
}
