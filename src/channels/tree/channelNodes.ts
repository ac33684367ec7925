import type { BanRule } from '../../agora/channels/banRules';
import type { Project } from '../../agora/console/projects';
import type { ChannelUser } from '../../agora/session';
import { type ListedChannel, userKey } from '../channelMerge';

// A row stays the same object while it is shown, since VS Code identifies rows by their objects.

/** The row of a project while the channels of all projects are shown. */
export class ChannelProjectNode {
	project: Project;

	constructor(project: Project) {
		this.project = project;
	}

	get id(): string {
		return `channels:${this.project.appId}`;
	}

	/** The commands about projects accept the row. */
	get projectId(): string {
		return this.project.id;
	}
}

/** The row above the channels of a project: that of all projects, or none. */
export type ChannelParent = ChannelProjectNode | undefined;

/** The row of a live channel. */
export class ChannelNode {
	/** Undefined while only the channels of the active project are shown. */
	parent: ChannelParent;
	project: Project;
	channel: ListedChannel;

	constructor(parent: ChannelParent, project: Project, channel: ListedChannel) {
		this.parent = parent;
		this.project = project;
		this.channel = channel;
	}

	get id(): string {
		return `channel:${this.project.appId}:${this.channelName}`;
	}

	get channelName(): string {
		return this.channel.name;
	}
}

/** `user`: of the communication profile, whose users are all equal. */
export type UserRole = 'host' | 'audience' | 'user';

/** The row of the hosts, the audience or the users of a channel. */
export class UserGroupNode {
	readonly parent: ChannelNode;
	readonly role: UserRole;

	constructor(parent: ChannelNode, role: UserRole) {
		this.parent = parent;
		this.role = role;
	}

	get id(): string {
		return `users:${this.role}:${this.parent.id}`;
	}
}

/** The row of a user of a channel. */
export class ChannelUserNode {
	readonly parent: UserGroupNode;
	readonly user: ChannelUser;

	constructor(parent: UserGroupNode, user: ChannelUser) {
		this.parent = parent;
		this.user = user;
	}

	get id(): string {
		return `user:${encodeURIComponent(userKey(this.user))}:${this.parent.id}`;
	}

	get project(): Project {
		return this.parent.parent.project;
	}

	get channelName(): string {
		return this.parent.parent.channelName;
	}

	get role(): UserRole {
		return this.parent.role;
	}
}

/** The row of all ban rules of a project. */
export class BansNode {
	/** Undefined while only the active project is shown. */
	parent: ChannelParent;
	project: Project;

	constructor(parent: ChannelParent, project: Project) {
		this.parent = parent;
		this.project = project;
	}

	get id(): string {
		return `bans:${this.project.appId}`;
	}
}

/** The row of a ban rule. */
export class BanNode {
	readonly parent: BansNode;
	rule: BanRule;

	constructor(parent: BansNode, rule: BanRule) {
		this.parent = parent;
		this.rule = rule;
	}

	get id(): string {
		return `ban:${this.project.appId}:${this.rule.id}`;
	}

	get project(): Project {
		return this.parent.project;
	}
}

/** A row below a user with something that Agora tells about this user alone. */
export class UserDetailNode {
	readonly parent: ChannelUserNode;
	readonly detail: UserDetail;

	constructor(parent: ChannelUserNode, detail: UserDetail) {
		this.parent = parent;
		this.detail = detail;
	}

	get id(): string {
		return `detail:${this.detail}:${this.parent.id}`;
	}
}

export type UserDetail = 'joined' | 'platform' | 'role';

/** A row that says why there are no rows below its parent, or why they are not up to date. */
export class NoteNode {
	readonly parent: ChannelNode | ChannelUserNode;

	constructor(parent: ChannelNode | ChannelUserNode) {
		this.parent = parent;
	}

	get id(): string {
		return `note:${this.parent.id}`;
	}
}

/** “Load more…”, the last row of a long list. */
export class MoreNode {
	/** Undefined for the list of projects, or of the channels of the active project. */
	readonly parent: ChannelProjectNode | UserGroupNode | BansNode | undefined;
	/** The number of rows that are not shown yet. */
	hidden = 0;
	/** How many of them are shown at a time. */
	readonly step: number;

	constructor(parent: MoreNode['parent'], step: number) {
		this.parent = parent;
		this.step = step;
	}

	get id(): string {
		return `more:${this.parent?.id ?? ''}`;
	}
}

export type ChannelTreeNode =
	| ChannelProjectNode
	| BansNode
	| BanNode
	| ChannelNode
	| UserGroupNode
	| ChannelUserNode
	| UserDetailNode
	| NoteNode
	| MoreNode;
