import type { Reply } from '../http/route';

/** Thrown by an operation that refuses a request; `reply` is sent. */
export class Refusal extends Error {
	readonly reply: Reply;

	constructor(reply: Reply) {
		super(`refused with ${reply.status}`);
		this.name = 'Refusal';
		this.reply = reply;
	}
}

type Messages = Readonly<Record<number, string>>;

/** Console REST API, Response status codes. */
export const CONSOLE_MESSAGES = {
	400: 'Bad request.',
	401: 'Unauthorized (incorrect App ID/Customer Certificate).',
	403: 'Forbidden.',
	404: 'The requested resource could not be found.',
	415: 'Unsupported media type. Make sure that you set Content-Type in Headers as application/json.',
	429: 'Too many requests.',
	500: 'Internal error of the Agora RESTful API service.',
} satisfies Messages;

/** Media Pull REST API, Status codes; the first one where the document has several. */
const MEDIA_PULL_MESSAGES = {
	400: "Parameter 'streamUrl' is invalid formatted.",
	401: 'Invalid authentication credentials.',
	403: 'This project has not enabled Cloud Player product yet. Contact us to enable it.',
	404: 'Resource is not found and destroyed.',
	409: 'Resource with the same name already exists.',
	429: 'Request rate limit exceeded.',
	500: 'Some internal error happened. Contact us to help fix it.',
	503: 'Service overload. Retry with back off strategy, and contact us to help fix it.',
	504: 'Gateway timeout. Query to check whether the player has been created, or to create another one instead.',
} satisfies Messages;

/** The gateway's message where the API's document has none. */
const GATEWAY_MESSAGES: Messages = {
	502: 'An invalid response was received from the upstream server',
	503: 'name resolution failed',
	504: 'The upstream server is timing out',
};

/** The gateway's message for a path that no API has. */
export const UNKNOWN_ROUTE = 'no Route matched with those values';

/** The documented message of a status for the API that the path belongs to. */
export function messageOf(path: string, status: number): string {
	const messages: Messages = /^\/(?:dev|v\d\/ncs)\//.test(path) ? CONSOLE_MESSAGES : MEDIA_PULL_MESSAGES;
	return messages[status] ?? GATEWAY_MESSAGES[status] ?? `HTTP ${status}`;
}

/** A refusal with the body `{message}`, which all APIs document. */
export function refusal(status: number, message: string): Refusal {
	return new Refusal({ status, body: { message } });
}

// The refusals of the Media Pull REST API (Status codes).

export function invalidFormat(parameter: string): Refusal {
	return refusal(400, `Parameter '${parameter}' is invalid formatted.`);
}

export function invalidParameter(parameter: string): Refusal {
	return refusal(400, `Parameter ${parameter} is invalid. Fix it in your request and retry.`);
}

export function notEnabled(): Refusal {
	return refusal(403, MEDIA_PULL_MESSAGES[403]);
}

export function revoked(): Refusal {
	return refusal(403, "This project's permission to use Cloud Player was revoked. Contact us for details.");
}

export function notFound(): Refusal {
	return refusal(404, MEDIA_PULL_MESSAGES[404]);
}

/** `X-Resource-ID` is the id of the player that already has the name. */
export function nameTaken(playerId: string): Refusal {
	const headers = { 'X-Resource-ID': playerId };
	return new Refusal({ status: 409, headers, body: { message: MEDIA_PULL_MESSAGES[409] } });
}

export function rateExceeded(): Refusal {
	return refusal(429, MEDIA_PULL_MESSAGES[429]);
}

export function quotaExceeded(): Refusal {
	return refusal(429, 'Resources quota limit exceeded.');
}
