import type { Group, GroupedPlayers, ListedPlayer } from './grouping';
import type { MoreNode } from './moreNode';
import type { PlayerNode } from './playerNode';

/** The row of a project, channel or status with players under it; one object for as long as there is such a group. */
export class PlayerGroupNode {
	readonly id: string;
	/** As of the last time they were asked for; undefined before. */
	rows: readonly (PlayerNode | MoreNode)[] | undefined;
	private grouped: GroupedPlayers;

	constructor(grouped: GroupedPlayers) {
		this.id = grouped.id;
		this.grouped = grouped;
	}

	get group(): Group {
		return this.grouped.group;
	}

	/** All of them, also those that are not shown before somebody asks for more. */
	get players(): readonly ListedPlayer[] {
		return this.grouped.players;
	}

	update(grouped: GroupedPlayers): void {
		this.grouped = grouped;
	}
}
