import * as v from 'valibot';
import { AgoraError } from './error';
import { type OperationName, operationOf } from './operations';
import { outcomeWithoutAnswer } from './unknownOutcome';

/** What an answer's status line and headers tell. */
export interface ReplyHead {
	readonly status: number;
	readonly requestId: string | undefined;
	readonly resourceId: string | undefined;
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
 * @throws AgoraError `badResponse` when it is none or not of the schema's shape; a write's outcome is unknown then.
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

/**
 * Reads the answer to a write that has nothing to tell: it is empty, or JSON of any kind.
 *
 * @throws AgoraError `badResponse` for anything else, such as a page that a network shows before it lets anyone through.
 */
export function readNothing(reply: AgoraReply): void {
	if (reply.text?.trim() !== '') {
		parseReply(reply, v.unknown());
	}
}

/** The error for a successful answer that makes no sense. `why` must hold nothing of the answer. */
export function unreadableReply(reply: AgoraReply, why: string): AgoraError {
	const { operation, status, requestId, resourceId } = reply;
	return new AgoraError({
		kind: 'badResponse',
		operation,
		status,
		requestId,
		resourceId,
		outcome: outcomeWithoutAnswer(operation, false),
		message: `${operationOf(operation).title}: ${why} (HTTP ${status}).`,
	});
}
