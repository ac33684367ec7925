import type { AgoraSession } from '../agora/session';

/** Whether Agora tells the account's App Certificates: never for those of the Chinese mainland (api-facts §1). */
export function tellsCertificates({ area }: AgoraSession): boolean {
	return area !== 'mainland';
}
