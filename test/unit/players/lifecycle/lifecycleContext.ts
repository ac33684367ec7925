import { AgoraClient } from '../../../../src/agora/client';
import type { Project } from '../../../../src/agora/console/projects';
import type { Player, Region } from '../../../../src/agora/mediaPull/player';
import type { AgoraSession } from '../../../../src/agora/session';
import { RegionCache } from '../../../../src/players/control/regionCache';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { StoredRequests } from '../../../../src/players/definitions/storedRequests';
import type { PendingDeletion } from '../../../../src/players/lifecycle/pendingDeletion';
import { PlayerLifecycle } from '../../../../src/players/lifecycle/playerLifecycle';
import { PlayerReader } from '../../../../src/players/polling/playerReader';
import type { ShownPlayer } from '../../../../src/players/store/playerConditions';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import type { Behaviour } from '../../../../src/sandbox/behaviour';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { TestMemento } from '../../../fixtures/memento';
import { projectsWithPlayers } from '../../../fixtures/projectsWithPlayers';
import { TestSecrets } from '../../../fixtures/secrets';
import { TestSessions } from '../../../fixtures/sessions';
import { SimulatedClock } from '../../../fixtures/simulatedClock';

/** The storage and the sandbox, which remain when a window closes. */
export class LifecycleContext {
	readonly clock = new SimulatedClock();
	readonly memento = new TestMemento();
	readonly secrets = new TestSecrets();
	readonly sandbox: Sandbox;
	readonly project: Project;
	/** The number of requests that are never answered, such as those of a closed window. */
	hanging = 0;
	/** How long the rate limit lets the calls of polling wait, in milliseconds. */
	pollingWaitMs = 0;
	/** The number of requests without a response yet. */
	private underWay = 0;

	private constructor(sandbox: Sandbox, clock: SimulatedClock, appId: string) {
		this.clock = clock;
		this.sandbox = sandbox;
		this.project = {
			...{ id: 'project', name: 'Class', appId, appCertificate: undefined, enabled: true },
			...{ createdAt: undefined, recordingServer: undefined },
		};
	}

	static async open(behaviour: Partial<Behaviour> = {}): Promise<LifecycleContext> {
		const clock = new SimulatedClock();
		const sandbox = await startSandbox({
			clock,
			behaviour: { listLagSeconds: 0, connectSeconds: 0, ...behaviour },
		});
		const { appId } = sandbox.state.addProject({ certificateEnabled: false });
		return new LifecycleContext(sandbox, clock, appId);
	}

	session(accountId = 'account'): AgoraSession {
		const { clock, sandbox } = this;
		const client = new AgoraClient({
			hosts: { own: { primary: new URL(sandbox.url), neighbours: [] }, other: undefined },
			credentials: sandbox,
			log: { debug: () => {}, info: () => {}, warn: () => {} },
			repeat: false,
			rateLimiter: {
				availableFrom: () => Number.NEGATIVE_INFINITY,
				run: async ({ priority }, task) => {
					if (priority === 'polling' && this.pollingWaitMs > 0) {
						await clock.sleep(this.pollingWaitMs);
					}
					this.underWay += 1;
					try {
						return await task();
					} finally {
						this.underWay -= 1;
					}
				},
			},
			clock,
		});
		return { accountId, accountLabel: accountId, area: 'local', client };
	}

	/** Adds a player that another client created, such as a back end. */
	addElsewhere(region: Region, streamUrl = 'rtmp://live.example.com/app/stream', name = 'foreign') {
		const { appId } = this.project;
		return this.sandbox.state.addPlayer({ appId, region, streamUrl, name, channelName: 'class32', uid: 101 });
	}

	/** The ids of the players that exist. */
	get living(): string[] {
		return this.sandbox.state.players.map(({ id }) => id);
	}

	/** Writes as `DELETE na`, oldest first. */
	get writes(): string[] {
		return this.sandbox.requests
			.filter(({ method }) => method !== 'GET')
			.map(({ method, url }) => `${method} ${url.split('/')[1]}`);
	}

