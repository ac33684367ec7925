import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signatures in the headers of a notification. */
export interface NotificationSignatures {
	/** `Agora-Signature`: HMAC-SHA1 in hex. */
	readonly sha1?: string | undefined;
	/** `Agora-Signature-V2`: HMAC-SHA256 in hex. */
	readonly sha256?: string | undefined;
}

/**
 * Whether a notification comes from Agora (docs/agora-api.md, Notifications): it has a signature, and each signature matches the body.
 * Compares in constant time, so that a signature cannot be guessed byte by byte.
 *
 * @param body the bytes as received; JSON that was parsed and serialized again differs.
 * @param secret of the notification configuration, not the Customer Secret.
 */
export function isSignedByAgora(
	body: Uint8Array,
	{ sha1, sha256 }: NotificationSignatures,
	secret: string,
): boolean {
	if (sha1 === undefined && sha256 === undefined) {
		return false;
	}
	return (
		(sha1 === undefined || matches('sha1', sha1, body, secret)) &&
		(sha256 === undefined || matches('sha256', sha256, body, secret))
	);
}

function matches(algorithm: 'sha1' | 'sha256', signature: string, body: Uint8Array, secret: string): boolean {
	const expected = createHmac(algorithm, secret).update(body).digest();
	const given = /^[0-9a-f]+$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(0);
	return given.length === expected.length && timingSafeEqual(given, expected);
}
