import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { Player } from '../agora/mediaPull/player';
import type { KnownSecrets } from '../agora/redact';
import { type AgoraSession, type SessionSource, serverTime } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import { Lazy } from '../common/lazy';
import { LastAnswers } from '../ui/boundedMemento';
import { type ContextKeySetter, runCommand } from '../ui/commands';
import { windowFocus } from '../ui/treeLifecycle';
import { RegionCache } from './control/regionCache';
import { PausedPlayers, UpdateSequences } from './control/sentUpdates';
import { DefinitionsFeature } from './definitions/definitionsFeature';
import { deleteLegacyDefinitions } from './definitions/secretVariables';
import type { PlayerOrigins } from './details/playerOrigins';
import { type PlayerHistory, PlayerPanels } from './details/playerPanels';
import type { FailedPlayer } from './failedPlayers';
import type { RestartNote } from './lifecycle/lifecycleMemory';
import type { PendingDeletion } from './lifecycle/pendingDeletion';
import { type Live, LivePlayers } from './livePlayers';
import { playerLabel } from './playerNames';
import type { EstimateCost } from './playerText';
import { PeriodSettings } from './polling/pollPeriods';
import type { PlayerPresences } from './presence/playerPresences';
import type { PresenceSource } from './presence/presence';
import type { ProjectChoice, ProjectSource } from './projectSource';
import type { PlayerEvent } from './store/playerEvents';
import { PlayerStore } from './store/playerStore';
import { PlayerSummary } from './store/playerSummary';
import { overdueMs, staleMs } from './store/readingAges';
import type { TargetPlayer } from './targetPlayers';
import { PlayerFilter } from './tree/grouping';
import { PlayerView } from './tree/playerView';

/** The projects feature, as far as players need it. */
interface PlayerProjects {
	readonly store: ProjectSource;
	readonly picker: ProjectChoice;
	readonly active: { readonly current: Project | undefined; readonly onDidChange: Event<void> };
	/** Signs in with the stored account and reads its projects, unless that is already done. */
	ensureProjects(): Promise<void>;
}

/** The channels feature, as far as players need it. */
interface PlayerChannels {
	loadPresence(): Promise<PresenceSource>;
	/** Shows a channel in the Channels view. Returns whether it is listed. */
	reveal(appId: string, channelName: string): Promise<boolean>;
}

export interface PlayersDeps {
	readonly sessions: SessionSource;
	readonly secrets: {
		/** Of all accounts. */
		readonly storage: Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;
		/** Collects secrets that must not be shown. */
		readonly known: KnownSecrets;
	};
	readonly clock: Clock;
	readonly contextKeys: ContextKeySetter;
	readonly projects: PlayerProjects;
	readonly history: PlayerHistory;
	readonly loadCostEstimate: () => Promise<EstimateCost>;
	readonly channels: PlayerChannels;
}