	/** The next creation arrives and is never answered. */
	async hang(fault: 'hang' | 'slowBody', create: () => Promise<unknown>): Promise<void> {
		const { requests, faults } = this.sandbox;
		const before = requests.length;
		faults.next(fault, { method: 'POST' });
		void create();
		while (!requests.slice(before).some(({ method }) => method === 'POST')) {
			await new Promise(setImmediate);
		}
		this.hanging += 1;
	}

	async pass(ms: number): Promise<void> {
		await this.clock.pass(ms, () => this.settled());
	}

	/** Advances the time until a promise is settled. */
	async until<T>(promise: Promise<T>, mostMs = 600_000): Promise<T> {
		let isDone = false;
		const done = () => {
			isDone = true;
		};
		promise.then(done, done);
		await this.settled();
		for (let passed = 0; !isDone && passed < mostMs; passed += 500) {
			await this.pass(500);
		}
		if (!isDone) {
			throw new Error(`not settled after ${mostMs} ms`);
		}
		return await promise;
	}

	/** Waits until no request is pending and the last response is applied. */
	async settled(): Promise<void> {
		for (let quiet = 0; quiet < 5; ) {
			await new Promise(setImmediate);
			quiet = this.underWay > this.hanging ? 0 : quiet + 1;
		}
	}
}

/** The objects of a signed-in window that delete and restart players. */
export class LifecycleWindow {
	readonly sessions = new TestSessions();
	readonly store: PlayerStore;
	readonly reader: PlayerReader;
	readonly regions: RegionCache;
	readonly definitions: StoredRequests;
	readonly lifecycle: PlayerLifecycle;
	readonly session: AgoraSession;
	readonly failed: PendingDeletion[] = [];
	readonly lost: string[] = [];
	private readonly context: LifecycleContext;

	constructor(context: LifecycleContext) {
		this.context = context;
		const { clock, memento, project, secrets } = context;
		const { sessions } = this;
		const projects = { projects: [project], onDidChange: () => ({ dispose: () => {} }) };
		this.store = new PlayerStore(new PausedPlayers(memento));
		this.reader = new PlayerReader({
			...{ sessions, projects, store: this.store, clock },
			priority: projectsWithPlayers(this.store),
		});
		this.regions = new RegionCache(memento);
		this.definitions = new StoredRequests(memento, secrets);
		this.lifecycle = new PlayerLifecycle({
			...{ sessions, store: this.store, reader: this.reader, regions: this.regions, memento, clock },
			requests: this.definitions,
		});
		this.lifecycle.deletions.onDidFail((deletion) => this.failed.push(deletion));
		this.session = context.session();
		sessions.replace(this.session);
	}

	/** The rows of the view, as `name: condition`. */
	get rows(): string[] {
		return this.store
			.players(this.context.project.appId)
			.map(({ player, condition }) => `${player.name ?? player.id}: ${condition}`);
	}

	shown(id: string): ShownPlayer {
		const shown = this.store.players(this.context.project.appId).find(({ player }) => player.id === id);
		if (!shown) {
			throw new Error(`no row for ${id}`);
		}
		return shown;
	}

	async read(): Promise<void> {
		await this.reader.readProject(this.context.project.appId);
	}

	/** @param asOf when the user started the command; now by default. */
	delete({ id, name }: { readonly id: string; readonly name?: string | undefined }, asOf?: number) {
		const { appId } = this.context.project;
		const shown = this.store.player(appId, id);
		return this.lifecycle.deletions.delete(
			this.session,
			{ appId, player: shown?.player ?? playerWith(id, name) },
			{ asOf },
		);
	}

	/** Closes the window, as a reload does. */
	close(): void {
		this.lifecycle.dispose();
		this.reader.dispose();
	}
}

function playerWith(id: string, name: string | undefined): Player {
	return {
		...{ id, name, channelName: undefined, uid: undefined, account: undefined },
		...{ streamUrl: undefined, createdAt: undefined, status: undefined },
	};
}
