import type { Clock } from '../common/clock';
import { type Failure, noResponseError } from './errorResponse';
import { type AgoraError, isAgoraError, type SentRequest } from './errors';
import type { HostChoice, HostRoute } from './failover';
import { isRepeatable, type OperationName, serverErrorRetries } from './operations';
import type { LimitedCall } from './rateLimiter';
import type { RequestLogger } from './requestLog';
import type { AgoraResponse } from './response';
import type { NoResponse } from './transport';

export interface AttemptWithResponse {
	readonly response: AgoraResponse;
	/** The refusal that the answer is; undefined for one of 2xx. */
	readonly error: AgoraError | undefined;
	/** For what turns out to be wrong with the answer. */
	readonly log: RequestLogger;
	/** What was sent, fit to be shown. */
	readonly sent: () => SentRequest;
}

export interface RepeatedCall {
	readonly operation: OperationName;
	readonly options: Omit<LimitedCall, 'limits'>;
	/** False for one attempt only. */
	readonly repeat: boolean;
	/** Milliseconds since 1970 by the server's clock. */
	readonly serverNow: () => number;
	/** From 0 to below 1, for jitter. */
	readonly random: () => number;
	/** Runs an attempt when the rate limits of the account allow it. */
	readonly runLimited: (
		task: () => Promise<AttemptWithResponse | NoResponse>,
	) => Promise<AttemptWithResponse | NoResponse>;
	/**
	 * One exchange with one host.
	 *
	 * @param mayBeDone whether an earlier attempt may have reached a server that did what it asks for.
	 */
	readonly attempt: (host: URL, mayBeDone: boolean) => Promise<AttemptWithResponse | NoResponse>;
}

/**
 * Milliseconds after its start within which a call may begin another attempt. Enough for three attempts with hosts that hang,
 * four with hosts that refuse, and Agora's three waits for a server that fails; too short for anybody to look at an unmoving
 * progress bar for a minute. Only where a server says that it gets too many calls, and so how the wait will end, it may be
 * as long as that server may ask it to be.
 */
const TRY_FOR_MS = 35_000;

/** Milliseconds before an attempt with the next host (Console REST API, Ensure service reliability, Precautions). */
const HOST_WAITS = [1000, 3000, 6000] as const;

/**
 * Makes attempts until there is an answer worth giving to the caller, there is nothing left to try, or the time is over. A
 * host that cannot be reached leads to the next one; too many calls, and servers that failed, to another try with the same.
 * Every other answer is final, refusals included.
 *
 * @throws AgoraError `cancelled` when the caller gave up while it waited.
 */
export async function sendWithRetries(
	call: RepeatedCall,
	hosts: HostChoice,
	clock: Clock,
): Promise<AttemptWithResponse | NoResponse> {
	const route = hosts.route();
	let startedAt = Infinity;
	let hostFailures = 0;
	let refusals = 0;
	let mayBeDone = false;
	let unreached: NoResponse | undefined;
	for (;;) {
		const begin = (): Promise<AttemptWithResponse | NoResponse> => {
			startedAt = Math.min(startedAt, clock.monotonic());
			return call.attempt(route.host, mayBeDone);
		};
		const outcome: AttemptWithResponse | NoResponse = await unlessCancelled(call, mayBeDone, () =>
			call.runLimited(begin),
		);
		const failure = hostFailureOf(outcome, route);
		const tooMany: boolean = outcome.error?.kind === 'rateLimited';
		let wait: number | undefined;
		if ('failure' in outcome) {
			unreached = outcome;
		}
		if (failure) {
			const again = mayRepeat(call.operation, failure) && route.moveOn(failure);
			wait = again ? hostWait(hostFailures, call.random) : undefined;
			hostFailures += 1;
		} else if ('response' in outcome) {
			route.keepHost();
			refusals += 1;
			wait = refusalWait(call, outcome, refusals);
		}
		mayBeDone ||= outcome.error?.outcome === 'unknown';
		const elapsed = clock.monotonic() - startedAt;
		const longest = tooMany ? LONGEST_WAIT_MS : TRY_FOR_MS;
		if (!call.repeat || wait === undefined || elapsed + wait > longest) {
			// That a region does not have the service explains nothing to the caller; that the primary could not be reached does.
			return failure ? (unreached ?? outcome) : outcome;
		}
		await pause(call, wait, mayBeDone, clock);
	}
}

