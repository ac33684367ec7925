import * as vscode from 'vscode';
import { AccountsFeature } from './accounts/accountsFeature';
import type { RunningSandbox } from './accounts/sandboxAccount';
import { KnownSecrets } from './agora/redact';
import { ChannelsFeature } from './channels/channelsFeature';
import { systemClock } from './common/clock';
import { DisposableStore } from './common/disposable';
import { NotificationsFeature } from './notifications/notificationsFeature';
import { PlayersFeature } from './players/playersFeature';
import type { ProjectPlayers } from './projects/commands/edit';
import { ProjectsFeature } from './projects/projectsFeature';
import { PlayersStatusItem } from './statusBar/playersItem';
import { ProjectStatusItem } from './statusBar/projectItem';
import { History } from './support/history';
import { HistoryDocuments } from './support/historyDocument';
import { type FoundWrite, PendingWrites } from './support/pendingWrites';
import { RecentLog } from './support/recentLog';
import {
	ACCOUNT_COMMANDS,
	CHANNEL_COMMANDS,
	NOTIFICATION_COMMANDS,
	PLAYER_COMMANDS,
	PROJECT_COMMANDS,
} from './ui/commandIds';
import { ContextKeySetter, currentAction, registerCommand } from './ui/commands';
import { commandsForAccount } from './ui/signedIn';
import { Walkthrough } from './ui/walkthrough';
import { showUsage, UsageFeature } from './usage/usageFeature';

