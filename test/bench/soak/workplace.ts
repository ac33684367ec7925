import { SessionStore } from '../../../src/accounts/sessionStore';
import { AgoraClient } from '../../../src/agora/client';
import { playerPages } from '../../../src/agora/mediaPull/listPlayers';
import { RateLimiter } from '../../../src/agora/rateLimiter';
import { type Disposable, DisposableStore } from '../../../src/common/disposable';
import { Emitter } from '../../../src/common/emitter';
import { PausedMemory, SequenceMemory } from '../../../src/players/control/playerMemory';
import { RegionCache } from '../../../src/players/control/regionCache';
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
import type { SimulatedClock } from '../../fixtures/simulatedClock';
import { listenersOf } from './listeners';
import type { Traffic } from './traffic';

const silent = { debug: () => {}, info: () => {}, warn: () => {} };

/** What the extension keeps of an account and does by itself, put together as in its container, but for the screen. */
export class Workplace implements Disposable {
	readonly sessions = new SessionStore();
	readonly projects = new ProjectStore();
	readonly players = new PlayerStore(new PausedMemory(new TestMemento()));
	readonly regions = new RegionCache(new TestMemento());
	readonly sequences = new SequenceMemory(new TestMemento());
	readonly projectReader: ProjectReader;
	readonly reader: PlayerReader;
	readonly watch: PlayerPoller;
	readonly clock: SimulatedClock;
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
		notifyFailed: (lost: readonly FailedPlayer[]) => void,
	) {
		this.clock = clock;
		this.sandbox = sandbox;
		this.traffic = traffic;
		this.random = random;
		const { sessions, projects, players, owned } = this;
		const workspace = {
			isTrusted: true,
			onDidChange: this.workspaceChanged.event,
			search: async () => undefined,
		};
		this.projectReader = owned.add(new ProjectReader(sessions, projects, clock));
		const finder = owned.add(new ProjectFinder(projects, workspace, silent));
		const active = owned.add(new ActiveProject(new TestMemento(), sessions, projects, finder));
		owned.add(new FailedPlayers(players, clock, notifyFailed));
		this.reader = owned.add(new PlayerReader(sessions, projects, players, clock, playerPages));
		const workplace = this;
		const window = {
			get focused() {
				return workplace.focused;
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
			new PlayerPoller({
				...{ sessions, projects, priority, store: players, reader: this.reader },
				...{ window, periods, clock, random },
			}),
		);
	}

	signIn(): void {
		const session = {
			accountId: 'account',
			accountLabel: 'Account',
			area: 'local',
			client: this.client(),
		} as const;
		this.sessions.replace({ state: 'signedIn', session });
		// The view does, when it hears of it.
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

	/** Listeners to what the account, its projects and its players do. */
	get listeners(): number {
		return listenersOf([this.sessions, this.projects, this.players]);
	}

	/** Ends everything that listens, and leaves the stores, whose listeners can still be counted. */
	dispose(): void {
		this.owned.dispose();
	}

	private client(): AgoraClient {
		const { clock, sandbox, traffic, random } = this;
		const pacer = new RateLimiter(clock);
		return new AgoraClient({
			hosts: { own: { primary: new URL(sandbox.url), neighbours: [] }, other: undefined },
			credentials: sandbox,
			log: silent,
			random,
			rateLimiter: { run: (call, task) => pacer.run(call, () => traffic.exchange(task)) },
			clock,
		});
	}
}
