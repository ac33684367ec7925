import { shellQuote } from '../request';
import { redactNotification } from './redactNotification';

/** The environment variable from which the command line takes the secret. */
export const SECRET_VARIABLE = 'AGORA_NOTIFICATION_SECRET';

/**
 * Formats a notification as a command line for a POSIX shell with `openssl`, which signs the body with the secret from
 * `AGORA_NOTIFICATION_SECRET`. Tokens and the secret parts of URLs are hidden.
 *
 * @param body JSON.
 */
export function formatNotificationCurl(url: URL, body: Uint8Array): string {
	const parts = [
		`curl -X POST ${shellQuote(url.href)}`,
		`-H ${shellQuote('Content-Type: application/json')}`,
		`-H "Agora-Signature: ${signatureOf('sha1')}"`,
		`-H "Agora-Signature-V2: ${signatureOf('sha256')}"`,
		'--data-raw "$body"',
	];
	return `body=${shellQuote(redactNotification(body))}\n${parts.join(' \\\n  ')}`;
}

/** Versions of openssl write different words before the signature. */
function signatureOf(algorithm: 'sha1' | 'sha256'): string {
	return `$(printf '%s' "$body" | openssl dgst -${algorithm} -hmac "$${SECRET_VARIABLE}" | sed 's/^.* //')`;
}
