import type { FieldIssue } from '../fieldIssue';
import { invalidRequest } from './invalidRequest';
import { type OperationName, operationOf } from './operations';

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
		throw invalidRequest(target.operation, issues);
	}
	const url = new URL(path, server);
	const query = Object.entries(target.query ?? {}).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
	return url;
}
