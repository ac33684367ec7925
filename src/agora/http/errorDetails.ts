import type { AgoraError } from './error';
import { operationOf } from './operations';

/**
 * What Agora's support asks for (Media Pull REST API, Considerations), line by line and in English, for the clipboard. Holds no
 * secret.
 */
export function errorDetails(error: AgoraError): string {
	const { kind, operation, status, code, agoraMessage, requestId, resourceId, sent } = error;
	const lines = [
		['Operation', `${operationOf(operation).title} (${operation})`],
		['Error', code ? `${kind} (${code})` : kind],
		['HTTP status', status],
		['Message', agoraMessage],
		['X-Request-ID', requestId],
		['X-Resource-ID', resourceId],
		['Host', sent?.host],
		['Time', sent?.at.toISOString()],
	];
	const known = lines.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
	return [...known, ...(sent ? ['', sent.curl] : []), ''].join('\n');
}
