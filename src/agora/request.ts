import { type FieldIssue, invalidRequestError } from './errors';
import { type OperationName, operationOf } from './operations';
import { HIDDEN, hideSecrets, redactStreamUrl, SECRET_FIELDS } from './redact';

/** A request of the functions in `console/`, `mediaPull/` and `channels/`. */
export interface AgoraRequest extends RequestTarget {
	/** Of every write: what it changes. */
	readonly subject?: WriteSubject;
	/** Called before each attempt; the result is added to the query. */
	readonly attemptQuery?: () => Promise<Readonly<Record<string, string>>>;
	/** Of Update, whose rate limit depends on it: `''` if the player has no name, undefined if that is unknown. */
	readonly playerName?: string | undefined;
	/** Sent as JSON. */
	readonly body?: object;
	/** Values that must not appear in errors and the log, also if the server repeats them. */
	readonly secrets?: readonly string[];
}

/** The parts of a request's URL. */
export interface RequestTarget {
	readonly operation: OperationName;
	/** The values of `{…}` in the operation's path. */
	readonly params?: Readonly<Record<string, string>>;
	/** In the order of the query string, without undefined values. */
	readonly query?: Readonly<Record<string, string | undefined>>;
}

/**
 * Builds the URL from the operation's path and the query, with spaces as `%20` (Media Pull REST API, List API).
 *
 * @throws AgoraError `invalid` if a parameter is empty or would change the structure of the path.
 */
export function requestUrl(server: URL, target: RequestTarget): URL {
	const issues: FieldIssue[] = [];
	const path = operationOf(target.operation).path.replaceAll(/\{(\w+)\}/g, (_, field: string) => {
		const value = target.params?.[field] ?? '';
		if (['', '.', '..'].includes(value)) {
			issues.push({ field, rule: 'required', detail: `${field} must not be empty, . or ..` });
		}
		// The buffer replaces lone surrogates, on which encodeURIComponent throws.
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
 * The headers of a request, except its credentials (Console REST API, Data format; Media Pull REST API, Request header).
 *
 * @param id sent to Media Pull only; the Console API has no such header.
 */
export function requestHeaders(
	request: { readonly operation: OperationName; readonly body?: object | string | undefined },
	id: string | undefined,
): Record<string, string> {
	const { api } = operationOf(request.operation);
	return {
		...(api !== 'mediaPull' || request.body ? { 'content-type': 'application/json' } : {}),
		...(api === 'mediaPull' && id ? { 'x-request-id': id } : {}),
	};
}

/**
 * Formats a request as a command line for a POSIX shell, to repeat it or to show it to Agora's support: method, URL, headers and
 * body. The shell inserts the credentials from `AGORA_CUSTOMER_ID` and `AGORA_CUSTOMER_SECRET`. Other secrets are hidden, and stream
 * URLs are redacted.
 *
 * @param requestId the value of `X-Request-ID`, if it was sent.
 */
export function formatCurl(server: URL, request: AgoraRequest, requestId: string | undefined): string {
	const secrets = request.secrets ?? [];
	const headers = Object.entries(requestHeaders(request, requestId));
	const parts = [
		`curl -X ${operationOf(request.operation).method} ${shellQuote(hideSecrets(requestUrl(server, request).href, secrets))}`,
		'-u "$AGORA_CUSTOMER_ID:$AGORA_CUSTOMER_SECRET"',
		...headers.map(([name, value]) => `-H ${shellQuote(`${name}: ${value}`)}`),
	];
	if (request.body) {
		parts.push(`--data-raw ${shellQuote(JSON.stringify(withoutSecrets(request.body, secrets)))}`);
	}
	return parts.join(' \\\n  ');
}

/** Parses the JSON that was sent, so that getters and `toJSON` have no effect. */
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

/** A shell does not interpret text in single quotes. */
export function shellQuote(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What a write changes, without secrets. */
export interface WriteSubject {
	/** The name of the project or player, the channel of a player without one, or the target of a ban. */
	readonly name?: string | undefined;
	/** The id of the project; the id of a player is in the path. */
	readonly projectId?: string | undefined;
	/** What an operation with several effects does, such as `disabled` or `volume 50`. */
	readonly change?: string | undefined;
	/** The player to create. */
	readonly player?: RequestedPlayer | undefined;
	/** The ban to create, change or lift. */
	readonly ban?: BanSubject | undefined;
}

/** The fields by which a created player can be found. */
export interface RequestedPlayer {
	readonly name?: string | undefined;
	readonly channelName: string;
	readonly uid?: number | undefined;
	readonly account?: string | undefined;
}

/** The fields by which a created ban can be found, or the rule that is changed or lifted, as far as the caller knows it. */
export interface BanSubject {
	/** Of an existing rule. */
	readonly id?: number | undefined;
	readonly uid?: number | undefined;
	readonly channelName?: string | undefined;
	readonly ip?: string | undefined;
	readonly privileges?: readonly string[] | undefined;
	/** From the request until the rule ends; 0 puts users offline once. Undefined if the rule is lifted. */
	readonly seconds?: number | undefined;
}

/** A write before it is sent, without secrets. */
export interface WriteStart {
	/** Unique to the write. */
	readonly id: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly operation: OperationName;
	readonly subject: WriteSubject;
	readonly appId: string | undefined;
	readonly region: string | undefined;
	readonly playerId: string | undefined;
}

/** The outcome of a write. `at` is the time of its end. */
export interface WriteReport extends WriteStart {
	/** `done` also if only a look-up found it done; `notSent` if it was cancelled before it was sent. */
	readonly outcome: 'done' | 'notDone' | 'unknown' | 'notSent';
	/** The error it ended with. Free of secrets. */
	readonly error: WriteError | undefined;
	readonly requestId: string | undefined;
}

export interface WriteError {
	readonly kind: string;
	/** HTTP status, if there was a response. */
	readonly status: number | undefined;
	/** The system's word for a failure on the way, such as ECONNREFUSED. */
	readonly code: string | undefined;
	/** Agora's own words, where there were any. */
	readonly agoraMessage: string | undefined;
}
