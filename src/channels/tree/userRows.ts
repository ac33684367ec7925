import { type ChannelUsers, MAX_LISTED_AUDIENCE } from '../../agora/channels/channelUsers';
import type { ChannelUser } from '../../agora/session';
import { userKey } from '../channelMerge';
import {
	type ChannelNode,
	ChannelUserNode,
	type MoreNode,
	UserGroupNode,
	type UserRole,
} from './channelNodes';
import type { RowLimits } from './rowLimits';

/** “Load more…” shows this number of users at a time. */
const USERS_AT_ONCE = 100;

/** The users of one role. */
export interface ListedUsers {
	readonly users: readonly ChannelUser[];
	/** Larger than the number of `users` if the lists name only some of them. */
	readonly total: number;
}

/** The rows below channels. They stay the same objects while they are shown. */
export class UserRows {
	readonly #groups = new WeakMap<ChannelNode, Map<UserRole, UserGroupNode>>();
	readonly #users = new WeakMap<UserGroupNode, ReadonlyMap<string, ChannelUserNode>>();
	readonly #limits: RowLimits;

	constructor(limits: RowLimits) {
		this.#limits = limits;
	}

	/** The rows of hosts and audience, or of users. */
	groupsOf(channel: ChannelNode, users: ChannelUsers): readonly UserGroupNode[] {
		if (!users.exists) {
			return [];
		}
		const roles: readonly UserRole[] = users.profile === 'communication' ? ['user'] : ['host', 'audience'];
		const groups = this.#groups.get(channel) ?? new Map<UserRole, UserGroupNode>();
		this.#groups.set(channel, groups);
		return roles.map((role) => {
			const group = groups.get(role) ?? new UserGroupNode(channel, role);
			groups.set(role, group);
			return group;
		});
	}

	/** The rows of the users of a group. */
	usersOf(group: UserGroupNode, { users }: ListedUsers): readonly (ChannelUserNode | MoreNode)[] {
		const before = this.#users.get(group);
		const shown = users.slice(0, this.#limits.limit(group.id, USERS_AT_ONCE)).map((user) => {
			const key = userKey(user);
			return [key, before?.get(key) ?? new ChannelUserNode(group, user)] as const;
		});
		this.#users.set(group, new Map(shown));
		const more = this.#limits.more(group, users.length, USERS_AT_ONCE, []);
		return [...shown.map(([, node]) => node), ...(more ? [more] : [])];
	}
}

/** The users of a role, and how many there are. */
export function usersWith(users: ChannelUsers | undefined, role: UserRole): ListedUsers {
	if (!users?.exists) {
		return { users: [], total: 0 };
	}
	if (users.profile === 'communication') {
		return role === 'user' ? listed(users.users, users.total) : { users: [], total: 0 };
	}
	return role === 'host'
		? listed(users.hosts, users.hosts.length)
		: listed(role === 'audience' ? users.audience : [], users.audienceTotal);
}

function listed(users: readonly ChannelUser[], total: number): ListedUsers {
	return { users, total: Math.max(total, users.length) };
}

/** Whether the lists name only the first 10,000 of them. */
export function isPartial({ users, total }: ListedUsers): boolean {
	return total > users.length && users.length >= MAX_LISTED_AUDIENCE;
}
