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
	/** Unique to this exchange. Sent to Media Pull as `X-Request-ID`. */
	readonly id: string;
	readonly authorization: string;
	/** JSON. */
	readonly body: string | undefined;
	/** Must not appear in an id of the response. */
	readonly secrets: readonly string[];
	/** The longest time in milliseconds until the first byte of the response, and from there until the last. */
	readonly timeoutMs: number;
	readonly signal: AbortSignal | undefined;
	/** Whether an earlier attempt of the same call may have had its effect. */
	readonly mayBeDone: boolean;
	/** Called with the `Date` header as soon as the headers arrive, unless the response comes from a cache. */
	readonly onDate: (date: string | undefined) => void;
}

export interface NoResponse {
	readonly failure: Failure;
	readonly error: AgoraError;
}

/**
 * Milliseconds without a response after which a host is considered unreachable; Agora responds within two seconds. Not for writes
 * that must not be repeated, whose outcome would be unknown.
 */
const UNRESPONSIVE_MS = 10_000;

/** Sends one request once and reads the response. Follows no redirect, so that credentials are not sent to other servers. */
export async function exchange(request: Exchange): Promise<AgoraResponse | NoResponse> {
	const { operation, id, body, timeoutMs, signal } = request;
	const headers = requestHeaders(request, id);
	const sentId = headers['x-request-id'];
	const deadline = new Deadline(
		isRepeatable(operation) ? Math.min(timeoutMs, UNRESPONSIVE_MS) : timeoutMs,
		signal,
		systemClock,
	);
	const cancelledBefore = deadline.ended !== undefined;
	let head: ResponseHead | undefined;
	try {
		const response = await ky(request.url, {
			method: operationOf(operation).method,
			headers: { authorization: request.authorization, ...headers },
			...(body ? { body } : {}),
			redirect: 'manual',
			// `sendWithRetries` decides what is repeated.
			retry: 0,
			throwHttpErrors: false,
			// ky's timeout does not include the body; `Deadline` does.
			timeout: false,
			signal: deadline.signal,
		});
		deadline.restart(timeoutMs);
		if (!response.headers.has('age')) {
			request.onDate(response.headers.get('date') ?? undefined);
		}
		const { requestId = sentId, resourceId } = responseIds(response.headers, request.secrets);
		const retryAfter = response.headers.get('retry-after') ?? undefined;
		head = { status: response.status, requestId, resourceId, retryAfter };
		const { text, size } = await readResponseText(response, deadline.signal).catch((error: unknown) => {
			if (response.ok || deadline.ended === 'cancelled') {
				throw error;
			}
			// The status of a refusal suffices.
			return { text: '', size: 0 };
		});
		return { operation, text, size, ...head };
	} catch (error) {
		const observed = deadline.ended
			? { kind: deadline.ended, neverSent: cancelledBefore }
			: classifyFailure(error);
		const failure = { ...observed, neverSent: observed.neverSent && !request.mayBeDone };
		return { failure, error: noResponseError(operation, failure, head ?? { requestId: sentId }) };
	} finally {
		deadline.release();
	}
}

/**
 * A signal that aborts when a time has passed or when the caller's signal aborts. Must be released at the end of the request. Times
 * are in milliseconds.
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

	/** Why the signal has aborted; undefined while it has not. */
	get ended(): 'timeout' | 'cancelled' | undefined {
		return this.#ended;
	}

	/** Starts the time again. */
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
