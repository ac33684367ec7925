import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { compareNames } from '../../common/compareNames';
import { TextFilter } from '../../ui/textFilter';
import { type CertificateState, ProjectNode } from './projectNodes';

/** What is known when rows are drawn. */
export interface RowSource {
	readonly projects: readonly Project[];
	/** The project as changes under way will make it; undefined where there are none. */
	readonly expected: (project: Project) => Project | undefined;
	readonly activeId: string | undefined;
	/** Ids of projects, some of which may be gone. */
	readonly pinned: ReadonlySet<string>;
	readonly certificateOf: (project: Project) => CertificateState;
	readonly matches: (project: Project) => boolean;
}

/** The rows of the projects, the pinned ones first, then by name, and what of them has to be drawn anew. */
export class ProjectRows {
	#nodes: ReadonlyMap<string, ProjectNode> = new Map();
	#shown: readonly ProjectNode[] = [];

	/** The rows as of the last update. */
	get roots(): readonly ProjectNode[] {
		return this.#shown;
	}

	/**
	 * Takes in what is known now. Gives the rows that look different, or 'all' where rows came, went or changed their
	 * places. Rows that the filter hides are kept, and are the same objects when they come back.
	 */
	update(source: RowSource): 'all' | readonly ProjectNode[] {
		const nodes = new Map<string, ProjectNode>();
		const changed = new Set<ProjectNode>();
		const shown = new Set<ProjectNode>();
		for (const project of source.projects) {
			if (nodes.has(project.id)) {
				// VS Code refuses a tree in which an id comes twice.
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
		// Sorting what is in order already takes next to no time, and a refresh seldom changes the order.
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

/** Which projects this window's tree shows. */
export class ProjectFilter extends TextFilter {
	/** Tells of a project whether it is shown. */
	get matcher(): (project: Project) => boolean {
		return matcherFor(this.text);
	}

	/** Blanks around what is searched for mean nothing. */
	override set(text: string, session: AgoraSession): void {
		super.set(text.trim(), session);
	}
}

/** Finds projects by a part of their name, App ID or project ID, in capitals or not. An empty text finds all. */
function matcherFor(text: string): (project: Project) => boolean {
	const part = text.toLocaleLowerCase();
	return ({ name, appId, id }) =>
		part === '' ||
		name.toLocaleLowerCase().includes(part) ||
		appId.toLowerCase().includes(part) ||
		id.toLowerCase().includes(part);
}
