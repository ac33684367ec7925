import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { classifyFailure } from '../agora/errorResponse';
import { signNotification } from '../agora/notifications/signature';
import { Deadline } from '../agora/transport';
import type { Clock } from '../common/clock';

/** The names of this machine, as `URL` writes them. */
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** The URL of a back end on this machine, without fragment; undefined for any other address, and for one with credentials. */
export function readLoopbackUrl(text: string): URL | undefined {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !isLoopback(url)) {
		return undefined;
	}
	url.hash = '';
	return url;
}

function isLoopback({ protocol, hostname, username, password }: URL): boolean {
	const hasProtocol = protocol === 'http:' || protocol === 'https:';
	return hasProtocol && LOOPBACK_HOSTS.includes(hostname) && username === '' && password === '';
}

/**
 * What Agora would make of an answer:
 * - `accepted`: 200 and JSON within 10 s;
 * - `refused`, `redirected`: another status;
 * - `notJson`, `tooLarge`: 200 with a body that Agora does not expect;
 * - `timeout`: no complete answer within 10 s;
 * - `unreachable`: the connection failed or was closed;
 * - `nameNotResolved`: the name does not lead to this machine;
 * - `invalidCertificate`: the certificate is expired, of another name, or of an authority that this machine does not trust.
 */
export type Verdict =
	| 'accepted'
	| 'refused'
	| 'redirected'
	| 'notJson'
	| 'tooLarge'
	| 'timeout'
	| 'unreachable'
	| 'nameNotResolved'
	| 'invalidCertificate';

export interface NotificationAnswer {
	readonly verdict: Verdict;
	/** HTTP status, if there was one. */
	readonly status: number | undefined;
	/** The system's code of a failure, such as ECONNREFUSED. */
	readonly code: string | undefined;
	/** Milliseconds until the end of the answer or the failure. */
	readonly ms: number;
}

/** How long Agora waits for an answer, in milliseconds. */
const ANSWER_MS = 10_000;

/** A longer body is not an answer to a notification. */
export const MAX_ANSWER_BYTES = 64 * 1024;

/** The number that the health check of the Agora Console reports; undefined if it has none for this. */
export function healthCheckError(verdict: Verdict): 590 | 591 | 592 | undefined {
	switch (verdict) {
		case 'accepted':
		case 'notJson':
		case 'tooLarge':
			return undefined;
		case 'nameNotResolved':
			return 591;
		case 'invalidCertificate':
			return 592;
		default:
			return 590;
	}
}

/** What is sent where. */
export interface NotificationPost {
	readonly url: URL;
	readonly body: Uint8Array;
	readonly secret: string;
}

/** Rejects with the signal's reason when `signal` aborts. */
interface PostControl {
	readonly clock: Pick<Clock, 'monotonic' | 'setTimeout'>;
	readonly signal: AbortSignal;
}

/**
 * Sends a notification with both signatures to this machine, and judges the answer as Agora would. Follows no redirect.
 *
 * @throws RangeError for an address of another machine, before anything is sent.
 */
export async function postNotification(
	post: NotificationPost,
	{ clock, signal }: PostControl,
): Promise<NotificationAnswer> {
	if (!isLoopback(post.url)) {
		throw new RangeError('notifications are only sent to this machine');
	}
	signal.throwIfAborted();
	const startedAt = clock.monotonic();
	const deadline = new Deadline(ANSWER_MS, signal, clock);
	let status: number | undefined;
	const answer = (verdict: Verdict, code?: string): NotificationAnswer => ({
		...{ verdict, status, code },
		ms: Math.max(0, clock.monotonic() - startedAt),
	});
	try {
		const response = await send(post, deadline.signal);
		status = response.statusCode ?? 0;
		return answer(judgeAnswer(status, await readBody(response)));
	} catch (error) {
		if (deadline.ended === 'cancelled') {
			signal.throwIfAborted();
		}
		const { kind, code } = classifyFailure(error);
		return deadline.ended ? answer('timeout') : answer(verdictOf(kind, code), code);
	} finally {
		deadline.release();
	}
}

/** @param body undefined if it is too long. */
export function judgeAnswer(status: number, body: string | undefined): Verdict {
	if (status >= 300 && status < 400) {
		return 'redirected';
	}
	if (status !== 200) {
		return 'refused';
	}
	if (body === undefined) {
		return 'tooLarge';
	}
	return isJson(body) ? 'accepted' : 'notJson';
}

const CERTIFICATE_CODES =
	/^(ERR_TLS_CERT_\w+|ERR_CERT_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+)$/;

function verdictOf(kind: ReturnType<typeof classifyFailure>['kind'], code = ''): Verdict {
	if (CERTIFICATE_CODES.test(code)) {
		return 'invalidCertificate';
	}
	return kind === 'dns' ? 'nameNotResolved' : 'unreachable';
}

function send({ url, body, secret }: NotificationPost, signal: AbortSignal): Promise<IncomingMessage> {
	const { sha1, sha256 } = signNotification(body, secret);
	const headers = {
		'Content-Type': 'application/json',
		'Content-Length': body.length,
		'Agora-Signature': sha1,
		'Agora-Signature-V2': sha256,
	};
	const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
	const options = { method: 'POST', headers, signal, agent: false, lookup: lookupLoopback } as const;
	return new Promise((resolve, reject) => {
		request(url, options, resolve).on('error', reject).end(body);
	});
}

/** Returns undefined for a body that is too long. */
async function readBody(response: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of response) {
		size += chunk.length;
		if (size > MAX_ANSWER_BYTES) {
			return undefined;
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

/** A system may give "localhost" another address, which is not used. */
const lookupLoopback: LookupFunction = (hostname, options, callback) => {
	lookup(hostname, { ...options, all: true }, (error, addresses) => {
		const local = error ? [] : addresses.filter(({ address }) => /^(127\.|::1$)/.test(address));
		const [first] = local;
		if (!first) {
			const notLocal = Object.assign(new Error('not an address of this machine'), { code: 'ENOTFOUND' });
			callback(error ?? notLocal, '', 0);
		} else if (options.all) {
			callback(null, local);
		} else {
			callback(null, first.address, first.family);
		}
	});
};

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** Seconds before each resend. Agora documents their number, and that the first is at once and the others follow at growing intervals. */
export const RESEND_SECONDS = [0, 5, 15] as const;

interface ResendControl {
	readonly clock: Pick<Clock, 'sleep'>;
	readonly signal: AbortSignal;
	/** Called after each answer that Agora would not accept, with the seconds until the next attempt, if there is one. */
	readonly onAnswer: (answer: NotificationAnswer, nextInSeconds: number | undefined) => void;
}

/**
 * Sends until the answer is accepted, and resends as Agora does: three times at most. Rejects with the signal's reason when `signal`
 * aborts.
 *
 * @param post one attempt.
 * @returns all answers, at least one.
 */
export async function postUntilAccepted(
	post: () => Promise<NotificationAnswer>,
	{ clock, signal, onAnswer }: ResendControl,
): Promise<readonly NotificationAnswer[]> {
	const answers: NotificationAnswer[] = [];
	for (const seconds of [...RESEND_SECONDS, undefined]) {
		signal.throwIfAborted();
		const answer = await post();
		answers.push(answer);
		if (answer.verdict === 'accepted') {
			break;
		}
		onAnswer(answer, seconds);
		if (seconds !== undefined && seconds > 0) {
			await clock.sleep(seconds * 1000, signal);
		}
	}
	return answers;
}
