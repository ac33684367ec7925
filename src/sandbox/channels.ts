import type { Absence, Absences, BanRules } from './banRules';
import type { Behaviour, SandboxClock } from './behaviour';
import {
	isSameUser,
	LINUX,
	type Member,
	memberOf,
	membersOf,
	type NewMembers,
	type NewUser,
	type PresentUser,
	type UserId,
	type UserRole,
	visitSince,
} from './channelMembers';
import { joinedChannelAt, type SandboxPlayer } from './player';

export interface NewChannel extends NewMembers {
	readonly appId: string;
	readonly name: string;
}

interface SandboxChannel {
	readonly profile: 'live' | 'communication';
	/** Made when they are first needed. */
	members(): Member[];
}

interface ChannelsDeps {
	readonly clock: SandboxClock;
	readonly behaviour: Pick<Behaviour, 'channelLagSeconds'>;
	readonly banRules: Pick<BanRules, 'absences'>;
	/** The project's players at a time, in milliseconds since 1970. */
	readonly playersAt: (appId: string, time: number) => readonly SandboxPlayer[];
	/** Called after a change that does not follow from the time. */
	readonly onChange: () => void;
}

/**
 * The channels of all projects. Cloud players that play are hosts of their channel without being added, unless it uses the
 * communication profile. Who is there follows from the time alone.
 */
export class Channels {
	readonly #channels: Map<string, Map<string, SandboxChannel>>;
	readonly #deps: ChannelsDeps;

	constructor(deps: ChannelsDeps, channels = new Map<string, Map<string, SandboxChannel>>()) {
		this.#deps = deps;
		this.#channels = channels;
	}

