type Messages = Readonly<Record<number, string>>;

/** Console REST API, Response status codes. */
export const consoleMessages = {
	400: 'Bad request.',
	401: 'Unauthorized (incorrect App ID/Customer Certificate).',
	403: 'Forbidden.',
	404: 'The requested resource could not be found.',
	415: 'Unsupported media type. Make sure that you set Content-Type in Headers as application/json.',
	429: 'Too many requests.',
	500: 'Internal error of the Agora RESTful API service.',
} satisfies Messages;

/** Media Pull REST API, Status codes; where several are possible, the first. */
export const mediaPullMessages = {
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

/** What a gateway says where the service's document has no message. */
const gatewayMessages: Messages = {
	502: 'An invalid response was received from the upstream server',
	503: 'name resolution failed',
	504: 'The upstream server is timing out',
};

/** The documented message of a status for the API that the path belongs to. */
export function messageOf(path: string, status: number): string {
	const messages: Messages = path.startsWith('/dev/') ? consoleMessages : mediaPullMessages;
	return messages[status] ?? gatewayMessages[status] ?? `HTTP ${status}`;
}
