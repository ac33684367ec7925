interface Operation {
	readonly api: 'console' | 'mediaPull';
	readonly method: 'GET' | 'POST' | 'DELETE' | 'PATCH';
	/** The path as the documents write it; `{…}` is filled from the request. This, not the filled path, is logged. */
	readonly path: string;
	readonly title: string;
	/** For every write: what a person should check when its answer was lost and nothing else told what became of it. */
	readonly check?: string;
	/** True for what only the base document has, and the newer documents of the Chinese mainland do not (api-facts §2). */
	readonly maybeMissingInMainland?: boolean;
}

/** Every operation of both documents, and Media Pull's Update (api-facts §3). */
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
