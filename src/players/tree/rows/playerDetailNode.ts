import type { PlayerNode } from './playerNode';

export type PlayerDetail = 'channel' | 'uid' | 'account' | 'source' | 'region' | 'created' | 'since' | 'cost';

/** The row of one fact under a player. */
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
