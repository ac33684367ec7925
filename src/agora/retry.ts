import type { Clock } from '../common/clock';
import { type Failure, noResponseError } from './errorResponse';
import { type AgoraError, isAgoraError, type SentRequest } from './errors';
import type { HostChoice, HostRoute } from './failover';
import { isRepeatable, type OperationName, serverErrorRetries } from './operations';
import type { LimitedCall } from './rateLimiter';
import type { RequestLogger } from './requestLog';
import type { AgoraResponse } from './response';
import type { NoResponse } from './transport';

/** The result of one exchange with one host. */
export type AttemptResult = AttemptWithResponse | NoResponse;

export interface AttemptWithResponse {
	readonly response: AgoraResponse;
	/** The error, if the response is a refusal. */
	readonly error: AgoraError | undefined;
	/** Whether Agora refused credentials that were replaced meanwhile. Nothing was done then. */
	readonly usedOldCredentials: boolean;
	/** For an error in the response that is found later. */
	readonly log: RequestLogger;
	/** Describes the request without secrets. */
	readonly sent: () => SentRequest;
}

export interface RepeatedCall {
	readonly operation: OperationName;
	readonly options: Omit<LimitedCall, 'limits'>;
	/** Whether a failed attempt is repeated. */
	readonly repeat: boolean;
	/** Milliseconds since 1970 by the server's clock. */
	readonly serverNow: () => number;
	/** From 0 to below 1, for jitter. */
	readonly random: () => number;
	/** Starts an attempt when the rate limits of the account allow it. */
	readonly runLimited: (task: () => Promise<AttemptResult>) => Promise<AttemptResult>;
	/**
	 * One exchange with one host.
	 *
	 * @param mayBeDone whether an earlier attempt may have had its effect.
	 */
	readonly attempt: (host: URL, mayBeDone: boolean) => Promise<AttemptResult>;
}

/**
 * Milliseconds after the start of a call within which another attempt may start: enough for three unresponsive hosts, four
 * unreachable ones, and Agora's three waits after server errors, but less than a minute of a progress bar that does not move. A
 * call that is rate limited may take as long as the longest wait, because the end of the wait is known.
 */
const RETRY_FOR_MS = 35_000;

/** Milliseconds before an attempt with the next host (Console REST API, Ensure service reliability, Precautions). */
const HOST_WAITS = [1000, 3000, 6000] as const;

/**
 * Repeats a call until it succeeds, is refused for good, or its time is over. After a host that cannot be reached, the next one is
 * tried; after too many calls (429) and server errors (5xx), the same one again. Every other response is final.
 *
 * @throws AgoraError `cancelled` if the caller cancels during a wait.
 */
export async function sendWithRetries(
	call: RepeatedCall,
	hosts: HostChoice,
	clock: Clock,
): Promise<AttemptResult> {
	const route = hosts.route();
	let startedAt = Infinity;
	let hostFailures = 0;
	let refusals = 0;
	let mayBeDone = false;
	let unreachable: NoResponse | undefined;
	for (;;) {
		const begin = (): Promise<AttemptResult> => {
			startedAt = Math.min(startedAt, clock.monotonic());
			return call.attempt(route.host, mayBeDone);
		};
		const outcome: AttemptResult = await unlessCancelled(call, mayBeDone, () => call.runLimited(begin));
		if ('response' in outcome && outcome.usedOldCredentials) {
			continue;
		}
		const failure = hostFailureOf(outcome, route);
		const isRateLimited = outcome.error?.kind === 'rateLimited';
		let wait: number | undefined;
		if ('failure' in outcome) {
			unreachable = outcome;
		}
		if (failure) {
			const canRepeat = failure.neverSent || isRepeatable(call.operation);
			wait = canRepeat && route.moveOn(failure) ? hostWait(hostFailures, call.random) : undefined;
			hostFailures += 1;
		} else if ('response' in outcome) {
			route.keepHost();
			refusals += 1;
			wait = refusalWait(call, outcome, refusals);
		}
		mayBeDone ||= outcome.error?.outcome === 'unknown';
		const elapsed = clock.monotonic() - startedAt;
		const longest = isRateLimited ? LONGEST_WAIT_MS : RETRY_FOR_MS;
		if (!call.repeat || wait === undefined || elapsed + wait > longest) {
			// The failure of the primary explains more than a neighbouring region without the service.
			return failure ? (unreachable ?? outcome) : outcome;
		}
		await pause(call, wait, mayBeDone, clock);
	}
}

