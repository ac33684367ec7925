import {
	createProject,
	getProject,
	listProjects,
	resetCertificate,
	setCertificateEnabled,
	setProjectEnabled,
	setRecordingServer,
} from '../../../src/agora/console/projects';
import { getUsage } from '../../../src/agora/console/usage';
import type { AgoraClient } from '../../../src/agora/http/client';
import type { OperationName } from '../../../src/agora/http/error';
import { listPlayers } from '../../../src/agora/mediaPull/listPlayers';
import { createPlayer, deletePlayer, updatePlayer } from '../../../src/agora/mediaPull/players';

type Call = (client: AgoraClient, signal?: AbortSignal) => Promise<unknown>;

const project = { id: 'xxxx', name: 'project1' };
const address = { region: 'na', appId: 'the-app-id', id: 'the-player-id' } as const;
const player = { streamUrl: 'rtmp://example.agora.io/live/class32/101', channelName: 'class32', uid: 101 };

/** One valid call of every operation. */
export const CALLS: Record<OperationName, Call> = {
	listProjects: (client, signal) => listProjects(client, signal),
	getProject: (client, signal) => getProject(client, project, signal),
	createProject: (client, signal) =>
		createProject(client, { name: 'project1', enableCertificate: true }, signal),
	setProjectEnabled: (client, signal) => setProjectEnabled(client, project, false, signal),
	setRecordingServer: (client, signal) => setRecordingServer(client, project, '10.12.1.5:8080', signal),
	setCertificateEnabled: (client, signal) => setCertificateEnabled(client, project, true, signal),
	resetCertificate: (client, signal) => resetCertificate(client, project, signal),
	getUsage: (client, signal) =>
		getUsage(client, { projectId: 'p', from: '2021-10-12', to: '2021-12-14', business: 'default' }, signal),
	createPlayer: (client, signal) =>
		createPlayer(client, { region: 'na', appId: 'the-app-id', player }, signal),
	deletePlayer: (client, signal) => deletePlayer(client, address, signal),
	listPlayers: (client, signal) => listPlayers(client, { appId: 'the-app-id' }, signal),
	updatePlayer: (client, signal) =>
		updatePlayer(client, { ...address, sequence: 1, changes: { isPause: true } }, signal),
};

export const OPERATION_NAMES = Object.keys(CALLS) as OperationName[];

/** Writes whose answer, once lost, leaves open whether they were done. */
export const UNREPEATABLE: readonly OperationName[] = [
	'createProject',
	'resetCertificate',
	'createPlayer',
	'updatePlayer',
];
