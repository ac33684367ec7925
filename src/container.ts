import * as vscode from 'vscode';
import { AccountList } from './accounts/accountList';
import { Accounts } from './accounts/accounts';
import { tellMissingCredentials } from './accounts/missingCredentials';
import { type RunningSandbox, SandboxAccount } from './accounts/sandboxAccount';
import { bindSessionContext } from './accounts/sessionContext';
import { SessionStore } from './accounts/sessionStore';
import { Vault } from './accounts/vault';
import type { TokenRequest } from './agora/token';
import { systemClock } from './platform/clock';
import { DisposableStore } from './platform/disposable';
import { playerLabel } from './players/playerName';
import { PlayerReader } from './players/playerReader';
import { playerState } from './players/playerState';
import { PlayerStore } from './players/playerStore';
import { PlayerView } from './players/playerView';
import { watchedProjects } from './players/projectSource';
import { RegionMemory } from './players/regionMemory';
import { ActiveProject } from './projects/activeProject';
import { ProjectCalls } from './projects/projectCalls';
import { ProjectPicker } from './projects/projectPicker';
import { ProjectReader } from './projects/projectReader';
import { ProjectStore } from './projects/projectStore';
import { ProjectView } from './projects/projectView';
import { PlayersStatusItem } from './status/playersItem';
import { ProjectStatusItem } from './status/projectItem';
import { History } from './support/history';
import { HistoryDocument } from './support/historyDocument';
import { ContextKeySetter } from './ui/contextKeys';
import { notifyWait } from './ui/notify';
import { commandsForAccount } from './ui/signedIn';
import { UsageEntry } from './usage/usageEntry';

/**
 * Builds every object by hand, each after what it needs; they are released in the reverse order, the log last.
 * Nothing here reads a file or the network.
 */
export function buildContainer(context: vscode.ExtensionContext) {
	const owned = new DisposableStore();
	const clock = systemClock;
	const log = owned.add(vscode.window.createOutputChannel('Agora', { log: true }));
	const contextKeys = new ContextKeySetter();

	const sessions = owned.add(new SessionStore());
	const list = new AccountList(context.globalState, context.workspaceState);
	const accounts = new Accounts(list, new Vault(context.secrets), sessions, log, {
		missingCredentials: tellMissingCredentials,
		wait: notifyWait,
	});
	const sandbox = owned.add(new SandboxAccount(accounts, startSandboxServer, () => sessions.current));

	const projects = owned.add(new ProjectStore());
	const projectReader = owned.add(new ProjectReader(sessions, projects, clock));
	const active = owned.add(new ActiveProject(context.workspaceState, sessions, projects));
	const picker = new ProjectPicker(projectReader, projects, active);
	const projectCalls = new ProjectCalls(sessions, projects, projectReader, clock);
	const restore = () => accounts.restore();
	const projectView = owned.add(
		new ProjectView({
			sessions,
			store: projects,
			reader: projectReader,
			active,
			context: contextKeys,
			clock,
			restore,
		}),
	);

	const players = owned.add(new PlayerStore());
	const playerReader = owned.add(new PlayerReader(sessions, projects, players, clock));
	const regions = new RegionMemory(context.globalState);
	const prepare = async () => {
		await accounts.restore();
		await projectReader.ready();
	};
	const playerView = owned.add(
		new PlayerView({
			sessions,
			projects,
			store: players,
			reader: playerReader,
			regions,
			context: contextKeys,
			clock,
			prepare,
		}),
	);

	const usage = owned.add(
		new UsageEntry({
			extensionUri: context.extensionUri,
			storageUri: context.globalStorageUri,
			sessions,
			isSigningIn: () => sessions.session.state === 'signingIn',
			restore,
			storedAccountIds: () => accounts.stored.map(({ id }) => id),
			projects: {
				knownNow: () => projects.known,
				onDidChange: projects.onDidChange,
				ready: () => projectReader.ready(),
				refresh: () => projectReader.refresh(),
			},
			clock,
			warn: (message) => log.warn(message),
		}),
	);

	owned.add(
		new ProjectStatusItem({
			sessions,
			projects,
			active,
			accountLabel: () => accounts.label,
			clock,
		}),
	);
	owned.add(
		new PlayersStatusItem({
			players: () =>
				watchedProjects(projects).flatMap(({ appId }) =>
					players.players(appId).map((shown) => ({
						label: playerLabel(shown.player),
						status: shown.player.status,
						stateWord: playerState(shown).word,
						createdAt: shown.player.createdAt,
					})),
				),
			changes: [players.onDidChange, projects.onDidChange],
			clock,
		}),
	);

	const history = owned.add(
		new History(
			context.globalState,
			sessions,
			(appId) => projects.projects.find((project) => project.appId === appId)?.name,
		),
	);
	const historyDocument = owned.add(new HistoryDocument(history));

	owned.add(bindSessionContext(sessions, sandbox, contextKeys));

	return {
		owned,
		log,
		historyDocument,
		projectView,
		playerView,
		usage,
		picker,
		signedIn: commandsForAccount(sessions, restore),
		accountParts: { accounts, sessions, sandbox },
		projectParts: { store: projects, active, picker, calls: projectCalls },
		playerParts: {
			sessions,
			projects,
			choice: picker,
			store: players,
			reader: playerReader,
			regions,
			clock,
			mintToken,
		},
	};
}

/** Signs a token with code that is loaded with the first one. */
async function mintToken(request: TokenRequest): Promise<string> {
	const { mintRtcToken } = await import('./agora/token');
	return mintRtcToken(request);
}

/** Starts the sandbox, whose code is loaded only when somebody asks for it. */
async function startSandboxServer(): Promise<RunningSandbox> {
	const { startSandbox } = await import('./sandbox/main');
	return await startSandbox({ seed: 'demo' });
}
