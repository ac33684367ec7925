import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, env, Uri, workspace } from 'vscode';
import { accountCommands } from '../../src/accounts/commands/accountCommands';
import { channelCommands } from '../../src/channels/commands/channelCommands';
import { explainJoinFailure } from '../../src/channels/explain/explainJoinFailure';
import { runNotificationCommand } from '../../src/notifications/commands/notificationCommands';
import { createPlayerIn } from '../../src/players/commands/create';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { generateTokenFor, inspectToken } from '../../src/projects/commands/token';
import { createBundle } from '../../src/support/bundle';
import { HistoryDocuments } from '../../src/support/historyDocument';
import {
	ACCOUNT_COMMANDS,
	CHANNEL_COMMANDS,
	type CommandId,
	NOTIFICATION_COMMANDS,
	PLAYER_COMMANDS,
	PROJECT_COMMANDS,
} from '../../src/ui/commandIds';
import { showUsage } from '../../src/usage/usageFeature';
import { openAccountContext } from './context/accountContext';
import { openChannelContext } from './context/channelContext';
import { openJoinContext } from './context/joinContext';
import { openNotificationContext, playerNotice } from './context/notificationContext';
import { openPlayerContext } from './context/playerContext';
import { openProjectContext } from './context/projectContext';
import { openSupportContext } from './context/supportContext';
import { openUsageContext } from './context/usageContext';
import { type SandboxContext, writesOf } from './describeCommand';
import { DialogDriver } from './dialogDriver';
import { installedExtension, manifestCommands } from './extensionHost';

const SECRET = 'a-secret-of-another-extension';
const ANSWERS = { confirm: true, confirmed: true, force: true, typed: 'Watch Party', verb: 'Delete Player' };

/** A command with its own sandbox, and arguments that try to skip its questions. */
interface CommandContext extends SandboxContext {
	/** Calls the command with any arguments, as VS Code does. */
	readonly run: (...args: unknown[]) => unknown;
	readonly hostileArguments: readonly unknown[];
}

/** Arguments for any command; none refers to an existing object. */
const INVALID_ARGUMENTS: readonly unknown[] = [
	undefined,
	null,
	SECRET,
	{ ...ANSWERS, secret: SECRET },
	[ANSWERS, SECRET],
	Uri.file('/etc/passwd'),
	Uri.parse('https://example.com/a.agora-player.json'),
];

async function openProject(id: (typeof PROJECT_COMMANDS)[number]): Promise<CommandContext> {
	const context = await openProjectContext();
	const project = context.project('Watch Party');
	const disabled = context.deps.store.projects.find(({ enabled }) => enabled === false);
	ok(disabled, 'no project is disabled');
	return {
		...context,
		run: (argument, selection) => projectCommands[id](context.deps, context.session, argument, selection),
		hostileArguments: [
			...INVALID_ARGUMENTS,
			...[project, disabled, context.project('Staging')].flatMap((each) => [
				// Identifies a project as command links do.
				{ projectId: each.id, ...ANSWERS, appCertificate: SECRET, customerSecret: SECRET },
				// Has the members of a row but not its class.
				{ id: `project:${each.id}`, project: { ...each, appCertificate: SECRET }, ...ANSWERS },
				[each.id, each.appId, ANSWERS],
			]),
		],
	};
}

async function openPlayer(id: (typeof PLAYER_COMMANDS)[number]): Promise<CommandContext> {
	const context = await openPlayerContext();
	const { appId, projectName, shown, player } = context.player('movie-night');
	const definition = JSON.stringify({
		project: context.project('Staging').appId,
		region: 'eu',
		player: { streamUrl: 'https://example.com/a.mp4', channelName: 'class32', uid: 7, name: 'foreign' },
	});
	const outsideFolder = await mkdtemp(join(tmpdir(), 'agora-foreign-'));
	const folders = [workspace.workspaceFolders?.[0]?.uri, Uri.file(outsideFolder)].filter(
		(uri) => uri !== undefined,
	);
	const files = folders.map((folder) => Uri.joinPath(folder, 'foreign.agora-player.json'));
	for (const file of files) {
		await workspace.fs.writeFile(file, Buffer.from(definition));
	}
	return {
		...context,
		close: async () => {
			for (const file of files) {
				await workspace.fs.delete(file);
			}
			await rm(outsideFolder, { recursive: true });
			await context.close();
		},
		run: (argument, selection) => playerCommands[id](context.deps, context.session, argument, selection),
		hostileArguments: [
			...INVALID_ARGUMENTS,
			// Complete definitions, inside and outside the workspace.
			...files,
			{ appId, projectName, shown, player, isPaused: false, ...ANSWERS, token: SECRET },
			{ appId, projectName, shown, player, isPaused: true, ...ANSWERS },
			{ id: `player:${player.id}`, parent: { project: { appId } }, shown, ...ANSWERS },
			player.id,
		],
	};
}

