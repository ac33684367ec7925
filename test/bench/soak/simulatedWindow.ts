import { SessionStore } from '../../../src/accounts/accounts';
import { AgoraClient } from '../../../src/agora/client';
import { RateLimiter } from '../../../src/agora/rateLimiter';
import { ChannelStore } from '../../../src/channels/channelStore';
import { type Disposable, DisposableStore, toDisposable } from '../../../src/common/disposable';
import { Emitter } from '../../../src/common/emitter';
import { RegionCache } from '../../../src/players/control/regionCache';
import { PausedPlayers, UpdateSequences } from '../../../src/players/control/sentUpdates';
import type { FailedPlayer } from '../../../src/players/failedPlayers';
import { FailedPlayers } from '../../../src/players/failedPlayers';
import { PlayerPoller } from '../../../src/players/polling/playerPoller';
import { PlayerReader } from '../../../src/players/polling/playerReader';
import { PriorityProjects } from '../../../src/players/polling/priorityProjects';
import { PlayerStore } from '../../../src/players/store/playerStore';
import { ProjectReader } from '../../../src/projects/store/projectReader';
import { ProjectStore } from '../../../src/projects/store/projectStore';
import { ActiveProject } from '../../../src/projects/workspace/activeProject';
import { ProjectFinder } from '../../../src/projects/workspace/projectFinder';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { TestMemento } from '../../fixtures/memento';
import { projectsWithPlayers } from '../../fixtures/projectsWithPlayers';
import type { SimulatedClock } from '../../fixtures/simulatedClock';
import type { Traffic } from './traffic';
import { WindowChannels } from './windowChannels';
import { WindowNotifications } from './windowNotifications';

const silent = { debug: () => {}, info: () => {}, warn: () => {} };

/** The stores, readers and pollers of one window, connected as in `extension.ts`, without a screen. */
export class SimulatedWindow implements Disposable {
	readonly sessions = new SessionStore();
	readonly projects = new ProjectStore();
	readonly players = new PlayerStore(new PausedPlayers(new TestMemento()));
	readonly regions = new RegionCache(new TestMemento());
	readonly sequences = new UpdateSequences(new TestMemento());
	readonly clock: SimulatedClock;
	private readonly channelStore: ChannelStore;
	private readonly listenerCounts: readonly (() => number)[];
	readonly projectReader: ProjectReader;
	readonly reader: PlayerReader;
	readonly watch: PlayerPoller;
	readonly channels: WindowChannels;
	readonly notifications: WindowNotifications;
	private readonly owned = new DisposableStore();
	private readonly focusChanged = this.owned.add(new Emitter<void>());
	private readonly workspaceChanged = this.owned.add(new Emitter<void>());
	private readonly sandbox: Sandbox;
	private readonly traffic: Traffic;
	private readonly random: () => number;
	private focused = true;

	constructor(
		clock: SimulatedClock,
		sandbox: Sandbox,
		traffic: Traffic,
		random: () => number,
		notifyFailed: (failed: readonly FailedPlayer[]) => void,
	) {
		this.clock = clock;
		this.sandbox = sandbox;
		this.traffic = traffic;
		this.random = random;
		const { sessions, projects, players, owned } = this;
		this.channelStore = owned.add(new ChannelStore({ sessions, clock }));
		this.listenerCounts = [sessions, projects, players, this.channelStore].map(countListeners);
		const workspace = {
			isTrusted: true,
			onDidChange: this.workspaceChanged.event,
			search: async () => undefined,
		};
		this.projectReader = owned.add(new ProjectReader(sessions, projects, clock));
		const finder = owned.add(new ProjectFinder(projects, workspace, silent));
		const active = owned.add(new ActiveProject(new TestMemento(), sessions, projects, finder));
		owned.add(new FailedPlayers(players, clock, notifyFailed));
		this.reader = owned.add(
			new PlayerReader({
				...{ sessions, projects, store: players, clock },
				priority: projectsWithPlayers(players),
			}),
		);
		const simulated = this;
		const window = {
			get focused() {
				return simulated.focused;
			},
			onDidChange: this.focusChanged.event,
		};
		const periods = {
			current: { visibleMs: 10_000, hiddenMs: 30_000 },
			onDidChange: new Emitter<void>().event,
		};
		const memento = new TestMemento();
		const priority = owned.add(new PriorityProjects({ sessions, projects, active, store: players, memento }));
		this.watch = owned.add(
			new PlayerPoller(
				{
					...{ sessions, projects, priority, store: players, reader: this.reader },
					...{ window, periods, clock },
				},
				random,
			),
		);
		this.channels = owned.add(
			new WindowChannels({ sessions, projects, clock, active, focus: window }, this.channelStore, random),
		);
		this.notifications = owned.add(new WindowNotifications(this, sandbox, random));
	}

	signIn(): void {
		const session = {
			accountId: 'account',
			accountLabel: 'Account',
			area: 'local',
			client: this.client(),
		} as const;
		this.sessions.replace({ state: 'signedIn', session });
		// The Projects view does this when the session changes.
		void this.projectReader.refresh();
	}

	signOut(): void {
		this.sessions.replace({ state: 'signedOut' });
	}

	setFocused(focused: boolean): void {
		this.focused = focused;
		this.focusChanged.fire();
	}

	/** A file of the workspace was saved. */
	saveFile(): void {
		this.workspaceChanged.fire();
	}

	/** The number of listeners of the session, project, player and channel stores. */
	get listenerCount(): number {
		return this.listenerCounts.reduce((sum, count) => sum + count(), 0);
	}

	/** Disposes of everything but the stores, whose listeners can still be counted. */
	dispose(): void {
		this.owned.dispose();
	}

	private client(): AgoraClient {
		const { clock, sandbox, traffic, random } = this;
		const limiter = new RateLimiter(clock);
		return new AgoraClient({
			hosts: { own: { primary: new URL(sandbox.url), neighbours: [] }, other: undefined },
			credentials: sandbox,
			log: silent,
			random,
			rateLimiter: {
				run: (call, task) => limiter.run(call, () => traffic.exchange(task)),
				availableFrom: (call) => limiter.availableFrom(call),
			},
			clock,
		});
	}
}

/**
 * Wraps the events of an object, and returns a function that returns how many listeners they have. It must be called before anything
 * subscribes.
 */
function countListeners(source: object): () => number {
	let count = 0;
	const events = Object.entries(source).filter(([name]) => /^on[A-Z]/.test(name));
	if (events.length === 0) {
		throw new Error(`${source.constructor.name} has no events`);
	}
	for (const [name, event] of events) {
		const subscribe = (listener: (value: unknown) => void): Disposable => {
			const subscription: Disposable = event(listener);
			count += 1;
			let isSubscribed = true;
			return toDisposable(() => {
				count -= isSubscribed ? 1 : 0;
				isSubscribed = false;
				subscription.dispose();
			});
		};
		Reflect.set(source, name, subscribe);
	}
	return () => count;
}
