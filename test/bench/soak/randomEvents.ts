import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { SimulatedClock } from '../../fixtures/simulatedClock';
import { BanCommands } from './banCommands';
import type { SimulatedWindow } from './simulatedWindow';
import { pick, UserCommands } from './userCommands';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const CROWD = 100;

/** How likely the event is among the others, its name, and what it does. */
type SoakEvent = [weight: number, name: string, happen: () => void | Promise<void>];

/** Random events of a window: of the machine, its network, its user and other users of the account. */
export class RandomEvents {
	readonly commands: UserCommands;
	readonly bans: BanCommands;
	/** How often each event happened. */
	readonly counts = new Map<string, number>();
	private readonly window: SimulatedWindow;
	private readonly sandbox: Sandbox;
	private readonly clock: SimulatedClock;
	private readonly random: () => number;
	private readonly idle: () => Promise<void>;
	/** The users that joined elsewhere. */
	private readonly joined: { readonly appId: string; readonly name: string; readonly uid: number }[] = [];
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
		this.bans = new BanCommands(window, this.commands, sandbox, random);
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

	/** Restores the network, signs in, shows the views, and refreshes. */
	async recover(): Promise<void> {
		await this.connect();
		if (!this.window.sessions.current) {
			this.window.signIn();
		}
		this.window.setFocused(true);
		this.window.watch.setVisible(true);
		this.window.channels.setVisible(true);
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
			[1, 'channels hidden', () => this.window.channels.setVisible(false)],
			[6, 'channels shown', () => this.window.channels.setVisible(true)],
			[2, 'channel expanded or collapsed', () => this.toggleChannel()],
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
			[2, 'user kicked', () => this.bans.kick()],
			[3, 'user banned', () => this.bans.ban()],
			[1, 'channel closed', () => this.bans.close()],
			[2, 'ban changed', () => this.bans.change()],
			[2, 'ban lifted', () => this.bans.lift()],
			[4, 'user joined elsewhere', () => this.joinElsewhere()],
			[2, 'user left elsewhere', () => this.leaveElsewhere()],
			[1, 'crowd came or left elsewhere', () => this.moveCrowd()],
			[1, 'channel ended elsewhere', () => this.endChannelElsewhere()],
			[1, 'ban created elsewhere', () => this.banElsewhere()],
			[1, 'ban lifted elsewhere', () => this.liftElsewhere()],
			[4, 'listener started', () => this.window.notifications.start()],
			[1, 'listener stopped', () => this.window.notifications.stop()],
			[1, 'notification secret removed', () => this.window.notifications.removeSecret()],
			[5, 'notification forged', () => this.window.notifications.forge()],
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
		void this.window.channels.reader.refreshChannels();
	}

	private toggleChannel(): void {
		const { channels } = this.window;
		const channel = pick(channels.listed, this.random);
		if (channel) {
			channels.toggle(channel.appId, channel.name);
		}
	}

	/** In one of a few channels of a project, so that their users come and go. */
	private joinElsewhere(): void {
		const { state } = this.sandbox;
		const project = pick(state.projects, this.random);
		if (project) {
			const { appId } = project;
			const name = `room${Math.floor(this.random() * 5)}`;
			const uid = 1 + Math.floor(this.random() * 2_000_000_000);
			state.channels.join(appId, name, { uid, role: this.random() < 0.3 ? 'host' : 'audience' });
			this.joined.push({ appId, name, uid });
		}
	}

	private leaveElsewhere(): void {
		const user = pick(this.joined, this.random);
		if (user) {
			this.sandbox.state.channels.leave(user.appId, user.name, user);
			this.joined.splice(this.joined.indexOf(user), 1);
		}
	}

	/** Many notifications at a time. */
	private moveCrowd(): void {
		const { state } = this.sandbox;
		const project = pick(state.projects, this.random);
		if (project) {
			const { appId } = project;
			const isThere = state.channels.users(appId, 'crowd') !== undefined;
			for (let uid = 1; uid <= CROWD; uid += 1) {
				if (isThere) {
					state.channels.leave(appId, 'crowd', { uid });
				} else {
					state.channels.join(appId, 'crowd', { uid, role: 'audience' });
				}
			}
		}
	}

	private endChannelElsewhere(): void {
		const channel = pick(this.window.channels.listed, this.random);
		if (channel) {
			this.sandbox.state.channels.end(channel.appId, channel.name);
		}
	}

	private banElsewhere(): void {
		const { state } = this.sandbox;
		const project = pick(state.projects, this.random);
		if (project) {
			const uid = 2_000_000_001 + Math.floor(this.random() * 1_000_000);
			state.banRules.add({ appId: project.appId, uid, seconds: 60 + this.random() * 43_200 });
		}
	}

	private liftElsewhere(): void {
		const { banRules, projects } = this.sandbox.state;
		const rule = pick(
			projects.flatMap(({ appId }) => banRules.active(appId)),
			this.random,
		);
		if (rule) {
			banRules.lift(rule);
		}
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
