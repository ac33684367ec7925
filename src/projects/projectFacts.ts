import type { Project } from '../agora/console/projects';
import type { Area } from '../agora/hosts';
import { type AgoraSession, canReadCertificates } from '../agora/session';

/** `notShown`: Agora does not return the App Certificate, so the project may or may not have one. */
export type CertificateState = 'enabled' | 'notEnabled' | 'notShown';

/** @param session the session that read the project; undefined when signed out. */
export function certificateState(
	{ appCertificate }: Project,
	session: AgoraSession | undefined,
): CertificateState {
	if (appCertificate !== undefined) {
		return 'enabled';
	}
	return session && !canReadCertificates(session) ? 'notShown' : 'notEnabled';
}

/**
 * A project as JSON to read and copy from. The App Certificate is masked.
 *
 * @param canReadCertificates where false, a missing certificate is left out: null would mean that the project has none.
 */
export function projectJson(project: Project, canReadCertificates: boolean): string {
	const { id, name, appId, appCertificate, enabled, createdAt, recordingServer } = project;
	const masked = appCertificate === undefined ? null : '••••••••';
	const facts = {
		id,
		name,
		appId,
		...((masked !== null || canReadCertificates) && { appCertificate: masked }),
		status: enabled === undefined ? 'unknown' : enabled ? 'enabled' : 'disabled',
		created: createdAt?.toISOString() ?? null,
		recordingServer: recordingServer ?? null,
	};
	return `${JSON.stringify(facts, undefined, '\t')}\n`;
}

/**
 * The page of Agora Console that lists the projects of an area; undefined for a local server. No document names an address of one
 * project. For the mainland the overview is the one address that Agora's documents agree on.
 */
export function consoleUrl(area: Area): string | undefined {
	switch (area) {
		case 'global':
			return 'https://console.agora.io/v2/project-management';
		case 'mainland':
			return 'https://console.shengwang.cn/overview';
		case 'local':
			return undefined;
	}
}
