import * as v from 'valibot';
import { AgoraError, type AgoraErrorDetails, type AgoraErrorKind, outcomeWithoutResponse } from './errors';
import type { Area } from './hosts';
import { type OperationName, operationOf } from './operations';
import { redactText } from './redact';
import type { AgoraResponse } from './response';

/** Why there is no response. */
export interface Failure {
	readonly kind: 'dns' | 'network' | 'timeout' | 'cancelled';
	/** The system's code, such as ECONNREFUSED. */
	readonly code?: string | undefined;
	/** Whether the request certainly did not reach a server. */
	readonly neverSent: boolean;
}

/** Of the system's resolver, of Node's (c-ares) and of Electron's. */
const DNS_CODES =
	/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|EREFUSED|ETIMEOUT|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|ERR_DNS_\w+)$/;
const TIMEOUT_CODES =
	/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT)$/;
/**
 * Connection refused, unreachable host, failed proxy, invalid server certificate: all of these occur before the request is
 * written. Other TLS failures, and failures of a connection that is not being established (`syscall`), can occur at any time.
 */
const NEVER_SENT_CODES =
	/^(ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|ERR_CONNECTION_REFUSED|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED|ERR_PROXY_CONNECTION_FAILED|ERR_TUNNEL_CONNECTION_FAILED|ERR_TLS_CERT_\w+|ERR_CERT_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+)$/;

/**
 * Classifies an error that `fetch` throws: Node's, as VS Code patches it, or Electron's (`net::ERR_…`). The codes are in nested
 * causes, and in several errors where a host has several addresses.
 */
export function classifyFailure(error: unknown): Failure {
	const causes = causesOf(error);
	const codes = causes.map(codeOf).filter((code) => code !== undefined);
	const dns = codes.find((code) => DNS_CODES.test(code));
	if (dns) {
		return { kind: 'dns', code: dns, neverSent: true };
	}
	const timeout = codes.find((code) => TIMEOUT_CODES.test(code));
	const neverSent = codes.length > 0 && causes.every(isBeforeSending);
	return { kind: timeout ? 'timeout' : 'network', code: timeout ?? codes[0], neverSent };
}

/** The error for a request without a complete response. `head` contains more than the request's id if only the body was lost. */
export function noResponseError(
	operation: OperationName,
	failure: Failure,
	head: Pick<AgoraErrorDetails, 'status' | 'requestId' | 'resourceId'>,
): AgoraError {
	const code = failure.code ? ` (${failure.code})` : '';
	return new AgoraError({
		...head,
		kind: failure.kind,
		operation,
		code: failure.code,
		outcome: outcomeWithoutResponse(operation, failure.neverSent),
		message: `${operationOf(operation).title}: ${FAILURE_TEXTS[failure.kind]}${code}.`,
	});
}

const FAILURE_TEXTS = {
	dns: "the server's name could not be looked up",
	network: 'the connection to the server failed',
	timeout: 'the server did not respond in time',
	cancelled: 'cancelled',
} as const;

/** `error`, its causes and the members of each AggregateError, once each. */
function causesOf(error: unknown): object[] {
	const found = new Set<object>();
	const visit = (value: unknown): void => {
		if (typeof value !== 'object' || value === null || found.has(value)) {
			return;
		}
		found.add(value);
		visit('cause' in value ? value.cause : undefined);
		if (value instanceof AggregateError) {
			value.errors.forEach(visit);
		}
	};
	visit(error);
	return [...found];
}

/** Only accepts what looks like a code, so that no other part of an error is copied. */
function codeOf(cause: object): string | undefined {
	const code = 'code' in cause ? cause.code : undefined;
	if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,50}$/.test(code)) {
		return code;
	}
	return cause instanceof Error ? /\bnet::(ERR_[A-Z_]{2,50})/.exec(cause.message)?.[1] : undefined;
}

/** A cause without a code is no evidence for either. */
function isBeforeSending(cause: object): boolean {
	const code = codeOf(cause);
	return !code || NEVER_SENT_CODES.test(code) || ('syscall' in cause && cause.syscall === 'connect');
}

const REFUSAL_TEXTS: Partial<Record<AgoraErrorKind, string>> = {
	unauthorized: 'the Customer ID or Customer Secret was refused',
	forbidden: 'the account is not allowed to do this',
	notFound: 'not found',
	notOffered: 'the service of the Chinese mainland does not offer this',
	conflict: 'the name is already taken',
	rateLimited: 'too many requests',
	quota: 'a limit is reached',
	invalid: 'the request was refused',
	server: 'the server failed',
	badResponse: 'the server responded with a redirect, which is not followed',
};

