import type { Project } from '../../../../src/agora/console/projects';
import { playerPages } from '../../../../src/agora/mediaPull/listPlayers';
import { Emitter } from '../../../../src/common/emitter';
import { PausedMemory } from '../../../../src/players/control/playerMemory';
import { PlayerPoller } from '../../../../src/players/polling/playerPoller';
import { PlayerReader } from '../../../../src/players/polling/playerReader';
import type { WatchPeriods } from '../../../../src/players/polling/pollPeriods';
import { PriorityProjects } from '../../../../src/players/polling/priorityProjects';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { TestMemento } from '../../../fixtures/memento';
import { TestSessions } from '../../../fixtures/sessions';
import { SimulatedClock } from '../../../fixtures/simulatedClock';

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

/** A watch on a simulated clock, with everything that it depends on in a test's hands. */
export class WatchStage {
	readonly clock = new SimulatedClock();
	readonly sessions = new TestSessions();
	readonly memento: TestMemento;
	readonly store = new PlayerStore(new PausedMemory(new TestMemento()));
	readonly priority: PriorityProjects;
	readonly reader: PlayerReader;
	readonly watch: PlayerPoller;
	/** How many calls a test lets hang. */
	hanging = 0;
	private readonly changed = new Emitter<void>();
	private readonly periodsChanged = new Emitter<void>();
	private currentPeriods: WatchPeriods = { visibleMs: 10_000, hiddenMs: 30_000 };
	private shownProjects: readonly Project[] = [];
	private activeAppId: string | undefined;
	private focused = true;
	private underWay = 0;

	/**
	 * @param pagesOf what is read; List of the session's server by default.
	 * @param memento what an earlier window remembered.
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
		this.reader = new PlayerReader(sessions, projects, store, clock, pagesOf);
		const counting: Pick<PlayerReader, 'begin' | 'readPage' | 'stop'> = {
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
		const random = () => 0.5;
		this.watch = new PlayerPoller({
			sessions,
			projects,
			priority,
			store,
			reader: counting,
			window,
			periods,
			clock,
			random,
		});
	}

	setProjects(projects: readonly Project[], activeAppId?: string): void {
		this.shownProjects = projects;
		this.activeAppId = activeAppId;
		this.changed.fire();
	}

	get periods(): WatchPeriods {
		return this.currentPeriods;
	}

	set periods(periods: WatchPeriods) {
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
		this.watch.dispose();
		this.priority.dispose();
		this.reader.dispose();
	}

	/** No call is under way, and what the last one came to is taken in. */
	private async settled(): Promise<void> {
		await manyMicrotasks();
		while (this.underWay > this.hanging) {
			await new Promise(setImmediate);
			await manyMicrotasks();
		}
	}
}

/** Enough for a call that needs no server to come to its end, and much faster than waiting for the event loop. */
async function manyMicrotasks(): Promise<void> {
	for (let turn = 0; turn < 20; turn += 1) {
		await Promise.resolve();
	}
}
