import { afterEach, describe, expect, test, vi } from 'vitest';
import { createProject } from '../../../src/agora/console/createProject';
import { AgoraError, type Outcome } from '../../../src/agora/errors';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { type LookupResult, matchesRequest, reconcile } from '../../../src/agora/reconcile';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { openLostAnswers } from './lostResponses';
import { clientOn, planOfHosts } from './testHosts';
import { clientOf } from './testServer';
import { thrownBy } from './thrown';

const NEW = { name: 'First light', enableCertificate: true };
const lines: string[] = [];
const client = clientOf(new URL('http://127.0.0.1:9'), lines);

afterEach(() => {
	lines.length = 0;
});

function failure(outcome: Outcome | undefined): AgoraError {
	return new AgoraError({ kind: 'timeout', operation: 'createProject', message: 'No answer.', outcome });
}

/** A write whose answer is lost, and looks that find one thing after the other. */
function findingOneByOne(...findings: LookupResult<string>[]): Promise<string> {
	const waitsMs = findings.map(() => 0);
	const lookUp = async () => findings.shift() ?? 'unknown';
	return reconcile(client, () => Promise.reject(failure('unknown')), { waitsMs, lookUp }, undefined);
}

test('does not look up a write with a response', async () => {
	const lookUp = vi.fn();
	expect(await reconcile(client, async () => 7, { waitsMs: [0], lookUp }, undefined)).toBe(7);
	for (const error of [failure(undefined), failure('notDone'), new TypeError('a mistake')]) {
		await expect(
			reconcile(client, () => Promise.reject(error), { waitsMs: [0], lookUp }, undefined),
		).rejects.toBe(error);
	}
	expect(lookUp).not.toHaveBeenCalled();
	expect(lines).toEqual([]);
});

test('uses the last look-up, unless an earlier one finds the write done', async () => {
	expect(await findingOneByOne('notDone', { done: 'it' }, 'unknown')).toBe('it');
	expect(await thrownBy(findingOneByOne('unknown', 'notDone'))).toMatchObject({ outcome: 'notDone' });
	expect(await thrownBy(findingOneByOne('notDone', 'unknown'))).toMatchObject({ kind: 'unknownOutcome' });
	expect(lines).toEqual([
		'info createProject: response lost (timeout), result of the look-up: done',
		'info createProject: response lost (timeout), result of the look-up: notDone',
		'info createProject: response lost (timeout), result of the look-up: unknown',
	]);
});

test('rethrows a programming error of a look-up', async () => {
	const mistake = new TypeError('a mistake');
	const lookup = { waitsMs: [0], lookUp: () => Promise.reject(mistake) };
	await expect(reconcile(client, () => Promise.reject(failure('unknown')), lookup, undefined)).rejects.toBe(
		mistake,
	);
});

test('rethrows a programming error of a wait', async () => {
	const mistake = new TypeError('a mistake');
	const { client: broken } = await openLostAnswers();
	broken.clock.sleep = () => Promise.reject(mistake);
	const lookup = { waitsMs: [0], lookUp: async () => 'notDone' as const };
	await expect(reconcile(broken, () => Promise.reject(failure('unknown')), lookup, undefined)).rejects.toBe(
		mistake,
	);
});

test('limits look-ups to fifteen seconds in addition to the waits', async () => {
	const clock = new SimulatedClock();
	const { client: slow } = clientOn(planOfHosts([new URL('http://127.0.0.1:9')]), { clock });
	let looking = 0;
	const lookUp = (_: unknown, signal: AbortSignal) => {
		looking += 1;
		return new Promise<never>((_resolve, reject) => {
			signal.addEventListener('abort', () => reject(failure(undefined)));
		});
	};
	let settled = false;
	const lookup = { waitsMs: [0, 10_000], lookUp };
	const error = thrownBy(
		reconcile(slow, () => Promise.reject(failure('unknown')), lookup, undefined),
	).finally(() => {
		settled = true;
	});
	await clock.pass(24_999);
	expect([looking, settled]).toEqual([1, false]);
	await clock.pass(1);
	expect(await error).toMatchObject({ kind: 'unknownOutcome' });
});

