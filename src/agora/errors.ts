import { type OperationName, operationOf } from './operations';

/** One thing wrong with a request, found before it was sent. */
export interface FieldIssue {
	/** The field's name as the API documents write it, nested ones with a dot: `videoOptions.width`. */
	readonly field: string;
	readonly rule: 'required' | 'tooLong' | 'characters' | 'range' | 'exclusive' | 'format' | 'unknown';
	/** English, for the log and as a fallback. Never holds the value of a field that may be secret. */
	readonly detail: string;
}

/** What a failed request was, fit to be shown. */
export interface SentRequest {
	/** Host and port it was sent to. */
	readonly host: string;
	/** When it was sent, not when it was known to have failed. */
	readonly at: Date;
	/** A command line that sends it again, without secrets. */
	readonly curl: string;
}

export type { OperationName } from './operations';

/** What went wrong, in terms of what can be done about it. */
export type AgoraErrorKind =
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	/** The service of the account's area does not have the operation. */
	| 'notOffered'
	| 'conflict'
	/** Too many calls: waiting helps. */
	| 'rateLimited'
	/** A limit of the account or project is reached, or no resources are left: waiting alone does not help. */
	| 'quota'
	/** The request was wrong: found before sending (then `issues` says what) or by Agora. */
	| 'invalid'
	| 'server'
	| 'dns'
	| 'network'
	| 'timeout'
	| 'cancelled'
	/** The answer could not be understood. */
	| 'badResponse'
	/** The answer to a write was lost, and looking did not tell whether it was done: `check` names what to check. */
	| 'unknownOutcome';

/** What became of a write that failed. */
export type Outcome = 'notDone' | 'unknown';

export interface AgoraErrorDetails {
	readonly kind: AgoraErrorKind;
	readonly operation: OperationName;
	/** Must hold no secret: it is shown and logged. */
	readonly message: string;
	readonly status?: number | undefined;
	readonly agoraMessage?: string | undefined;
	readonly requestId?: string | undefined;
	readonly resourceId?: string | undefined;
	readonly code?: string | undefined;
	readonly issues?: readonly FieldIssue[] | undefined;
	readonly outcome?: Outcome | undefined;
	readonly sent?: SentRequest | undefined;
}

/**
 * The only error that a call to Agora throws. It keeps no cause and no request as it was, since those carry credentials;
 * everything in it is safe to show and to log.
 */
export class AgoraError extends Error {
	override readonly name = 'AgoraError';
	readonly kind: AgoraErrorKind;
	readonly operation: OperationName;
	/** HTTP status, when there was an answer. */
	readonly status: number | undefined;
	/** Agora's own words, when there were any. */
	readonly agoraMessage: string | undefined;
	/** The id under which Agora's support finds the request (Media Pull only). */
	readonly requestId: string | undefined;
	/** The cloud player concerned; with `conflict`, the one that already has the name. */
	readonly resourceId: string | undefined;
	/** The system's word for a failure on the way, such as ECONNREFUSED. */
	readonly code: string | undefined;
	/** With `invalid`, found before sending: every problem at once. */
	readonly issues: readonly FieldIssue[];
	/**
	 * `notDone`: it is certain that nothing was done, so it may be tried again; `unknown`: it may have been done. Undefined for
	 * what only reads, and where an answer refused the write.
	 */
	readonly outcome: Outcome | undefined;
	/** With an unknown outcome: what to check, in English, as `look for …`. */
	readonly check: string | undefined;
	/** Of an overloaded server (503) that asks to be left alone before the next try: for how long, in milliseconds. The client writes this. */
	retryAfterMs: number | undefined;
	/** What was sent, without secrets; undefined when nothing was. The client that sent it writes this. */
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

/** Tells whether `value` is an AgoraError, and of one of `kinds` if any are named. */
export function isAgoraError(value: unknown, ...kinds: AgoraErrorKind[]): value is AgoraError {
	return value instanceof AgoraError && (kinds.length === 0 || kinds.includes(value.kind));
}

/**
 * What Agora's support asks for (Media Pull REST API, Considerations), line by line and in English, for the clipboard. Holds no
 * secret.
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
	const known = lines.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
	return [...known, ...(sent ? ['', sent.curl] : []), ''].join('\n');
}

/** What is known of an operation that got no answer that makes sense; nothing is asked of one that only reads. */
export function outcomeWithoutResponse(operation: OperationName, neverSent: boolean): Outcome | undefined {
	if (operationOf(operation).check === undefined) {
		return undefined;
	}
	return neverSent ? 'notDone' : 'unknown';
}

/** The error for a write that may or may not have been done, also after it was looked up. `lost` says how its answer was lost. */
export function unknownOutcomeError(lost: AgoraError): AgoraError {
	const { check } = operationOf(lost.operation);
	const message = `${lost.message} It may have been done nonetheless: ${check}.`;
	return new AgoraError({ ...lost, kind: 'unknownOutcome', outcome: 'unknown', message });
}

/** The error for a write whose answer was lost and which was found not to have been done. */
export function notDoneError(lost: AgoraError): AgoraError {
	return new AgoraError({ ...lost, outcome: 'notDone', message: `${lost.message} Nothing was done.` });
}

/** The error for a request that was refused before it was sent. */
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
