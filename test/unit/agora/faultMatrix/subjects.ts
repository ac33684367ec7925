import { expect } from 'vitest';
import {
	type BanTarget,
	changeBan,
	createBan,
	liftBan,
	listBanRules,
} from '../../../../src/agora/channels/banRules';
import { listChannels } from '../../../../src/agora/channels/channels';
import {
	getChannelUser,
	listChannelHosts,
	listChannelUsers,
} from '../../../../src/agora/channels/channelUsers';
import type { AgoraClient } from '../../../../src/agora/client';
import {
	resetCertificate,
	setCertificateEnabled,
	setProjectEnabled,
	setRecordingServer,
} from '../../../../src/agora/console/changeProject';
import { createProject } from '../../../../src/agora/console/createProject';
import { getProject, listProjects } from '../../../../src/agora/console/projects';
import { getUsage } from '../../../../src/agora/console/usage';
import { createPlayer } from '../../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../../src/agora/mediaPull/deletePlayer';
import { listPlayers } from '../../../../src/agora/mediaPull/listPlayers';
import type { PlayerRequest } from '../../../../src/agora/mediaPull/playerRequest';
import { updatePlayer } from '../../../../src/agora/mediaPull/updatePlayer';
import { listSenderAddresses } from '../../../../src/agora/notifications/senders';
import type { OperationName } from '../../../../src/agora/operations';
import { buildRtcToken } from '../../../../src/agora/token/buildToken';
import { sequencesFrom } from '../mediaPull/sequences';
import type { Group } from './expectations';
import { PLANTED } from './planted';
import type { Stage } from './stage';

/** One call of an operation, with all that it takes to see what became of it. */
export interface Subject {
	readonly title: string;
	readonly operation: OperationName;
	readonly group: Group;
	call(client: AgoraClient, stage: Stage): Promise<unknown>;
	/** Expects what the call must have answered, once the server is as it is now. */
	check(answer: unknown, stage: Stage): void;
	/** How many times the server did what a write asks for. */
	acted(stage: Stage): number;
}

const none = (): number => 0;
/** Who is banned. */
const BANNED: BanTarget = { uid: 5897, channelName: 'class32' };
const BAN_SECONDS = 600;
const item = ({ project }: Stage) => ({ id: project.id, appId: project.appId });

