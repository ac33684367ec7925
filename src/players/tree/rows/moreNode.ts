import type { PlayerGroupNode } from './playerGroupNode';

/** The last row of a long group, or of a long list of groups, which shows more of it. */
export class MoreNode {
	/** Undefined for the list of groups. */
	readonly parent: PlayerGroupNode | undefined;
	/** How many rows are not shown yet. */
	hidden = 0;

	constructor(parent: PlayerGroupNode | undefined) {
		this.parent = parent;
	}

	get id(): string {
		return `more:${this.parent?.id ?? ''}`;
	}
}
