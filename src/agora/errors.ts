import { type OperationName, operationOf } from './operations';

/** A broken rule of one field, found before the request was sent. */
export interface FieldIssue {
	/** As in the API documents, nested names with a dot: `videoOptions.width`. */
	readonly field: string;
	readonly rule: 'required' | 'tooLong' | 'characters' | 'range' | 'exclusive' | 'format' | 'unknown';
	/** In English, for the log and as a fallback. Never contains the field's value, which may be secret. */
	readonly detail: string;
}

/** A request that failed, without secrets. */
export interface SentRequest {
	/** Host and port. */
	readonly host: string;
	/** When it was sent, not when it failed. */
	readonly at: Date;
	/** A command line that sends the request again. */
	readonly curl: string;
}

export type { OperationName } from './operations';

/** Kinds of errors, distinguished by what the user can do. */
export type AgoraErrorKind =
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	/** The service of the account's area does not offer the operation. */
	| 'notOffered'
	| 'conflict'
	/** Too many calls; waiting helps. */
	| 'rateLimited'
	/** A limit of the account or project is reached, or no resources are left; waiting does not help. */
	| 'quota'
	/** The request was invalid: found before sending (see `issues`), or by Agora. */
	| 'invalid'
	| 'server'
	| 'dns'
	| 'network'
	| 'timeout'
	| 'cancelled'
	/** The response could not be parsed. */
	| 'badResponse'
	/** The response to a write was lost, and a look-up did not determine its outcome; `check` says what to check. */
	| 'unknownOutcome';

/** The outcome of a write that failed. */
export type Outcome = 'notDone' | 'unknown';

/**
 * The only error that a call to Agora throws. It keeps neither the cause nor the original request, because those contain
 * credentials: everything in it can be shown and logged.
 */
export class AgoraError extends Error {
	override readonly name = 'AgoraError';
	readonly kind: AgoraErrorKind;
	readonly operation: OperationName;
	/** HTTP status, if there was a response. */
	readonly status: number | undefined;
	/** The message in Agora's response. */
	readonly agoraMessage: string | undefined;
	/** The id by which Agora's support finds the request (Media Pull only). */
	readonly requestId: string | undefined;
	/** The cloud player; with `conflict`, the one that already has the name. */
	readonly resourceId: string | undefined;
	/** The system's code of a network failure, such as ECONNREFUSED. */
	readonly code: string | undefined;
	/** Of an `invalid` request that was not sent: every broken rule. */
	readonly issues: readonly FieldIssue[];
	/**
	 * `notDone`: the write certainly had no effect and can be tried again; `unknown`: it may have had one. Undefined for reads, and
	 * where a response refused the write.
	 */
	readonly outcome: Outcome | undefined;
	/** With an unknown outcome: what to check, in English, such as `look for …`. */
	readonly check: string | undefined;
	/** How long to wait before the next attempt, in milliseconds. Set by the client after a 503. */
	retryAfterMs: number | undefined;
	/** The request, without secrets; undefined if nothing was sent. Set by the client. */
	sent: SentRequest | undefined;

	constructor(details: AgoraErrorDetails) {
		super(details.message);
		this.kind = details.kind;
		this.operation = details.operation;
		this.status = details.status;
		this.agoraMessage = details.agoraMessage;
		this.requestId = details.requestId;
		this.resourceId = details.resourceId;
		this.code = details.code;
		this.issues = details.issues ?? [];
		this.outcome = details.outcome;
		this.sent = details.sent;
		this.check = details.outcome === 'unknown' ? operationOf(details.operation).check : undefined;
	}
}

export type AgoraErrorDetails = Pick<AgoraError, 'kind' | 'operation' | 'message'> &
	Partial<
		Pick<
			AgoraError,
			'status' | 'agoraMessage' | 'requestId' | 'resourceId' | 'code' | 'issues' | 'outcome' | 'sent'
		>
	>;

