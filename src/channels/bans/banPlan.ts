import type { BanRule, BanTarget, Privilege } from '../../agora/channels/banRules';
import { targetFields } from '../../agora/channels/banTarget';
import type { Project } from '../../agora/console/projects';
import { type ChannelUser, isUserUid } from '../../agora/session';

/** A user in a channel of a project. */
export interface UserInChannel {
	readonly project: Project;
	readonly channelName: string;
	readonly user: ChannelUser;
}

/** Where a ban of a user applies: in the channel, or in every channel of the project. */
export type BanScope = 'channel' | 'project';

/** What a ban forbids. */
export type Forbidden = 'join' | 'audio' | 'video' | 'audioAndVideo';

export const FORBIDDEN: Readonly<Record<Forbidden, readonly Privilege[]>> = {
	join: ['join_channel'],
	audio: ['publish_audio'],
	video: ['publish_video'],
	audioAndVideo: ['publish_audio', 'publish_video'],
};

/** One rule to create. */
export interface PlannedBan {
	readonly project: Project;
	readonly target: BanTarget;
}

export interface BanPlan<User extends UserInChannel> {
	/** Each rule once. */
	readonly bans: readonly PlannedBan[];
	/** The users that they concern. */
	readonly users: readonly User[];
	/** Users without a uid, whom no rule can name. */
	readonly unnameable: readonly User[];
}

/** Whether a rule can name a user: only by a uid, and never by uid 0. */
export function canBan(user: ChannelUser): user is { readonly uid: number } {
	return 'uid' in user && isUserUid(user.uid);
}

/** The rules that ban users. A user who was selected in several channels gets one rule for the whole project. */
export function planUserBans<User extends UserInChannel>(
	selected: readonly User[],
	scope: BanScope,
): BanPlan<User> {
	const bans = new Map<string, PlannedBan>();
	const users: User[] = [];
	const unnameable: User[] = [];
	for (const each of selected) {
		const { project, channelName, user } = each;
		if (canBan(user)) {
			const { uid } = user;
			const target: BanTarget = scope === 'channel' ? { uid, channelName } : { uid };
			bans.set(JSON.stringify([project.appId, target]), { project, target });
			users.push(each);
		} else {
			unnameable.push(each);
		}
	}
	return { bans: [...bans.values()], users, unnameable };
}

/** The items of each key, in the order of the first one. */
export function grouped<Item>(
	items: readonly Item[],
	keyOf: (item: Item) => string,
): (readonly [Item, ...Item[]])[] {
	const groups = new Map<string, [Item, ...Item[]]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group) {
			group.push(item);
		} else {
			groups.set(key, [item]);
		}
	}
	return [...groups.values()];
}

/** The rule that Agora created for a ban, which its list shows later. Times are milliseconds since 1970. */
export function createdRule(
	id: number,
	{ target }: PlannedBan,
	{ privileges, seconds, now }: { readonly privileges: readonly Privilege[]; seconds: number; now: number },
): BanRule {
	const { uid, channelName, ip } = targetFields(target);
	return {
		...{ id, uid, channelName, ip, privileges },
		createdAt: new Date(now),
		expiresAt: new Date(now + seconds * 1000),
	};
}
