import type { BanRule } from '../../agora/channels/banRules';
import type { Project } from '../../agora/console/projects';
import type { ListedChannel } from '../channelMerge';
import {
	BanNode,
	BansNode,
	ChannelNode,
	type ChannelParent,
	ChannelProjectNode,
	type ChannelTreeNode,
	type MoreNode,
} from './channelNodes';
import { RowLimits } from './rowLimits';

/** “Load more…” shows this number of channels, projects or rules at a time. */
const ROWS_AT_ONCE = 200;

/** A project that is shown, with the channels and rules that the filter shows. */
export interface ListedProject {
	readonly project: Project;
	readonly channels: readonly ListedChannel[];
	readonly bans: readonly BanRule[];
	/** True also without rules, if they could not be read. */
	readonly hasBansRow: boolean;
}

type Row = BansNode | ChannelNode | MoreNode;

/** The rows of one project. */
interface Branch {
	readonly parent: ChannelParent;
	listed: ListedProject;
	/** Undefined until VS Code asks for them. */
	rows: readonly Row[] | undefined;
	readonly bans: BansNode;
	/** Undefined until VS Code asks for them. */
	banRows: readonly (BanNode | MoreNode)[] | undefined;
	channels: ReadonlyMap<string, ChannelNode>;
}

/** The rows of projects, bans and channels, and which of them changed. Rows are created when VS Code asks for them. */
export class ChannelRows {
	readonly limits = new RowLimits();
	#branches: ReadonlyMap<string, Branch> = new Map();
	#roots: readonly ChannelTreeNode[] = [];

	/** As of the last update. */
	get roots(): readonly ChannelTreeNode[] {
		return this.#roots;
	}

