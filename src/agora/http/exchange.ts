import ky from 'ky';
import { Deadline } from './deadline';
import type { AgoraError } from './error';
import { classifyFailure, type Failure, failedRequest } from './failure';
import { type OperationName, operationOf } from './operations';
import type { AgoraReply, ReplyHead } from './reply';
import { replyIds } from './replyIds';
import { readReplyText } from './replyText';
import { requestHeaders } from './requestHeaders';
import { alwaysRepeatable } from './retryTable';

export interface Exchange {
	readonly operation: OperationName;
	readonly url: URL;
	/** Of this exchange alone; Media Pull is told it as `X-Request-ID`. */
	readonly id: string;
	readonly authorization: string;
	/** JSON. */
	readonly body: string | undefined;
	/** What no id of the answer may hold. */
	readonly secrets: readonly string[];
	/** Milliseconds from the start to the first byte of the answer, and from there to the last. */
	readonly timeoutMs: number;
	readonly signal: AbortSignal | undefined;
	/** Whether an earlier exchange of the same call may have done what this one asks for. */
	readonly mayBeDone: boolean;
	/** Told the `Date` of an answer as soon as its head is there. Not of one that was kept by a cache on the way. */
	readonly onDate: (date: string | undefined) => void;
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
	const headers = requestHeaders(sent, id);
	const sentId = headers['x-request-id'];
	const deadline = new Deadline(
		alwaysRepeatable(operation) ? Math.min(timeoutMs, HANGING_MS) : timeoutMs,
		signal,
	);
	const cancelledBefore = deadline.ended !== undefined;
	let head: ReplyHead | undefined;
	try {
		const response = await ky(sent.url, {
			method: operationOf(operation).method,
			headers: { authorization: sent.authorization, ...headers },
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
		if (!response.headers.has('age')) {
			sent.onDate(response.headers.get('date') ?? undefined);
		}
		const { requestId = sentId, resourceId } = replyIds(response.headers, sent.secrets);
		const retryAfter = response.headers.get('retry-after') ?? undefined;
		head = { status: response.status, requestId, resourceId, retryAfter };
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