/** Why to try another host; undefined if that does not help. */
function hostFailureOf(outcome: AttemptResult, route: HostRoute): Failure | undefined {
	if ('response' in outcome) {
		// The gateway of a region without the service (Precautions) responds with 404 to every request.
		const isUnserved = !route.isAtPrimary && /no route matched/i.test(outcome.error?.agoraMessage ?? '');
		return isUnserved ? { kind: 'network', neverSent: true } : undefined;
	}
	const { failure, error } = outcome;
	// A host that responds slowly can be reached, and would be as slow again.
	const isSlow = failure.kind === 'timeout' && error.status !== undefined;
	return failure.kind === 'cancelled' || isSlow ? undefined : failure;
}

/** With jitter, so that the windows of all users do not retry at the same moment. */
function hostWait(hostFailures: number, random: () => number): number | undefined {
	const wait = HOST_WAITS[hostFailures];
	return wait && wait * (1 + random() / 5);
}

/** @param refusals including this one. */
function refusalWait(
	{ operation, options, serverNow, random }: RepeatedCall,
	{ response, error }: AttemptWithResponse,
	refusals: number,
): number | undefined {
	const isServerError = response.status >= 500;
	const canRepeat = isServerError
		? refusals <= serverErrorRetries(operation, options.priority)
		: // Nothing was done, so every operation can be repeated.
			error?.kind === 'rateLimited';
	return canRepeat ? retryDelay(refusals, response.retryAfter, serverNow(), random) : undefined;
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

/** The longest wait, in milliseconds, that a server may ask for. */
const LONGEST_WAIT_MS = 60_000;

/** The waits that Agora advises, in seconds, from and to (docs/agora-api.md, Media Pull: List and Delete). */
const ADVISED_SECONDS = [
	[5, 6],
	[10, 11],
	[15, 16],
] as const;

/**
 * How long to wait after a 429 that means too many calls, or after a server error: as long as the server asks, otherwise as long
 * as Agora advises. Not for the other two meanings of 429, for which waiting does not help (docs/agora-api.md, Media Pull: List and
 * Delete).
 *
 * @param refusals how many times in a row the call was refused, this time included.
 * @param now milliseconds since 1970 by the server's clock, to which a date in Retry-After is compared.
 * @param random from 0 to below 1.
 * @returns milliseconds; undefined after three repetitions, and where the server asks for more than the longest wait.
 */
export function retryDelay(
	refusals: number,
	retryAfter: string | undefined,
	now: number,
	random: () => number,
): number | undefined {
	const advised = ADVISED_SECONDS[refusals - 1];
	if (!advised) {
		return undefined;
	}
	const requestedMs = retryAfterMs(retryAfter ?? '', now);
	if (requestedMs === undefined) {
		const [from, to] = advised;
		return (from + random() * (to - from)) * 1000;
	}
	return requestedMs > LONGEST_WAIT_MS ? undefined : requestedMs;
}

/**
 * Reads a Retry-After: whole seconds or an HTTP date in any of its three forms (RFC 9110, 5.6.7 and 10.2.3).
 *
 * @returns milliseconds from `now`; undefined for an invalid value, and for a date in the past, because the clocks differ then.
 */
function retryAfterMs(text: string, now: number): number | undefined {
	const value = text.trim();
	if (/^\d+$/.test(value)) {
		return Number(value) * 1000;
	}
	if (!/^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value)) {
		return undefined;
	}
	// One of the forms has no time zone; all are in GMT.
	const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
	return date > now ? date - now : undefined;
}