/** Why another host is to be asked, if it is. */
function hostFailureOf(outcome: AttemptWithResponse | NoResponse, route: HostRoute): Failure | undefined {
	if ('response' in outcome) {
		// A region may not have the service (Precautions): then its gateway's 404 says nothing of what was asked for.
		const unserved = !route.isAtPrimary && /no route matched/i.test(outcome.error?.agoraMessage ?? '');
		return unserved ? { kind: 'network', neverSent: true } : undefined;
	}
	const { failure, error } = outcome;
	// A host that answers slowly is no host that hangs, and to ask again would take as long again.
	const slow = failure.kind === 'timeout' && error.status !== undefined;
	return failure.kind === 'cancelled' || slow ? undefined : failure;
}

function mayRepeat(operation: OperationName, failure: Failure): boolean {
	return failure.neverSent || isRepeatable(operation);
}

/** With jitter, lest all windows of all users come back at the same moment. */
function hostWait(hostFailures: number, random: () => number): number | undefined {
	const wait = HOST_WAITS[hostFailures];
	return wait && wait * (1 + random() / 5);
}

/** @param refusals so far, this one included. */
function refusalWait(
	{ operation, options, serverNow, random }: RepeatedCall,
	{ response, error }: AttemptWithResponse,
	refusals: number,
): number | undefined {
	const serverFailed = response.status >= 500;
	const again = serverFailed
		? refusals <= serverErrorRetries(operation, options.priority)
		: // Nothing was done then, so every operation may be repeated.
			error?.kind === 'rateLimited';
	if (!again) {
		return undefined;
	}
	const next = nextTry({ refusals, retryAfter: response.retryAfter, now: serverNow(), random });
	return 'waitMs' in next ? next.waitMs : undefined;
}

async function pause(call: RepeatedCall, ms: number, mayBeDone: boolean, clock: Clock): Promise<void> {
	const { signal, onWait } = call.options;
	if (ms > 1000) {
		onWait?.(ms);
	}
	await unlessCancelled(call, mayBeDone, () => clock.sleep(ms, signal));
}

async function unlessCancelled<T>(
	{ operation, options }: RepeatedCall,
	mayBeDone: boolean,
	wait: () => Promise<T>,
): Promise<T> {
	try {
		return await wait();
	} catch (error) {
		if (isAgoraError(error) || !options.signal?.aborted) {
			throw error;
		}
		throw noResponseError(operation, { kind: 'cancelled', neverSent: !mayBeDone }, {});
	}
}

/** The longest wait, in milliseconds, that a server may ask for: nobody looks at a progress bar for longer. */
export const LONGEST_WAIT_MS = 60_000;

/** Agora's advice in seconds, from and to, for one try after the other (docs/agora-api.md, Media Pull: List and Delete). */
const ADVISED_SECONDS = [
	[5, 6],
	[10, 11],
	[15, 16],
] as const;

export interface RefusedCall {
	/** How many times in a row the call was refused, this time included; 1 or more. */
	readonly refusals: number;
	/** The answer's Retry-After, if it has one. */
	readonly retryAfter: string | undefined;
	/** Milliseconds since 1970 by the server's clock, against which a date in Retry-After is taken. */
	readonly now: number;
	/** From 0 to below 1. */
	readonly random: () => number;
}

export type NextTry =
	| { readonly waitMs: number }
	/** `refusals`: it was tried again three times; `tooLong`: the server asks for more than the longest wait. */
	| { readonly giveUp: 'refusals' }
	| { readonly giveUp: 'tooLong'; readonly askedMs: number };

/**
 * What to do after a 429 that means too many calls: wait as long as the server asks, else as long as Agora advises, and try
 * again, three times at most. Not for the other two meanings of 429, for which waiting does not help (docs/agora-api.md, Media Pull: List and Delete).
 */
export function nextTry({ refusals, retryAfter, now, random }: RefusedCall): NextTry {
	const advised = ADVISED_SECONDS[refusals - 1];
	if (!advised) {
		return { giveUp: 'refusals' };
	}
	const askedMs = retryAfterMs(retryAfter ?? '', now);
	if (askedMs === undefined) {
		const [from, to] = advised;
		return { waitMs: (from + random() * (to - from)) * 1000 };
	}
	return askedMs > LONGEST_WAIT_MS ? { giveUp: 'tooLong', askedMs } : { waitMs: askedMs };
}

/**
 * Reads a Retry-After: whole seconds or an HTTP date in any of its three forms (RFC 9110, 5.6.7 and 10.2.3).
 *
 * @returns milliseconds from `now`, or undefined where it makes no sense. A date in the past is none either: the clocks
 * disagree, and the server wants a wait of some length.
 */
function retryAfterMs(text: string, now: number): number | undefined {
	const value = text.trim();
	if (/^\d+$/.test(value)) {
		return Number(value) * 1000;
	}
	if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value)) {
		return undefined;
	}
	// One of the forms names no time zone, and all are in GMT.
	const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
	return date > now ? date - now : undefined;
}