export const SUBJECTS: readonly Subject[] = [
	{
		title: 'list projects',
		operation: 'listProjects',
		group: 'read',
		call: (client) => listProjects(client),
		check: (answer, stage) => expect(answer).toMatchObject({ projects: [item(stage)], rejected: 0 }),
		acted: none,
	},
	{
		title: 'get project',
		operation: 'getProject',
		group: 'read',
		call: (client, { project }) => getProject(client, project),
		check: (answer, stage) => expect(answer).toMatchObject(item(stage)),
		acted: none,
	},
	{
		title: 'get usage',
		operation: 'getUsage',
		group: 'read',
		call: (client, { project }) =>
			getUsage(client, { projectId: project.id, from: '2025-06-01', to: '2025-06-02', business: 'default' }),
		check: (answer) =>
			expect(answer).toMatchObject({ days: [{ date: '2025-06-01' }, { date: '2025-06-02' }] }),
		acted: none,
	},
	{
		title: 'list senders of notifications',
		operation: 'listSenderAddresses',
		group: 'senders',
		call: (client) => listSenderAddresses(client),
		check: (answer) => expect(answer).toEqual(['203.0.113.7', '198.51.100.24', '2001:db8::17']),
		acted: none,
	},
	{
		title: 'list players',
		operation: 'listPlayers',
		group: 'read',
		call: (client, { project }) => listPlayers(client, { appId: project.appId }),
		check: (answer, { player }) =>
			expect(answer).toMatchObject({ players: [{ id: player.id }], rejected: 0 }),
		acted: none,
	},
	{
		title: 'list channels',
		operation: 'listChannels',
		group: 'read',
		call: (client, { project }) => listChannels(client, project.appId),
		check: (answer, { channel }) =>
			expect(answer).toEqual({
				channels: [{ name: channel.channelName, userCount: 2 }],
				rejected: 0,
			}),
		acted: none,
	},
	{
		title: 'list users of a channel',
		operation: 'listChannelUsers',
		group: 'read',
		call: (client, { channel }) => listChannelUsers(client, channel),
		check: (answer) => expect(answer).toMatchObject({ hosts: [{ uid: 101 }], audience: [{ uid: 5897 }] }),
		acted: none,
	},
	{
		title: 'list hosts of a channel',
		operation: 'listChannelHosts',
		group: 'read',
		call: (client, { channel }) => listChannelHosts(client, channel),
		check: (answer) => expect(answer).toEqual({ exists: true, profile: 'live', hosts: [{ uid: 101 }] }),
		acted: none,
	},
	{
		title: 'get user of a channel',
		operation: 'getChannelUser',
		group: 'read',
		call: (client, { channel }) => getChannelUser(client, { ...channel, uid: 5897 }),
		check: (answer) => expect(answer).toMatchObject({ inChannel: true, role: 'audience' }),
		acted: none,
	},
	{
		title: 'list bans',
		operation: 'listBanRules',
		group: 'read',
		call: (client, { project }) => listBanRules(client, project.appId),
		check: (answer, { rule }) =>
			expect(answer).toMatchObject({ rules: [{ id: rule.id, uid: 7 }], rejected: 0 }),
		acted: none,
	},
	{
		title: 'disable project',
		operation: 'setProjectEnabled',
		group: 'set',
		call: (client, { project }) => setProjectEnabled(client, project, false),
		check: (answer, stage) => expect(answer).toMatchObject({ ...item(stage), enabled: false }),
		acted: ({ written }) => written.enabled,
	},
	{
		title: 'set recording server',
		operation: 'setRecordingServer',
		group: 'set',
		call: (client, { project }) => setRecordingServer(client, project, '10.12.1.5:8080'),
		check: (answer, stage) =>
			expect(answer).toMatchObject({ ...item(stage), recordingServer: '10.12.1.5:8080' }),
		acted: ({ written }) => written.recordingServer,
	},
	{
		title: 'disable certificate',
		operation: 'setCertificateEnabled',
		group: 'set',
		call: (client, { project }) => setCertificateEnabled(client, project, false),
		check: (answer, stage) => expect(answer).toMatchObject({ ...item(stage), appCertificate: undefined }),
		acted: ({ written }) => written.certificateEnabled,
	},
	{
		title: 'delete player',
		operation: 'deletePlayer',
		group: 'delete',
		call: (client, { address }) => deletePlayer(client, address),
		check: (answer) => expect(answer).toMatch(/^(deleted|alreadyGone|unlisted)$/),
		acted: ({ player, sandbox }) => (sandbox.state.players.some(({ id }) => id === player.id) ? 0 : 1),
	},
	{
		title: 'create project',
		operation: 'createProject',
		group: 'project',
		call: (client) => createProject(client, { name: 'First light', enableCertificate: true }),
		check: (answer, { sandbox }) =>
			expect(answer).toMatchObject({ name: 'First light', id: sandbox.state.projects[1]?.id }),
		acted: ({ sandbox }) => sandbox.state.projects.length - 1,
	},
	{
		title: 'reset certificate',
		operation: 'resetCertificate',
		group: 'project',
		call: (client, { project }) =>
			resetCertificate(client, { ...project, appCertificate: PLANTED.certificate }),
		check: (answer, stage) =>
			expect(answer).toMatchObject({ ...item(stage), appCertificate: stage.project.appCertificate }),
		acted: ({ written }) => written.appCertificate,
	},
	creation('create player with a name', { name: 'class33_102' }),
	creation('create player without a name', {}),
	{
		title: 'update player',
		operation: 'updatePlayer',
		group: 'update',
		call: (client, { address }) =>
			updatePlayer(client, {
				...address,
				sequences: sequencesFrom(7),
				changes: { streamUrl: PLANTED.streamUrl },
			}),
		check: (answer) => expect(answer).toBeUndefined(),
		acted: ({ written }) => written.sequence,
	},
	{
		title: 'ban user',
		operation: 'createBan',
		group: 'ban',
		call: (client, { project: { appId } }) =>
			createBan(client, { appId, target: BANNED, privileges: ['join_channel'], seconds: BAN_SECONDS }),
		check: (answer, { sandbox, project }) =>
			expect(sandbox.state.banRules.active(project.appId)[1]).toMatchObject({ id: answer, ...BANNED }),
		acted: ({ written }) => written.bans,
	},
	{
		title: 'kick user',
		operation: 'createBan',
		group: 'kick',
		call: (client, { project: { appId } }) =>
			createBan(client, { appId, target: BANNED, privileges: ['join_channel'], seconds: 0 }),
		check: (answer, { sandbox, project }) =>
			expect([answer, sandbox.state.banRules.active(project.appId).length]).toEqual([undefined, 1]),
		acted: ({ written }) => written.bans,
	},
	{
		title: 'change ban',
		operation: 'changeBan',
		group: 'change',
		call: (client, { project: { appId }, rule: { id } }) =>
			changeBan(client, { appId, id, seconds: BAN_SECONDS }),
		check: (answer, { rule }) => expect(answer).toEqual(new Date(rule.expiresAt)),
		acted: ({ written }) => written.changedBans,
	},
	{
		title: 'lift ban',
		operation: 'liftBan',
		group: 'lift',
		call: (client, { project: { appId }, rule: { id } }) => liftBan(client, { appId, id }),
		check: (answer) => expect(answer).toMatch(/^(lifted|alreadyGone)$/),
		acted: ({ sandbox, project }) => 1 - sandbox.state.banRules.active(project.appId).length,
	},
];

function creation(title: string, asked: Partial<PlayerRequest>): Subject {
	return {
		title,
		operation: 'createPlayer',
		group: 'player',
		call: (client, { project: { appId, appCertificate }, secrets }) => {
			const [channelName, uid] = ['class33', 102];
			const user = { uid };
			const token = buildRtcToken({ appId, appCertificate, channelName, user, lifetimeSeconds: 3600 });
			secrets.push(token);
			const { streamUrl, encryptKey, encryptKdfSalt } = PLANTED;
			const secret = { streamUrl, encryptMode: 'aes-256-gcm2', encryptKey, encryptKdfSalt } as const;
			const player = { ...secret, channelName, uid, token, ...asked };
			return createPlayer(client, { region: 'na', appId, player });
		},
		check: (answer, { sandbox }) =>
			expect(answer).toMatchObject({ id: sandbox.state.players[1]?.id, uid: 102, channelName: 'class33' }),
		acted: ({ sandbox }) => sandbox.state.players.length - 1,
	};
}
