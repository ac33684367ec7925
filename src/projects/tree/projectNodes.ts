import type { Project } from '../../agora/console/projects';
import type { CertificateState } from '../projectFacts';

/** What the row of a project and its detail rows show. */
export interface ProjectFacts {
	/** As the server returned it, or as a change in progress is expected to leave it. */
	readonly project: Project;
	readonly changing: boolean;
	readonly active: boolean;
	readonly pinned: boolean;
	readonly certificate: CertificateState;
}

/** The row of a project. There is one object as long as the project is stored, since VS Code identifies rows by object. */
export class ProjectNode {
	readonly #rows = new Map<Detail, DetailNode>();
	#facts: ProjectFacts;

	constructor(facts: ProjectFacts) {
		this.#facts = facts;
	}

	get id(): string {
		return `project:${this.project.id}`;
	}

	get project(): Project {
		return this.#facts.project;
	}

	get facts(): ProjectFacts {
		return this.#facts;
	}

	/** Returns whether this row or one of its detail rows looks different. */
	update(facts: ProjectFacts): boolean {
		const before = this.#facts;
		this.#facts = facts;
		return !looksSame(before, facts);
	}

	details(): DetailNode[] {
		const { createdAt, recordingServer } = this.project;
		const details: Detail[] = ['appId', 'certificate', 'projectId', 'status'];
		if (createdAt) {
			details.push('created');
		}
		if (recordingServer !== undefined) {
			details.push('recordingServer');
		}
		return details.map((detail) => this.#row(detail));
	}

	#row(detail: Detail): DetailNode {
		const row = this.#rows.get(detail) ?? new DetailNode(this, detail);
		this.#rows.set(detail, row);
		return row;
	}
}

/** Ignores the value of the certificate: the rows show only its state. */
function looksSame(a: ProjectFacts, b: ProjectFacts): boolean {
	return (
		a.changing === b.changing &&
		a.active === b.active &&
		a.pinned === b.pinned &&
		a.certificate === b.certificate &&
		(a.project === b.project || projectLooksSame(a.project, b.project))
	);
}

function projectLooksSame(a: Project, b: Project): boolean {
	return (
		a.name === b.name &&
		a.appId === b.appId &&
		a.enabled === b.enabled &&
		a.createdAt?.getTime() === b.createdAt?.getTime() &&
		a.recordingServer === b.recordingServer
	);
}

export type Detail = 'appId' | 'certificate' | 'projectId' | 'status' | 'created' | 'recordingServer';

/** A detail row of a project. */
export class DetailNode {
	readonly parent: ProjectNode;
	readonly detail: Detail;

	constructor(parent: ProjectNode, detail: Detail) {
		this.parent = parent;
		this.detail = detail;
	}

	get id(): string {
		return `${this.parent.id}:${this.detail}`;
	}
}