async function openChannel(id: (typeof CHANNEL_COMMANDS)[number]): Promise<CommandContext> {
	const context = await openChannelContext();
	const { deps, session, classroom, rules, playerDeps, projectDeps } = context;
	const { appId } = classroom;
	const command = channelCommands[id];
	if (!command) {
		await context.close();
		return await openInstalled(id);
	}
	const actions: typeof deps.actions = {
		createPlayer: (by, channel) => createPlayerIn(playerDeps, by, channel),
		generateToken: (by, channel) => generateTokenFor(projectDeps, by, channel),
	};
	const user = { uid: 5801 };
	const [rule] = deps.store.bans(appId).value ?? [];
	return {
		...context,
		run: (argument, selection) => command({ ...deps, actions }, session, argument, selection),
		hostileArguments: [
			...INVALID_ARGUMENTS,
			// Identifies a channel as links of hovers do.
			{ appId, channelName: 'class32', ...user, seconds: 0, ...ANSWERS },
			{ appId, channelName: 'no such channel', ...ANSWERS },
			// Has the members of a row but not its class.
			{ project: classroom, channelName: 'class32', user, role: 'host', ...ANSWERS },
			{ project: classroom, channel: { name: 'class32' }, channelName: 'class32', ...ANSWERS },
			{ project: classroom, rule, seconds: 600, ...ANSWERS },
			{ appId, id: rules()[0]?.id, seconds: 600, ...ANSWERS },
			rules()[0]?.id,
		],
	};
}

async function openAccount(id: (typeof ACCOUNT_COMMANDS)[number]): Promise<CommandContext> {
	const context = await openAccountContext();
	return {
		...context,
		run: () => accountCommands(context.deps)[id](),
		hostileArguments: [
			...INVALID_ARGUMENTS,
			{ accountId: '1', ...ANSWERS },
			'1',
			{ id: '1', label: 'First', ...ANSWERS },
		],
	};
}

async function openNotification(id: (typeof NOTIFICATION_COMMANDS)[number]): Promise<CommandContext> {
	const context = await openNotificationContext();
	const { deps, session } = context;
	context.receive(playerNotice(1));
	const [notification] = deps.received.all;
	return {
		...context,
		run: (...args) => runNotificationCommand(id, deps, (run) => () => run(session, ...args), ...args),
		hostileArguments: [
			...INVALID_ARGUMENTS,
			{ notificationId: 'unknown', ...ANSWERS, value: SECRET },
			{ notificationId: notification?.id, ...ANSWERS, value: SECRET, productId: 4 },
			// Has the members of a row but not its class.
			{ id: `notification:${notification?.id}`, notification, ...ANSWERS, secret: SECRET },
		],
	};
}

/** The command of the installed extension, which is signed out. */
async function openInstalled(id: CommandId): Promise<CommandContext> {
	const context = await openProjectContext();
	return {
		...context,
		run: (...args) => commands.executeCommand(id, ...args),
		hostileArguments: INVALID_ARGUMENTS,
	};
}

type Open = () => Promise<CommandContext>;

/** Every command id must be listed to compile. */
const OPENERS: Readonly<Record<CommandId, Open>> = {
	...forEach(ACCOUNT_COMMANDS, openAccount),
	...forEach(PROJECT_COMMANDS, openProject),
	...forEach(PLAYER_COMMANDS, openPlayer),
	...forEach(NOTIFICATION_COMMANDS, openNotification),
	...forEach(CHANNEL_COMMANDS, openChannel),
	'agora.token.inspect': async () => {
		const context = await openProjectContext();
		const deps = { ...context.deps, ensureProjects: async () => {} };
		return {
			...context,
			run: (argument) => inspectToken(deps, argument),
			hostileArguments: [...INVALID_ARGUMENTS, { token: SECRET }],
		};
	},
	'agora.channel.explainJoinFailure': async () => {
		const context = await openJoinContext();
		const { id: projectId, appId } = context.project('Watch Party');
		return {
			...context,
			run: (argument) => explainJoinFailure(context.deps, argument),
			hostileArguments: [
				...INVALID_ARGUMENTS,
				{ projectId, appId, channelName: 'class32', user: { uid: 1 }, token: SECRET, ...ANSWERS },
			],
		};
	},
	...forEach(['agora.projects.refresh', 'agora.projects.retry'], async () => {
		const context = await openProjectContext();
		return { ...context, run: () => context.reader.refresh(), hostileArguments: INVALID_ARGUMENTS };
	}),
	...forEach(['agora.players.refresh', 'agora.players.retry'], async () => {
		const context = await openPlayerContext();
		return { ...context, run: () => context.deps.live.refresh(), hostileArguments: INVALID_ARGUMENTS };
	}),
	'agora.usage.show': async () => {
		const context = await openUsageContext();
		const run = (argument: unknown) => showUsage(context.panels, context.deps.picker, argument);
		return { ...context, run, hostileArguments: INVALID_ARGUMENTS };
	},
	'agora.usage.export': async () => {
		const context = await openUsageContext();
		return { ...context, run: () => context.panels.exportActive(), hostileArguments: INVALID_ARGUMENTS };
	},
	'agora.history.show': () => openInstalled('agora.history.show'),
	'agora.history.filter': async () => {
		const context = await openSupportContext();
		const documents = new HistoryDocuments(context.history);
		return {
			...context,
			run: () => documents.filter(),
			hostileArguments: INVALID_ARGUMENTS,
			close: async () => {
				documents.dispose();
				await context.close();
			},
		};
	},
	'agora.log.show': () => openInstalled('agora.log.show'),
	'agora.support.bundle': async () => {
		const context = await openSupportContext();
		return {
			...context,
			run: () => createBundle(context.manifest, context.deps),
			hostileArguments: INVALID_ARGUMENTS,
		};
	},
};

