import type { Project } from '../../../../src/agora/console/projects';
import { playerPages } from '../../../../src/agora/mediaPull/listPlayers';
import { RateLimiter } from '../../../../src/agora/rateLimiter';
import { Emitter } from '../../../../src/common/emitter';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { PlayerPoller } from '../../../../src/players/polling/playerPoller';
import { PlayerReader } from '../../../../src/players/polling/playerReader';
import type { PollPeriods } from '../../../../src/players/polling/pollPeriods';
import { PriorityProjects } from '../../../../src/players/polling/priorityProjects';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { TestMemento } from '../../../fixtures/memento';
import { projectsWithPlayers } from '../../../fixtures/projectsWithPlayers';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';
import { manyMicrotasks, SimulatedClock } from '../../../fixtures/simulatedClock';

const UNREACHABLE = { url: 'http://127.0.0.1:9', customerId: 'id', customerSecret: 'secret' };

export function project(at: number): Project {
	return {
		id: `p${at}`,
		name: `Project ${at}`,
		appId: `app${at}`,
		appCertificate: undefined,
		enabled: true,
		createdAt: undefined,
		recordingServer: undefined,
	};
}

/** A poller on a simulated clock, with everything that it depends on under a test's control. */
export class PollingContext {
	readonly clock = new SimulatedClock();
	/** Of every account that signs in. */
	readonly rateLimiter = new RateLimiter(this.clock);
	readonly sessions = new TestSessions();
	readonly memento: TestMemento;
	readonly store = new PlayerStore(new PausedPlayers(new TestMemento()));
	readonly priority: PriorityProjects;
	readonly reader: PlayerReader;
	readonly poller: PlayerPoller;
	/** How many calls hang. */
	hanging = 0;
	private readonly changed = new Emitter<void>();
	private readonly periodsChanged = new Emitter<void>();
	private currentPeriods: PollPeriods = { visibleMs: 10_000, hiddenMs: 30_000 };
	private shownProjects: readonly Project[] = [];
	private activeAppId: string | undefined;
	private focused = true;
	private underWay = 0;

	/**
	 * @param pagesOf what is read; List of the session's server by default.
	 * @param memento what an earlier window stored.
	 */
	constructor(pagesOf = playerPages, memento = new TestMemento()) {
		this.memento = memento;
		const { clock, sessions, store } = this;
		const onDidChange = this.changed.event;
		const stage = this;
		const projects = {
			get projects() {
				return stage.shownProjects;
			},
			onDidChange,
		};
		const active = {
			get current() {
				return stage.shownProjects.find(({ appId }) => appId === stage.activeAppId);
			},
			onDidChange,
		};
		const window = {
			get focused() {
				return stage.focused;
			},
			onDidChange,
		};
		this.reader = new PlayerReader(
			{ sessions, projects, store, clock, priority: projectsWithPlayers(store) },
			pagesOf,
		);
		const counting: Pick<PlayerReader, 'begin' | 'readPage' | 'stop' | 'availableFrom'> = {
			availableFrom: (appId) => this.reader.availableFrom(appId),
			begin: (appId, priority) => this.reader.begin(appId, priority),
			stop: (reading) => this.reader.stop(reading),
			readPage: async (reading) => {
				this.underWay += 1;
				try {
					return await this.reader.readPage(reading);
				} finally {
					this.underWay -= 1;
				}
			},
		};
		this.priority = new PriorityProjects({ sessions, projects, active, store, memento: this.memento });
		const { priority } = this;
		const periods = {
			get current() {
				return stage.currentPeriods;
			},
			onDidChange: this.periodsChanged.event,
		};
		this.poller = new PlayerPoller(
			{
				sessions,
				projects,
				priority,
				store,
				reader: counting,
				window,
				periods,
				clock,
			},
			() => 0.5,
		);
	}

	/** Signs in to an account whose server does not exist. */
	signIn(accountId = 'account'): void {
		this.sessions.replace(sessionOn(UNREACHABLE, accountId, this));
	}

	setProjects(projects: readonly Project[], activeAppId?: string): void {
		this.shownProjects = projects;
		this.activeAppId = activeAppId;
		this.changed.fire();
	}

	get periods(): PollPeriods {
		return this.currentPeriods;
	}

	set periods(periods: PollPeriods) {
		this.currentPeriods = periods;
		this.periodsChanged.fire();
	}

	setFocused(focused: boolean): void {
		this.focused = focused;
		this.changed.fire();
	}

	async pass(ms: number): Promise<void> {
		await this.clock.pass(ms, () => this.settled());
	}

	dispose(): void {
		this.poller.dispose();
		this.priority.dispose();
		this.reader.dispose();
	}

	/** Resolves when no call is under way and the last outcome is applied. */
	private async settled(): Promise<void> {
		await manyMicrotasks();
		while (this.underWay > this.hanging) {
			await new Promise(setImmediate);
			await manyMicrotasks();
		}
	}
}
