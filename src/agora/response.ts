import * as v from 'valibot';
import { AgoraError, outcomeWithoutResponse } from './errors';
import { type OperationName, operationOf } from './operations';

/** The status line and headers of a response. */
export interface ResponseHead {
	readonly status: number;
	readonly requestId: string | undefined;
	readonly resourceId: string | undefined;
	/** The header `Retry-After`, not parsed. */
	readonly retryAfter: string | undefined;
}

/** A response whose body is not parsed. */
export interface AgoraResponse extends ResponseHead {
	readonly operation: OperationName;
	/** The body; undefined if it was too large to be read. */
	readonly text: string | undefined;
	/** Bytes of the body that were read. */
	readonly size: number;
}

/**
 * Parses the body of a successful response.
 *
 * @throws AgoraError `badResponse` if it is not JSON or does not match the schema; the outcome of a write is unknown then.
 */
export function parseResponse<T>(response: AgoraResponse, schema: v.GenericSchema<unknown, T>): T {
	if (response.text === undefined) {
		throw badResponseError(response, 'the response is too large');
	}
	let json: unknown;
	try {
		json = JSON.parse(response.text);
	} catch {
		throw badResponseError(
			response,
			response.text.trim() === '' ? 'the response is empty' : 'the response is not JSON',
		);
	}
	const parsed = v.safeParse(schema, json);
	if (!parsed.success) {
		throw badResponseError(response, 'the response has an unexpected shape');
	}
	return parsed.output;
}

/**
 * Checks the response to a write that returns nothing: its body is empty, or any JSON.
 *
 * @throws AgoraError `badResponse` for anything else, such as the login page of a network.
 */
export function readEmptyResponse(response: AgoraResponse): void {
	if (response.text?.trim() !== '') {
		parseResponse(response, v.unknown());
	}
}

/** The error for a successful response that cannot be used. `why` must not contain parts of the response. */
export function badResponseError(response: AgoraResponse, why: string): AgoraError {
	const { operation, status, requestId, resourceId } = response;
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

/** A shorter secret may be part of an id by chance. */
const LONG_SECRET = 16;

/** Ids are logged and shown in errors, so a header counts only if it looks like an id and contains no secret. */
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
 * The largest body that is read, in bytes. A page of 500 players or 5,000 projects stays under 2 MB; a larger body does not come
 * from Agora and must not fill the memory of the extension host.
 */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export interface ResponseText {
	/** Undefined if the body is too large. */
	readonly text: string | undefined;
	/** Bytes received. */
	readonly size: number;
}

/**
 * Reads a body up to the largest accepted size.
 *
 * @throws what the stream throws if the connection breaks, and the signal's reason as soon as `signal` aborts.
 */
export async function readResponseText(response: Response, signal: AbortSignal): Promise<ResponseText> {
	const reader = response.body?.getReader();
	if (!reader) {
		return { text: '', size: 0 };
	}
	// An abort does not always reach the response: the signals in between reference each other weakly.
	const cancel = (): void => {
		// The pending read already fails with the abort.
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
				// Decoded at once, because a string made of pieces is slower to parse.
				return { text: new TextDecoder().decode(Buffer.concat(chunks, size)), size };
			}
			size += value.byteLength;
			if (size > MAX_BODY_BYTES) {
				cancel();
				return { text: undefined, size };
			}
			chunks.push(value);
		}
	} finally {
		signal.removeEventListener('abort', cancel);
	}
}
