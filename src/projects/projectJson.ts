import type { Project } from '../agora/console/projects';

/**
 * A project as JSON for a person to read and copy from. The App Certificate is masked.
 * @param tellsCertificates Whether Agora tells the account's certificates; where it does not, the key is left out rather than
 * null, which says that there is none.
 */
export function projectJson(project: Project, tellsCertificates: boolean): string {
	const { id, name, appId, appCertificate, enabled, createdAt, recordingServer } = project;
	const masked = appCertificate === undefined ? null : '••••••••';
	const facts = {
		id,
		name,
		appId,
		...((masked !== null || tellsCertificates) && { appCertificate: masked }),
		status: enabled === undefined ? 'unknown' : enabled ? 'enabled' : 'disabled',
		created: createdAt?.toISOString() ?? null,
		recordingServer: recordingServer ?? null,
	};
	return `${JSON.stringify(facts, undefined, '\t')}\n`;
}
