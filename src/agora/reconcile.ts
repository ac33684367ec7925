import { randomUUID } from 'node:crypto';
import type { AgoraClient } from './client';
import { type AgoraError, isAgoraError, notDoneError, unknownOutcomeError } from './errors';
import { type CallControl, type CallOptions, callOptionsOf } from './operations';
import type { AgoraRequest, WriteError, WriteReport, WriteStart } from './request';
import { Deadline } from './transport';

/** What a look-up found about a write whose response was lost. */
export type LookupResult<T> = { readonly done: T } | 'notDone' | 'unknown';

/** A write whose response was lost. Times are milliseconds since 1970 by Agora's clock. */
export interface LostWrite {
	readonly error: AgoraError;
	readonly startedAt: number;
	/** When the response was found to be lost. */
	readonly lostAt: number;
}

export interface Lookup<T> {
	/** Milliseconds to wait before each look-up. The last one counts, unless an earlier one finds the write done. */
	readonly waitsMs: readonly number[];
	/** An AgoraError that it throws counts as `unknown`. */
	lookUp(lost: LostWrite, signal: AbortSignal): Promise<LookupResult<T>>;
}

/** The longest time in milliseconds for all look-ups of a write, without the waits. */
const LOOKUP_TIMEOUT_MS = 15_000;

/**
 * Makes a write and reports its outcome. If the response is lost, a look-up determines the outcome, unless the write was cancelled.
 * `onWait` is also called for the waits between look-ups.
 *
 * @returns the result of `write`, or what the look-up found.
 * @throws AgoraError of `write`: with the `outcome` `notDone` if the look-up found that nothing was done; `unknownOutcome`, with what
 * to check, if it could not determine the outcome, also because it was cancelled.
 */
export async function reconcile<T>(
	client: AgoraClient,
	write: (send: AgoraClient['send']) => Promise<T>,
	lookup: Lookup<T>,
	control: CallControl,
): Promise<T> {
	const startedAt = client.clock.monotonic();
	const tracked = new TrackedWrite(client);
	try {
		const result = await write(tracked.send);
		tracked.report();
		return result;
	} catch (error) {
		if (!isAgoraError(error) || error.outcome !== 'unknown' || error.kind === 'cancelled') {
			tracked.report();
			throw error;
		}
		const lostAt = client.clock.monotonic();
		const lost: LostWrite = {
			error,
			// Computed late, because the response of the look-up may be the first with Agora's time.
			get startedAt() {
				return client.serverTime(startedAt);
			},
			get lostAt() {
				return client.serverTime(lostAt);
			},
		};
		const result = await lookUpRepeatedly(client, lost, lookup, callOptionsOf(control));
		const outcome = typeof result === 'string' ? result : 'done';
		client.log.info(`${error.operation}: response lost (${error.kind}), result of the look-up: ${outcome}`);
		tracked.report(outcome);
		if (typeof result === 'object') {
			return result.done;
		}
		throw result === 'notDone' ? notDoneError(error) : unknownOutcomeError(error);
	}
}

async function lookUpRepeatedly<T>(
	client: AgoraClient,
	lost: LostWrite,
	{ waitsMs, lookUp }: Lookup<T>,
	{ signal, onWait }: CallOptions,
): Promise<LookupResult<T>> {
	const deadline = new Deadline(
		LOOKUP_TIMEOUT_MS + waitsMs.reduce((sum, ms) => sum + ms, 0),
		signal,
		client.clock,
	);
	let result: LookupResult<T> = 'unknown';
	try {
		for (const ms of waitsMs) {
			if (ms > 1000) {
				(onWait ?? client.onWait)?.(ms);
			}
			await client.clock.sleep(ms, deadline.signal);
			result = await lookUp(lost, deadline.signal).catch(unknownAfter);
			if (typeof result === 'object') {
				break;
			}
		}
		return result;
	} catch (error) {
		if (deadline.ended) {
			return 'unknown';
		}
		throw error;
	} finally {
		deadline.release();
	}
}

function unknownAfter(error: unknown): 'unknown' {
	if (isAgoraError(error)) {
		return 'unknown';
	}
	throw error;
}

/** The usual difference between two synchronized clocks, plus a second for rounding. */
const USUAL_SKEW_MS = 5_000;
/** The largest difference between two clocks, such as one that is set to another time zone. */
const LARGEST_SKEW_MS = 24 * 3_600_000;

/**
 * Whether a write may have created an object with this creation time. The clocks may differ, so the result is `unclear` for an object
 * that is neither created during the write nor much older.
 */
export function matchesRequest(
	{ startedAt, lostAt }: Pick<LostWrite, 'startedAt' | 'lostAt'>,
	createdAt: Date | undefined,
): 'yes' | 'no' | 'unclear' {
	if (createdAt === undefined) {
		return 'unclear';
	}
	const time = createdAt.getTime();
	if (time < startedAt - LARGEST_SKEW_MS) {
		return 'no';
	}
	return time >= startedAt - USUAL_SKEW_MS && time <= lostAt + USUAL_SKEW_MS ? 'yes' : 'unclear';
}

/** Announces one write before it is sent, and reports its outcome. */
export class TrackedWrite {
	readonly #client: AgoraClient;
	readonly #id = randomUUID();
	#request: AgoraRequest | undefined;
	/** What the latest attempt threw. */
	#failure: { readonly error: unknown } | undefined;
	#requestId: string | undefined;
	#resourceId: string | undefined;

	constructor(client: AgoraClient) {
		this.#client = client;
	}

	/** `AgoraClient.send`, which also stores the outcome. */
	readonly send: AgoraClient['send'] = async (request, read, control) => {
		const isFirst = this.#request === undefined;
		this.#request = request;
		this.#failure = undefined;
		if (isFirst) {
			await this.#client.announceWrite(this.#startOf(request));
		}
		try {
			return await this.#client.send(
				request,
				(response) => {
					this.#requestId = response.requestId;
					this.#resourceId = response.resourceId;
					return read(response);
				},
				control,
			);
		} catch (error) {
			this.#failure = { error };
			throw error;
		}
	};

	/** @param lookedUp the result of a look-up, if the response was lost. */
	report(lookedUp?: WriteReport['outcome']): void {
		const request = this.#request;
		const failure = this.#failure;
		const client = this.#client;
		if (request) {
			const error = isAgoraError(failure?.error) ? failure.error : undefined;
			const start = this.#startOf(request);
			client.reportWrite({
				...start,
				playerId: start.playerId ?? this.#resourceId,
				outcome: lookedUp ?? this.#outcome(),
				error: error && writeErrorOf(error),
				requestId: this.#requestId ?? error?.requestId,
			});
		}
	}

	#outcome(): WriteReport['outcome'] {
		if (!this.#failure) {
			return 'done';
		}
		const { error } = this.#failure;
		if (!isAgoraError(error)) {
			return 'unknown';
		}
		return error.sent ? (error.outcome ?? 'notDone') : 'notSent';
	}

	#startOf({ operation, subject, params }: AgoraRequest): WriteStart {
		return {
			id: this.#id,
			at: this.#client.clock.now(),
			operation,
			subject: subject ?? {},
			appId: params?.appId,
			region: params?.region,
			playerId: params?.id,
		};
	}
}

function writeErrorOf({ kind, status, code, agoraMessage }: AgoraError): WriteError {
	return { kind, status, code, agoraMessage };
}
