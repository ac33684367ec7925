import { type FieldIssue, invalidRequestError } from './errors';
import { type OperationName, operationOf } from './operations';
import { HIDDEN, hideSecrets, redactStreamUrl, SECRET_FIELDS } from './redact';

/** One request, as the calls in `console/` and `mediaPull/` hand it to the client. */
export interface AgoraRequest extends RequestTarget {
	/** For every write: what it is about. */
	readonly subject?: WriteSubject;
	/** What only one attempt may carry: asked for before each, and added to the query. */
	readonly attemptQuery?: () => Promise<Readonly<Record<string, string>>>;
	/** For Update, whose rate limit depends on it: `''` where the player has no name, undefined where that is not known. */
	readonly playerName?: string | undefined;
	/** Sent as JSON, its keys in their order; what is undefined is left out. */
	readonly body?: object;
	/** What of the request must never be repeated in an error, should the server quote it. */
	readonly secrets?: readonly string[];
}

/** What goes into one request's URL. */
export interface RequestTarget {
	readonly operation: OperationName;
	/** Values for the `{…}` of the operation's path. */
	readonly params?: Readonly<Record<string, string>>;
	/** In the order in which they are sent; what is undefined is left out. */
	readonly query?: Readonly<Record<string, string | undefined>>;
}

/**
 * Fills an operation's path and adds its query, spaces as `%20` (Media Pull REST API, List API).
 *
 * @throws AgoraError `invalid` when a value would change the path instead of filling its place.
 */
export function requestUrl(server: URL, target: RequestTarget): URL {
	const issues: FieldIssue[] = [];
	const path = operationOf(target.operation).path.replaceAll(/\{(\w+)\}/g, (_, field: string) => {
		const value = target.params?.[field] ?? '';
		if (['', '.', '..'].includes(value)) {
			issues.push({ field, rule: 'required', detail: `${field} must not be empty, . or ..` });
		}
		// Through a buffer, since encodeURIComponent throws on half a surrogate pair.
		return encodeURIComponent(Buffer.from(value).toString());
	});
	if (issues.length > 0) {
		throw invalidRequestError(target.operation, issues);
	}
	const url = new URL(path, server);
	const query = Object.entries(target.query ?? {}).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
	return url;
}

/**
 * The headers of a request but its credentials (Console REST API, Data format; Media Pull REST API, Request header).
 *
 * @param id sent to Media Pull only: the Console API knows no such header.
 */
export function requestHeaders(
	request: { readonly operation: OperationName; readonly body?: object | string | undefined },
	id: string | undefined,
): Record<string, string> {
	const { api } = operationOf(request.operation);
	return {
		...(api === 'console' || request.body ? { 'content-type': 'application/json' } : {}),
		...(api === 'mediaPull' && id ? { 'x-request-id': id } : {}),
	};
}

/**
 * A request as a command line for a POSIX shell, to be sent again by hand or shown to Agora's support: method, whole URL, headers
 * and body. The shell puts in the credentials from `AGORA_CUSTOMER_ID` and `AGORA_CUSTOMER_SECRET`; other secrets are hidden, as is
 * what a stream URL holds beside host and path.
 *
 * @param requestId the id it was sent under, where one was sent.
 */
export function formatCurl(server: URL, request: AgoraRequest, requestId: string | undefined): string {
	const secrets = request.secrets ?? [];
	const headers = Object.entries(requestHeaders(request, requestId));
	const parts = [
		`curl -X ${operationOf(request.operation).method} ${quoted(hideSecrets(requestUrl(server, request).href, secrets))}`,
		'-u "$AGORA_CUSTOMER_ID:$AGORA_CUSTOMER_SECRET"',
		...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
	];
	if (request.body) {
		parts.push(`--data-raw ${quoted(JSON.stringify(withoutSecrets(request.body, secrets)))}`);
	}
	return parts.join(' \\\n  ');
}

/** As JSON will have it, so that no getter or class has a say. */
function withoutSecrets(body: object, secrets: readonly string[]): unknown {
	return JSON.parse(JSON.stringify(body), (key, value: unknown) => {
		if (SECRET_FIELDS.has(key)) {
			return HIDDEN;
		}
		if (typeof value !== 'string') {
			return value;
		}
		return key === 'streamUrl' ? hideSecrets(redactStreamUrl(value), secrets) : hideSecrets(value, secrets);
	});
}

/** In single quotes a shell takes everything as it is. */
function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What a write is about, free of secrets. */
export interface WriteSubject {
	/** The name of the project or player, or the channel of a player without one. */
	readonly name?: string | undefined;
	/** The id of the project; a player's is in its path. */
	readonly projectId?: string | undefined;
	/** What becomes of it where the operation can do several things, such as `disabled` or `volume 50`. */
	readonly change?: string | undefined;
	/** The player that is to be created, by which it can be found. */
	readonly player?: RequestedPlayer | undefined;
}

/** What a player that is to be created can be found by. */
export interface RequestedPlayer {
	readonly name?: string | undefined;
	readonly channelName: string;
	readonly uid?: number | undefined;
	readonly account?: string | undefined;
}

/** A write that is about to be sent. Free of secrets. */
export interface WriteStart {
	/** Unique among all writes. */
	readonly id: string;
	/** In milliseconds since 1970. */
	readonly at: number;
	readonly operation: OperationName;
	readonly subject: WriteSubject;
	readonly appId: string | undefined;
	readonly region: string | undefined;
	readonly playerId: string | undefined;
}

/** What became of one write. `at` is when it was over. */
export interface WriteReport extends WriteStart {
	/** `done` also where only a look-up told so; `notSent` where it was given up before anything was sent. */
	readonly outcome: 'done' | 'notDone' | 'unknown' | 'notSent';
	/** The error it ended with. Free of secrets. */
	readonly error: WriteError | undefined;
	readonly requestId: string | undefined;
}

export interface WriteError {
	readonly kind: string;
	/** HTTP status, where there was an answer. */
	readonly status: number | undefined;
	/** The system's word for a failure on the way, such as ECONNREFUSED. */
	readonly code: string | undefined;
	/** Agora's own words, where there were any. */
	readonly agoraMessage: string | undefined;
}
