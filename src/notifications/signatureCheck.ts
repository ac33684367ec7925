import { isSignature } from '../agora/notifications/pastedNotification';
import { findSecret, type NotificationSignatures } from '../agora/notifications/signature';
import type { NotificationSecret } from './notificationSecrets';
import type { NotificationContent } from './receivedNotifications';

type Algorithm = keyof NotificationSignatures;

/** How the body that was signed differs from the one that was inspected: white space around it, or the format of its JSON. */
export type BodyForm = 'asIs' | 'trimmed' | 'compact';

/** What a signature says about a notification, and what may have gone wrong. */
export type SignatureCheck =
	/** There is no signature. */
	| { readonly kind: 'missing' }
	/** A signature has not the right number of hexadecimal digits. */
	| { readonly kind: 'malformed'; readonly algorithm: Algorithm }
	/** No secret is stored for the product of the notification, and no other fits. */
	| { readonly kind: 'noSecret' }
	| {
			readonly kind: 'fits';
			readonly secret: NotificationSecret;
			/** `sha1` only if there is no other, or if the other does not fit. */
			readonly algorithm: Algorithm;
			readonly form: BodyForm;
			/** The part of the secret's scope that is not that of the notification. */
			readonly differs?: 'product' | 'project' | undefined;
			/** The other signature does not fit. */
			readonly isOtherInvalid: boolean;
	  }
	| { readonly kind: 'invalid' };

/**
 * Checks the signatures of a notification with all secrets of an account. Where none fits, tries what users often get wrong: the secret
 * of another product or project, a body that was changed after it was received, and the other signature.
 */
export function checkSignature(
	body: Uint8Array,
	signatures: NotificationSignatures,
	content: NotificationContent,
	secrets: readonly NotificationSecret[],
): SignatureCheck {
	const { sha1, sha256 } = signatures;
	const given = (['sha256', 'sha1'] as const).filter((algorithm) => signatures[algorithm] !== undefined);
	if (given.length === 0) {
		return { kind: 'missing' };
	}
	const malformed = given.find((algorithm) => !isSignature(algorithm, signatures[algorithm] ?? ''));
	if (malformed) {
		return { kind: 'malformed', algorithm: malformed };
	}
	const inScope = secrets.filter((secret) => difference(secret, content) === undefined);
	const candidates = [...inScope, ...secrets.filter((secret) => !inScope.includes(secret))];
	const values = candidates.map(({ value }) => value);
	for (const { form, bytes } of formsOf(body)) {
		for (const algorithm of given) {
			const fitting = findSecret(bytes, algorithm === 'sha256' ? { sha256 } : { sha1 }, values);
			const secret = candidates.find(({ value }) => value === fitting);
			if (secret) {
				const isOtherInvalid = algorithm === 'sha1' && sha256 !== undefined;
				const differs = difference(secret, content);
				return { kind: 'fits', secret, algorithm, form, differs, isOtherInvalid };
			}
		}
	}
	return { kind: inScope.length > 0 ? 'invalid' : 'noSecret' };
}

function difference(
	secret: NotificationSecret,
	content: NotificationContent,
): 'product' | 'project' | undefined {
	const appId = 'appId' in content ? content.appId : undefined;
	if (content.productId !== undefined && content.productId !== secret.productId) {
		return 'product';
	}
	return appId !== undefined && appId !== secret.appId ? 'project' : undefined;
}

/** The body, and what it probably was when it was signed. */
function formsOf(body: Uint8Array): readonly { readonly form: BodyForm; readonly bytes: Uint8Array }[] {
	const text = new TextDecoder().decode(body).trim();
	const trimmed = { form: 'trimmed', bytes: Buffer.from(text) } as const;
	const compact = compactJson(text);
	return [
		{ form: 'asIs', bytes: body },
		trimmed,
		...(compact === undefined ? [] : [{ form: 'compact', bytes: Buffer.from(compact) } as const]),
	];
}

function compactJson(text: string): string | undefined {
	try {
		return JSON.stringify(JSON.parse(text));
	} catch {
		return undefined;
	}
}
