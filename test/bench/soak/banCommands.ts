import { type BanTarget, changeBan, createBan, liftBan } from '../../../src/agora/channels/banRules';
import type { Project } from '../../../src/agora/console/projects';
import type { AgoraSession } from '../../../src/agora/session';
import { createdRule } from '../../../src/channels/bans/banPlan';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { SimulatedWindow } from './simulatedWindow';
import { pick, type UserCommands } from './userCommands';

/** The first uid of those that are banned. No user has one of these, so that channels do not change with their bans. */
const FIRST_UID = 3_000_000_000;
const LONGEST_SECONDS = 43_200;
/** A closed channel is open again before the rows are compared with the server. */
const CLOSED_SECONDS = 120;
const JOIN = ['join_channel'] as const;

/** What a user does with kicks and bans. */
export class BanCommands {
	private readonly window: SimulatedWindow;
	private readonly commands: UserCommands;
	private readonly random: () => number;
	private readonly created = new Map<number, number>();
	private made = 0;

	constructor(window: SimulatedWindow, commands: UserCommands, sandbox: Sandbox, random: () => number) {
		this.window = window;
		this.commands = commands;
		this.random = random;
		const { banRules } = sandbox.state;
		const add = banRules.add.bind(banRules);
		banRules.add = (rule) => {
			const { uid = 0 } = rule;
			this.created.set(uid, (this.created.get(uid) ?? 0) + (uid >= FIRST_UID ? 1 : 0));
			return add(rule);
		};
	}

	/** How many bans the server created, and how many of them more than once. */
	get counts(): { readonly created: number; readonly repeated: number } {
		const times = [...this.created.values()].filter((count) => count > 0);
		return { created: times.length, repeated: times.filter((count) => count > 1).length };
	}

	/** Puts a user offline once who is in a channel, if its users were read. */
	kick(): void {
		const { store } = this.window.channels;
		const channel = pick(this.window.channels.listed, this.random);
		const users = channel && store.users(channel.appId, channel.name).value;
		const present = users?.exists && users.profile === 'live' ? [...users.hosts, ...users.audience] : [];
		const uids = present.flatMap((user) => ('uid' in user ? user.uid : []));
		const uid = pick(uids, this.random);
		if (channel && uid !== undefined) {
			this.create('kick', channel.appId, { uid, channelName: channel.name }, 0);
		}
	}

	/** Bans another uid each time, in a channel or in all. */
	ban(): void {
		const project = pick(this.window.projects.projects, this.random);
		if (project) {
			this.made += 1;
			const uid = FIRST_UID + this.made;
			const seconds = 10 + Math.floor(this.random() * LONGEST_SECONDS);
			const target = this.random() < 0.5 ? { uid } : { uid, channelName: 'class' };
			this.create('ban', project.appId, target, seconds);
		}
	}

	/** Closes a channel for a time, or only disbands it. */
	close(): void {
		const channel = pick(this.window.channels.listed, this.random);
		if (channel) {
			const seconds = this.random() < 0.5 ? 0 : CLOSED_SECONDS;
			this.create('close', channel.appId, { channelName: channel.name }, seconds);
		}
	}

	change(): void {
		const rule = this.anyRule();
		if (rule) {
			const { appId, id } = rule;
			const seconds = 10 + Math.floor(this.random() * LONGEST_SECONDS);
			this.run('change ban', async (session) => {
				const end = await changeBan(session.client, { ...rule, seconds });
				const expected = new Date(session.client.serverNow() + seconds * 1000);
				return () => this.window.channels.store.changeBan(appId, id, end ?? expected);
			});
		}
	}

	lift(): void {
		const rule = this.anyRule();
		if (rule) {
			this.run('lift ban', async (session) => {
				await liftBan(session.client, rule);
				return () => this.window.channels.store.removeBan(rule.appId, rule.id);
			});
		}
	}

	/** A rule about a uid: rules about channels end soon. */
	private anyRule() {
		const { channels, projects } = this.window;
		const rules = projects.projects.flatMap(({ appId }) =>
			(channels.store.bans(appId).value ?? []).map((rule) => ({ ...rule, appId })),
		);
		return pick(
			rules.filter(({ uid = 0 }) => uid >= FIRST_UID),
			this.random,
		);
	}

	private create(what: string, appId: string, target: BanTarget, seconds: number): void {
		const project = this.window.projects.projects.find((each) => each.appId === appId);
		if (project) {
			this.run(what, async (session) => {
				const id = await createBan(session.client, { appId, target, privileges: JOIN, seconds });
				return id === undefined ? undefined : () => this.show(session, id, { project, target }, seconds);
			});
		}
	}

	private show(
		{ client }: AgoraSession,
		id: number,
		ban: { readonly project: Project; readonly target: BanTarget },
		seconds: number,
	): void {
		const rule = createdRule(id, ban, { privileges: JOIN, seconds, now: client.serverNow() });
		this.window.channels.store.addBan(ban.project.appId, rule);
	}

	/** @param command returns what shows its result at once */
	private run(what: string, command: (session: AgoraSession) => Promise<(() => void) | undefined>): void {
		const { sessions } = this.window;
		const session = sessions.current;
		if (session) {
			this.commands.run(what, async () => {
				const show = await command(session);
				if (sessions.current === session) {
					show?.();
				}
			});
		}
	}
}
