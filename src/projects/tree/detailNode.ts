import type { ProjectNode } from './projectNode';

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
