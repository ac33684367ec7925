/**
 * The largest answer that is read, in bytes. A page of 500 players or 5,000 projects stays under 2 MB; what is larger
 * did not come from Agora and must not fill the memory of the extension host.
 */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

export interface ReplyText {
	/** Undefined when the body was larger than what is read. */
	readonly text: string | undefined;
	/** Bytes received. */
	readonly size: number;
}

/**
 * Reads a body to its end, and no further than a sensible size.
 *
 * @throws what the stream throws when the connection breaks, and the abort's reason as soon as `signal` aborts.
 */
export async function readReplyText(response: Response, signal: AbortSignal): Promise<ReplyText> {
	const reader = response.body?.getReader();
	if (!reader) {
		return { text: '', size: 0 };
	}
	// The response does not always hear of an abort by itself: the signals in between hold each other weakly.
	const cancel = (): void => {
		// What is being read fails with the abort already; there is nobody left to hear of it twice.
		reader.cancel().catch(() => undefined);
	};
	signal.addEventListener('abort', cancel);
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			signal.throwIfAborted();
			if (done) {
				// Once for all, since a text made of pieces is slower to parse.
				return { text: new TextDecoder().decode(Buffer.concat(chunks, size)), size };
			}
			size += value.byteLength;
			if (size > MAX_REPLY_BYTES) {
				cancel();
				return { text: undefined, size };
			}
			chunks.push(value);
		}
	} finally {
		signal.removeEventListener('abort', cancel);
	}
}
