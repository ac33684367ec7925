import ky from 'ky';
import { type Clock, systemClock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import { classifyFailure, type Failure, noResponseError } from './errorResponse';
import type { AgoraError } from './errors';
import { isRepeatable, type OperationName, operationOf } from './operations';
import { requestHeaders } from './request';
import { type AgoraResponse, type ResponseHead, readResponseText, responseIds } from './response';

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

export interface NoResponse {
	readonly failure: Failure;
	readonly error: AgoraError;
}

/**
 * Milliseconds without a first byte of an answer after which a host counts as one that hangs. Agora answers within a second or
 * two. Not for a write that must not be repeated: to give that up early would leave its outcome open for nothing.
 */
const HANGING_MS = 10_000;

/** Sends one request, once, and reads its answer. No redirect is followed, so that credentials go to no other server. */
export async function exchange(sent: Exchange): Promise<AgoraResponse | NoResponse> {
	const { operation, id, body, timeoutMs, signal } = sent;
	const headers = requestHeaders(sent, id);
	const sentId = headers['x-request-id'];
	const deadline = new Deadline(
		isRepeatable(operation) ? Math.min(timeoutMs, HANGING_MS) : timeoutMs,
		signal,
		systemClock,
	);
	const cancelledBefore = deadline.ended !== undefined;
	let head: ResponseHead | undefined;
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
		const { requestId = sentId, resourceId } = responseIds(response.headers, sent.secrets);
		const retryAfter = response.headers.get('retry-after') ?? undefined;
		head = { status: response.status, requestId, resourceId, retryAfter };
		const { text, size } = await readResponseText(response, deadline.signal).catch((error: unknown) => {
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
		return { failure, error: noResponseError(operation, failure, head ?? { requestId: sentId }) };
	} finally {
		deadline.release();
	}
}

/**
 * One signal for the two ways in which a request is given up: its time ran out, or its caller cancelled it. Must be
 * released once the request is over. Times are in milliseconds.
 */
export class Deadline {
	readonly #controller = new AbortController();
	#timer: Disposable;
	readonly #clock: Pick<Clock, 'setTimeout'>;
	readonly #caller: AbortSignal | undefined;
	#ended: 'timeout' | 'cancelled' | undefined;

	constructor(timeoutMs: number, caller: AbortSignal | undefined, clock: Pick<Clock, 'setTimeout'>) {
		this.#clock = clock;
		this.#timer = clock.setTimeout(() => this.#end('timeout'), timeoutMs);
		this.#caller = caller;
		if (caller?.aborted) {
			this.#end('cancelled');
		} else {
			caller?.addEventListener('abort', this.#cancel);
		}
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** Which of the two came first, if one came. */
	get ended(): 'timeout' | 'cancelled' | undefined {
		return this.#ended;
	}

	/** Counts anew from now. */
	restart(timeoutMs: number): void {
		this.#timer.dispose();
		this.#timer = this.#clock.setTimeout(() => this.#end('timeout'), timeoutMs);
	}

	release(): void {
		this.#timer.dispose();
		this.#caller?.removeEventListener('abort', this.#cancel);
	}

	readonly #cancel = (): void => this.#end('cancelled');

	#end(reason: 'timeout' | 'cancelled'): void {
		this.#ended ??= reason;
		this.#controller.abort();
	}
}
