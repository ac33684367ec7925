import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';

/** What the row of a project and the rows under it are drawn from. */
export interface ProjectFacts {
	/** As the server told it, or as a change under way will make it. */
	readonly project: Project;
	readonly changing: boolean;
	readonly active: boolean;
	readonly pinned: boolean;
	readonly certificate: CertificateState;
}

/**
 * The row of a project: one object for as long as the project is known, since VS Code tells rows apart by their
 * objects.
 */
export class ProjectNode {
	readonly #rows = new Map<Detail, DetailNode>();
	#shown: ProjectFacts;

	constructor(facts: ProjectFacts) {
		this.#shown = facts;
	}

	get id(): string {
		return `project:${this.project.id}`;
	}

	get project(): Project {
		return this.#shown.project;
	}

	get facts(): ProjectFacts {
		return this.#shown;
	}

	/** Takes in what is known now, and tells whether this row or one under it looks different for it. */
	update(facts: ProjectFacts): boolean {
		const before = this.#shown;
		this.#shown = facts;
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

/** A certificate that was replaced by another is none of the rows' business: they only tell that there is one. */
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

/** The row of one fact under a project. */
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

/** Whether Agora tells the account's App Certificates: never for those of the Chinese mainland (docs/agora-api.md, Credentials and IDs). */
export function canReadCertificates({ area }: AgoraSession): boolean {
	return area !== 'mainland';
}

/** What is known of a project's App Certificate. `notShown`: Agora returns none, and none is no proof that none is enabled. */
export type CertificateState = 'enabled' | 'notEnabled' | 'notShown';

/** @param session The session that read the project; undefined where nobody is signed in. */
export function certificateState(
	{ appCertificate }: Project,
	session: AgoraSession | undefined,
): CertificateState {
	if (appCertificate !== undefined) {
		return 'enabled';
	}
	return session && !canReadCertificates(session) ? 'notShown' : 'notEnabled';
}
