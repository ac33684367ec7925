import type { Project } from '../../agora/console/projects';

/** The values of an account's projects that editors look for, in lower case. In memory only. */
export interface KnownValues {
	readonly byAppId: ReadonlyMap<string, Project>;
	/** Keys are secrets. */
	readonly byCertificate: ReadonlyMap<string, Project>;
}

export function knownValues(projects: readonly Project[]): KnownValues {
	const byAppId = new Map<string, Project>();
	const byCertificate = new Map<string, Project>();
	for (const project of projects) {
		if (project.appId !== '') {
			byAppId.set(project.appId.toLowerCase(), project);
		}
		if (project.appCertificate !== undefined) {
			byCertificate.set(project.appCertificate.toLowerCase(), project);
		}
	}
	return { byAppId, byCertificate };
}
