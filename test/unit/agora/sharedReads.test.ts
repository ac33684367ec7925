import { beforeEach, expect, test } from 'vitest';
import { SharedReads } from '../../../src/agora/sharedReads';

/** One request that the tests answer by hand. */
interface Request {
	readonly signal: AbortSignal;
	readonly answer: (text: string) => void;
	readonly fail: (error: Error) => void;
}

let reads: SharedReads<string>;
let requests: Request[];

beforeEach(() => {
	reads = new SharedReads();
	requests = [];
});

function share(signal?: AbortSignal, key = 'GET /projects'): Promise<string> {
	const read = (shared: AbortSignal): Promise<string> =>
		new Promise((answer, fail) => {
			requests.push({ signal: shared, answer, fail });
			shared.addEventListener('abort', () => fail(new Error('aborted')));
		});
	return reads.share(key, read, signal);
}

test('callers of the same read share one request and its result', async () => {
	const callers = [share(), share(), share()];
	expect(requests.length).toBe(1);
	requests[0]?.answer('projects');
	expect(await Promise.all(callers)).toEqual(['projects', 'projects', 'projects']);
});

test('callers of the same read share its failure', async () => {
	const callers = [share(), share()];
	requests[0]?.fail(new Error('reset'));
	expect(await Promise.allSettled(callers)).toEqual([
		{ status: 'rejected', reason: new Error('reset') },
		{ status: 'rejected', reason: new Error('reset') },
	]);
});

test('other reads are separate requests', async () => {
	const callers = [share(undefined, 'a'), share(undefined, 'b')];
	expect(requests.length).toBe(2);
	requests[0]?.answer('of a');
	requests[1]?.answer('of b');
	expect(await Promise.all(callers)).toEqual(['of a', 'of b']);
});

test.each(['answer', 'failure'])('after the %s the same read is a new request', async (end) => {
	const first = share();
	if (end === 'answer') {
		requests[0]?.answer('old');
	} else {
		requests[0]?.fail(new Error('reset'));
	}
	await Promise.allSettled([first]);
	const second = share();
	expect(requests.length).toBe(2);
	requests[1]?.answer('new');
	expect(await second).toBe('new');
});

test('a caller that cancels is rejected at once, and the others continue', async () => {
	const leaving = new AbortController();
	const [left, stays] = [share(leaving.signal), share(new AbortController().signal)];
	leaving.abort(new Error('closed the view'));
	await expect(left).rejects.toThrow('closed the view');
	expect(requests[0]?.signal.aborted).toBe(false);
	requests[0]?.answer('projects');
	expect(await stays).toBe('projects');
});

test('aborts the request when the last caller cancels, and starts a new one for a later caller', async () => {
	const [one, other] = [new AbortController(), new AbortController()];
	const left = [share(one.signal), share(other.signal)];
	one.abort();
	expect(requests[0]?.signal.aborted).toBe(false);
	other.abort();
	expect(requests[0]?.signal.aborted).toBe(true);
	const later = share();
	expect(requests.length).toBe(2);
	requests[1]?.answer('projects');
	expect(await later).toBe('projects');
	expect((await Promise.allSettled(left)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('ignores a signal that aborts after the result', async () => {
	const controller = new AbortController();
	const first = share(controller.signal);
	requests[0]?.answer('old');
	await first;
	const second = share();
	controller.abort();
	expect(requests.map(({ signal }) => signal.aborted)).toEqual([false, false]);
	requests[1]?.answer('new');
	expect(await second).toBe('new');
});

test('sends nothing if the signal is already aborted', async () => {
	await expect(share(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
	expect(requests).toEqual([]);
});

test('a read after a write does not join one that started before', async () => {
	const before = share();
	reads.detachAll();
	const [after, joins] = [share(), share()];
	expect(requests.length).toBe(2);
	requests[0]?.answer('old');
	expect(await before).toBe('old');
	const joinsToo = share();
	expect(requests.length).toBe(2);
	requests[1]?.answer('new');
	expect(await Promise.all([after, joins, joinsToo])).toEqual(['new', 'new', 'new']);
});
