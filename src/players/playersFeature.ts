import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { KnownSecrets } from '../agora/knownSecrets';
import { type AgoraSession, type SessionSource, serverTime } from '../agora/session';
import type { TokenRequest } from '../agora/token/buildToken';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import type { ContextKeySetter } from '../ui/commands';
import { runCommand } from '../ui/commands';
import type { PlayerCommandDeps } from './commands/playerCommand';
import { PausedMemory, SequenceMemory } from './control/playerMemory';
import { RegionCache } from './control/regionCache';
import { LastCreations } from './create/lastCreation';
import { Definitions } from './definitions/definitions';
import { PlayerDocuments, type PlayerHistory } from './details/playerDocuments';
import type { PlayerOrigins } from './details/playerOrigins';
import type { FailedPlayer } from './failedPlayers';
import type { PendingDeletion } from './lifecycle/pendingDeletion';
import type { RestartNote } from './lifecycle/restartNotes';
import { LivePlayers } from './livePlayers';
import type { EstimateCost } from './playerText';
import { PeriodSettings } from './polling/pollPeriods';
import type { ProjectChoice, ProjectSource } from './projectSource';
import { PlayerStore } from './store/playerStore';
import { PlayerSummary } from './store/playerSummary';
import { overdueMs, staleMs } from './store/readingAges';
import { PlayerFilter } from './tree/grouping';
import { PlayerView } from './tree/playerView';

export interface PlayersDeps {
	readonly context: vscode.ExtensionContext;
	/** Where secrets of accounts are kept. */
	readonly secrets: Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;
	/** What must be shown nowhere. */
	readonly known: KnownSecrets;
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly contextKeys: ContextKeySetter;
	readonly projects: ProjectSource;
	readonly choice: ProjectChoice;
	readonly active: { readonly current: Project | undefined; readonly onDidChange: Event<void> };
	readonly projectOf: (appId: string) => Project | undefined;
	/** Signs in with the stored account and reads its projects, where there is one and that was not done yet. */
	readonly ensureProjects: () => Promise<void>;
	/** Whether no App Certificate of the account can be read, whatever its projects have (docs/agora-api.md, Credentials and IDs). */
	readonly certificatesHidden: (session: AgoraSession) => boolean;
	/** Signs an RTC token. Rejects where App ID or certificate are malformed. */
	readonly mintToken: (request: TokenRequest) => Promise<string>;
	readonly history: PlayerHistory;
	readonly loadCostEstimate: () => Promise<EstimateCost>;
}