	/** How many were added in all projects, with and without users. */
	get size(): number {
		return [...this.#channels.values()].reduce((size, ofProject) => size + ofProject.size, 0);
	}

	/** The same channels, read without the delay of the lists. */
	get undelayed(): Channels {
		return new Channels({ ...this.#deps, behaviour: { channelLagSeconds: 0 } }, this.#channels);
	}

	/** Adds a channel, or replaces the one of this name. */
	add(channel: NewChannel): void {
		const profile = channel.profile ?? 'live';
		const addedAt = this.#deps.clock.now();
		let members: Member[] | undefined;
		const ofProject = this.#channels.get(channel.appId) ?? new Map<string, SandboxChannel>();
		this.#channels.set(channel.appId, ofProject);
		ofProject.set(channel.name, {
			profile,
			members: () => {
				members ??= membersOf({ ...channel, profile }, addedAt);
				return members;
			},
		});
		this.#deps.onChange();
	}

	/** Lets a user join; the channel is created as a live broadcasting one if there is none. */
	join(appId: string, name: string, user: NewUser & { readonly role?: UserRole }): void {
		const channel = this.#channels.get(appId)?.get(name);
		if (channel === undefined) {
			this.add({ appId, name });
			this.join(appId, name, user);
			return;
		}
		const role = user.role ?? (channel.profile === 'live' ? 'host' : 'user');
		channel.members().push(memberOf(user, role, this.#deps.clock.now(), [appId, name, user.account ?? '']));
		this.#deps.onChange();
	}

	/**
	 * Lets a user leave now.
	 *
	 * @param reason 1, the default, is an ordinary one (docs/agora-api.md, Notifications).
	 */
	leave(appId: string, name: string, user: UserId, reason = 1): void {
		const now = this.#deps.clock.now();
		for (const member of this.#members(appId, name)) {
			if (isSameUser(member, user) && member.leavesAt > now) {
				member.leavesAt = now;
				member.leaveReason = reason;
			}
		}
		this.#deps.onChange();
	}

	/** Makes a user of live broadcasting a host or audience. */
	changeRole(appId: string, name: string, user: UserId, role: 'host' | 'audience'): void {
		const members = this.#members(appId, name);
		for (const [index, member] of members.entries()) {
			if (isSameUser(member, user)) {
				members[index] = { ...member, role };
			}
		}
		this.#deps.onChange();
	}

	/** Why users are not in a channel, as in the notification: 3 for those who are kept out by a rule, or were put offline by one. */
	leaveReasons(appId: string, name: string): (user: UserId) => number {
		const now = this.#deps.clock.now();
		const playing = this.#deps
			.playersAt(appId, now)
			.filter((player) => player.channelName === name && joinedChannelAt(player, now) !== undefined);
		const members = new Map(
			this.#members(appId, name).map((member) => [member.uid ?? member.account, member]),
		);
		return (user) => {
			const member = members.get(user.uid ?? user.account);
			if (!member || now >= member.leavesAt) {
				return playing.some((player) => isSameUser(player, user)) ? 3 : (member?.leaveReason ?? 1);
			}
			return member.visits && visitSince(member, now) === undefined ? 1 : 3;
		};
	}

	/** Lets everybody but cloud players leave now. */
	end(appId: string, name: string): void {
		const now = this.#deps.clock.now();
		for (const member of this.#members(appId, name)) {
			member.leavesAt = Math.min(member.leavesAt, now);
		}
		this.#deps.onChange();
	}

	#members(appId: string, name: string): Member[] {
		return this.#channels.get(appId)?.get(name)?.members() ?? [];
	}

	/** The channels of a project that have users, in the order in which they were added, as the list shows them. */
	listed(appId: string): { readonly name: string; readonly userCount: number }[] {
		const moment = this.#momentOf(appId);
		const names = new Set([...(this.#channels.get(appId)?.keys() ?? []), ...moment.players.keys()]);
		return [...names]
			.map((name) => ({ name, userCount: this.#present(appId, name, moment).length }))
			.filter(({ userCount }) => userCount > 0);
	}

	/** The users of a channel as the lists show them; undefined if there are none. */
	users(
		appId: string,
		name: string,
	): { readonly profile: 'live' | 'communication'; readonly users: readonly PresentUser[] } | undefined {
		const users = this.#present(appId, name, this.#momentOf(appId));
		const profile = this.#channels.get(appId)?.get(name)?.profile ?? 'live';
		return users.length > 0 ? { profile, users } : undefined;
	}

	/** What the lists of a project follow from, which lag. */
	#momentOf(appId: string): Moment {
		const { clock, behaviour, banRules, playersAt } = this.#deps;
		const time = clock.now() - behaviour.channelLagSeconds * 1000;
		const players = new Map<string, Member[]>();
		for (const player of playersAt(appId, time)) {
			const joinedAt = joinedChannelAt(player, time);
			if (joinedAt !== undefined) {
				const { uid, account, channelName, id } = player;
				const member = memberOf({ uid, account, platform: LINUX }, 'host', joinedAt, [id]);
				players.set(channelName, [...(players.get(channelName) ?? []), member]);
			}
		}
		return { time, players, absences: banRules.absences(appId) };
	}

	#present(appId: string, name: string, { time, players, absences }: Moment): PresentUser[] {
		const channel = this.#channels.get(appId)?.get(name);
		const ofPlayers = (channel?.profile === 'communication' ? undefined : players.get(name)) ?? [];
		const present: PresentUser[] = [];
		const add = (member: Member) => {
			const joinedAt = joinedAtTime(member, absences.of(name, member.uid), time);
			if (joinedAt !== undefined) {
				present.push(joinedAt === member.joinedAt ? member : { ...member, joinedAt });
			}
		};
		ofPlayers.forEach(add);
		for (const member of channel?.members() ?? []) {
			// A second join of a user replaces the first.
			if (!ofPlayers.some(({ uid, account }) => uid === member.uid && account === member.account)) {
				add(member);
			}
		}
		return present;
	}
}

/** What the lists of a project follow from: a time in milliseconds since 1970, and who is where besides the users of `Channels`. */
interface Moment {
	readonly time: number;
	/** By channel. */
	readonly players: ReadonlyMap<string, readonly Member[]>;
	readonly absences: Absences;
}

/** When the user joined who is there at `time`; undefined if the user is not there. */
function joinedAtTime(member: Member, absences: readonly Absence[], time: number): number | undefined {
	if (time < member.joinedAt || time >= member.leavesAt) {
		return undefined;
	}
	let joinedAt = member.visits ? visitSince(member, time) : member.joinedAt;
	for (const { ip, from, until } of absences) {
		if (joinedAt !== undefined && (ip ?? member.ip) === member.ip) {
			if (from <= time && time < until) {
				return undefined;
			}
			joinedAt = until <= time ? Math.max(joinedAt, until) : joinedAt;
		}
	}
	return joinedAt;
}
