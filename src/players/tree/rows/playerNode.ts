import type { Project } from '../../../agora/console/projects';
import type { ShownPlayer } from '../../watch/shownPlayer';
import type { ListedPlayer } from './grouping';
import { type PlayerDetail, PlayerDetailNode } from './playerDetailNode';
import type { PlayerGroupNode } from './playerGroupNode';

/** The row of a cloud player: one object for as long as it is shown, since VS Code tells rows apart by their objects. */
export class PlayerNode {
	readonly id: string;
	parent: PlayerGroupNode;
	private listed: ListedPlayer;
	private readonly rows = new Map<PlayerDetail, PlayerDetailNode>();

	constructor(parent: PlayerGroupNode, listed: ListedPlayer) {
		this.parent = parent;
		this.listed = listed;
		this.id = playerKey(listed);
	}

	get project(): Project {
		return this.listed.project;
	}

	get shown(): ShownPlayer {
		return this.listed.shown;
	}

	isOf({ project, shown }: ListedPlayer): boolean {
		return this.shown.player.id === shown.player.id && this.project.appId === project.appId;
	}

	/** Takes in what is known now, and tells whether this row or one under it looks different for it. */
	update(parent: PlayerGroupNode, listed: ListedPlayer): boolean {
		const before = this.listed;
		this.parent = parent;
		this.listed = listed;
		return before.shown !== listed.shown || before.project.name !== listed.project.name;
	}

	/** The facts that are known: List may tell no more than id, name and time (api-facts §3). */
	details(): PlayerDetailNode[] {
		const { channelName, uid, account, streamUrl, createdAt } = this.shown.player;
		const details: [PlayerDetail, boolean][] = [
			['channel', isTold(channelName)],
			['uid', uid !== undefined],
			['account', isTold(account)],
			['source', isTold(streamUrl)],
			['region', true],
			['created', createdAt !== undefined],
			['since', true],
			['cost', createdAt !== undefined],
		];
		return details.flatMap(([detail, isKnown]) => (isKnown ? [this.row(detail)] : []));
	}

	private row(detail: PlayerDetail): PlayerDetailNode {
		const row = this.rows.get(detail) ?? new PlayerDetailNode(this, detail);
		this.rows.set(detail, row);
		return row;
	}
}

/** What tells a player's row from all others. */
export function playerKey({ project, shown }: ListedPlayer): string {
	return `player:${project.appId}:${shown.player.id}`;
}

function isTold(text: string | undefined): boolean {
	return text !== undefined && text !== '';
}