/** The objects that keep, watch and show the cloud players, each after what it needs. What is rarely used is loaded when it is. */
export class PlayersFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #options: PlayersDeps;
	readonly #regions: RegionCache;
	readonly #periods: PeriodSettings;
	readonly store: PlayerStore;
	readonly live: LivePlayers;
	readonly view: PlayerView;
	readonly summary: PlayerSummary;
	readonly parts: PlayerCommandDeps;

	constructor(options: PlayersDeps) {
		this.#options = options;
		const owned = this.#owned;
		const { context, sessions, clock, contextKeys, projects, active, ensureProjects } = options;
		const loadOrigins = () => this.#loadOrigins();
		const store = owned.add(new PlayerStore(new PausedMemory(context.globalState)));
		owned.add(sessions.onDidChange(() => void this.#readSecrets().catch(() => {})));
		const live = owned.add(new LivePlayers(sessions, () => this.#startLive()));
		const refresh = async () => {
			await ensureProjects();
			await live.refresh();
		};
		const filter = owned.add(new PlayerFilter(sessions));
		const periods = owned.add(new PeriodSettings());
		this.#periods = periods;
		this.#regions = new RegionCache(context.globalState);
		this.store = store;
		this.live = live;
		this.view = owned.add(
			new PlayerView(
				{
					...{ sessions, projects, store, filter, contextKeys, clock, periods },
					live: {
						refresh,
						setVisible: (visible) => {
							live.setVisible(visible);
							if (visible) {
								void ensureProjects();
							}
						},
					},
				},
				async () => {
					const { PlayerTree } = await import('./tree/playerTree');
					const origins = await loadOrigins();
					const deps = { projects, store, filter, clock, origins };
					return new PlayerTree({ ...deps, overdueMs: () => overdueMs(periods.current, store) });
				},
			),
		);
		this.summary = owned.add(
			new PlayerSummary(store, live, {
				now: () => clock.monotonic(),
				serverNow: () => serverTime(sessions, clock),
				staleMs: () => staleMs(store, periods.current, clock),
			}),
		);
		const definitions: Definitions = owned.add(
			new Definitions({
				memento: context.globalState,
				secrets: options.secrets,
				knownSecrets: options.known,
				loadEditor: async () => {
					const { DefinitionEditor } = await import('./definitions/definitionEditor');
					const { memory } = definitions;
					return new DefinitionEditor({ sessions, projects, store, memory, active, clock, ensureProjects });
				},
			}),
		);
		const documents = owned.add(
			new PlayerDocuments({
				...{ sessions, projects, store, loadOrigins, refresh },
				history: options.history,
			}),
		);
		const { choice, certificatesHidden, mintToken } = options;
		this.parts = {
			...{ sessions, projects, choice, store, filter, definitions, clock },
			...{ certificatesHidden, mintToken, regions: this.#regions },
			activeProject: () => active.current,
			reader: live,
			watch: live,
			lifecycle: () => live.lifecycle(),
			sequences: new SequenceMemory(context.globalState),
			lastCreations: new LastCreations(context.globalState),
			show: (appId, playerId) => this.view.reveal(appId, playerId),
			showMore: (groupId) => this.view.showMore(groupId),
			showDetails: (session, target) => documents.show(session, target),
		};
	}

	/** Reads a project's players again, and names those that live or may live. */
	async livingPlayers(project: Project): Promise<{ names: readonly string[]; error: unknown }> {
		const { livingPlayers } = await import('./control/livingPlayers');
		return await livingPlayers({ ...this.parts, live: this.live }, project);
	}

	/** Deletes the players of projects that live or may live; gives the first reason why one could not be deleted. */
	async deleteLivingPlayers(session: AgoraSession, projects: readonly Project[]): Promise<unknown> {
		const { deleteLivingPlayers } = await import('./control/livingPlayers');
		return await deleteLivingPlayers({ ...this.parts, live: this.live }, session, projects);
	}

	dispose(): void {
		this.#owned.dispose();
	}

	async #startLive() {
		const { startLive } = await import('./polling/startLive');
		await this.#readSecrets().catch(() => {});
		const { context, sessions, projects, active, clock, mintToken } = this.#options;
		const definitions = async () => this.parts.definitions.memory;
		const notifyFailed = (lost: readonly FailedPlayer[]) => void this.#notifyFailed(lost);
		return startLive({
			...{ sessions, projects, active, store: this.store, clock, notifyFailed, periods: this.#periods },
			offerRestart: (note) => void this.#offerRestart(note),
			notifyAlive: (deletion) => void this.#notifyAlive(deletion),
			...{ regions: this.#regions, definitions, mintToken, memento: context.globalState },
		});
	}

	/**
	 * Reads what must be shown nowhere, before Agora reports players that have it in their addresses. Where the secret storage cannot
	 * be read, players that were created here are still shown without the paths of their sources.
	 */
	async #readSecrets(): Promise<void> {
		const { context, sessions } = this.#options;
		const accountId = sessions.current?.accountId;
		if (accountId !== undefined) {
			const { deleteLegacyDefinitions } = await import('./definitions/secretVariables');
			const variables = await this.parts.definitions.secretVariables();
			await variables.readAll(accountId);
			await deleteLegacyDefinitions(context.globalState, variables);
		}
	}

	async #notifyFailed(lost: readonly FailedPlayer[]): Promise<void> {
		const { projectOf } = this.#options;
		const failures = await import('./failedPlayersMessages');
		await failures.notifyFailedPlayers(lost, {
			show: ([first]) => this.view.reveal(first?.appId, first?.id),
			restart: async (players) => {
				const { TargetPlayer } = await import('./targetPlayers');
				const targets = players.flatMap(({ appId, shown }) => {
					const project = projectOf(appId);
					return project ? [new TargetPlayer(project, shown)] : [];
				});
				await runCommand('agora.player.restart', targets[0], targets);
			},
			projectName: (appId) => projectOf(appId)?.name,
		});
	}

	async #offerRestart(note: RestartNote): Promise<void> {
		const { offerRestart } = await import('./commands/offerRestart');
		await offerRestart(this.parts, note);
	}

	async #notifyAlive(deletion: PendingDeletion): Promise<void> {
		const { notifyAlive } = await import('./failedPlayersMessages');
		await notifyAlive(this.parts, deletion);
	}

	async #loadOrigins(): Promise<PlayerOrigins> {
		const { PlayerOrigins } = await import('./details/playerOrigins');
		const { known: knownSecrets, sessions, clock } = this.#options;
		const definitions = this.parts.definitions.memory;
		const estimateCost = await this.#options.loadCostEstimate();
		return new PlayerOrigins({
			...{ sessions, regions: this.#regions, clock, definitions, knownSecrets, estimateCost },
		});
	}
}