/** Cloud players: their store, polling, view and documents. Commands take from it what they need. */
export class PlayersFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #memento: vscode.Memento;
	readonly #deps: PlayersDeps;
	readonly #periods = this.#owned.add(new PeriodSettings());
	readonly #events = new Lazy(async () => {
		const { PlayerEventReceiver } = await import('./playerEventReceiver');
		return this.#owned.add(new PlayerEventReceiver(this));
	});
	readonly #presences = new Lazy(() => this.#loadPresences());
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly projects: ProjectSource;
	readonly choice: ProjectChoice;
	readonly active: PlayerProjects['active'];
	readonly regions: RegionCache;
	readonly sequences: UpdateSequences;
	readonly lastCreations: LastAnswers;
	readonly store: PlayerStore;
	readonly live: LivePlayers;
	readonly filter: PlayerFilter;
	readonly view: PlayerView;
	readonly summary: PlayerSummary;
	readonly definitions: DefinitionsFeature;
	readonly details: PlayerPanels;
	readonly channels: PlayerChannels;

	constructor(memento: vscode.Memento, deps: PlayersDeps) {
		const owned = this.#owned;
		const periods = this.#periods;
		this.#memento = memento;
		this.#deps = deps;
		const { sessions, clock, contextKeys, history } = deps;
		const { storage: secrets, known: knownSecrets } = deps.secrets;
		const { store: projects, active } = deps.projects;
		const ensureProjects = () => deps.projects.ensureProjects();
		this.sessions = sessions;
		this.clock = clock;
		this.projects = projects;
		this.choice = deps.projects.picker;
		this.channels = deps.channels;
		this.active = active;
		this.regions = new RegionCache(memento);
		this.sequences = new UpdateSequences(memento);
		this.lastCreations = new LastAnswers(memento, 'agora.lastCreated');
		const store = owned.add(new PlayerStore(new PausedPlayers(memento)));
		this.store = store;
		owned.add(sessions.onDidChange(() => void this.#readSecrets().catch(() => {})));
		const live = owned.add(new LivePlayers(sessions, () => this.#startLive()));
		this.live = live;
		const refresh = async () => {
			await ensureProjects();
			void this.#presences.started?.then(({ poller }) => poller.refresh());
			await live.refresh();
		};
		const filter = owned.add(new PlayerFilter(sessions));
		this.filter = filter;
		const summary = owned.add(
			new PlayerSummary(store, live, {
				now: () => clock.monotonic(),
				serverNow: () => serverTime(sessions, clock),
				staleMs: () => staleMs(store, periods.current, clock),
			}),
		);
		this.summary = summary;
		const loadOrigins = () => this.#loadOrigins();
		this.view = owned.add(
			new PlayerView(
				{
					...{ sessions, projects, store, filter, contextKeys, clock, summary },
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
		const definitions: DefinitionsFeature = owned.add(
			new DefinitionsFeature({
				...{ memento, secrets, knownSecrets },
				loadEditor: async () => {
					const { DefinitionEditor } = await import('./definitions/definitionEditor');
					const { requests } = definitions;
					return new DefinitionEditor({ sessions, projects, store, requests, active, clock, ensureProjects });
				},
			}),
		);
		this.definitions = definitions;
		this.details = owned.add(new PlayerPanels({ sessions, projects, store, loadOrigins, refresh, history }));
		owned.add(this.details.restoreAfterReload());
	}

	/** What a loaded player is called on the screen. */
	nameOf(appId: string, playerId: string): string | undefined {
		const shown = this.store.players(appId).find(({ player }) => player.id === playerId);
		return shown && playerLabel(shown.player);
	}

	/** The loaded players of all projects. */
	known(): readonly { readonly appId: string; readonly player: Player }[] {
		return [...this.store.appIdsWithPlayers].flatMap((appId) =>
			this.store.players(appId).map(({ player }) => ({ appId, player })),
		);
	}

	/** Applies what notifications say about players, in any order. */
	async applyEvents(events: readonly PlayerEvent[]): Promise<void> {
		(await this.#events.get()).apply(events);
	}

	/** The App ID of the project of a loaded player. */
	projectOf(playerId: string): string | undefined {
		return [...this.store.appIdsWithPlayers].find((appId) => this.store.player(appId, playerId));
	}

	/** Asks for a new player in a channel, and creates it. */
	async createIn(
		session: AgoraSession,
		channel: { readonly project: Project; readonly channelName: string },
	): Promise<void> {
		const { createPlayerIn } = await import('./commands/create');
		await createPlayerIn(this, session, channel);
	}

	/** Reads the players of a project, and returns the names of those that exist or may exist. */
	async livingPlayers(project: Project): Promise<{ names: readonly string[]; error: unknown }> {
		const { livingPlayers } = await import('./control/livingPlayers');
		return await livingPlayers(this, project);
	}

	/**
	 * Deletes the players of projects that exist or may exist.
	 *
	 * @returns the first error, if a player could not be deleted.
	 */
	async deleteLivingPlayers(session: AgoraSession, projects: readonly Project[]): Promise<unknown> {
		const { deleteLivingPlayers } = await import('./control/livingPlayers');
		return await deleteLivingPlayers(this, session, projects);
	}

	dispose(): void {
		this.#owned.dispose();
	}

	/** Loads what reads the players, and starts it. */
	async #startLive(): Promise<Live> {
		const [{ FailedPlayers }, { PriorityProjects }, { PlayerReader }, { PlayerPoller }, { PlayerLifecycle }] =
			await Promise.all([
				import('./failedPlayers'),
				import('./polling/priorityProjects'),
				import('./polling/playerReader'),
				import('./polling/playerPoller'),
				import('./lifecycle/playerLifecycle'),
			]);
		await this.#readSecrets().catch(() => {});
		const { sessions, projects, active, store, clock, regions } = this;
		const { requests } = this.definitions;
		const memento = this.#memento;
		const owned = new DisposableStore();
		const failedPlayers = owned.add(
			new FailedPlayers(store, clock, (players) => void this.#notifyFailed(players)),
		);
		const priority = owned.add(new PriorityProjects({ sessions, projects, active, store, memento }));
		const reader = owned.add(new PlayerReader({ sessions, projects, store, priority, clock }));
		const lifecycle = owned.add(
			new PlayerLifecycle({ sessions, store, reader, clock, memento, regions, requests }),
		);
		lifecycle.restarts.leases.onDidFindInterrupted((note) => void this.#offerRestart(note));
		lifecycle.deletions.onDidFail((deletion) => void this.#notifyAlive(deletion));
		const poller = owned.add(
			new PlayerPoller({
				...{ sessions, projects, priority, store, reader, clock },
				window: windowFocus,
				periods: this.#periods,
			}),
		);
		return { reader, poller, failedPlayers, lifecycle, dispose: () => owned.dispose() };
	}

	/**
	 * Reads the secrets of definitions before Agora lists players whose addresses contain them. Where the secret storage cannot be
	 * read, players that were created here are still shown without the paths of their sources.
	 */
	async #readSecrets(): Promise<void> {
		const accountId = this.sessions.current?.accountId;
		if (accountId !== undefined) {
			const { secretVariables } = this.definitions;
			await secretVariables.readAll(accountId);
			await deleteLegacyDefinitions(this.#memento, secretVariables);
		}
	}

	async #notifyFailed(failed: readonly FailedPlayer[]): Promise<void> {
		const { notifyFailedPlayers } = await import('./failedPlayersMessages');
		const { projects, view } = this;
		const restart = (targets: readonly TargetPlayer[]) =>
			runCommand('agora.player.restart', targets[0], targets);
		await notifyFailedPlayers(failed, { projects, view, restart });
	}

	async #offerRestart(note: RestartNote): Promise<void> {
		const { offerRestart } = await import('./commands/restart');
		await offerRestart(this, note);
	}

	async #notifyAlive(deletion: PendingDeletion): Promise<void> {
		const { notifyAlive } = await import('./failedPlayersMessages');
		await notifyAlive(this, deletion);
	}

	async #loadOrigins(): Promise<PlayerOrigins> {
		const { PlayerOrigins } = await import('./details/playerOrigins');
		const { sessions, regions, clock } = this;
		const knownSecrets = this.#deps.secrets.known;
		const presences = await this.#presences.get();
		const definitions = this.definitions.requests;
		const estimateCost = await this.#deps.loadCostEstimate();
		return new PlayerOrigins({
			...{ sessions, regions, clock, definitions, knownSecrets, estimateCost, presences },
		});
	}

	async #loadPresences(): Promise<PlayerPresences> {
		const { PlayerPresences } = await import('./presence/playerPresences');
		const source = await this.channels.loadPresence();
		const { sessions, store, clock } = this;
		return this.#owned.add(new PlayerPresences({ sessions, store, source, window: windowFocus, clock }));
	}
}
