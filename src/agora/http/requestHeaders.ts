import { type OperationName, operationOf } from './operations';

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
