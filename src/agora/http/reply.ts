import * as v from 'valibot';
import { AgoraError } from './error';
import { type OperationName, operationOf } from './operations';
import { unknownOutcome } from './unknownOutcome';

/** What an answer's status line and headers tell. */
export interface ReplyHead {
	readonly status: number;
	readonly requestId: string | undefined;
	readonly resourceId: string | undefined;
	/** `Retry-After` as it came: seconds, a date, or anything at all. */
	readonly retryAfter: string | undefined;
}

/** An answer as it came. */
export interface AgoraReply extends ReplyHead {
	readonly operation: OperationName;
	/** Undefined when it was too large to be read. */
	readonly text: string | undefined;
	/** Bytes of the body that were read. */
	readonly size: number;
}

/**
 * Reads a successful answer's JSON.
 *
 * @throws AgoraError `badResponse` when it is none or not of the schema's shape; `unknownOutcome` when it belongs to a
 * write that must not be repeated, since that may have been done.
 */
export function parseReply<T>(reply: AgoraReply, schema: v.GenericSchema<unknown, T>): T {
	if (reply.text === undefined) {
		throw unreadableReply(reply, 'the answer is too large');
	}
	let json: unknown;
	try {
		json = JSON.parse(reply.text);
	} catch {
		throw unreadableReply(reply, reply.text.trim() === '' ? 'the answer is empty' : 'the answer is not JSON');
	}
	const parsed = v.safeParse(schema, json);
	if (!parsed.success) {
		throw unreadableReply(reply, 'the answer has an unexpected shape');
	}
	return parsed.output;
}

/** The error for a successful answer that makes no sense. `why` must hold nothing of the answer. */
export function unreadableReply(reply: AgoraReply, why: string): AgoraError {
	const { operation, status, requestId, resourceId } = reply;
	const details = { status, requestId, resourceId };
	const { title, whenLost } = operationOf(operation);
	return whenLost
		? unknownOutcome(operation, `${why} (HTTP ${status})`, details)
		: new AgoraError({
				...details,
				kind: 'badResponse',
				operation,
				message: `${title}: ${why} (HTTP ${status}).`,
			});
}
