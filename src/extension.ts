import * as vscode from 'vscode';
import { AccountsFeature } from './accounts/accountsFeature';
import type { RunningSandbox } from './accounts/sandboxAccount';
import { KnownSecrets } from './agora/knownSecrets';
import type { TokenRequest } from './agora/token/buildToken';
import { systemClock } from './common/clock';
import { DisposableStore } from './common/disposable';
import { PlayersFeature } from './players/playersFeature';
import type { ProjectPlayers } from './projects/commands/enableDisable';
import { canReadCertificates } from './projects/projectFacts';
import { ProjectsFeature } from './projects/projectsFeature';
import { PlayersStatusItem } from './statusBar/playersItem';
import { ProjectStatusItem } from './statusBar/projectItem';
import { History } from './support/history';
import { HistoryDocument } from './support/historyDocument';
import { type FoundWrite, PendingWrites } from './support/pendingWrites';
import { RecentLog } from './support/recentLog';
import { ACCOUNT_COMMANDS, PLAYER_COMMANDS, PROJECT_COMMANDS } from './ui/commandIds';
import { ContextKeySetter, registerCommand } from './ui/commands';
import { commandsForAccount } from './ui/signedIn';
import { showUsage, UsageFeature } from './usage/usageFeature';

/**
 * Builds every room by hand, each after what it needs; they are released in the reverse order, the log last.
 * Nothing here reads a file or the network.
 */
export function buildContainer(context: vscode.ExtensionContext) {
	const owned = new DisposableStore();
	const clock = systemClock;
	const channel = owned.add(vscode.window.createOutputChannel('Agora', { log: true }));
	const log = new RecentLog(channel, clock, logsBodies);
	const contextKeys = new ContextKeySetter();
	const known = new KnownSecrets();

	const accountsFeature = owned.add(
		new AccountsFeature({ context, log, knownSecrets: known, contextKeys, startSandboxServer }),
	);
	const { sessions, accounts, credentialMonitor, secrets } = accountsFeature;
	const ensureSignedIn = () => accounts.ensureSignedIn();

	const projectPlayers: ProjectPlayers = {
		living: (project) => playerRoom.livingPlayers(project),
		deleteAll: (session, of) => playerRoom.deleteLivingPlayers(session, of),
	};
	const projectRoom = owned.add(
		new ProjectsFeature({
			...{ context, sessions, clock, contextKeys, log, ensureSignedIn },
			drop: accountsFeature.drop,
			players: projectPlayers,
		}),
	);
	const { store: projects, reader: projectReader, active, picker } = projectRoom;
	const projectOf = (appId: string) => projectRoom.projectOf(appId);

	const history = owned.add(new History(context.globalState, sessions, (appId) => projectOf(appId)?.name));
	const notifyPending = async (found: readonly FoundWrite[]) => {
		const { notifyPendingWrites } = await import('./support/pendingWriteMessages');
		await notifyPendingWrites(found);
	};
	owned.add(new PendingWrites({ history, sessions, clock, notify: (found) => void notifyPending(found) }));
	const historyDocument = owned.add(new HistoryDocument(history));

	const playerRoom = owned.add(
		new PlayersFeature({
			...{ context, secrets, known, sessions, clock, contextKeys, projects, active, projectOf, mintToken },
			choice: picker,
			ensureProjects: () => projectRoom.ensureProjects(),
			certificatesHidden: (session) => !canReadCertificates(session),
			history: { onDidChange: history.onDidChange, of: (id) => historyDocument.textOf(id) },
			loadCostEstimate: async () => (await import('./usage/priceSettings')).playerCost,
		}),
	);

	const usage = owned.add(
		new UsageFeature({
			...{ context, sessions, accounts, projects, projectReader, clock, log },
			isSigningIn: () => sessions.session.state === 'signingIn',
		}),
	);

	const accountLabel = () => accounts.label;
	owned.add(new ProjectStatusItem({ sessions, projects, active, accountLabel, clock }));
	owned.add(new PlayersStatusItem({ summary: playerRoom.summary }));

	owned.add(
		credentialMonitor.onDidRecover(() => {
			void projectReader.refresh();
			void playerRoom.live.refresh();
			void usage.retryFailed();
		}),
	);

	return {
		owned,
		log: channel,
		historyDocument,
		projectRoom,
		playerRoom,
		usage,
		signedIn: commandsForAccount(sessions, ensureSignedIn, (session, run) =>
			credentialMonitor.run(session, run),
		),
		accountsFeature,
		bundleDeps: {
			...{ clock, log, history, knownSecrets: known, sessions, accounts, projects },
			players: playerRoom.store,
		},
	};
}

function logsBodies(): boolean {
	return vscode.workspace.getConfiguration('agora').get('log.bodies', false);
}

/** Signs a token with code that is loaded with the first one. */
async function mintToken(request: TokenRequest): Promise<string> {
	const { mintRtcToken } = await import('./agora/token/buildToken');
	return mintRtcToken(request);
}

/** Starts the sandbox, whose code is loaded only when somebody asks for it. */
async function startSandboxServer(): Promise<RunningSandbox> {
	const { startSandbox } = await import('./sandbox/sandbox');
	return await startSandbox({ seed: 'demo' });
}

/**
 * Builds the extension. Reads no file and calls no server: that waits until somebody looks or asks. The code of the
 * commands is loaded with the first of its room that is called.
 */
export function activate(context: vscode.ExtensionContext): void {
	const container = buildContainer(context);
	const { owned, log, historyDocument, projectRoom, playerRoom, usage, signedIn } = container;
	const { accountsFeature, bundleDeps } = container;
	context.subscriptions.push(owned);

	for (const id of ACCOUNT_COMMANDS) {
		const run = async () => {
			const { accountCommands } = await import('./accounts/commands/accountCommands');
			await accountCommands(accountsFeature)[id]();
		};
		owned.add(registerCommand(id, run));
	}
	for (const id of PROJECT_COMMANDS) {
		const run = signedIn(async (session, argument, selection) => {
			const { projectCommands } = await import('./projects/commands/projectCommands');
			await projectCommands(projectRoom)[id](session, argument, selection);
		});
		owned.add(registerCommand(id, run));
	}
	for (const id of PLAYER_COMMANDS) {
		const run = signedIn(async (session, argument, selection) => {
			const { playerCommands } = await import('./players/commands/playerCommands');
			await playerCommands[id](playerRoom.parts, session, argument, selection);
		});
		owned.add(registerCommand(id, run));
	}
	const inspectToken = async () => {
		const inspect = await import('./projects/commands/token');
		await inspect.inspectToken(projectRoom);
	};
	const createBundle = async () => {
		const bundle = await import('./support/bundle');
		await bundle.createBundle(context.extension.packageJSON, bundleDeps);
	};
	const refreshProjects = signedIn(() => projectRoom.refresh());
	const refreshPlayers = signedIn(() => playerRoom.view.refresh());
	owned.add(registerCommand('agora.projects.refresh', refreshProjects));
	owned.add(registerCommand('agora.players.refresh', refreshPlayers));
	owned.add(registerCommand('agora.token.inspect', inspectToken));
	const show = signedIn(async (_session, argument) =>
		showUsage(await usage.panels(), projectRoom.picker, argument),
	);
	owned.add(registerCommand('agora.usage.show', show));
	owned.add(registerCommand('agora.usage.export', async () => (await usage.panels()).exportActive()));
	owned.add(registerCommand('agora.history.show', () => historyDocument.show()));
	owned.add(registerCommand('agora.log.show', () => log.show()));
	owned.add(registerCommand('agora.support.bundle', createBundle));
}
