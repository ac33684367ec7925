import { type CallControl, type CallOptions, callOptionsOf } from '../callOptions';
import type { AgoraClient } from '../client';
import { Deadline } from '../deadline';
import { type AgoraError, isAgoraError } from '../error';
import { notDone, unknownOutcome } from '../unknownOutcome';
import { TrackedWrite } from './trackedWrite';

/** What a look at the server tells of a write whose answer was lost. */
export type Finding<T> = { readonly done: T } | 'notDone' | 'unknown';

/** A write of which something was lost, as a look-up sees it. Times are milliseconds since 1970 by Agora's clock. */
export interface LostWrite {
	readonly error: AgoraError;
	readonly startedAt: number;
	/** When it was known to be lost. */
	readonly lostAt: number;
}

export interface LookUp<T> {
	/** Milliseconds to wait before each look. The last look counts, unless an earlier one finds the write done. */
	readonly waits: readonly number[];
	/** What it throws as an AgoraError counts as `unknown`. */
	look(lost: LostWrite, signal: AbortSignal): Promise<Finding<T>>;
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
export async function settle<T>(
	client: AgoraClient,
	write: (send: AgoraClient['send']) => Promise<T>,
	lookUp: LookUp<T>,
	control: CallControl,
): Promise<T> {
	const { timing } = client;
	const startedAt = timing.monotonic();
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
		const lostAt = timing.monotonic();
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
		throw finding === 'notDone' ? notDone(error) : unknownOutcome(error);
	}
}

async function findOut<T>(
	client: AgoraClient,
	lost: LostWrite,
	{ waits, look }: LookUp<T>,
	{ signal, onWait }: CallOptions,
): Promise<Finding<T>> {
	const deadline = new Deadline(LOOKING_MS + waits.reduce((sum, ms) => sum + ms, 0), signal);
	let finding: Finding<T> = 'unknown';
	try {
		for (const ms of waits) {
			if (ms > 1000) {
				(onWait ?? client.onWait)?.(ms);
			}
			await client.timing.sleep(ms, deadline.signal);
			finding = await look(lost, deadline.signal).catch(unknownAfter);
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
