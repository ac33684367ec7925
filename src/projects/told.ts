import type { Project } from '../agora/console/projects';
import type { AgoraSession } from '../agora/session';

/** Whether Agora tells the account's App Certificates: never for those of the Chinese mainland (api-facts §1). */
export function tellsCertificates({ area }: AgoraSession): boolean {
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
	return session && !tellsCertificates(session) ? 'notShown' : 'notEnabled';
}
