import { expect, test } from 'vitest';
import { readReplyText } from '../../../../src/agora/http/replyText';

test('a body that breaks as its reading is given up fails once, with what broke it', async () => {
	const broken = new Error('broken');
	const caller = new AbortController();
	let source: ReadableStreamDefaultController<Uint8Array> | undefined;
	const body = new ReadableStream<Uint8Array>({
		start: (controller) => {
			source = controller;
		},
	});
	const reading = readReplyText(new Response(body), caller.signal);
	source?.error(broken);
	caller.abort();
	// A second failure, of giving it up, would reach nobody, which fails a run of tests.
	await expect(reading).rejects.toBe(broken);
});