/** Whether `value` is an AgoraError, of one of `kinds` if any are given. */
export function isAgoraError(value: unknown, ...kinds: AgoraErrorKind[]): value is AgoraError {
	return value instanceof AgoraError && (kinds.length === 0 || kinds.includes(value.kind));
}

/** Why channel management refuses an App ID: its project is disabled, or Agora does not know it (docs/agora-api.md, Channels). */
export function appIdProblem(error: unknown): 'disabled' | 'unknown' | undefined {
	if (!isAgoraError(error) || operationOf(error.operation).api !== 'channels') {
		return undefined;
	}
	const { agoraMessage = '' } = error;
	if (/no active status/i.test(agoraMessage)) {
		return 'disabled';
	}
	return /invalid app ?id/i.test(agoraMessage) ? 'unknown' : undefined;
}

/**
 * Formats what Agora's support asks for (Media Pull REST API, Considerations), in English and one fact per line, for the clipboard.
 * Contains no secrets.
 */
export function formatErrorDetails(error: AgoraError): string {
	const { kind, operation, status, code, agoraMessage, requestId, resourceId, sent } = error;
	const lines = [
		['Operation', `${operationOf(operation).title} (${operation})`],
		['Error', code ? `${kind} (${code})` : kind],
		['HTTP status', status],
		['Message', agoraMessage],
		['X-Request-ID', requestId],
		['X-Resource-ID', resourceId],
		['Host', sent?.host],
		['Time', sent?.at.toISOString()],
	];
	const facts = lines.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
	return [...facts, ...(sent ? ['', sent.curl] : []), ''].join('\n');
}

/** The outcome of an operation without a usable response; undefined for a read. */
export function outcomeWithoutResponse(operation: OperationName, neverSent: boolean): Outcome | undefined {
	if (operationOf(operation).check === undefined) {
		return undefined;
	}
	return neverSent ? 'notDone' : 'unknown';
}

/** The error for a write whose outcome a look-up could not determine. `lost` says how the response was lost. */
export function unknownOutcomeError(lost: AgoraError): AgoraError {
	const { check } = operationOf(lost.operation);
	const message = `${lost.message} It may have been done nonetheless: ${check}.`;
	return new AgoraError({ ...lost, kind: 'unknownOutcome', outcome: 'unknown', message });
}

/** The error for a write whose response was lost and that a look-up found not to be done. */
export function notDoneError(lost: AgoraError): AgoraError {
	return new AgoraError({ ...lost, outcome: 'notDone', message: `${lost.message} Nothing was done.` });
}

/** The error for an invalid request that is not sent. */
export function invalidRequestError(operation: OperationName, issues: readonly FieldIssue[]): AgoraError {
	const message = `${operationOf(operation).title}: ${issues.map((issue) => issue.detail).join('; ')}.`;
	return new AgoraError({ kind: 'invalid', operation, message, issues });
}

/** Why a connection to the server failed. */
export type ConnectionProblem = 'refused' | 'unreachable' | 'proxy' | 'certificate' | 'tls' | 'closed';

const CONNECTION_PROBLEMS: readonly (readonly [RegExp, ConnectionProblem])[] = [
	[/PROXY|TUNNEL/, 'proxy'],
	[/CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|DEPTH_ZERO/, 'certificate'],
	[/SSL|TLS|EPROTO/, 'tls'],
	[/REFUSED/, 'refused'],
	[/UNREACH|DISCONNECTED|ENETDOWN|NETWORK_CHANGED|EADDRNOTAVAIL/, 'unreachable'],
	[/RESET|ABORTED|EPIPE|UND_ERR_SOCKET|CLOSED|EMPTY_RESPONSE/, 'closed'],
];

/** What the code of Node (`ECONNREFUSED`) or Chromium (`ERR_CONNECTION_REFUSED`) means; undefined for other codes. */
export function connectionProblem(code: string): ConnectionProblem | undefined {
	return CONNECTION_PROBLEMS.find(([pattern]) => pattern.test(code))?.[1];
}