function forEach<Id extends CommandId>(
	ids: readonly Id[],
	open: (id: Id) => Promise<CommandContext>,
): Record<Id, Open> {
	const entries = ids.map((id) => [id, () => open(id)]);
	return Object.fromEntries(entries);
}

/**
 * Commands that need no question: they show something, read, change only this window, or copy text that is not secret.
 * All other commands must ask, with any arguments.
 */
const ASKS_NOTHING: readonly CommandId[] = [
	'agora.sandbox.start',
	'agora.sandbox.stop',
	'agora.project.select',
	'agora.project.setActive',
	'agora.project.copyAppId',
	'agora.project.copyId',
	'agora.project.copyDetail',
	'agora.project.reveal',
	'agora.project.show',
	'agora.project.openConsole',
	'agora.project.pin',
	'agora.project.unpin',
	'agora.projects.clearFilter',
	'agora.projects.refresh',
	'agora.projects.retry',
	'agora.channels.refresh',
	'agora.channels.retry',
	'agora.channels.clearFilter',
	'agora.channels.showAll',
	'agora.channels.showActive',
	'agora.channels.loadMore',
	'agora.channel.copyName',
	'agora.channel.showPlayer',
	'agora.players.clearFilter',
	'agora.players.loadMore',
	'agora.players.refresh',
	'agora.players.retry',
	'agora.player.copyId',
	'agora.player.hideSecrets',
	'agora.player.show',
	'agora.notifications.start',
	'agora.notifications.stop',
	'agora.notifications.clearFilter',
	'agora.notifications.clear',
	'agora.notifications.loadMore',
	'agora.notification.show',
	'agora.player.showChannel',
	'agora.notification.copyCurl',
	'agora.usage.export',
	'agora.history.show',
	'agora.log.show',
];

const COPIES: readonly CommandId[] = [
	'agora.project.copyAppId',
	'agora.project.copyId',
	'agora.channel.copyName',
	'agora.notification.copyCurl',
];

/** Runs a command; a rejection counts as a refusal, which the registered command shows in a notification. */
async function outcomeOf(run: () => unknown): Promise<{ result: unknown; isRefused: boolean }> {
	try {
		return { result: await run(), isRefused: false };
	} catch {
		return { result: undefined, isRefused: true };
	}
}

describe('a command that another extension calls', () => {
	it('is tested for every command of the manifest', () => {
		deepStrictEqual(Object.keys(OPENERS).sort(), manifestCommands().sort());
	});

	for (const [id, open] of Object.entries(OPENERS)) {
		it(`${id} changes nothing without a question and returns nothing`, async () => {
			const context = await open();
			const mustAsk = !ASKS_NOTHING.some((each) => each === id);
			try {
				await env.clipboard.writeText('mine');
				for (const argument of context.hostileArguments) {
					let outcome = { result: 'not run' as unknown, isRefused: false };
					const dialogs = await DialogDriver.run([], async () => {
						outcome = await outcomeOf(() => context.run(argument, [argument]));
					});
					strictEqual(outcome.result, undefined);
					const asked = dialogs.shown.length > 0 || outcome.isRefused;
					ok(asked || !mustAsk, `${JSON.stringify(argument)} skipped the question`);
					ok(!dialogs.text.includes(SECRET));
				}
				deepStrictEqual(writesOf(context.sandbox), []);
				const copied = await env.clipboard.readText();
				ok(copied === 'mine' || COPIES.some((each) => each === id), `copied: ${copied}`);
			} finally {
				await context.close();
				await commands.executeCommand('workbench.action.closeAllEditors');
			}
		});
	}

	it('gets no API from the extension', async () => {
		const extension = installedExtension();
		await extension.activate();
		strictEqual(extension.exports, undefined);
	});
});
