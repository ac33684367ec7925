import type { Project } from '../../agora/console/projects';
import { tokenProblem } from '../../agora/token/findToken';
import {
	isSignedWith,
	readToken,
	type TokenContent,
	type TokenMismatch,
	tokenMismatches,
} from '../../agora/token/readToken';
import type { JoinCause, JoinFacts, JoinFinding, TokenAspect } from './joinFindings';

/** Checks the token of a join, except whether one is needed. `project` is the one whose channel is joined. */
export function tokenFindings(facts: JoinFacts, project: Project | undefined): JoinFinding[] {
	const { attempt, now, projects } = facts;
	const { token } = attempt;
	const content = readToken(token);
	if (!content) {
		return unreadableTokenFindings(token);
	}
	const { appId, issuedAt, rtc } = content;
	const until = rtc?.privileges.joinChannel ?? content.expiresAt;
	const mismatches = new Set(tokenMismatches(content, { ...attempt, at: now }));
	const signature = signatureOf(facts, project, content);
	const causes: readonly (readonly [TokenMismatch | boolean, JoinCause])[] = [
		['notRtc', { cause: 'notRtcToken' }],
		[
			'appId',
			{
				cause: 'tokenOfOtherApp',
				appId,
				project: projects.value?.find((each) => each.appId !== '' && each.appId === appId),
			},
		],
		['channelName', { cause: 'tokenOfOtherChannel', channelName: rtc?.channelName ?? '' }],
		['user', { cause: 'tokenOfOtherUser', user: rtc?.user ?? '' }],
		['expired', { cause: 'expiredToken', at: until }],
		['notYetValid', { cause: 'tokenNotYetValid', at: issuedAt }],
		[rtc !== undefined && !rtc.privileges.joinChannel, { cause: 'noJoinPrivilege' }],
		[signature === 'differs', { cause: 'otherCertificate' }],
	];
	const problems = causes
		.filter(([applies]) => (typeof applies === 'boolean' ? applies : mismatches.has(applies)))
		.map(([, cause]) => ({ state: 'problem', check: 'token', ...cause }) as const);
	const aspects: readonly (readonly [TokenAspect, boolean])[] = [
		['time', !mismatches.has('expired') && !mismatches.has('notYetValid')],
		['appId', !mismatches.has('appId')],
		['channelName', rtc !== undefined && !mismatches.has('channelName')],
		['user', rtc !== undefined && !mismatches.has('user')],
		['signature', signature === 'matches'],
	];
	const matching = aspects.filter(([, matches]) => matches).map(([aspect]) => aspect);
	return matching.length === 0
		? problems
		: [...problems, { state: 'passed', check: 'token', until, matching }];
}

/** A token of version 006 may be valid, but cannot be read. */
function unreadableTokenFindings(token: string): JoinFinding[] {
	const problem = tokenProblem(token);
	switch (problem) {
		case 'empty':
		case undefined:
			return [];
		case 'oldVersion':
			return [{ state: 'unknown', check: 'token', why: 'oldToken' }];
		default:
			return [{ state: 'problem', check: 'token', cause: 'unreadableToken', problem }];
	}
}

/** Undefined if the certificate is not known, or the token is not of its project. */
function signatureOf(
	{ attempt }: JoinFacts,
	project: Project | undefined,
	{ appId }: TokenContent,
): 'matches' | 'differs' | undefined {
	if (project?.appCertificate === undefined || appId !== attempt.appId) {
		return undefined;
	}
	return isSignedWith(attempt.token, project.appCertificate) ? 'matches' : 'differs';
}
