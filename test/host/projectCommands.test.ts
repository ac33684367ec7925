import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { isSignedWith, readToken } from '../../src/agora/token/readToken';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { lastTokenSchema } from '../../src/projects/token/tokenSteps';
import type { ProjectCommandId } from '../../src/ui/commandIds';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { type CommandCase, describeCommand } from './describeCommand';

type Case = Omit<CommandCase<ProjectContext>, 'title' | 'run'> & { readonly id: ProjectCommandId };

const CASES: readonly Case[] = [
	{
		id: 'agora.project.create',
		actions: [{ type: 'Made in a test' }, { pick: 'Enable the App Certificate' }],
		writes: ['POST /dev/v1/project'],
	},
	{
		id: 'agora.project.enable',
		actions: [{ pick: 'Music Lessons 2021' }],
		writes: ['POST /dev/v1/project_status'],
	},
	{
		id: 'agora.project.disable',
		actions: [{ pick: 'Watch Party' }, { press: 'Disable Project' }],
		writes: ['POST /dev/v1/project_status'],
		destructive: true,
	},
	{
		id: 'agora.certificate.enable',
		actions: [{ pick: 'Staging' }, { press: 'Enable App Certificate' }],
		writes: ['POST /dev/v1/signkey'],
		destructive: true,
		after: (_, dialogs) => match(dialogs.text, /Account: account[\s\S]*join without a token are locked out/),
	},
	{
		id: 'agora.certificate.disable',
		actions: [{ pick: 'Watch Party' }, { press: 'Disable App Certificate' }],
		writes: ['POST /dev/v1/signkey'],
		destructive: true,
	},
	{
		id: 'agora.certificate.reset',
		actions: [{ pick: 'Watch Party' }, { press: 'Reset App Certificate' }, { type: 'Watch Party' }],
		writes: ['POST /dev/v1/reset_signkey'],
		destructive: true,
	},
	{
		id: 'agora.project.setRecordingServer',
		actions: [{ pick: 'Watch Party' }, { type: '10.12.1.6:8080' }],
		writes: ['POST /dev/v1/recording_config'],
		after: (context) => strictEqual(context.project('Watch Party').recordingServer, '10.12.1.6:8080'),
	},
	{
		id: 'agora.project.select',
		actions: [{ pick: 'Watch Party' }],
		writes: [],
		after: ({ deps }) => strictEqual(deps.active.current?.name, 'Watch Party'),
	},
	{
		id: 'agora.project.copyAppId',
		actions: [{ pick: 'Watch Party' }],
		writes: [],
		after: async (context) =>
			strictEqual(await env.clipboard.readText(), context.project('Watch Party').appId),
	},
	{
		id: 'agora.project.copyId',
		actions: [{ pick: 'Watch Party' }],
		writes: [],
		after: async (context) => strictEqual(await env.clipboard.readText(), context.project('Watch Party').id),
	},
	{
		id: 'agora.project.reveal',
		actions: [{ pick: 'Watch Party' }],
		writes: [],
		after: (context) => deepStrictEqual(context.revealedIds, [context.project('Watch Party').id]),
	},
	{
		id: 'agora.token.generate',
		actions: [
			{ pick: 'Watch Party' },
			{ type: 'movie night' },
			{ type: 'guest 7' },
			{ pick: 'Subscriber' },
			{ pick: 'Another Lifetime…' },
			{ type: '90 s' },
		],
		writes: [],
		after: async (context, dialogs) => {
			const { appId, appCertificate = '', id } = context.project('Watch Party');
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
			match(dialogs.text, /expires .*UTC|GMT/);
			ok(!dialogs.text.includes(token) && !dialogs.text.includes(appCertificate));
			const last = { channelName: 'movie night', user: 'guest 7', role: 'subscriber', lifetimeSeconds: 90 };
			deepStrictEqual(context.deps.lastTokens.get(id, lastTokenSchema), last);
		},
	},
];

describe('project commands', () => {
	for (const { id, ...test } of CASES) {
		describeCommand(openProjectContext, {
			...test,
			title: id,
			run: ({ deps, session }) => projectCommands[id](deps, session),
		});
	}
});
