import type { Project } from '../../agora/console/projects';
import { userOf } from '../playerNames';
import type { ShownPlayer } from '../store/playerConditions';
import type { Group, GroupedPlayers, ListedPlayer } from './grouping';

/** The row of a cloud player. It stays the same object while it is shown, since VS Code identifies rows by their objects. */
export class PlayerNode {
	readonly id: string;
	parent: PlayerGroupNode;
	#listed: ListedPlayer;
	readonly #rows = new Map<PlayerDetail, PlayerDetailNode>();

	constructor(parent: PlayerGroupNode, listed: ListedPlayer) {
		this.parent = parent;
		this.#listed = listed;
		this.id = playerKey(listed);
	}

	get project(): Project {
		return this.#listed.project;
	}

	get shown(): ShownPlayer {
		return this.#listed.shown;
	}

	isOf({ project, shown }: ListedPlayer): boolean {
		return this.shown.player.id === shown.player.id && this.project.appId === project.appId;
	}

	/** Returns whether this row or one below it looks different. */
	update(parent: PlayerGroupNode, listed: ListedPlayer): boolean {
		const before = this.#listed;
		this.parent = parent;
		this.#listed = listed;
		return before.shown !== listed.shown || before.project.name !== listed.project.name;
	}

	/** The rows below. List may return no more than id, name and time (docs/agora-api.md, Media Pull: List and Delete). */
	details(): PlayerDetailNode[] {
		const { player, condition } = this.shown;
		const { channelName, uid, account, streamUrl, createdAt } = player;
		const details: [PlayerDetail, boolean][] = [
			['channel', isPresent(channelName)],
			['uid', uid !== undefined],
			['account', isPresent(account)],
			['presence', condition !== 'gone' && userOf(player) !== undefined],
			['source', isPresent(streamUrl)],
			['region', true],
			['created', createdAt !== undefined],
			['since', true],
			['cost', createdAt !== undefined],
		];
		return details.flatMap(([detail, isShown]) => (isShown ? [this.#row(detail)] : []));
	}

	#row(detail: PlayerDetail): PlayerDetailNode {
		const row = this.#rows.get(detail) ?? new PlayerDetailNode(this, detail);
		this.#rows.set(detail, row);
		return row;
	}
}

/** Unique among all players. */
export function playerKey({ project, shown }: ListedPlayer): string {
	return `player:${project.appId}:${shown.player.id}`;
}

function isPresent(text: string | undefined): boolean {
	return text !== undefined && text !== '';
}

type PlayerDetail =
	| 'channel'
	| 'uid'
	| 'account'
	| 'presence'
	| 'source'
	| 'region'
	| 'created'
	| 'since'
	| 'cost';

/** A row below a player with one of its properties. */
export class PlayerDetailNode {
	readonly parent: PlayerNode;
	readonly detail: PlayerDetail;

	constructor(parent: PlayerNode, detail: PlayerDetail) {
		this.parent = parent;
		this.detail = detail;
	}

	get id(): string {
		return `${this.parent.id}:${this.detail}`;
	}
}

/** The row of a project, channel or status with its players. It stays the same object while the group exists. */
export class PlayerGroupNode {
	readonly id: string;
	/** Undefined until VS Code asks for them. */
	rows: readonly (PlayerNode | MoreNode)[] | undefined;
	#grouped: GroupedPlayers;

	constructor(grouped: GroupedPlayers) {
		this.id = grouped.id;
		this.#grouped = grouped;
	}

	get group(): Group {
		return this.#grouped.group;
	}

	/** The project of a group that is a whole project, which the commands about projects accept. */
	get projectId(): string | undefined {
		const { group } = this;
		return group.kind === 'project' ? group.project.id : undefined;
	}

	/** All players, including those behind “Load more…”. */
	get players(): readonly ListedPlayer[] {
		return this.#grouped.players;
	}

	update(grouped: GroupedPlayers): void {
		this.#grouped = grouped;
	}
}

/** “Load more…”, the last row of a long group or of a long list of groups. */
export class MoreNode {
	/** Undefined for the list of groups. */
	readonly parent: PlayerGroupNode | undefined;
	/** The number of rows that are not shown yet. */
	hidden = 0;

	constructor(parent: PlayerGroupNode | undefined) {
		this.parent = parent;
	}

	get id(): string {
		return `more:${this.parent?.id ?? ''}`;
	}
}
