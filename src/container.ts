import * as vscode from 'vscode';
import { AccountRoom } from './accounts/accountRoom';
import { keyFileDrop } from './accounts/keyFile/dropController';
import { type RunningSandbox, SandboxAccount } from './accounts/sandboxAccount';
import { bindSessionContext } from './accounts/sessionContext';
import { KnownSecrets } from './agora/http/knownSecrets';
import type { TokenRequest } from './agora/token';
import { systemClock } from './platform/clock';
import { DisposableStore } from './platform/disposable';
import { PlayerRoom } from './players/playerRoom';
import type { ProjectPlayers } from './projects/projectPlayers';
import { ProjectRoom } from './projects/projectRoom';
import { tellsCertificates } from './projects/told';
import { PlayersStatusItem } from './status/playersItem';
import { ProjectStatusItem } from './status/projectItem';
import { History } from './support/history';
import { HistoryDocument } from './support/historyDocument';
import { KeptLog } from './support/keptLog';
import { type FoundWrite, PendingWrites } from './support/pendingWrites';
import { ContextKeySetter } from './ui/contextKeys';
import { commandsForAccount } from './ui/signedIn';
import { UsageEntry } from './usage/usageEntry';

/**
 * Builds every room by hand, each after what it needs; they are released in the reverse order, the log last.
 * Nothing here reads a file or the network.
 */
export function buildContainer(context: vscode.ExtensionContext) {
	const owned = new DisposableStore();
	const clock = systemClock;
	const channel = owned.add(vscode.window.createOutputChannel('Agora', { log: true }));
	const log = new KeptLog(channel, clock, logsBodies);
	const contextKeys = new ContextKeySetter();
	const known = new KnownSecrets();

	const accountRoom = owned.add(new AccountRoom(context, log, known));
	const { sessions, accounts, refused, secrets } = accountRoom;
	const sandbox = owned.add(
		new SandboxAccount(
			accounts,
			startSandboxServer,
			() => sessions.current,
			() => secrets.forgetTemporary(),
		),
	);
	const restore = () => accounts.restore();

	const projectPlayers: ProjectPlayers = {
		living: (project) => playerRoom.livingPlayers(project),
		deleteAll: (session, of) => playerRoom.deleteLivingPlayers(session, of),
	};
	const projectRoom = owned.add(
		new ProjectRoom({
			...{ context, sessions, clock, contextKeys, log, restore, mintToken },
			drop: keyFileDrop(accounts),
			players: projectPlayers,
		}),
	);
	const { store: projects, reader: projectReader, active, picker } = projectRoom;
	const projectOf = (appId: string) => projectRoom.projectOf(appId);

	const history = owned.add(new History(context.globalState, sessions, (appId) => projectOf(appId)?.name));
	const tellPending = async (found: readonly FoundWrite[]) => {
		const { tellPendingWrites } = await import('./support/tellPendingWrites');
		await tellPendingWrites(found);
	};
	owned.add(new PendingWrites({ history, sessions, clock, tell: (found) => void tellPending(found) }));
	const historyDocument = owned.add(new HistoryDocument(history));

	const playerRoom = owned.add(
		new PlayerRoom({
			...{ context, secrets, known, sessions, clock, contextKeys, projects, active, projectOf, mintToken },
			choice: picker,
			prepare: () => projectRoom.prepare(),
			certificatesHidden: (session) => !tellsCertificates(session),
			history: { onDidChange: history.onDidChange, of: (id) => historyDocument.textOf(id) },
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

	const accountLabel = () => accounts.label;
	owned.add(new ProjectStatusItem({ sessions, projects, active, accountLabel, clock }));
	owned.add(new PlayersStatusItem({ summary: playerRoom.summary }));

	owned.add(bindSessionContext(sessions, sandbox, contextKeys));
	owned.add(
		refused.onDidHeal(() => {
			void projectReader.refresh();
			void playerRoom.live.refresh();
			void usage.readAgain();
		}),
	);

	return {
		owned,
		log: channel,
		historyDocument,
		projectRoom,
		playerRoom,
		usage,
		signedIn: commandsForAccount(sessions, restore, (session, run) => refused.around(session, run)),
		accountParts: { accounts, sessions, sandbox, changes: accountRoom.changes },
		supportParts: {
			...{ extension: context.extension, clock, log, history, known },
			...{ sessions, accounts, projects, players: playerRoom.store },
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