/** Builds every feature after those that it needs and registers the commands. Reads no file and calls no server. */
export function activate(context: vscode.ExtensionContext): void {
	const owned = new DisposableStore();
	context.subscriptions.push(owned);
	const clock = systemClock;
	const contextKeys = new ContextKeySetter();
	const knownSecrets = new KnownSecrets();
	const channel = owned.add(vscode.window.createOutputChannel('Agora', { log: true }));
	const log = new RecentLog(channel, clock, logsBodies, (id) => projects.nameOf(id));

	const accountsFeature = owned.add(
		new AccountsFeature({ context, log, knownSecrets, contextKeys, startSandboxServer }),
	);
	const { sessions, accounts, credentialMonitor, secrets } = accountsFeature;
	const ensureSignedIn = () => accounts.ensureSignedIn();
	const walkthrough = owned.add(new Walkthrough(context, contextKeys));

	const projectPlayers: ProjectPlayers = {
		living: (project) => players.livingPlayers(project),
		deleteAll: (session, of) => players.deleteLivingPlayers(session, of),
	};
	const projects = owned.add(
		new ProjectsFeature({
			...{ context, sessions, clock, contextKeys, log, ensureSignedIn },
			drop: accountsFeature.drop,
			players: projectPlayers,
			onDidWriteEnv: () => walkthrough.complete('env'),
		}),
	);

	const history: History = owned.add(
		new History(context.globalState, {
			...{ sessions, currentAction },
			projectOf: (appId) => projects.projectOf(appId),
			playerName: (appId, playerId) => players.nameOf(appId, playerId),
		}),
	);
	owned.add(new PendingWrites({ history, sessions, clock, notify: (found) => void notifyPending(found) }));
	const historyDocuments = owned.add(new HistoryDocuments(history));

	const players: PlayersFeature = owned.add(
		new PlayersFeature(context.globalState, {
			...{ sessions, clock, contextKeys, projects },
			secrets: { storage: secrets, known: knownSecrets },
			channels: {
				loadPresence: async () => (await channels.load()).presence,
				reveal: async (appId, name) => (await channels.load()).reveal(appId, name),
			},
			history: { onDidChange: history.onDidChange, of: (id) => historyDocuments.textOf(id) },
			loadCostEstimate: async () => (await import('./usage/priceSettings')).playerCost,
		}),
	);

	const channels: ChannelsFeature = owned.add(
		new ChannelsFeature({
			...{ memento: context.workspaceState, sessions, clock, contextKeys, projects },
			loadPlayers: async () => {
				const { ChannelPlayers } = await import('./players/channelPlayers');
				return new ChannelPlayers(players);
			},
			actions: {
				createPlayer: (session, channel) => players.createIn(session, channel),
				generateToken: (session, channel) => projects.generateTokenFor(session, channel),
			},
		}),
	);

	const notifications = owned.add(
		new NotificationsFeature({
			...{ sessions, secrets, knownSecrets, clock, contextKeys, projects },
			memento: context.globalState,
			features: {
				...{ players, channels, sandbox: accountsFeature.sandbox },
				showListener: async (status) => {
					status.listener.onDidChange(() => walkthrough.complete('notifications'));
					const { NotificationsStatusItem } = await import('./statusBar/notificationsItem');
					return new NotificationsStatusItem(status);
				},
			},
		}),
	);

	const usage = owned.add(
		new UsageFeature({
			...{
				context,
				sessions,
				accounts,
				clock,
				log,
				projects: projects.store,
				projectReader: projects.reader,
			},
			isSigningIn: () => sessions.session.state === 'signingIn',
		}),
	);

	const { active } = projects;
	const accountLabel = () => accounts.label;
	owned.add(new ProjectStatusItem({ sessions, projects: projects.store, active, accountLabel, clock }));
	owned.add(new PlayersStatusItem({ summary: players.summary }));

	const completeSteps = () => {
		if (sessions.current) {
			walkthrough.complete('signIn');
		}
		if (active.current) {
			walkthrough.complete('project');
		}
	};
	for (const { onDidChange } of [sessions, projects.store, active]) {
		owned.add(onDidChange(completeSteps));
	}
	owned.add(
		history.onDidChange(() => {
			const hasCreated = () =>
				history.entries.some(({ operation, outcome }) => operation === 'createPlayer' && outcome === 'done');
			if (!walkthrough.done.includes('player') && hasCreated()) {
				walkthrough.complete('player');
			}
		}),
	);

	owned.add(
		credentialMonitor.onDidRecover(() => {
			void projects.reader.refresh();
			void players.live.refresh();
			void channels.refreshLoaded();
			void usage.retryFailed();
		}),
	);

	const signedIn = commandsForAccount(sessions, ensureSignedIn, (session, run) =>
		credentialMonitor.run(session, run),
	);
	for (const id of ACCOUNT_COMMANDS) {
		const run = async () => {
			const { accountCommands } = await import('./accounts/commands/accountCommands');
			const { changes, sandbox } = accountsFeature;
			await accountCommands({
				...{ accounts, sessions, changes, sandbox, memento: context.globalState },
				ensureActiveProject: () => projects.ensureActive(),
				openWalkthrough: () => walkthrough.open(),
			})[id]();
		};
		owned.add(registerCommand(id, run));
	}
	for (const id of PROJECT_COMMANDS) {
		const run = signedIn(async (session, argument, selection) => {
			const { projectCommands } = await import('./projects/commands/projectCommands');
			await projectCommands[id](projects, session, argument, selection);
		});
		owned.add(registerCommand(id, run));
	}
	for (const id of PLAYER_COMMANDS) {
		const run = signedIn(async (session, argument, selection) => {
			const { playerCommands } = await import('./players/commands/playerCommands');
			await playerCommands[id](players, session, argument, selection);
		});
		owned.add(registerCommand(id, run));
	}
	for (const id of CHANNEL_COMMANDS) {
		const run = signedIn(async (session, argument, selection) => {
			const { channelCommands } = await import('./channels/commands/channelCommands');
			await channelCommands[id](await channels.load(), session, argument, selection);
		});
		owned.add(registerCommand(id, run));
	}
	for (const id of NOTIFICATION_COMMANDS) {
		const run = async (...args: unknown[]) => {
			const { runNotificationCommand } = await import('./notifications/commands/notificationCommands');
			await runNotificationCommand(id, await notifications.load(), signedIn, ...args);
		};
		owned.add(registerCommand(id, run));
	}
	const inspectToken = async (argument: unknown) => {
		const inspect = await import('./projects/commands/token');
		await inspect.inspectToken(projects, argument);
	};
	const explainJoin = async (argument: unknown) => {
		const [{ explainJoinFailure }, deps] = await Promise.all([
			import('./channels/explain/explainJoinFailure'),
			channels.load(),
			ensureSignedIn(),
		]);
		await explainJoinFailure(deps, argument);
	};
	const createBundle = async () => {
		const bundle = await import('./support/bundle');
		await bundle.createBundle(context.extension.packageJSON, {
			...{ clock, log, history, knownSecrets, sessions, accounts },
			...{ projects: projects.store, players: players.store },
		});
	};
	const refreshProjects = signedIn(() => projects.refresh());
	const refreshPlayers = signedIn(() => players.view.refresh());
	owned.add(registerCommand('agora.projects.refresh', refreshProjects));
	owned.add(registerCommand('agora.projects.retry', refreshProjects));
	owned.add(registerCommand('agora.players.refresh', refreshPlayers));
	owned.add(registerCommand('agora.players.retry', refreshPlayers));
	owned.add(registerCommand('agora.token.inspect', inspectToken));
	owned.add(registerCommand('agora.channel.explainJoinFailure', explainJoin));
	const show = signedIn(async (_session, argument) =>
		showUsage(await usage.panels(), projects.picker, argument),
	);
	owned.add(registerCommand('agora.usage.show', show));
	owned.add(registerCommand('agora.usage.export', async () => (await usage.panels()).exportActive()));
	owned.add(registerCommand('agora.history.show', () => historyDocuments.show()));
	owned.add(registerCommand('agora.history.filter', () => historyDocuments.filter()));
	owned.add(registerCommand('agora.log.show', () => channel.show()));
	owned.add(registerCommand('agora.support.bundle', createBundle));
}

function logsBodies(): boolean {
	return vscode.workspace.getConfiguration('agora').get('log.bodies', false);
}

async function notifyPending(found: readonly FoundWrite[]): Promise<void> {
	const { notifyPendingWrites } = await import('./support/pendingWriteMessages');
	await notifyPendingWrites(found);
}

async function startSandboxServer(): Promise<RunningSandbox> {
	const { startSandbox } = await import('./sandbox/sandbox');
	return await startSandbox({ seed: 'demo' });
}
