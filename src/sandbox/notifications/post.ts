import { type Agent, type IncomingMessage, request } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * The URL of a receiver on this machine: the sandbox contacts no other.
 *
 * @throws RangeError for any other address, and for credentials in it.
 */
export function loopbackUrl(text: string): URL {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isLocal = url?.protocol === 'http:' && LOOPBACK_NAMES.includes(url.hostname);
	if (!url || !isLocal || url.username !== '' || url.password !== '') {
		throw new RangeError('a receiver of notifications must be an http address of this machine');
	}
	return url;
}

/** A request that is being answered. */
export interface OpenPost {
	/** The status of the answer; undefined if there is none, or if it was cancelled. Never rejects. */
	readonly answer: Promise<PostAnswer | undefined>;
	cancel(): void;
}

export interface PostAnswer {
	readonly status: number;
	/** Whether its body is JSON. */
	readonly isJson: boolean;
}

/** A longer body is not an answer to a notification. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Sends JSON with these headers. Follows no redirect. */
export function post(
	url: URL,
	{
		body,
		headers,
		agent,
	}: { readonly body: string; readonly headers: Record<string, string>; readonly agent: Agent },
): OpenPost {
	const length = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
	const sent = request(url, { method: 'POST', headers: { ...headers, ...length }, agent });
	const answer = new Promise<PostAnswer | undefined>((resolve) => {
		sent.on('error', () => resolve(undefined));
		sent.on('response', (response) => {
			// Follows the end of the answer.
			sent.removeAllListeners('close');
			void readAnswer(response).then(resolve);
		});
		sent.on('close', () => resolve(undefined));
	});
	sent.end(body);
	return { answer, cancel: () => sent.destroy() };
}

async function readAnswer(response: IncomingMessage): Promise<PostAnswer | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of response) {
			size += chunk.length;
			if (size > MAX_ANSWER_BYTES) {
				return undefined;
			}
			chunks.push(chunk);
		}
	} catch {
		return undefined;
	}
	return { status: response.statusCode ?? 0, isJson: isJson(Buffer.concat(chunks).toString()) };
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
