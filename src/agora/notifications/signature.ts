import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signatures of one notification, as its headers hold them. */
export interface NotificationSignatures {
	/** `Agora-Signature`: HMAC-SHA1 in hex. */
	readonly sha1?: string | undefined;
	/** `Agora-Signature-V2`: HMAC-SHA256 in hex. */
	readonly sha256?: string | undefined;
}

/**
 * Whether a notification came from Agora (docs/agora-api.md, Notifications): there is a signature, and each one there is fits the body. Compares in
 * constant time, so that nobody can guess a signature byte by byte.
 *
 * @param body the bytes as they arrived: JSON parsed and written again is not the same.
 * @param secret of this notification set-up; not the Customer Secret.
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
		(sha1 === undefined || fits('sha1', sha1, body, secret)) &&
		(sha256 === undefined || fits('sha256', sha256, body, secret))
	);
}

function fits(algorithm: 'sha1' | 'sha256', signature: string, body: Uint8Array, secret: string): boolean {
	const expected = createHmac(algorithm, secret).update(body).digest();
	const given = /^[0-9a-f]+$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(0);
	return given.length === expected.length && timingSafeEqual(given, expected);
}
