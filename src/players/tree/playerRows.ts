import type { GroupedPlayers, ListedPlayer } from './grouping';
import { MoreNode, PlayerGroupNode, PlayerNode, playerKey } from './playerNodes';

/** “Load more…” shows this number of rows at a time. */
export const ROWS_AT_ONCE = 200;

type Rows<Node> = readonly (Node | MoreNode)[];

/** The rows of groups and players, and which of them changed. Rows are created when VS Code asks for them. */
export class PlayerRows {
	#groups: ReadonlyMap<string, PlayerGroupNode> = new Map();
	#players = new Map<string, PlayerNode>();
	#shown: Rows<PlayerGroupNode> = [];
	/** The number of rows to show, by the id of the group, or `''` for the groups themselves. */
	readonly #limits = new Map<string, number>();
	readonly #more = new Map<string, MoreNode>();
	/** Whether rows were added since the last update, which did not report them. */
	#grown = false;

	/** The groups as of the last update. */
	get roots(): Rows<PlayerGroupNode> {
		return this.#shown;
	}

	/** The players of a group as of the last update. */
	rowsOf(group: PlayerGroupNode): Rows<PlayerNode> {
		group.rows ??= this.#makeRows(group, []);
		return group.rows;
	}

	/**
	 * Returns the player rows that changed, or 'all' if rows were added, removed or moved. Does not compare what the rows of groups
	 * show.
	 */
	update(grouped: readonly GroupedPlayers[]): 'all' | readonly (PlayerNode | MoreNode)[] {
		const before = this.#groups;
		const groups = grouped.map((each) => before.get(each.id) ?? new PlayerGroupNode(each));
		this.#groups = new Map(groups.map((group) => [group.id, group]));
		for (const [at, each] of grouped.entries()) {
			groups[at]?.update(each);
		}
		const changed: (PlayerNode | MoreNode)[] = [];
		const kept = new Map<string, PlayerNode>();
		let sameRows = !this.#grown;
		this.#grown = false;
		for (const group of groups) {
			if (group.rows) {
				const rows = this.#makeRows(group, changed);
				sameRows &&= isSame(group.rows, rows);
				group.rows = rows;
				for (const row of rows) {
					if (row instanceof PlayerNode) {
						kept.set(row.id, row);
					}
				}
			}
		}
		// Players that moved to a group without rows get a new row when VS Code asks for it.
		this.#players = kept;
		const roots = this.#makeRoots(changed);
		sameRows &&= isSame(this.#shown, roots);
		this.#shown = roots;
		return sameRows ? changed : 'all';
	}

	/** Shows more rows of a group, or more groups for `''`, with the next update. */
	showMore(groupId: string): void {
		this.#limits.set(groupId, this.#limit(groupId) + ROWS_AT_ONCE);
	}

	/** The row of a player, shown together with all rows before it; undefined if no group has it. */
	rowOf(appId: string | undefined, playerId: string | undefined): PlayerNode | undefined {
		for (const [at, group] of [...this.#groups.values()].entries()) {
			const index = group.players.findIndex(
				({ project, shown }) => project.appId === appId && shown.player.id === playerId,
			);
			if (index >= 0) {
				this.#showUpTo('', at);
				this.#showUpTo(group.id, index);
				const rows = this.#makeRows(group, []);
				const roots = this.#makeRoots([]);
				this.#grown ||= !isSame(group.rows ?? rows, rows) || !isSame(this.#shown, roots);
				group.rows = rows;
				this.#shown = roots;
				const row = rows[index];
				return row instanceof PlayerNode ? row : undefined;
			}
		}
		return undefined;
	}

	#showUpTo(groupId: string, index: number): void {
		const needed = Math.ceil((index + 1) / ROWS_AT_ONCE) * ROWS_AT_ONCE;
		this.#limits.set(groupId, Math.max(this.#limit(groupId), needed));
	}

	#makeRows(group: PlayerGroupNode, changed: (PlayerNode | MoreNode)[]): Rows<PlayerNode> {
		const limit = this.#limit(group.id);
		const before = group.rows;
		const shown = group.players
			.slice(0, limit)
			.map((listed, at) => this.#playerNode(group, listed, changed, before?.[at]));
		return this.#withMore(group, shown, group.players.length - limit, changed);
	}

	#makeRoots(changed: (PlayerNode | MoreNode)[]): Rows<PlayerGroupNode> {
		const groups = [...this.#groups.values()];
		const limit = this.#limit('');
		return this.#withMore(undefined, groups.slice(0, limit), groups.length - limit, changed);
	}

	#withMore<Node>(
		parent: PlayerGroupNode | undefined,
		rows: readonly Node[],
		hidden: number,
		changed: (PlayerNode | MoreNode)[],
	): Rows<Node> {
		const id = parent?.id ?? '';
		if (hidden <= 0) {
			this.#more.delete(id);
			return rows;
		}
		const existing = this.#more.get(id);
		const more = existing && existing.parent === parent ? existing : new MoreNode(parent);
		this.#more.set(id, more);
		if (more.hidden !== hidden) {
			more.hidden = hidden;
			changed.push(more);
		}
		return [...rows, more];
	}

	/** @param likely the row that was in this place before, which is nearly always the same and faster than a look-up. */
	#playerNode(
		group: PlayerGroupNode,
		listed: ListedPlayer,
		changed: (PlayerNode | MoreNode)[],
		likely: PlayerNode | MoreNode | undefined,
	): PlayerNode {
		const node = likely instanceof PlayerNode && likely.isOf(listed) ? likely : this.#nodeOf(group, listed);
		if (node.update(group, listed)) {
			changed.push(node);
		}
		return node;
	}

	#nodeOf(group: PlayerGroupNode, listed: ListedPlayer): PlayerNode {
		const key = playerKey(listed);
		const node = this.#players.get(key) ?? new PlayerNode(group, listed);
		this.#players.set(key, node);
		return node;
	}

	#limit(groupId: string): number {
		return this.#limits.get(groupId) ?? ROWS_AT_ONCE;
	}
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((each, at) => each === b[at]);
}
