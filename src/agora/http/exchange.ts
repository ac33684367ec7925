import ky from 'ky';
import { Deadline } from './deadline';
import type { AgoraError } from './error';
import { classifyFailure, type Failure, failedRequest } from './failure';
import { type OperationName, operationOf } from './operations';
import type { AgoraReply, ReplyHead } from './reply';
import { readReplyText } from './replyText';
import { alwaysRepeatable } from './retryTable';

export interface Exchange {
	readonly operation: OperationName;
	readonly url: URL;
	/** Of this exchange alone; Media Pull is told it as `X-Request-ID`. */
	readonly id: string;
	readonly authorization: string;
	/** JSON. */
	readonly body: string | undefined;
	/** Milliseconds from the start to the first byte of the answer, and from there to the last. */
	readonly timeoutMs: number;
	readonly signal: AbortSignal | undefined;
	/** Whether an earlier exchange of the same call may have done what this one asks for. */
	readonly mayBeDone: boolean;
}

export interface NoAnswer {
	readonly failure: Failure;
	readonly error: AgoraError;
}

/**
 * Milliseconds without a first byte of an answer after which a host counts as one that hangs. Agora answers within a second or
 * two. Not for a write that must not be repeated: to give that up early would leave its outcome open for nothing.
 */
const HANGING_MS = 10_000;

/** Sends one request, once, and reads its answer. No redirect is followed, so that credentials go to no other server. */
export async function exchange(sent: Exchange): Promise<AgoraReply | NoAnswer> {
	const { operation, id, body, timeoutMs, signal } = sent;
	const { api, method } = operationOf(operation);
	const sentId = api === 'mediaPull' ? id : undefined;
	const deadline = new Deadline(
		alwaysRepeatable(operation) ? Math.min(timeoutMs, HANGING_MS) : timeoutMs,
		signal,
	);
	const cancelledBefore = deadline.ended !== undefined;
	let head: ReplyHead | undefined;
	try {
		const response = await ky(sent.url, {
			method,
			headers: {
				authorization: sent.authorization,
				...(api === 'console' || body ? { 'content-type': 'application/json' } : {}),
				...(sentId ? { 'x-request-id': sentId } : {}),
			},
			...(body ? { body } : {}),
			redirect: 'manual',
			// What may be repeated, where and when, is not ky's to decide.
			retry: 0,
			throwHttpErrors: false,
			// The deadline covers the body too, which ky's own timeout does not.
			timeout: false,
			signal: deadline.signal,
		});
		deadline.restart(timeoutMs);
		head = headOf(response, sentId);
		const { text, size } = await readReplyText(response, deadline.signal).catch((error: unknown) => {
			if (response.ok || deadline.ended === 'cancelled') {
				throw error;
			}
			// A refusal's status says enough.
			return { text: '', size: 0 };
		});
		return { operation, text, size, ...head };
	} catch (error) {
		const seen = deadline.ended
			? { kind: deadline.ended, neverSent: cancelledBefore }
			: classifyFailure(error);
		const failure = { ...seen, neverSent: seen.neverSent && !sent.mayBeDone };
		return { failure, error: failedRequest(operation, failure, head ?? { requestId: sentId }) };
	} finally {
		deadline.release();
	}
}

/** The ids are those that Agora's support asks for (Media Pull REST API, Response header; api-facts §3). */
function headOf({ status, headers }: Response, sentId: string | undefined): ReplyHead {
	return {
		status,
		requestId: plainId(headers.get('x-request-id') ?? headers.get('x-custom-request-id')) ?? sentId,
		resourceId: plainId(headers.get('x-resource-id')),
		retryAfter: headers.get('retry-after') ?? undefined,
	};
}

/** An id goes into the log and into errors, so nothing else may pass for one. */
function plainId(text: string | null): string | undefined {
	return text && /^[\w-]{1,64}$/.test(text) ? text : undefined;
}
