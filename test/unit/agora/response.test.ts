import { describe, expect, test } from 'vitest';
import { listProjects } from '../../../src/agora/console/projects';
import { readResponseText } from '../../../src/agora/response';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

test('a body that breaks during cancellation fails once, with the original error', async () => {
	const broken = new Error('broken');
	const caller = new AbortController();
	let source: ReadableStreamDefaultController<Uint8Array> | undefined;
	const body = new ReadableStream<Uint8Array>({
		start: (controller) => {
			source = controller;
		},
	});
	const reading = readResponseText(new Response(body), caller.signal);
	source?.error(broken);
	caller.abort();
	// A second failure, of giving it up, would reach nobody, which fails a run of tests.
	await expect(reading).rejects.toBe(broken);
});

describe('the size of a response', () => {
	test('is limited: reading stops, and the connection is closed', async () => {
		await using server = await TestServer.start();
		const megabyte = Buffer.alloc(1024 * 1024, ' ');
		let sent = 0;
		const closed = new Promise<void>((resolve) => {
			server.answer((response) => {
				const more = (): void => {
					while (!response.destroyed && sent < 200 && response.write(megabyte)) {
						sent += 1;
					}
					sent += 1;
				};
				response.on('drain', more).on('close', resolve);
				more();
			});
		});
		const error = await thrownBy(listProjects(server.client()));
		expect(error).toMatchObject({ kind: 'badResponse', status: 200 });
		expect(error.message).toBe('List projects: the response is too large (HTTP 200).');
		await closed;
		expect(sent).toBeLessThan(200);
	});

	test('may be several megabytes, in chunks that split characters', async () => {
		await using server = await TestServer.start();
		const name = 'Grüße 你好 🎥'.repeat(10);
		const projects = Array.from({ length: 10_000 }, (_, id) => ({ id, name, vendor_key: 'a'.repeat(32) }));
		server.answer((response) => {
			const bytes = Buffer.from(JSON.stringify({ projects }));
			for (let offset = 0; offset < bytes.length; offset += 65_537) {
				response.write(bytes.subarray(offset, offset + 65_537));
			}
			response.end();
		});
		const list = await listProjects(server.client());
		expect(list.projects).toHaveLength(10_000);
		expect(list.projects.every((project) => project.name === name)).toBe(true);
	});
});
