import * as vscode from 'vscode';
import { AccountRoom } from './accounts/accountRoom';
import { keyFileDrop } from './accounts/keyFile/dropController';
import { type RunningSandbox, SandboxAccount } from './accounts/sandboxAccount';
import { bindSessionContext } from './accounts/sessionContext';
import type { AgoraSession } from './agora/session';
import type { TokenRequest } from './agora/token';
import { systemClock } from './platform/clock';
import { DisposableStore } from './platform/disposable';
import { SequenceMemory } from './players/control/sequenceMemory';
import { DefinitionFiles } from './players/definition/editor/definitionFiles';
import { PlayerDetails } from './players/details/playerDetails';
import type { LostPlayer } from './players/failures/lostPlayer';
import { PlayerFilter } from './players/filter/playerFilter';
import { LastCreations } from './players/lastCreation';
import { LivePlayers } from './players/livePlayers';
import { PlayerStore } from './players/playerStore';
import { PlayerSummary } from './players/playerSummary';
import { PlayerView } from './players/playerView';
import { RegionMemory } from './players/regionMemory';
import type { TargetPlayer } from './players/targetPlayers';
import { PausedMemory } from './players/watch/pausedMemory';
import { bindActiveContext } from './projects/activeContext';
import { ActiveProject } from './projects/activeProject';
import { serveProjectDocuments } from './projects/document/projectFileSystem';
import { editorHintsOnceNeeded } from './projects/lazyEditorHints';
import { ProjectCalls } from './projects/projectCalls';
import { ProjectFilter } from './projects/projectFilter';
import { ProjectPicker } from './projects/projectPicker';
import { ProjectPins } from './projects/projectPins';
import { ProjectReader } from './projects/projectReader';
import { ProjectStore } from './projects/projectStore';
import { ProjectView } from './projects/projectView';
import { TokenMemory } from './projects/token/tokenMemory';
import { tellsCertificates } from './projects/told';
import { ProjectFinder } from './projects/workspace/projectFinder';
import { WorkspaceFiles } from './projects/workspace/workspaceFiles';
import { PlayersStatusItem } from './status/playersItem';
import { ProjectStatusItem } from './status/projectItem';
import { History } from './support/history';
import { HistoryDocument } from './support/historyDocument';
import { KeptLog } from './support/keptLog';
import { runCommand } from './ui/commands';
import { ContextKeySetter } from './ui/contextKeys';
import { commandsForAccount } from './ui/signedIn';
import { UsageEntry } from './usage/usageEntry';

/**
 * Builds every object by hand, each after what it needs; they are released in the reverse order, the log last.
 * Nothing here reads a file or the network.
 */
