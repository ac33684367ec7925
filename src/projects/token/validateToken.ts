import type { Project } from '../../agora/console/projects';
import { isSignedWith, readToken, type TokenContent, tokenMismatches } from '../../agora/token/readToken';

/** The content of a token and the results of its checks. Contains no secret. */
export interface TokenValidation {
	readonly content: TokenContent;
	/** The project with its App ID; undefined where there is none. */
	readonly project: Project | undefined;
	readonly time: 'valid' | 'notYetValid' | 'expired';
	/** Whether the certificate of the project signed it, or why that cannot be checked. */
	readonly signature: 'matches' | 'differs' | 'unknownProject' | 'noCertificate';
}

/**
 * Checks a token against the projects of the account. Undefined for a text that is not a token.
 *
 * @param now milliseconds since 1970.
 */
export function validateToken(
	token: string,
	projects: readonly Project[],
	now: number,
): TokenValidation | undefined {
	const content = readToken(token);
	if (!content) {
		return undefined;
	}
	const project = projects.find(({ appId }) => appId !== '' && appId === content.appId);
	const mismatches = tokenMismatches(content, { at: now });
	const expiry = mismatches.includes('expired') ? 'expired' : 'valid';
	return {
		content,
		project,
		time: mismatches.includes('notYetValid') ? 'notYetValid' : expiry,
		signature: signatureOf(token, project),
	};
}

function signatureOf(token: string, project: Project | undefined): TokenValidation['signature'] {
	if (!project) {
		return 'unknownProject';
	}
	if (project.appCertificate === undefined) {
		return 'noCertificate';
	}
	return isSignedWith(token, project.appCertificate) ? 'matches' : 'differs';
}
