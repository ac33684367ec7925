import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { compareNames } from '../../common/compareNames';
import { TextFilter } from '../../ui/textFilter';
import type { CertificateState } from '../projectFacts';
import { ProjectNode } from './projectNodes';

/** What the rows are made from. */
export interface RowSource {
	readonly projects: readonly Project[];
	/** The expected result of changes in progress; undefined where there are none. */
	readonly expected: (project: Project) => Project | undefined;
	readonly activeId: string | undefined;
	/** IDs of projects, including some that no longer exist. */
	readonly pinned: ReadonlySet<string>;
	readonly certificateOf: (project: Project) => CertificateState;
	readonly matches: (project: Project) => boolean;
}

/** The rows of the projects: pinned projects first, then by name. Finds the rows that must be refreshed. */
export class ProjectRows {
	#nodes: ReadonlyMap<string, ProjectNode> = new Map();
	#shown: readonly ProjectNode[] = [];

	get roots(): readonly ProjectNode[] {
		return this.#shown;
	}

	/**
	 * Returns the rows that look different, or 'all' where rows were added, removed or moved. A row that the filter hides is kept: it is
	 * the same object when it is shown again.
	 */
	update(source: RowSource): 'all' | readonly ProjectNode[] {
		const nodes = new Map<string, ProjectNode>();
		const changed = new Set<ProjectNode>();
		const shown = new Set<ProjectNode>();
		for (const project of source.projects) {
			if (nodes.has(project.id)) {
				// VS Code rejects a tree with a duplicate ID.
				continue;
			}
			const expected = source.expected(project);
			const facts = {
				project: expected ?? project,
				changing: expected !== undefined,
				active: project.id === source.activeId,
				pinned: source.pinned.has(project.id),
				certificate: source.certificateOf(expected ?? project),
			};
			const node = this.#nodes.get(project.id) ?? new ProjectNode(facts);
			if (node.update(facts)) {
				changed.add(node);
			}
			if (source.matches(project)) {
				shown.add(node);
			}
			nodes.set(project.id, node);
		}
		const before = this.#shown;
		this.#nodes = nodes;
		// Starts from the previous order, which a refresh seldom changes: sorting a sorted array is fast.
		this.#shown = [...new Set([...before.filter((node) => shown.has(node)), ...shown])].sort(compareRows);
		const sameOrder =
			this.#shown.length === before.length && this.#shown.every((node, index) => node === before[index]);
		return sameOrder ? this.#shown.filter((node) => changed.has(node)) : 'all';
	}
}

function compareRows(a: ProjectNode, b: ProjectNode): number {
	return (
		Number(b.facts.pinned) - Number(a.facts.pinned) ||
		compareNames(a.project, b.project) ||
		(a.project.id < b.project.id ? -1 : 1)
	);
}

/** Selects the projects that the tree shows: by a part of their name, App ID or project ID, ignoring case. */
export class ProjectFilter extends TextFilter {
	get matcher(): (project: Project) => boolean {
		const part = this.text.toLocaleLowerCase();
		return ({ name, appId, id }) =>
			part === '' ||
			name.toLocaleLowerCase().includes(part) ||
			appId.toLowerCase().includes(part) ||
			id.toLowerCase().includes(part);
	}

	override set(text: string, session: AgoraSession): void {
		super.set(text.trim(), session);
	}
}