/**
 * The error for a response other than 2xx, or a 2xx whose body says that the request failed (the status code tables of both
 * documents; docs/agora-api.md, Console API; Media Pull: List and Delete). A gateway's 502 or 504 means that the response was
 * lost, not that nothing was done.
 *
 * @param mayBeDone whether an earlier attempt may have had the effect that this one was refused.
 * @param area of the account.
 */
export function refusalError(
	response: AgoraResponse,
	secrets: readonly string[],
	mayBeDone: boolean,
	area?: Area,
): AgoraError {
	const { operation, status, requestId, resourceId } = response;
	const agoraMessage = readErrorMessage(response.text ?? '', secrets);
	const isLost = status === 502 || status === 504;
	const missing = area === 'mainland' && operationOf(operation).maybeMissingInMainland === true;
	const kind = status === 404 && missing ? 'notOffered' : kindOf(status, agoraMessage ?? '');
	const text = isLost ? 'a gateway lost the response' : REFUSAL_TEXTS[kind];
	const reason = agoraMessage ? `${text}: ${agoraMessage}` : text;
	return new AgoraError({
		...{ kind, operation, status, agoraMessage, requestId, resourceId },
		outcome: isLost || mayBeDone ? outcomeWithoutResponse(operation, false) : undefined,
		message: `${operationOf(operation).title}: ${reason} (HTTP ${status}).`,
	});
}

function kindOf(status: number, agoraMessage: string): AgoraErrorKind {
	switch (status) {
		case 401:
			return 'unauthorized';
		case 403:
			return 'forbidden';
		case 404:
			return 'notFound';
		case 409:
			return 'conflict';
		case 429:
			return /quota|no available resources/i.test(agoraMessage) ? 'quota' : 'rateLimited';
		case 400:
			return /maximum limit/i.test(agoraMessage) ? 'quota' : 'invalid';
		default:
			if (status >= 200 && status <= 299) {
				return kindByMessage(agoraMessage);
			}
			return status >= 500 ? 'server' : status >= 400 ? 'invalid' : 'badResponse';
	}
}

/** For a 2xx response whose body says that the request failed. */
function kindByMessage(agoraMessage: string): AgoraErrorKind {
	if (/maximum limit|quota|no available resources/i.test(agoraMessage)) {
		return 'quota';
	}
	return /too many requests|rate limit/i.test(agoraMessage) ? 'rateLimited' : 'invalid';
}

const MAX_MESSAGE_LENGTH = 300;

const text = v.fallback(v.optional(v.string()), undefined);
const errorBodySchema = v.object({ message: text, error_msg: text, reason: text });
const failedBodySchema = v.object({ status: v.pipe(v.string(), v.toLowerCase(), v.literal('error')) });

/**
 * Reads the message of an error body in every observed shape (docs/agora-api.md, Console API): `message`, `error_msg` or `reason`
 * of JSON, the title of a proxy's HTML page, or plain text.
 *
 * @returns one line of at most 300 characters without `secrets`; undefined if there is no message.
 */
export function readErrorMessage(body: string, secrets: readonly string[]): string | undefined {
	const line = redactText(messageIn(body), secrets)
		.replaceAll(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	if (line === '') {
		return undefined;
	}
	return line.length > MAX_MESSAGE_LENGTH ? `${line.slice(0, MAX_MESSAGE_LENGTH - 1)}…` : line;
}

/**
 * Whether a body reports an error independently of the HTTP status: `{"status":"error","message":…}` (docs/agora-api.md, Console
 * API). Other bodies are not parsed, since they may be large.
 */
export function isErrorBody(body: string | undefined): boolean {
	if (body === undefined || !/"status"\s*:\s*"error"/i.test(body)) {
		return false;
	}
	return v.is(failedBodySchema, parseJson(body));
}

function messageIn(body: string): string {
	const json = parseJson(body);
	if (json === undefined) {
		return /^\s*</.test(body) ? (/<title[^>]{0,200}>([^<]*)</i.exec(body)?.[1] ?? '') : body;
	}
	const parsed = v.safeParse(errorBodySchema, json);
	if (!parsed.success) {
		return typeof json === 'string' ? json : '';
	}
	return parsed.output.message || parsed.output.error_msg || parsed.output.reason || '';
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