describe('cancelling', () => {
	test('leaves the outcome of a sent write unknown, without a look-up', async () => {
		const { sandbox, client: own } = await openLostAnswers();
		const cancel = new AbortController();
		sandbox.faults.next('hang');
		const error = thrownBy(createProject(own, NEW, cancel.signal));
		await expect.poll(() => sandbox.requests.length).toBe(1);
		cancel.abort();
		expect(await error).toMatchObject({ kind: 'cancelled', outcome: 'unknown' });
		expect((await error).check).toContain('list of projects');
		expect(sandbox.requests).toHaveLength(1);
	});

	test('reports a write that was not sent as not done', async () => {
		const { sandbox, client: own } = await openLostAnswers();
		const error = await thrownBy(createProject(own, NEW, AbortSignal.abort()));
		expect(error).toMatchObject({ kind: 'cancelled', outcome: 'notDone' });
		expect(sandbox.requests).toEqual([]);
	});

	test.each(['while List is asked', 'while its lag is waited out'])(
		'the look-up, %s, says what to check',
		async (when) => {
			const { sandbox, client: own } = await openLostAnswers();
			const { appId } = sandbox.state.addProject({ certificateEnabled: false });
			const cancel = new AbortController();
			sandbox.faults.next('doneBut504', { method: 'POST' });
			if (when === 'while List is asked') {
				sandbox.faults.next('hang', { method: 'GET' });
			} else {
				own.clock.sleep = async (ms, signal) => {
					// It may have been cancelled before List answered.
					signal?.throwIfAborted();
					await new Promise<void>((resolve, reject) => {
						signal?.addEventListener('abort', () => reject(signal.reason));
						if (ms === 0) {
							resolve();
						}
					});
				};
			}
			const player = { streamUrl: 'rtmp://example.com/live/1', channelName: 'class32', uid: 101 };
			const error = thrownBy(createPlayer(own, { region: 'na', appId, player }, cancel.signal));
			await expect.poll(() => sandbox.requests.length).toBe(2);
			cancel.abort();
			expect(await error).toMatchObject({ kind: 'unknownOutcome', operation: 'createPlayer', status: 504 });
			expect(sandbox.state.players).toHaveLength(1);
		},
	);
});

test('reports long waits between look-ups', async () => {
	const told: number[] = [];
	const lookup = { waitsMs: [0, 3000, 500], lookUp: async (): Promise<LookupResult<string>> => 'notDone' };
	const lost = () => Promise.reject(failure('unknown'));
	await thrownBy(reconcile(client, lost, lookup, { onWait: (ms) => void told.push(ms) }));
	expect(told).toEqual([3000]);
});

const START = Date.UTC(2026, 2, 14, 12);
const DAY_S = 24 * 3600;
const lost = {
	error: new AgoraError({ kind: 'timeout', operation: 'createPlayer', message: 'lost' }),
	startedAt: START,
	lostAt: START + 30_000,
};

test.each<[string, number, string]>([
	['in the middle of the write', 10, 'yes'],
	['just before, by a clock that is behind', -5, 'yes'],
	['just after, by a clock that is ahead', 35, 'yes'],
	['before, by more than clocks usually differ', -6, 'unclear'],
	['after the write was over', 36, 'unclear'],
	['a day ahead', DAY_S, 'unclear'],
	['half a day ago, as by a clock of another zone', -DAY_S / 2, 'unclear'],
	['more than a day ago', -DAY_S - 1, 'no'],
])('%s, %i s from its start', (_, seconds, answer) => {
	expect(matchesRequest(lost, new Date(START + seconds * 1000))).toBe(answer);
});

test('is unclear without a creation time', () => {
	expect(matchesRequest(lost, undefined)).toBe('unclear');
});
