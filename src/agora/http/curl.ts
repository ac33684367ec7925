import type { AgoraRequest } from './agoraRequest';
import { operationOf } from './operations';
import { HIDDEN, hideSecrets, redactStreamUrl, SECRET_FIELDS } from './redact';
import { requestHeaders } from './requestHeaders';
import { requestUrl } from './requestUrl';

/**
 * A request as a command line for a POSIX shell, to be sent again by hand or shown to Agora's support: method, whole URL, headers
 * and body. The shell puts in the credentials from `AGORA_CUSTOMER_ID` and `AGORA_CUSTOMER_SECRET`; other secrets are hidden, as is
 * what a stream URL holds beside host and path.
 *
 * @param requestId the id it was sent under, where one was sent.
 */
export function curlOf(server: URL, request: AgoraRequest, requestId: string | undefined): string {
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
