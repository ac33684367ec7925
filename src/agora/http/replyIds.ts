/** The ids that Agora's support asks for (Media Pull REST API, Response header; api-facts §3). */
export interface ReplyIds {
	readonly requestId: string | undefined;
	readonly resourceId: string | undefined;
}

/** Ids go into the log and into errors, so nothing else may pass for one, and no secret that a server sends back. */
export function replyIds(headers: Headers, secrets: readonly string[]): ReplyIds {
	const idIn = (name: string): string | undefined => {
		const text = headers.get(name) ?? '';
		const plain =
			/^[\w-]{1,64}$/.test(text) && !secrets.some((secret) => secret !== '' && text.includes(secret));
		return plain ? text : undefined;
	};
	return {
		requestId: idIn('x-request-id') ?? idIn('x-custom-request-id'),
		resourceId: idIn('x-resource-id'),
	};
}
