import { AgoraError, type AgoraErrorKind } from './error';
import { messageOf } from './errorBody';
import type { Area } from './hosts';
import { operationOf } from './operations';
import type { AgoraReply } from './reply';
import { outcomeWithoutAnswer } from './unknownOutcome';

const WORDS: Partial<Record<AgoraErrorKind, string>> = {
	unauthorized: 'the Customer ID or Customer Secret was refused',
	forbidden: 'the account is not allowed to do this',
	notFound: 'not found',
	notOffered: 'the service of the Chinese mainland does not offer this',
	conflict: 'the name is already taken',
	rateLimited: 'too many requests',
	quota: 'a limit is reached',
	invalid: 'the request was refused',
	server: 'the server failed',
	badResponse: 'the server answered with a redirect, which is not followed',
};

/**
 * The error for an answer other than 2xx, or of 2xx whose body says that the request failed (the status code tables of both
 * documents; api-facts §2 and §3). A gateway's 502 and
 * 504 say that it lost the answer, not that nothing was done.
 *
 * @param mayBeDone whether an earlier attempt may have done what this one was refused.
 * @param area of the account.
 */
export function refusedRequest(
	reply: AgoraReply,
	secrets: readonly string[],
	mayBeDone: boolean,
	area?: Area,
): AgoraError {
	const { operation, status, requestId, resourceId } = reply;
	const agoraMessage = messageOf(reply.text ?? '', secrets);
	const details = { status, agoraMessage, requestId, resourceId };
	const lost = status === 502 || status === 504;
	const missing = area === 'mainland' && operationOf(operation).maybeMissingInMainland === true;
	const kind = status === 404 && missing ? 'notOffered' : kindOf(status, agoraMessage ?? '');
	const words = lost ? 'a gateway lost the answer' : WORDS[kind];
	const why = agoraMessage ? `${words}: ${agoraMessage}` : words;
	return new AgoraError({
		...details,
		kind,
		operation,
		outcome: lost || mayBeDone ? outcomeWithoutAnswer(operation, false) : undefined,
		message: `${operationOf(operation).title}: ${why} (HTTP ${status}).`,
	});
}

function kindOf(status: number, agoraMessage: string): AgoraErrorKind {
	switch (status) {
		case 401:
			return 'unauthorized';
		case 403:
			return 'forbidden';
		case 404:
			return 'notFound';
		case 409:
			return 'conflict';
		case 429:
			return /quota|no available resources/i.test(agoraMessage) ? 'quota' : 'rateLimited';
		case 400:
			return /maximum limit/i.test(agoraMessage) ? 'quota' : 'invalid';
		default:
			if (status >= 200 && status <= 299) {
				return kindByMessage(agoraMessage);
			}
			return status >= 500 ? 'server' : status >= 400 ? 'invalid' : 'badResponse';
	}
}

/** For an answer of 2xx whose body says that the request failed: its status says nothing. */
function kindByMessage(agoraMessage: string): AgoraErrorKind {
	if (/maximum limit|quota|no available resources/i.test(agoraMessage)) {
		return 'quota';
	}
	return /too many requests|rate limit/i.test(agoraMessage) ? 'rateLimited' : 'invalid';
}
