import type { Absence, Absences, BanRules } from './banRules';
import type { Behaviour, SandboxClock } from './behaviour';
import { joinedChannelAt, type SandboxPlayer } from './player';
import { fractionOf } from './random';

export type UserRole = 'host' | 'audience' | 'user';

/** A user that joins a channel. One of uid and account is set; a number makes a uid. Times are in milliseconds since 1970. */
export interface NewUser {
	readonly uid?: number | undefined;
	readonly account?: string | undefined;
	/** As in the document, such as 7 for Web; one of five by default. */
	readonly platform?: number | undefined;
	/** An address for documentation (RFC 5737) by default; many users share one. In no list: for bans of an address. */
	readonly ip?: string | undefined;
	/** The channel's `startedAt` by default. */
	readonly joinedAt?: number | undefined;
	/** Never by default. */
	readonly leavesAt?: number | undefined;
}

/** Users one by one, or how many: their uids are the same in every run. */
export type NewUsers = number | readonly NewUser[];

export interface NewChannel {
	readonly appId: string;
	readonly name: string;
	/** `live` by default. */
	readonly profile?: 'live' | 'communication' | undefined;
	/** Of live broadcasting. */
	readonly hosts?: NewUsers | undefined;
	/** Of live broadcasting. */
	readonly audience?: NewUsers | undefined;
	/** How many more come and go, each for some minutes, as audience or users. */
	readonly visitors?: number | undefined;
	/** Of communication. */
	readonly users?: NewUsers | undefined;
	/** When the first user joined; now by default. The others have joined since. */
	readonly startedAt?: number | undefined;
}

/** Somebody who is in a channel now. */
export interface PresentUser {
	readonly uid: number | undefined;
	readonly account: string | undefined;
	readonly role: UserRole;
	readonly platform: number;
	readonly joinedAt: number;
}

interface Member extends PresentUser {
	readonly ip: string;
	leavesAt: number;
	/** Whether the user comes and goes. */
	readonly visits: boolean;
}

interface SandboxChannel {
	readonly profile: 'live' | 'communication';
	/** Made when they are first needed. */
	members(): Member[];
}

interface ChannelsDeps {
	readonly clock: SandboxClock;
	readonly behaviour: Behaviour;
	readonly banRules: Pick<BanRules, 'absences'>;
	/** The project's players at a time, in milliseconds since 1970. */
	readonly playersAt: (appId: string, time: number) => readonly SandboxPlayer[];
}

/**
 * The channels of all projects. Cloud players that play are hosts of their channel without being added, unless it uses the
 * communication profile. Who is there follows from the time alone.
 */
export class Channels {
	readonly #channels = new Map<string, Map<string, SandboxChannel>>();
	readonly #deps: ChannelsDeps;

	constructor(deps: ChannelsDeps) {
		this.#deps = deps;
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
	}

	/** Lets a user leave now. */
	leave(appId: string, name: string, user: Pick<NewUser, 'uid' | 'account'>): void {
		const members = this.#channels.get(appId)?.get(name)?.members() ?? [];
		for (const member of members) {
			if (member.uid === user.uid && member.account === user.account) {
				member.leavesAt = Math.min(member.leavesAt, this.#deps.clock.now());
			}
		}
	}

	/** Lets everybody but cloud players leave now. */
	end(appId: string, name: string): void {
		for (const { uid, account } of this.#channels.get(appId)?.get(name)?.members() ?? []) {
			this.leave(appId, name, { uid, account });
		}
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

/** A visitor decides about this often whether to be there. */
const VISIT_MS = 90_000;
const VISITS_SHARE = 0.6;

/** When the current visit began; undefined between two visits. Visitors come and go at different times. */
function visitSince({ uid = 0, joinedAt }: Member, time: number): number | undefined {
	const key = String(uid);
	const shift = fractionOf(0, key) * VISIT_MS;
	const isThere = (slot: number) => fractionOf(0, key, String(slot)) < VISITS_SHARE;
	let slot = Math.floor((time - shift) / VISIT_MS);
	if (!isThere(slot)) {
		return undefined;
	}
	while (isThere(slot - 1) && slot * VISIT_MS + shift > joinedAt) {
		slot -= 1;
	}
	return Math.max(joinedAt, Math.round(slot * VISIT_MS + shift));
}

const LINUX = 6;
const PLATFORMS = [1, 2, 5, 7, 8];
/** The networks for documentation (RFC 5737). */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];
const MAX_UID = 0xffff_ffff;

function membersOf(channel: NewChannel & { readonly profile: SandboxChannel['profile'] }, addedAt: number) {
	const { appId, name, profile, hosts = [], audience = [], users = [], visitors = 0 } = channel;
	const startedAt = channel.startedAt ?? addedAt;
	const taken = new Set<number>();
	const membersWith = (role: UserRole, wanted: NewUsers, visits = false): Member[] => {
		const list = typeof wanted === 'number' ? Array.from({ length: wanted }, () => undefined) : wanted;
		return list.map((user, index) => {
			const key = [appId, name, role, visits ? 'visitor' : '', String(index)];
			if (user !== undefined) {
				return memberOf(user, role, startedAt, key);
			}
			let uid = 1 + Math.floor(fractionOf(0, ...key) * MAX_UID);
			while (taken.has(uid)) {
				uid = (uid % MAX_UID) + 1;
			}
			taken.add(uid);
			const age = Math.floor(fractionOf(1, ...key) * (addedAt - startedAt));
			return memberOf({ uid }, role, visits ? startedAt : startedAt + age, key, visits);
		});
	};
	return profile === 'live'
		? [
				...membersWith('host', hosts),
				...membersWith('audience', audience),
				...membersWith('audience', visitors, true),
			]
		: [...membersWith('user', users), ...membersWith('user', visitors, true)];
}

function memberOf(
	user: NewUser,
	role: UserRole,
	joinedAt: number,
	key: readonly string[],
	visits = false,
): Member {
	const { account, platform, ip, leavesAt = Infinity } = user;
	const uid =
		account === undefined ? (user.uid ?? 1 + Math.floor(fractionOf(0, ...key) * MAX_UID)) : undefined;
	const chance = fractionOf(2, ...key);
	const place = Math.floor(chance * NETWORKS.length * 254);
	return {
		uid,
		account,
		role,
		platform: platform ?? PLATFORMS[Math.floor(chance * PLATFORMS.length)] ?? 0,
		ip: ip ?? `${NETWORKS[place % NETWORKS.length]}.${1 + Math.floor(place / NETWORKS.length)}`,
		joinedAt: user.joinedAt ?? joinedAt,
		leavesAt,
		visits,
	};
}
