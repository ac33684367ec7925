import { strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
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
		moves: [{ pick: 'Staging' }],
		writes: ['POST /dev/v1/signkey'],
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