	/** The rows of channels as of the last update. */
	get channels(): readonly ChannelNode[] {
		return [...this.#branches.values()].flatMap(({ channels }) => [...channels.values()]);
	}

	/**
	 * @param isAll whether to group by project; otherwise there is at most one project.
	 * @returns the rows that changed, or 'all' if rows were added, removed or moved.
	 */
	update(listed: readonly ListedProject[], isAll: boolean): 'all' | readonly ChannelTreeNode[] {
		const before = this.#branches;
		const changed: ChannelTreeNode[] = [];
		this.#branches = new Map(
			listed.map((each) => [each.project.appId, this.#branch(before, each, isAll, changed)]),
		);
		let isSame = true;
		for (const branch of this.#branches.values()) {
			if (branch.rows) {
				const rows = this.#rows(branch, changed);
				isSame &&= isSameRows(branch.rows, rows);
				branch.rows = rows;
			}
			if (branch.banRows) {
				branch.banRows = this.#banRows(branch, changed);
			}
		}
		const roots = this.#makeRoots(isAll, changed);
		isSame &&= isSameRows(this.#roots, roots);
		this.#roots = roots;
		return isSame ? changed : 'all';
	}

	/** The rows of a project as of the last update. */
	rowsOf({ project }: ChannelProjectNode): readonly Row[] {
		const branch = this.#branches.get(project.appId);
		return branch ? this.#ensureRows(branch) : [];
	}

	/** The rules of a project as of the last update. */
	bansOf({ project }: BansNode): readonly (BanNode | MoreNode)[] {
		const branch = this.#branches.get(project.appId);
		if (!branch) {
			return [];
		}
		branch.banRows ??= this.#banRows(branch, []);
		return branch.banRows;
	}

	/** What is shown of a project as of the last update. */
	listedOf({ project }: { readonly project: Project }): ListedProject | undefined {
		return this.#branches.get(project.appId)?.listed;
	}

	/** Shows the row of a channel, with all rows before it, with the next update. Returns whether there is one. */
	showUpTo(appId: string, channelName: string): boolean {
		const branch = this.#branches.get(appId);
		const index = branch?.listed.channels.findIndex(({ name }) => name === channelName) ?? -1;
		if (!branch || index < 0) {
			return false;
		}
		if (branch.parent) {
			this.limits.showUpTo('', [...this.#branches.keys()].indexOf(appId), ROWS_AT_ONCE);
		}
		this.limits.showUpTo(branch.parent?.id ?? '', index, ROWS_AT_ONCE);
		return true;
	}

	/** The row of a channel as of the last update; undefined if it is behind “Load more…”. */
	rowOf(appId: string, channelName: string): ChannelNode | undefined {
		const branch = this.#branches.get(appId);
		if (branch) {
			this.#ensureRows(branch);
		}
		return branch?.channels.get(channelName);
	}

	/** Shows more rows below a row with the next update. */
	showMore(parentId: string): void {
		this.limits.showMore(parentId);
	}

	#branch(
		before: ReadonlyMap<string, Branch>,
		listed: ListedProject,
		isAll: boolean,
		changed: ChannelTreeNode[],
	): Branch {
		const { project } = listed;
		const existing = before.get(project.appId);
		if (!existing || isAll !== (existing.parent !== undefined)) {
			const parent = isAll ? new ChannelProjectNode(project) : undefined;
			const bans = new BansNode(parent, project);
			return { parent, listed, rows: undefined, bans, banRows: undefined, channels: new Map() };
		}
		const { parent, bans, listed: was } = existing;
		if (!isSameRows(was.bans, listed.bans)) {
			changed.push(bans);
		}
		if (parent && was.project.name !== project.name) {
			changed.push(parent);
		}
		if (parent) {
			parent.project = project;
		}
		bans.project = project;
		existing.listed = listed;
		return existing;
	}

	#makeRoots(isAll: boolean, changed: ChannelTreeNode[]): readonly ChannelTreeNode[] {
		const branches = [...this.#branches.values()];
		if (!isAll) {
			return branches.flatMap((branch) => this.#ensureRows(branch));
		}
		const projects = branches.flatMap(({ parent }) => parent ?? []);
		const more = this.limits.more(undefined, projects.length, ROWS_AT_ONCE, changed);
		return [...projects.slice(0, this.limits.limit('', ROWS_AT_ONCE)), ...(more ? [more] : [])];
	}

	#ensureRows(branch: Branch): readonly Row[] {
		branch.rows ??= this.#rows(branch, []);
		return branch.rows;
	}

	#rows(branch: Branch, changed: ChannelTreeNode[]): readonly Row[] {
		const { parent, listed, bans } = branch;
		const { project, channels } = listed;
		const shown = channels.slice(0, this.limits.limit(parent?.id ?? '', ROWS_AT_ONCE)).map((channel) => {
			const existing = branch.channels.get(channel.name);
			if (!existing) {
				return new ChannelNode(parent, project, channel);
			}
			if (existing.channel !== channel) {
				existing.channel = channel;
				changed.push(existing);
			}
			existing.project = project;
			return existing;
		});
		branch.channels = new Map(shown.map((node) => [node.channelName, node]));
		const more = this.limits.more(parent, channels.length, ROWS_AT_ONCE, changed);
		return [...(listed.hasBansRow ? [bans] : []), ...shown, ...(more ? [more] : [])];
	}

	#banRows(branch: Branch, changed: ChannelTreeNode[]): readonly (BanNode | MoreNode)[] {
		const { bans: parent, listed } = branch;
		const before = new Map(
			(branch.banRows ?? []).flatMap((row) => (row instanceof BanNode ? [[row.rule.id, row] as const] : [])),
		);
		const shown = listed.bans.slice(0, this.limits.limit(parent.id, ROWS_AT_ONCE)).map((rule) => {
			const node = before.get(rule.id) ?? new BanNode(parent, rule);
			node.rule = rule;
			return node;
		});
		const more = this.limits.more(parent, listed.bans.length, ROWS_AT_ONCE, changed);
		return [...shown, ...(more ? [more] : [])];
	}
}

function isSameRows(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((each, at) => each === b[at]);
}
