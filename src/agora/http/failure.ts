import { AgoraError, type AgoraErrorDetails } from './error';
import { type OperationName, operationOf } from './operations';
import { outcomeWithoutAnswer } from './unknownOutcome';

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
export function failedRequest(
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
		outcome: outcomeWithoutAnswer(operation, failure.neverSent),
		message: `${operationOf(operation).title}: ${WORDS[failure.kind]}${code}.`,
	});
}

const WORDS = {
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
