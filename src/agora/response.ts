import * as v from 'valibot';
import { AgoraError, outcomeWithoutResponse } from './errors';
import { type OperationName, operationOf } from './operations';

/** What an answer's status line and headers tell. */
export interface ResponseHead {
	readonly status: number;
	readonly requestId: string | undefined;
	readonly resourceId: string | undefined;
	/** `Retry-After` as it came: seconds, a date, or anything at all. */
	readonly retryAfter: string | undefined;
}

/** An answer as it came. */
export interface AgoraResponse extends ResponseHead {
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
export function parseResponse<T>(reply: AgoraResponse, schema: v.GenericSchema<unknown, T>): T {
	if (reply.text === undefined) {
		throw badResponseError(reply, 'the answer is too large');
	}
	let json: unknown;
	try {
		json = JSON.parse(reply.text);
	} catch {
		throw badResponseError(
			reply,
			reply.text.trim() === '' ? 'the answer is empty' : 'the answer is not JSON',
		);
	}
	const parsed = v.safeParse(schema, json);
	if (!parsed.success) {
		throw badResponseError(reply, 'the answer has an unexpected shape');
	}
	return parsed.output;
}

/**
 * Reads the answer to a write that has nothing to tell: it is empty, or JSON of any kind.
 *
 * @throws AgoraError `badResponse` for anything else, such as a page that a network shows before it lets anyone through.
 */
export function readEmptyResponse(reply: AgoraResponse): void {
	if (reply.text?.trim() !== '') {
		parseResponse(reply, v.unknown());
	}
}

/** The error for a successful answer that makes no sense. `why` must hold nothing of the answer. */
export function badResponseError(reply: AgoraResponse, why: string): AgoraError {
	const { operation, status, requestId, resourceId } = reply;
	return new AgoraError({
		kind: 'badResponse',
		operation,
		status,
		requestId,
		resourceId,
		outcome: outcomeWithoutResponse(operation, false),
		message: `${operationOf(operation).title}: ${why} (HTTP ${status}).`,
	});
}

/** The ids that Agora's support asks for (Media Pull REST API, Response header; docs/agora-api.md, Media Pull: List and Delete). */
export interface ResponseIds {
	readonly requestId: string | undefined;
	readonly resourceId: string | undefined;
}

/** A shorter secret may stand in an id of hex digits by chance. */
const LONG_SECRET = 16;

/** Ids go into the log and into errors, so nothing else may pass for one, and no secret that a server sends back. */
export function responseIds(headers: Headers, secrets: readonly string[]): ResponseIds {
	const isSecretIn = (text: string): boolean =>
		secrets.some((secret) => text === secret || (secret.length >= LONG_SECRET && text.includes(secret)));
	const idIn = (name: string): string | undefined => {
		const text = headers.get(name) ?? '';
		return /^[\w-]{1,64}$/.test(text) && !isSecretIn(text) ? text : undefined;
	};
	return {
		requestId: idIn('x-request-id') ?? idIn('x-custom-request-id'),
		resourceId: idIn('x-resource-id'),
	};
}

/**
 * The largest answer that is read, in bytes. A page of 500 players or 5,000 projects stays under 2 MB; what is larger
 * did not come from Agora and must not fill the memory of the extension host.
 */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

export interface ResponseText {
	/** Undefined when the body was larger than what is read. */
	readonly text: string | undefined;
	/** Bytes received. */
	readonly size: number;
}

/**
 * Reads a body to its end, and no further than a sensible size.
 *
 * @throws what the stream throws when the connection breaks, and the abort's reason as soon as `signal` aborts.
 */
export async function readResponseText(response: Response, signal: AbortSignal): Promise<ResponseText> {
	const reader = response.body?.getReader();
	if (!reader) {
		return { text: '', size: 0 };
	}
	// The response does not always hear of an abort by itself: the signals in between hold each other weakly.
	const cancel = (): void => {
		// What is being read fails with the abort already; there is nobody left to hear of it twice.
		reader.cancel().catch(() => undefined);
	};
	signal.addEventListener('abort', cancel);
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			signal.throwIfAborted();
			if (done) {
				// Once for all, since a text made of pieces is slower to parse.
				return { text: new TextDecoder().decode(Buffer.concat(chunks, size)), size };
			}
			size += value.byteLength;
			if (size > MAX_REPLY_BYTES) {
				cancel();
				return { text: undefined, size };
			}
			chunks.push(value);
		}
	} finally {
		signal.removeEventListener('abort', cancel);
	}
}
