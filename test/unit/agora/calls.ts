import { changeBan, createBan, liftBan, listBanRules } from '../../../src/agora/channels/banRules';
import { listChannels } from '../../../src/agora/channels/channels';
import { getChannelUser, listChannelHosts, listChannelUsers } from '../../../src/agora/channels/channelUsers';
import type { AgoraClient } from '../../../src/agora/client';
import {
	resetCertificate,
	setCertificateEnabled,
	setProjectEnabled,
	setRecordingServer,
} from '../../../src/agora/console/changeProject';
import { createProject } from '../../../src/agora/console/createProject';
import { getProject, listProjects } from '../../../src/agora/console/projects';
import { getUsage } from '../../../src/agora/console/usage';
import type { OperationName } from '../../../src/agora/errors';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { listPlayers } from '../../../src/agora/mediaPull/listPlayers';
import { updatePlayer } from '../../../src/agora/mediaPull/updatePlayer';
import { listSenderAddresses } from '../../../src/agora/notifications/senders';
import { sequencesFrom } from './mediaPull/sequences';

type Call = (client: AgoraClient, signal?: AbortSignal) => Promise<unknown>;

const project = { id: 'xxxx', name: 'project1' };
const address = { region: 'na', appId: 'the-app-id', id: 'the-player-id' } as const;
const channel = { appId: 'the-app-id', channelName: 'class32' };
const player = { streamUrl: 'https://example.agora.io/live/class32.m3u8', channelName: 'class32', uid: 101 };

/** One valid call of every operation. */
export const CALLS: Record<OperationName, Call> = {
	listProjects: (client, signal) => listProjects(client, signal),
	getProject: (client, signal) => getProject(client, project, signal),
	createProject: (client, signal) =>
		createProject(client, { name: 'project1', enableCertificate: true }, signal),
	setProjectEnabled: (client, signal) => setProjectEnabled(client, project, false, signal),
	setRecordingServer: (client, signal) => setRecordingServer(client, project, '10.12.1.5:8080', signal),
	setCertificateEnabled: (client, signal) => setCertificateEnabled(client, project, true, signal),
	resetCertificate: (client, signal) =>
		resetCertificate(client, { ...project, appCertificate: 'the-old-one' }, signal),
	getUsage: (client, signal) =>
		getUsage(client, { projectId: 'p', from: '2021-10-12', to: '2021-12-14', business: 'default' }, signal),
	listSenderAddresses: (client, signal) => listSenderAddresses(client, signal),
	createPlayer: (client, signal) =>
		createPlayer(client, { region: 'na', appId: 'the-app-id', player }, signal),
	deletePlayer: (client, signal) => deletePlayer(client, address, signal),
	listPlayers: (client, signal) => listPlayers(client, { appId: 'the-app-id' }, signal),
	updatePlayer: (client, signal) =>
		updatePlayer(client, { ...address, sequences: sequencesFrom(1), changes: { isPause: true } }, signal),
	listChannels: (client, signal) => listChannels(client, 'the-app-id', signal),
	listChannelUsers: (client, signal) => listChannelUsers(client, channel, signal),
	listChannelHosts: (client, signal) => listChannelHosts(client, channel, signal),
	getChannelUser: (client, signal) => getChannelUser(client, { ...channel, uid: 101 }, signal),
	listBanRules: (client, signal) => listBanRules(client, 'the-app-id', signal),
	createBan: (client, signal) =>
		createBan(
			client,
			{ appId: 'the-app-id', target: { uid: 101 }, privileges: ['join_channel'], seconds: 600 },
			signal,
		),
	changeBan: (client, signal) => changeBan(client, { appId: 'the-app-id', id: 1953, seconds: 600 }, signal),
	liftBan: (client, signal) => liftBan(client, { appId: 'the-app-id', id: 1953 }, signal),
};

export const OPERATION_NAMES = Object.keys(CALLS) as OperationName[];

export const READS: readonly OperationName[] = [
	'listProjects',
	'getProject',
	'getUsage',
	'listSenderAddresses',
	'listPlayers',
	'listChannels',
	'listChannelUsers',
	'listChannelHosts',
	'getChannelUser',
	'listBanRules',
];
export const WRITES = OPERATION_NAMES.filter((operation) => !READS.includes(operation));
