import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NotificationSignatures } from '../agora/notifications/signature';
import type { Clock } from '../common/clock';

/** A request that was answered with 200. Its signature is not verified, and its body may be anything. */
export interface ReceivedRequest {
	/** The bytes as received. */
	readonly body: Uint8Array;
	readonly signatures: NotificationSignatures;
	/** When the body was complete, in milliseconds since 1970. */
	readonly at: number;
}

/** Bounds for what one sender, or all of them together, can use. */
export interface RequestLimits {
	/** The largest body, in bytes. Agora's have less than 2 kB. */
	readonly bodyBytes: number;
	/** All bodies that are being received or not processed yet, in bytes. */
	readonly bufferedBytes: number;
	/** Requests that may arrive at once. */
	readonly burst: number;
	/** Requests a second that may arrive after a burst. */
	readonly perSecond: number;
}

/** What a request costs beside its body, in bytes. */
const REQUEST_BYTES = 512;

/** After this many times the largest body, the connection of a refused request is closed. */
const DISCARDED_BODIES = 8;

export type RequestRefusal = keyof typeof REFUSALS;

const REFUSALS = {
	method: { status: 405, message: 'Only POST is accepted.', headers: { Allow: 'POST' } },
	webPage: { status: 403, message: 'Requests of web pages are not accepted.', headers: {} },
	contentType: { status: 415, message: 'Only JSON is accepted.', headers: {} },
	tooLarge: { status: 413, message: 'The body is too large.', headers: {} },
	tooMany: { status: 503, message: 'Too many requests.', headers: { 'Retry-After': '1' } },
} as const;

interface RequestReaderDeps {
	readonly clock: Pick<Clock, 'now' | 'monotonic'>;
	readonly limits: RequestLimits;
	/** Called after the answer was written. The request counts as buffered until `release`. */
	readonly onRequest: (request: ReceivedRequest) => void;
	readonly onRefuse: (reason: RequestRefusal) => void;
}

/** Reads requests within the limits, and answers them: 200 as soon as the body is complete, else an error. */
export class RequestReader {
	readonly #deps: RequestReaderDeps;
	readonly #rate: RateBound;
	#bufferedBytes = 0;

	constructor(deps: RequestReaderDeps) {
		this.#deps = deps;
		this.#rate = new RateBound(deps.limits, deps.clock);
	}

	receive(request: IncomingMessage, response: ServerResponse): void {
		const { bodyBytes, bufferedBytes } = this.#deps.limits;
		const reason = headerRefusal(request);
		if (reason) {
			this.#refuse(request, response, reason);
		} else if (Number(request.headers['content-length']) > bodyBytes) {
			this.#refuse(request, response, 'tooLarge');
		} else if (this.#bufferedBytes + REQUEST_BYTES > bufferedBytes || !this.#rate.admit()) {
			this.#refuse(request, response, 'tooMany');
		} else {
			this.#readBody(request, response);
		}
	}

	/** Ends the buffering of a request that `onRequest` was called with. */
	release({ body }: ReceivedRequest): void {
		this.#bufferedBytes -= REQUEST_BYTES + body.length;
	}

	#readBody(request: IncomingMessage, response: ServerResponse): void {
		const { clock, limits, onRequest } = this.#deps;
		const chunks: Buffer[] = [];
		let size = 0;
		let held = 0;
		const hold = (bytes: number): void => {
			held += bytes;
			this.#bufferedBytes += bytes;
		};
		const onData = (chunk: Buffer): void => {
			size += chunk.length;
			const isTooLarge = size > limits.bodyBytes;
			if (isTooLarge || this.#bufferedBytes + chunk.length > limits.bufferedBytes) {
				request.off('data', onData).off('end', onEnd);
				chunks.length = 0;
				hold(-held);
				this.#refuse(request, response, isTooLarge ? 'tooLarge' : 'tooMany', size);
				return;
			}
			chunks.push(chunk);
			hold(chunk.length);
		};
		const onEnd = (): void => {
			answer(response, 200, { success: true });
			// `release` counts the bytes from here on.
			held = 0;
			const { 'agora-signature': sha1, 'agora-signature-v2': sha256 } = request.headers;
			const signatures = { sha1: sha1?.toString(), sha256: sha256?.toString() };
			onRequest({ body: Buffer.concat(chunks, size), signatures, at: clock.now() });
		};
		hold(REQUEST_BYTES);
		request
			.on('data', onData)
			.on('end', onEnd)
			.on('close', () => hold(-held));
	}

	/**
	 * Answers before the body has arrived, and discards the rest of it, so that the sender receives the answer. Closes the connection if
	 * there is too much to discard.
	 *
	 * @param read bytes of the body that have arrived.
	 */
	#refuse(request: IncomingMessage, response: ServerResponse, reason: RequestRefusal, read = 0): void {
		const { status, message, headers } = REFUSALS[reason];
		let size = read;
		request.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size > this.#deps.limits.bodyBytes * DISCARDED_BODIES) {
				request.destroy();
			}
		});
		answer(response, status, { message }, headers);
		this.#deps.onRefuse(reason);
	}
}

function headerRefusal({ method, headers }: IncomingMessage): RequestRefusal | undefined {
	if (method !== 'POST') {
		return 'method';
	}
	if (headers.origin !== undefined) {
		return 'webPage';
	}
	const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
	// The signature of a compressed body could not be verified.
	const isPlain = /^(identity)?$/i.test(headers['content-encoding'] ?? '');
	return isJson && isPlain ? undefined : 'contentType';
}

function answer(
	response: ServerResponse,
	status: number,
	json: object,
	headers: Record<string, string> = {},
): void {
	const text = JSON.stringify(json);
	const ownHeaders = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
	response.writeHead(status, { ...headers, ...ownHeaders }).end(text);
}

/** Admits a burst, and from then on a number of requests a second. */
class RateBound {
	readonly #limits: RequestLimits;
	readonly #clock: Pick<Clock, 'monotonic'>;
	#left: number;
	#countedAt: number;

	constructor(limits: RequestLimits, clock: Pick<Clock, 'monotonic'>) {
		this.#limits = limits;
		this.#clock = clock;
		this.#left = limits.burst;
		this.#countedAt = clock.monotonic();
	}

	admit(): boolean {
		const { burst, perSecond } = this.#limits;
		const now = this.#clock.monotonic();
		this.#left = Math.min(burst, this.#left + ((now - this.#countedAt) / 1000) * perSecond);
		this.#countedAt = now;
		const isAdmitted = this.#left >= 1;
		this.#left -= isAdmitted ? 1 : 0;
		return isAdmitted;
	}
}
