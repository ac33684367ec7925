import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { isSignedWith, readToken } from '../../src/agora/token/readToken';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import type { ProjectCommandId } from '../../src/ui/commandIds';
import { type CommandCase, describeCommand } from './describeCommand';
import { openProjectRoom, type ProjectRoom } from './room/projectRoom';

type Case = Omit<CommandCase<ProjectRoom>, 'title' | 'run'> & { readonly id: ProjectCommandId };

const CASES: readonly Case[] = [
	{
		id: 'agora.project.create',
		moves: [{ type: 'Made in a test' }, { pick: 'Enable the App Certificate' }],
		writes: ['POST /dev/v1/project'],
	},
	{
		id: 'agora.project.enable',
		moves: [{ pick: 'Music Lessons 2021' }],
		writes: ['POST /dev/v1/project_status'],
	},
	{
		id: 'agora.project.disable',
		moves: [{ pick: 'Watch Party' }, { press: 'Disable Project' }],
		writes: ['POST /dev/v1/project_status'],
		destructive: true,
	},
	{
		id: 'agora.certificate.enable',
		moves: [{ pick: 'Staging' }, { press: 'Enable App Certificate' }],
		writes: ['POST /dev/v1/signkey'],
		destructive: true,
		after: (_, person) => match(person.text, /Account: account[\s\S]*join without a token are locked out/),
	},
	{
		id: 'agora.certificate.disable',
		moves: [{ pick: 'Watch Party' }, { press: 'Disable App Certificate' }],
		writes: ['POST /dev/v1/signkey'],
		destructive: true,
	},
	{
		id: 'agora.certificate.reset',
		moves: [{ pick: 'Watch Party' }, { press: 'Reset App Certificate' }, { type: 'Watch Party' }],
		writes: ['POST /dev/v1/reset_signkey'],
		destructive: true,
	},
	{
		id: 'agora.project.setRecordingServer',
		moves: [{ pick: 'Watch Party' }, { type: '10.12.1.6:8080' }],
		writes: ['POST /dev/v1/recording_config'],
		after: (room) => strictEqual(room.project('Watch Party').recordingServer, '10.12.1.6:8080'),
	},
	{
		id: 'agora.project.select',
		moves: [{ pick: 'Watch Party' }],
		writes: [],
		after: ({ parts }) => strictEqual(parts.active.current?.name, 'Watch Party'),
	},
	{
		id: 'agora.project.copyAppId',
		moves: [{ pick: 'Watch Party' }],
		writes: [],
		after: async (room) => strictEqual(await env.clipboard.readText(), room.project('Watch Party').appId),
	},
	{
		id: 'agora.project.copyId',
		moves: [{ pick: 'Watch Party' }],
		writes: [],
		after: async (room) => strictEqual(await env.clipboard.readText(), room.project('Watch Party').id),
	},
	{
		id: 'agora.project.reveal',
		moves: [{ pick: 'Watch Party' }],
		writes: [],
		after: (room) => deepStrictEqual(room.revealed, [room.project('Watch Party').id]),
	},
	{
		id: 'agora.token.generate',
		moves: [
			{ pick: 'Watch Party' },
			{ type: 'movie night' },
			{ type: 'guest 7' },
			{ pick: 'Subscriber' },
			{ pick: 'Another Lifetime…' },
			{ type: '90 s' },
		],
		writes: [],
		after: async (room, person) => {
			const { appId, appCertificate = '', id } = room.project('Watch Party');
			const token = await env.clipboard.readText();
			const { issuedAt, expiresAt, rtc } = readToken(token) ?? {};
			ok(isSignedWith(token, appCertificate));
			strictEqual(readToken(token)?.appId, appId);
			strictEqual(Number(expiresAt) - Number(issuedAt), 90_000);
			strictEqual(rtc?.channelName, 'movie night');
			strictEqual(rtc?.user, 'guest 7');
			deepStrictEqual(rtc?.privileges, {
				joinChannel: expiresAt,
				publishAudio: undefined,
				publishVideo: undefined,
				publishData: undefined,
			});
			match(person.text, /expires .*UTC|GMT/);
			ok(!person.text.includes(token) && !person.text.includes(appCertificate));
			const last = { channelName: 'movie night', user: 'guest 7', role: 'subscriber', lifetimeSeconds: 90 };
			deepStrictEqual(room.parts.tokenMemory.of(id), last);
		},
	},
];

describe('project commands', () => {
	for (const { id, ...test } of CASES) {
		describeCommand(openProjectRoom, {
			...test,
			title: id,
			run: ({ parts, session }) => projectCommands[id](parts, session, undefined, undefined),
		});
	}
});
