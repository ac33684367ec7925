import { SessionStore } from '../../../../src/accounts/accounts';
import { AgoraClient } from '../../../../src/agora/client';
import { RateLimiter } from '../../../../src/agora/rateLimiter';
import type { AgoraSession } from '../../../../src/agora/session';
import { type Disposable, DisposableStore } from '../../../../src/common/disposable';
import { Emitter } from '../../../../src/common/emitter';
import { RegionCache } from '../../../../src/players/control/regionCache';
import { PausedPlayers, UpdateSequences } from '../../../../src/players/control/sentUpdates';
import { StoredRequests } from '../../../../src/players/definitions/storedRequests';
import { FailedPlayers } from '../../../../src/players/failedPlayers';
import { PlayerLifecycle } from '../../../../src/players/lifecycle/playerLifecycle';
import { PlayerPoller } from '../../../../src/players/polling/playerPoller';
import { PlayerReader } from '../../../../src/players/polling/playerReader';
import { PriorityProjects } from '../../../../src/players/polling/priorityProjects';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { ProjectReader } from '../../../../src/projects/store/projectReader';
import { ProjectStore } from '../../../../src/projects/store/projectStore';
import type { SimulatedClock } from '../../../fixtures/simulatedClock';
import type { Machine } from './machine';
import { LocalClock, mementoOf, secretsOf, WindowLifetime } from './windowLifetime';

const silent = { debug: () => {}, info: () => {}, warn: () => {} };

/** The objects of the extension in one window, without its user interface. */
export class EditorWindow implements Disposable {
	readonly lifetime = new WindowLifetime();
	readonly clock: LocalClock;
	readonly sessions = new SessionStore();
	readonly projects = new ProjectStore();
	readonly store: PlayerStore;
	readonly regions: RegionCache;
	readonly sequences: UpdateSequences;
	readonly definitions: StoredRequests;
	readonly reader: PlayerReader;
	readonly poller: PlayerPoller;
	readonly lifecycle: PlayerLifecycle;
	private readonly projectReader: ProjectReader;
	private readonly owned = new DisposableStore();
	private readonly changed = this.owned.add(new Emitter<void>());
	private readonly machine: Machine;

	constructor(machine: Machine, time: SimulatedClock) {
		this.machine = machine;
		const { lifetime, owned, sessions, projects } = this;
		const state = mementoOf(machine.globalState, lifetime);
		const secrets = secretsOf(machine.secrets, lifetime, () => machine.keyringLocked);
		this.clock = new LocalClock(time, machine.skew, lifetime);
		this.store = owned.add(new PlayerStore(new PausedPlayers(state)));
		this.regions = new RegionCache(state);
		this.sequences = new UpdateSequences(state);
		this.definitions = new StoredRequests(state, secrets);
		this.projectReader = owned.add(new ProjectReader(sessions, projects, this.clock));
		owned.add(new FailedPlayers(this.store, this.clock, () => {}));
		const active = {
			get current() {
				return projects.projects[0];
			},
			onDidChange: this.changed.event,
		};
		const { store, regions, clock } = this;
		const priority = owned.add(new PriorityProjects({ sessions, projects, active, store, memento: state }));
		const reader = owned.add(new PlayerReader({ sessions, projects, store, clock, priority }));
		this.reader = reader;
		this.lifecycle = owned.add(
			new PlayerLifecycle({
				...{ sessions, store, reader, regions, clock, memento: state },
				requests: this.definitions,
			}),
		);
		const onDidChange = this.changed.event;
		this.poller = owned.add(
			new PlayerPoller(
				{
					...{ sessions, projects, priority, store, reader, clock },
					window: { focused: true, onDidChange },
					periods: { current: { visibleMs: 10_000, hiddenMs: 30_000 }, onDidChange },
				},
				machine.random,
			),
		);
		this.poller.setVisible(true);
	}

	/** Signs in. Ends the session before. */
	signIn(account: string): void {
		const session = { ...this.session(account), accountLabel: account };
		this.sessions.replace({ state: 'signedIn', session });
		void this.projectReader.refresh();
	}

	signOut(): void {
		this.sessions.replace({ state: 'signedOut' });
	}

	/** Refreshes both views as a user does. */
	async refresh(): Promise<void> {
		await this.projectReader.refresh();
		await this.reader.refresh();
	}

	/** Ends the process, also in the middle of calls. */
	dispose(): void {
		this.lifetime.end();
		this.owned.dispose();
	}

	private session(accountId: string): AgoraSession {
		const { clock, machine, lifetime } = this;
		const primary = new URL(`http://${machine.hostOf(accountId, lifetime)}`);
		const client = new AgoraClient({
			hosts: { own: { primary, neighbours: [] }, other: undefined },
			credentials: machine.credentialsOf(accountId),
			log: silent,
			random: machine.random,
			rateLimiter: new RateLimiter(clock),
			clock,
		});
		return { accountId, accountLabel: accountId, area: 'local', client };
	}
}
