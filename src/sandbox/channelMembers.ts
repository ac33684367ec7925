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

/** Whom a call concerns: one of both is set. */
export type UserId = Pick<NewUser, 'uid' | 'account'>;

export function isSameUser(one: UserId, other: UserId): boolean {
	return one.uid === other.uid && one.account === other.account;
}

/** Users one by one, or how many: their uids are the same in every run. */
export type NewUsers = number | readonly NewUser[];

/** The users of a new channel. */
export interface NewMembers {
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

export interface Member extends PresentUser {
	readonly ip: string;
	leavesAt: number;
	/** Why, as in the notification (docs/agora-api.md, Notifications). */
	leaveReason: number;
	/** Whether the user comes and goes. */
	readonly visits: boolean;
}

/** A visitor decides about this often whether to be there. */
const VISIT_MS = 90_000;
const VISITS_SHARE = 0.6;

/** When the current visit began; undefined between two visits. Visitors come and go at different times. */
export function visitSince({ uid = 0, joinedAt }: Member, time: number): number | undefined {
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

/** The platform of cloud players. */
export const LINUX = 6;
const PLATFORMS = [1, 2, 5, 7, 8];
/** The networks for documentation (RFC 5737). */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];
const MAX_UID = 0xffff_ffff;

export function membersOf(
	channel: NewMembers & {
		readonly appId: string;
		readonly name: string;
		readonly profile: 'live' | 'communication';
	},
	addedAt: number,
): Member[] {
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

export function memberOf(
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
		leaveReason: 1,
		visits,
	};
}
