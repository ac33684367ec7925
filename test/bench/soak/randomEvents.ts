import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { SimulatedClock } from '../../fixtures/simulatedClock';
import type { SimulatedWindow } from './simulatedWindow';
import { pick, UserCommands } from './userCommands';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How likely the event is among the others, its name, and what it does. */
type SoakEvent = [weight: number, name: string, happen: () => void | Promise<void>];

/** Random events of a window: of the machine, its network, its user and other users of the account. */
export class RandomEvents {
	readonly commands: UserCommands;
	/** How often each event happened. */
	readonly counts = new Map<string, number>();
	private readonly window: SimulatedWindow;
	private readonly sandbox: Sandbox;
	private readonly clock: SimulatedClock;
	private readonly random: () => number;
	private readonly idle: () => Promise<void>;
	private online = true;
	/** How long the machine slept. */
	asleepMs = 0;

	/** @param idle resolves when nothing can happen before time passes */
	constructor(window: SimulatedWindow, sandbox: Sandbox, random: () => number, idle: () => Promise<void>) {
		this.window = window;
		this.sandbox = sandbox;
		this.clock = window.clock;
		this.random = random;
		this.idle = idle;
		this.commands = new UserCommands(window, random);
	}

	async pass(ms: number): Promise<void> {
		await this.clock.pass(ms, this.idle);
	}

	/** Runs one random event and lets up to a minute pass. */
	async next(): Promise<void> {
		const [, what, happen] = pick(this.events, this.random) ?? [];
		if (what && happen) {
			this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
			await happen();
		}
		await this.pass(this.random() * MINUTE);
	}

	/** Restores the network, signs in, shows the view, and refreshes. */
	async recover(): Promise<void> {
		await this.connect();
		if (!this.window.sessions.current) {
			this.window.signIn();
		}
		this.window.setFocused(true);
		this.window.watch.setVisible(true);
		await this.pass(MINUTE);
		await Promise.all([this.window.projectReader.refresh(), this.idle()]);
	}

	/** Losing something is less likely than getting it back. */
	private readonly events = (
		[
			[1, 'focus lost', () => this.window.setFocused(false)],
			[6, 'focus gained', () => this.window.setFocused(true)],
			[1, 'view hidden', () => this.window.watch.setVisible(false)],
			[6, 'view shown', () => this.window.watch.setVisible(true)],
			[1, 'machine slept', () => this.sleep()],
			[1, 'network gone', () => this.disconnect()],
			[6, 'network back', () => this.connect()],
			[1, 'signed out', () => this.window.signOut()],
			[3, 'signed in', () => this.window.signIn()],
			[2, 'refreshed', () => this.refresh()],
			[1, 'file saved', () => this.window.saveFile()],
			[4, 'player created', () => this.commands.create()],
			[3, 'player deleted', () => this.commands.delete()],
			[3, 'player paused', () => this.commands.setPaused(true)],
			[3, 'player resumed', () => this.commands.setPaused(false)],
			[3, 'player created elsewhere', () => this.createElsewhere()],
			[1, 'player deleted elsewhere', () => this.deleteElsewhere()],
			[1, 'project switched elsewhere', () => this.toggleProjectElsewhere()],
		] satisfies SoakEvent[]
	).flatMap<SoakEvent>((event) => Array.from({ length: event[0] }, () => event));

	/** Skips up to an hour in which nothing runs; timers are late afterwards. */
	private sleep(): void {
		const ms = this.random() * 60 * MINUTE;
		this.asleepMs += ms;
		this.clock.skip(ms);
	}

	private async disconnect(): Promise<void> {
		this.online = false;
		await this.sandbox.stop();
	}

	private async connect(): Promise<void> {
		if (!this.online) {
			this.online = true;
			await this.sandbox.listenAgain();
		}
	}

	private refresh(): void {
		void this.window.projectReader.refresh();
		void this.window.reader.refresh();
	}

	private createElsewhere(): void {
		const { state } = this.sandbox;
		const project = pick(state.projects, this.random);
		if (project) {
			const streamUrl = this.random() < 0.2 ? 'rtmp://unreachable.example.com/live' : undefined;
			state.addPlayer({ appId: project.appId, name: undefined, streamUrl });
		}
	}

	private deleteElsewhere(): void {
		const { state } = this.sandbox;
		const player = pick(state.players, this.random);
		if (player) {
			state.removePlayer(player.id);
		}
	}

	private toggleProjectElsewhere(): void {
		const project = pick(this.sandbox.state.projects, this.random);
		if (project) {
			project.enabled = this.random() < 0.75;
		}
	}
}
