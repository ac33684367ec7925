/** The ids that Agora's support asks for (Media Pull REST API, Response header; api-facts §3). */
export interface ReplyIds {
	readonly requestId: string | undefined;
	readonly resourceId: string | undefined;
}

/** A shorter secret may stand in an id of hex digits by chance. */
const LONG_SECRET = 16;

/** Ids go into the log and into errors, so nothing else may pass for one, and no secret that a server sends back. */
export function replyIds(headers: Headers, secrets: readonly string[]): ReplyIds {
	const isSecretIn = (text: string): boolean =>
		secrets.some((secret) => text === secret || (secret.length >= LONG_SECRET && text.includes(secret)));
	const idIn = (name: string): string | undefined => {
		const text = headers.get(name) ?? '';
		return /^[\w-]{1,64}$/.test(text) && !isSecretIn(text) ? text : undefined;
	};
	return {
		requestId: idIn('x-request-id') ?? idIn('x-custom-request-id'),
		resourceId: idIn('x-resource-id'),
	};
}
