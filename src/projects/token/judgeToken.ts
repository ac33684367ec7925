import type { Project } from '../../agora/console/projects';
import { misfitsOf } from '../../agora/tokenMisfits';
import { isSignedWith, readToken, type TokenContent } from '../../agora/tokenReader';

/** What a token holds, and what can be said about it with the projects at hand. Holds no secret. */
export interface TokenVerdict {
	readonly content: TokenContent;
	/** The project of its App ID; undefined where it is none of those at hand. */
	readonly project: Project | undefined;
	readonly time: 'valid' | 'notYetValid' | 'expired';
	/** Whether the project's certificate signed it, or why this cannot be told. */
	readonly signature: 'fits' | 'differs' | 'unknownProject' | 'noCertificate';
}

/**
 * Explains a token with the projects at hand. Undefined for what is no token.
 * @param now Milliseconds since 1970.
 */
export function judgeToken(
	token: string,
	projects: readonly Project[],
	now: number,
): TokenVerdict | undefined {
	const content = readToken(token);
	if (!content) {
		return undefined;
	}
	const project = projects.find(({ appId }) => appId !== '' && appId === content.appId);
	const misfits = misfitsOf(content, { at: now });
	const late = misfits.includes('expired') ? 'expired' : 'valid';
	return {
		content,
		project,
		time: misfits.includes('notYetValid') ? 'notYetValid' : late,
		signature: signatureOf(token, project),
	};
}

function signatureOf(token: string, project: Project | undefined): TokenVerdict['signature'] {
	if (!project) {
		return 'unknownProject';
	}
	if (project.appCertificate === undefined) {
		return 'noCertificate';
	}
	return isSignedWith(token, project.appCertificate) ? 'fits' : 'differs';
}
