import { randomUUID } from 'node:crypto';
import ky from 'ky';
import { Deadline } from './deadline';
import { isAgoraError } from './error';
import { ExchangeLog } from './exchangeLog';
import { classifyFailure, failedRequest } from './failure';
import type { RequestLog } from './log';
import { operationOf } from './operations';
import { refusedRequest } from './refusal';
import type { AgoraReply, ReplyHead } from './reply';
import { replyIds } from './replyIds';
import { readReplyText } from './replyText';
import { requestHeaders } from './requestHeaders';
import { type RequestTarget, requestUrl } from './requestUrl';
import { sentRequest } from './sentRequest';
import { systemTiming, type Timing } from './timing';

/** A pair from the Agora Console's RESTful API page. The secret is never logged and never part of an error. */
export interface Credentials {
	readonly customerId: string;
	readonly customerSecret: string;
}

export interface AgoraClientOptions {
	/** An origin: `serverOf(area)` or `parseLocalServer(text)`. */
	readonly server: URL;
	readonly credentials: Credentials;
	readonly log: RequestLog;
	/** Milliseconds that one request may take from its start to the last byte of its answer; 30,000 by default. */
	readonly timeoutMs?: number;
	/** The system's by default. */
	readonly timing?: Timing;
}

export interface AgoraRequest extends RequestTarget {
	/** Sent as JSON, its keys in their order; what is undefined is left out. */
	readonly body?: object;
	/** What of the request must never be repeated in an error, should the server quote it. */
	readonly secrets?: readonly string[];
}

/** One account's way to one server. The calls in `console/` and `mediaPull/` send their requests through it. */
export class AgoraClient {
	readonly server: URL;
	readonly log: RequestLog;
	readonly timing: Timing;
	readonly #timeoutMs: number;
	// Hard-private, so that printing a client does not print them.
	readonly #authorization: string;
	readonly #secrets: readonly string[];

	constructor(options: AgoraClientOptions) {
		const { customerId, customerSecret } = options.credentials;
		const pair = Buffer.from(`${customerId}:${customerSecret}`).toString('base64');
		this.server = options.server;
		this.log = options.log;
		this.timing = options.timing ?? systemTiming;
		this.#timeoutMs = options.timeoutMs ?? 30_000;
		this.#authorization = `Basic ${pair}`;
		this.#secrets = [customerSecret, pair];
	}

	/**
	 * Sends one request, once, and reads its answer. No redirect is followed, so that credentials go to no other server.
	 *
	 * @param read makes sense of an answer of 2xx; what it throws is logged as this request's failure.
	 * @throws AgoraError of every kind.
	 */
	async send<T>(request: AgoraRequest, read: (reply: AgoraReply) => T, signal?: AbortSignal): Promise<T> {
		const url = requestUrl(this.server, request);
		const id = randomUUID();
		const secrets = [...this.#secrets, ...(request.secrets ?? [])];
		const log = new ExchangeLog(this.log, request.operation, id);
		try {
			const reply = await this.#exchange(url, { ...request, secrets }, id, signal);
			log.answered(reply);
			if (reply.status < 200 || reply.status > 299) {
				throw refusedRequest(reply, secrets);
			}
			return read(reply);
		} catch (error) {
			if (isAgoraError(error)) {
				log.failed(error);
				error.sent = sentRequest(this.server, { ...request, secrets }, id);
			}
			throw error;
		}
	}

	async #exchange(url: URL, request: AgoraRequest, id: string, signal?: AbortSignal): Promise<AgoraReply> {
		const { operation, body, secrets = [] } = request;
		const { method } = operationOf(operation);
		const headers = requestHeaders(request, id);
		const sentId = headers['x-request-id'];
		const deadline = new Deadline(this.#timeoutMs, signal);
		const neverSent = deadline.ended !== undefined;
		let head: ReplyHead | undefined;
		try {
			const response = await ky(url, {
				method,
				headers: { authorization: this.#authorization, ...headers },
				...(body ? { body: JSON.stringify(body) } : {}),
				redirect: 'manual',
				retry: 0,
				throwHttpErrors: false,
				// The deadline covers the body too, which ky's own timeout does not.
				timeout: false,
				signal: deadline.signal,
			});
			const { requestId = sentId, resourceId } = replyIds(response.headers, secrets);
			head = { status: response.status, requestId, resourceId };
			const { text, size } = await readReplyText(response, deadline.signal).catch((error: unknown) => {
				if (response.ok || deadline.ended === 'cancelled') {
					throw error;
				}
				// A refusal's status says enough.
				return { text: '', size: 0 };
			});
			return { operation, text, size, ...head };
		} catch (error) {
			const failure = deadline.ended ? { kind: deadline.ended, neverSent } : classifyFailure(error);
			throw failedRequest(operation, failure, head ?? { requestId: sentId });
		} finally {
			deadline.release();
		}
	}
}
