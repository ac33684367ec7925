export type { FieldIssue } from '../fieldIssue';
export type { OperationName } from './operations';

import type { FieldIssue } from '../fieldIssue';
import { type OperationName, operationOf } from './operations';
import type { SentRequest } from './sentRequest';

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
