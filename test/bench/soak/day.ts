import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { SimulatedClock } from '../../fixtures/simulatedClock';
import { Deeds } from './deeds';
import { pick } from './pick';
import type { Workplace } from './workplace';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How likely the event is among the others, its name, and what it does. */
type SoakEvent = [weight: number, name: string, happen: () => void | Promise<void>];

/** What happens to a window during a day: to the machine, to its network, by its user and by others. */
export class Day {
	readonly deeds: Deeds;
	/** How often each thing happened. */
	readonly happened = new Map<string, number>();
	private readonly place: Workplace;
	private readonly sandbox: Sandbox;
	private readonly clock: SimulatedClock;
	private readonly random: () => number;
	private readonly rest: () => Promise<void>;
	private online = true;
	/** For how long the machine slept. */
	asleepMs = 0;

	/** @param rest resolves when nothing can happen before time passes. */
	constructor(place: Workplace, sandbox: Sandbox, random: () => number, rest: () => Promise<void>) {
		this.place = place;
		this.sandbox = sandbox;
		this.clock = place.clock;
		this.random = random;
		this.rest = rest;
		this.deeds = new Deeds(place, random);
	}

	async pass(ms: number): Promise<void> {
		await this.clock.pass(ms, this.rest);
	}

	/** Something happens, and up to a minute passes. */
	async goOn(): Promise<void> {
		const [, what, happen] = pick(this.events, this.random) ?? [];
		if (what && happen) {
			this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
			await happen();
		}
		await this.pass(this.random() * MINUTE);
	}

	/** The network is there, somebody is signed in, looks, and has refreshed what was asked for in vain. */
	async calmDown(): Promise<void> {
		await this.connect();
		if (!this.place.sessions.current) {
			this.place.signIn();
		}
		this.place.setFocused(true);
		this.place.watch.setVisible(true);
		await this.pass(MINUTE);
		await Promise.all([this.place.projectReader.refresh(), this.rest()]);
	}

	/** What was lost comes back sooner than it went. */
	private readonly events = (
		[
			[1, 'focus lost', () => this.place.setFocused(false)],
			[6, 'focus gained', () => this.place.setFocused(true)],
			[1, 'view hidden', () => this.place.watch.setVisible(false)],
			[6, 'view shown', () => this.place.watch.setVisible(true)],
			[1, 'machine slept', () => this.sleep()],
			[1, 'network gone', () => this.disconnect()],
			[6, 'network back', () => this.connect()],
			[1, 'signed out', () => this.place.signOut()],
			[3, 'signed in', () => this.place.signIn()],
			[2, 'refreshed', () => this.refresh()],
			[1, 'file saved', () => this.place.saveFile()],
			[4, 'player created', () => this.deeds.create()],
			[3, 'player deleted', () => this.deeds.delete()],
			[3, 'player paused', () => this.deeds.setPaused(true)],
			[3, 'player resumed', () => this.deeds.setPaused(false)],
			[3, 'player created elsewhere', () => this.createElsewhere()],
			[1, 'player deleted elsewhere', () => this.deleteElsewhere()],
			[1, 'project switched elsewhere', () => this.switchElsewhere()],
		] satisfies SoakEvent[]
	).flatMap<SoakEvent>((event) => Array.from({ length: event[0] }, () => event));

	/** Up to an hour in which nothing runs; what was due is late then. */
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
		void this.place.projectReader.refresh();
		void this.place.reader.refresh();
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

	private switchElsewhere(): void {
		const project = pick(this.sandbox.state.projects, this.random);
		if (project) {
			project.enabled = this.random() < 0.75;
		}
	}
}
