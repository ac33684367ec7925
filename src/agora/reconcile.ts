import { randomUUID } from 'node:crypto';
import type { AgoraClient } from './client';
import { type AgoraError, isAgoraError, notDoneError, unknownOutcomeError } from './errors';
import { type CallControl, type CallOptions, callOptionsOf } from './operations';
import type { AgoraRequest, WriteError, WriteReport, WriteStart } from './request';
import { Deadline } from './transport';

/** What a look at the server tells of a write whose answer was lost. */
export type LookupResult<T> = { readonly done: T } | 'notDone' | 'unknown';

/** A write of which something was lost, as a look-up sees it. Times are milliseconds since 1970 by Agora's clock. */
export interface LostWrite {
	readonly error: AgoraError;
	readonly startedAt: number;
	/** When it was known to be lost. */
	readonly lostAt: number;
}

export interface Lookup<T> {
	/** Milliseconds to wait before each look. The last look counts, unless an earlier one finds the write done. */
	readonly waitsMs: readonly number[];
	/** What it throws as an AgoraError counts as `unknown`. */
	lookUp(lost: LostWrite, signal: AbortSignal): Promise<LookupResult<T>>;
}

/** What the looks themselves may take together, in milliseconds, besides the waits between them. */
const LOOKING_MS = 15_000;

/**
 * Makes a write and reports what became of it; where its answer was lost, finds that out before the caller hears anything. A
 * write that was cancelled is not looked up. The waits between the looks are told to `onWait`, as all others are.
 *
 * @returns what `write` answers, or what the look-up found done.
 * @throws AgoraError of `write`: with `outcome` `notDone` where it is known that nothing was done; `unknownOutcome`, with what
 * to check, where that could not be found out, also because the call was cancelled during the look-up.
 */
export async function reconcile<T>(
	client: AgoraClient,
	write: (send: AgoraClient['send']) => Promise<T>,
	lookUp: Lookup<T>,
	control: CallControl,
): Promise<T> {
	const startedAt = client.clock.monotonic();
	const tracked = new TrackedWrite(client);
	try {
		const answer = await write(tracked.send);
		tracked.report();
		return answer;
	} catch (error) {
		if (!isAgoraError(error) || error.outcome !== 'unknown' || error.kind === 'cancelled') {
			tracked.report();
			throw error;
		}
		const lostAt = client.clock.monotonic();
		const lost: LostWrite = {
			error,
			// Asked for after a look, whose answer may be the first that tells Agora's time.
			get startedAt() {
				return client.serverTime(startedAt);
			},
			get lostAt() {
				return client.serverTime(lostAt);
			},
		};
		const finding = await findOut(client, lost, lookUp, callOptionsOf(control));
		const word = typeof finding === 'string' ? finding : 'done';
		client.log.info(`${error.operation}: answer lost (${error.kind}), result of the look-up: ${word}`);
		tracked.report(word);
		if (typeof finding === 'object') {
			return finding.done;
		}
		throw finding === 'notDone' ? notDoneError(error) : unknownOutcomeError(error);
	}
}

async function findOut<T>(
	client: AgoraClient,
	lost: LostWrite,
	{ waitsMs, lookUp }: Lookup<T>,
	{ signal, onWait }: CallOptions,
): Promise<LookupResult<T>> {
	const deadline = new Deadline(LOOKING_MS + waitsMs.reduce((sum, ms) => sum + ms, 0), signal, client.clock);
	let finding: LookupResult<T> = 'unknown';
	try {
		for (const ms of waitsMs) {
			if (ms > 1000) {
				(onWait ?? client.onWait)?.(ms);
			}
			await client.clock.sleep(ms, deadline.signal);
			finding = await lookUp(lost, deadline.signal).catch(unknownAfter);
			if (typeof finding === 'object') {
				break;
			}
		}
		return finding;
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

/** By how much two clocks differ that are set over the network, and a time told in whole seconds. */
const USUAL_SKEW_MS = 5_000;
/** By how much a clock may be wrong without anybody noticing, as one that is set to the time of another zone. */
const LARGEST_SKEW_MS = 24 * 3_600_000;

/**
 * Whether a write that creates may have created what the server says was created at `createdAt`. The two clocks may differ, so
 * between what falls into the time of the write and what is far older lies what nobody can tell.
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

/** Announces one write before it is sent, keeps how it ended, and reports it. */
export class TrackedWrite {
	readonly #client: AgoraClient;
	readonly #id = randomUUID();
	#request: AgoraRequest | undefined;
	/** What the newest attempt threw. */
	#failure: { readonly error: unknown } | undefined;
	#requestId: string | undefined;
	#resourceId: string | undefined;

	constructor(client: AgoraClient) {
		this.#client = client;
	}

	/** `AgoraClient.send`, with its end remembered. */
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
				(reply) => {
					this.#requestId = reply.requestId;
					this.#resourceId = reply.resourceId;
					return read(reply);
				},
				control,
			);
		} catch (error) {
			this.#failure = { error };
			throw error;
		}
	};

	/** @param found what a look-up told, where the answer did not. */
	report(found?: WriteReport['outcome']): void {
		const request = this.#request;
		const failure = this.#failure;
		const client = this.#client;
		if (request) {
			const error = isAgoraError(failure?.error) ? failure.error : undefined;
			const start = this.#startOf(request);
			client.reportWrite({
				...start,
				playerId: start.playerId ?? this.#resourceId,
				outcome: found ?? this.#outcome(),
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