export function buildContainer(context: vscode.ExtensionContext) {
	const owned = new DisposableStore();
	const clock = systemClock;
	const channel = owned.add(vscode.window.createOutputChannel('Agora', { log: true }));
	const log = new KeptLog(channel, clock, logsBodies);
	const contextKeys = new ContextKeySetter();

	const room = owned.add(new AccountRoom(context, log));
	const { sessions, accounts, refused } = room;
	const sandbox = owned.add(new SandboxAccount(accounts, startSandboxServer, () => sessions.current));

	const projects = owned.add(new ProjectStore());
	const projectReader = owned.add(new ProjectReader(sessions, projects, clock));
	const pins = owned.add(new ProjectPins(context.globalState, sessions));
	const filter = owned.add(new ProjectFilter(sessions));
	const finder = owned.add(new ProjectFinder(projects, owned.add(new WorkspaceFiles()), log));
	const active = owned.add(new ActiveProject(context.workspaceState, sessions, projects, finder));
	const projectOf = (appId: string) => projects.projects.find((project) => project.appId === appId);
	const picker = new ProjectPicker(projectReader, projects, active);
	const projectCalls = new ProjectCalls(sessions, projects, projectReader, clock);
	const restore = () => accounts.restore();
	owned.add(serveProjectDocuments({ sessions, store: projects, reader: projectReader, clock, restore }));
	const projectView = owned.add(
		new ProjectView({
			sessions,
			store: projects,
			reader: projectReader,
			active,
			pins,
			filter,
			context: contextKeys,
			clock,
			restore,
			drop: keyFileDrop(accounts),
		}),
	);

	const players = owned.add(new PlayerStore(new PausedMemory(context.globalState)));
	owned.add(editorHintsOnceNeeded({ sessions, store: projects }));

	const livePlayers = owned.add(
		new LivePlayers(sessions, async () => {
			const { startLive } = await import('./players/watch/live');
			return startLive({
				sessions,
				projects,
				active,
				store: players,
				clock,
				tellLost: (lost) => void tellLost(lost),
			});
		}),
	);
	const tellLost = async (lost: readonly LostPlayer[]) => {
		const failures = await import('./players/failures/tellLost');
		await failures.tellLost(lost, {
			show: async ([first]) => playerView.reveal(first?.appId, first?.id),
			restart: async (players) => {
				const { TargetPlayer } = await import('./players/targetPlayers');
				const targets = players.flatMap(({ appId, shown }) => {
					const project = projectOf(appId);
					return project ? [new TargetPlayer(project, shown)] : [];
				});
				await runCommand('agora.player.restart', targets[0], targets);
			},
			projectName: (appId) => projectOf(appId)?.name,
		});
	};
	const regions = new RegionMemory(context.globalState);
	const prepare = async () => {
		await accounts.restore();
		await projectReader.ready();
	};
	const activeProject = () => active.current;
	const definitions = owned.add(
		new DefinitionFiles(async () => {
			const { DefinitionRoom } = await import('./players/definition/editor/definitionRoom');
			return new DefinitionRoom(context.secrets, context.globalState, {
				sessions,
				projects,
				store: players,
				activeProject,
				onDidChangeActive: active.onDidChange,
				clock,
				prepare,
			});
		}),
	);
	const playerFilter = owned.add(new PlayerFilter(sessions));
	const playerKnowledge = async () => {
		const { PlayerKnowledge } = await import('./players/details/playerKnowledge');
		const { globalState: state, secrets } = context;
		return new PlayerKnowledge({ sessions, regions, clock, state, secrets });
	};
	const playerView = owned.add(
		new PlayerView({
			sessions,
			projects,
			store: players,
			live: livePlayers,
			filter: playerFilter,
			knowledge: playerKnowledge,
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
	const summary = owned.add(new PlayerSummary(projects, players, livePlayers));
	owned.add(new PlayersStatusItem({ summary, clock }));

	const history = owned.add(new History(context.globalState, sessions, (appId) => projectOf(appId)?.name));
	const historyDocument = owned.add(new HistoryDocument(history));

	const playerDetails = owned.add(
		new PlayerDetails({
			...{ sessions, projects, store: players, clock, knowledge: playerKnowledge },
			history: { onDidChange: history.onDidChange, of: (id) => historyDocument.textOf(id) },
			prepare: () => prepare().then(() => livePlayers.refresh()),
		}),
	);

	owned.add(bindSessionContext(sessions, sandbox, contextKeys));
	owned.add(bindActiveContext(active, projects, contextKeys));
	owned.add(
		refused.onDidHeal(() => {
			void projectReader.refresh();
			void livePlayers.refresh();
			void usage.readAgain();
		}),
	);

	return {
		owned,
		log: channel,
		historyDocument,
		projectView,
		playerView,
		usage,
		picker,
		signedIn: commandsForAccount(sessions, restore, (session, run) => refused.around(session, run)),
		accountParts: { accounts, sessions, sandbox, changes: room.changes },
		projectParts: {
			sessions,
			store: projects,
			active,
			picker,
			calls: projectCalls,
			reveal: (projectId: string) => projectView.reveal(projectId),
			mintToken,
			tokenMemory: new TokenMemory(context.globalState),
			clock,
			pins,
			filter,
		},
		inspectParts: { sessions, store: projects, clock, prepare },
		playerParts: {
			sessions,
			projects,
			choice: picker,
			store: players,
			reader: livePlayers,
			watch: livePlayers,
			filter: playerFilter,
			regions,
			sequences: new SequenceMemory(context.globalState),
			lastCreations: new LastCreations(context.globalState),
			definitions,
			activeProject,
			certificatesHidden: (session: AgoraSession) => !tellsCertificates(session),
			clock,
			mintToken,
			show: (appId: string, playerId: string | undefined) => playerView.reveal(appId, playerId),
			showMore: (groupId: string) => playerView.showMore(groupId),
			showDetails: (session: AgoraSession, target: TargetPlayer) => playerDetails.show(session, target),
		},
		supportParts: {
			...{ extension: context.extension, clock, log, history },
			...{ sessions, accounts, projects, players },
		},
	};
}

function logsBodies(): boolean {
	return vscode.workspace.getConfiguration('agora').get('log.bodies', false);
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
