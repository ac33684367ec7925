import * as v from 'valibot';
import { AgoraError, type AgoraErrorDetails, type AgoraErrorKind, outcomeWithoutResponse } from './errors';
import type { Area } from './hosts';
import { type OperationName, operationOf } from './operations';
import { redactText } from './redact';
import type { AgoraResponse } from './response';

/** Why no answer came. */
export interface Failure {
	readonly kind: 'dns' | 'network' | 'timeout' | 'cancelled';
	/** The system's word for it, such as ECONNREFUSED. */
	readonly code?: string | undefined;
	/** Whether it is certain that the request never reached the server. */
	readonly neverSent: boolean;
}

/** Of the system's resolver, Node's own (c-ares) and Electron's. */
const DNS_CODES =
	/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|EREFUSED|ETIMEOUT|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|ERR_DNS_\w+)$/;
const TIMEOUT_CODES =
	/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT)$/;
/**
 * Refused, unreachable, no way through the proxy, or the server's certificate was not accepted: each comes before the request
 * is written. Other failures of TLS can also come later, so that they are no proof; nor are those that a connection may meet
 * at any time, unless it was being made (`syscall`).
 */
const NEVER_SENT_CODES =
	/^(ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|ERR_CONNECTION_REFUSED|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED|ERR_PROXY_CONNECTION_FAILED|ERR_TUNNEL_CONNECTION_FAILED|ERR_TLS_CERT_\w+|ERR_CERT_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+)$/;

/**
 * Tells what failed from what fetch threw: Node's own, as VS Code patches it, or Electron's (`net::ERR_…`). The codes stand
 * in nested causes, and in several errors at once where a host has several addresses.
 */
export function classifyFailure(error: unknown): Failure {
	const causes = causesOf(error);
	const codes = causes.map(codeOf).filter((code) => code !== undefined);
	const dns = codes.find((code) => DNS_CODES.test(code));
	if (dns) {
		return { kind: 'dns', code: dns, neverSent: true };
	}
	const timeout = codes.find((code) => TIMEOUT_CODES.test(code));
	const neverSent = codes.length > 0 && causes.every(cameBeforeSending);
	return { kind: timeout ? 'timeout' : 'network', code: timeout ?? codes[0], neverSent };
}

/** The error for a request without an answer. `known` holds more than the request's id where only the body was lost. */
export function noResponseError(
	operation: OperationName,
	failure: Failure,
	known: Pick<AgoraErrorDetails, 'status' | 'requestId' | 'resourceId'>,
): AgoraError {
	const code = failure.code ? ` (${failure.code})` : '';
	return new AgoraError({
		...known,
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
	timeout: 'the server did not answer in time',
	cancelled: 'cancelled while under way',
} as const;

/** `error`, its causes and the members of AggregateErrors, each once. */
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

/** Only what looks like a code is taken, so that nothing else of an error gets into ours. */
function codeOf(cause: object): string | undefined {
	const code = 'code' in cause ? cause.code : undefined;
	if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,50}$/.test(code)) {
		return code;
	}
	return cause instanceof Error ? /\bnet::(ERR_[A-Z_]{2,50})/.exec(cause.message)?.[1] : undefined;
}

/** A cause without a code says nothing either way. */
function cameBeforeSending(cause: object): boolean {
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
	badResponse: 'the server answered with a redirect, which is not followed',
};

/**
 * The error for an answer other than 2xx, or of 2xx whose body says that the request failed (the status code tables of both
 * documents; docs/agora-api.md, Console API; Media Pull: List and Delete). A gateway's 502 and
 * 504 say that it lost the answer, not that nothing was done.
 *
 * @param mayBeDone whether an earlier attempt may have done what this one was refused.
 * @param area of the account.
 */
export function refusalError(
	reply: AgoraResponse,
	secrets: readonly string[],
	mayBeDone: boolean,
	area?: Area,
): AgoraError {
	const { operation, status, requestId, resourceId } = reply;
	const agoraMessage = readErrorMessage(reply.text ?? '', secrets);
	const details = { status, agoraMessage, requestId, resourceId };
	const lost = status === 502 || status === 504;
	const missing = area === 'mainland' && operationOf(operation).maybeMissingInMainland === true;
	const kind = status === 404 && missing ? 'notOffered' : kindOf(status, agoraMessage ?? '');
	const words = lost ? 'a gateway lost the answer' : REFUSAL_TEXTS[kind];
	const why = agoraMessage ? `${words}: ${agoraMessage}` : words;
	return new AgoraError({
		...details,
		kind,
		operation,
		outcome: lost || mayBeDone ? outcomeWithoutResponse(operation, false) : undefined,
		message: `${operationOf(operation).title}: ${why} (HTTP ${status}).`,
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

/** For an answer of 2xx whose body says that the request failed: its status says nothing. */
function kindByMessage(agoraMessage: string): AgoraErrorKind {
	if (/maximum limit|quota|no available resources/i.test(agoraMessage)) {
		return 'quota';
	}
	return /too many requests|rate limit/i.test(agoraMessage) ? 'rateLimited' : 'invalid';
}

const MAX_LENGTH = 300;

const words = v.fallback(v.optional(v.string()), undefined);
const errorBodySchema = v.object({ message: words, error_msg: words, reason: words });
const failedBodySchema = v.object({ status: v.pipe(v.string(), v.toLowerCase(), v.literal('error')) });

/**
 * What an error body says, in every shape seen (docs/agora-api.md, Console API): the text under `message`, `error_msg` or `reason`; a
 * proxy's HTML page by its title; plain text as it is. On one line, at most 300 characters, without `secrets`. Undefined
 * when the body says nothing.
 */
export function readErrorMessage(body: string, secrets: readonly string[]): string | undefined {
	const line = redactText(wordsOf(body), secrets)
		.replaceAll(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	if (line === '') {
		return undefined;
	}
	return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/**
 * Whether a body says by itself that the request failed, whatever its HTTP status: `{"status":"error","message":…}`
 * (docs/agora-api.md, Console API). A large body is parsed only if it may be one.
 */
export function isErrorBody(body: string | undefined): boolean {
	if (body === undefined || !/"status"\s*:\s*"error"/i.test(body)) {
		return false;
	}
	return v.is(failedBodySchema, parseJson(body));
}

function wordsOf(body: string): string {
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
