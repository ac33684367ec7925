import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signatures in the headers of a notification. */
export interface NotificationSignatures {
	/** `Agora-Signature`: HMAC-SHA1 in hex. */
	readonly sha1?: string | undefined;
	/** `Agora-Signature-V2`: HMAC-SHA256 in hex. */
	readonly sha256?: string | undefined;
}

/**
 * Whether a notification comes from Agora (docs/agora-api.md, Notifications): its `Agora-Signature-V2` matches the body, or its
 * `Agora-Signature` where there is no other. Compares in constant time, so that a signature cannot be guessed byte by byte.
 *
 * @param body the bytes as received; JSON that was parsed and serialized again differs.
 * @param secret of the notification configuration, not the Customer Secret. An empty one matches nothing.
 */
export function isSignedByAgora(
	body: Uint8Array,
	{ sha1, sha256 }: NotificationSignatures,
	secret: string,
): boolean {
	if (secret === '') {
		return false;
	}
	if (sha256 !== undefined) {
		return matches('sha256', sha256, body, secret);
	}
	return sha1 !== undefined && matches('sha1', sha1, body, secret);
}

/**
 * The first secret with which a notification is signed; undefined if none fits. Takes the same time whichever it is.
 *
 * @param secrets of the projects and products whose notifications may arrive.
 */
export function findSecret(
	body: Uint8Array,
	signatures: NotificationSignatures,
	secrets: readonly string[],
): string | undefined {
	const fitting = secrets.filter((secret) => isSignedByAgora(body, signatures, secret));
	return fitting[0];
}

/** Both signatures of a notification, as Agora sends them. */
export function signNotification(
	body: Uint8Array,
	secret: string,
): { readonly sha1: string; readonly sha256: string } {
	const sign = (algorithm: Algorithm): string => digestOf(algorithm, body, secret).toString('hex');
	return { sha1: sign('sha1'), sha256: sign('sha256') };
}

type Algorithm = 'sha1' | 'sha256';

function matches(algorithm: Algorithm, signature: string, body: Uint8Array, secret: string): boolean {
	const expected = digestOf(algorithm, body, secret);
	const hasForm = signature.length === expected.length * 2 && /^[0-9a-f]+$/i.test(signature);
	return hasForm && timingSafeEqual(Buffer.from(signature, 'hex'), expected);
}

function digestOf(algorithm: Algorithm, body: Uint8Array, secret: string): Buffer {
	return createHmac(algorithm, secret).update(body).digest();
}
