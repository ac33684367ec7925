import { describe, expect, test } from 'vitest';
import { listProjects } from '../../../src/agora/console/projects';
import { CALLS, OPERATION_NAMES, READS, WRITES } from './calls';
import { clientOf, closedServer, TestServer } from './testServer';
import { thrownBy } from './thrown';

describe('requests that were certainly not sent', () => {
	// Some resolvers take their time to find out that there is nothing.
	test('reports an unknown host as dns', { timeout: 60_000 }, async () => {
		const client = clientOf(new URL('http://api.agora.invalid'), [], 50_000);
		await Promise.all(
			OPERATION_NAMES.map(async (operation) => {
				const error = await thrownBy(CALLS[operation](client));
				expect(error).toMatchObject({ kind: 'dns', operation, status: undefined });
				expect(error.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
			}),
		);
	});

	test.each(OPERATION_NAMES)('%s: a refused port is network', async (operation) => {
		const server = await closedServer();
		const error = await thrownBy(CALLS[operation](clientOf(server)));
		expect(error).toMatchObject({ kind: 'network', operation, status: undefined, code: 'ECONNREFUSED' });
	});

	test('reports two refused addresses as network', async () => {
		const server = await closedServer();
		server.hostname = 'localhost';
		expect(await thrownBy(CALLS.createPlayer(clientOf(server)))).toMatchObject({
			kind: 'network',
			code: 'ECONNREFUSED',
		});
	});
});

describe('a lost response', () => {
	test.each(READS)('%s: a reset connection is network', async (operation) => {
		await using server = await TestServer.start();
		server.answer((response) => response.socket?.resetAndDestroy());
		expect(await thrownBy(CALLS[operation](server.client()))).toMatchObject({ kind: 'network', operation });
	});

	test.each(READS)('%s: silence is timeout', async (operation) => {
		await using server = await TestServer.start();
		const closed = new Promise<void>((resolve) => server.answer((response) => response.on('close', resolve)));
		const error = await thrownBy(CALLS[operation](server.client(600)));
		expect(error).toMatchObject({ kind: 'timeout', operation, status: undefined });
		await closed;
	});

	test.each(READS)('%s: half a body is network, a body that never ends timeout', async (operation) => {
		await using server = await TestServer.start();
		server.answer((response) => response.write('{"pro', () => response.destroy()));
		const cut = await thrownBy(CALLS[operation](server.client()));
		expect(cut).toMatchObject({ kind: 'network', operation, status: 200 });
		server.answer((response) => response.write('{"pro'));
		const endless = await thrownBy(CALLS[operation](server.client(600)));
		expect(endless).toMatchObject({ kind: 'timeout', operation, status: 200 });
	});

	test('reports an incomplete body as network', async () => {
		await using server = await TestServer.start();
		server.answer((response) => {
			response.writeHead(200, { 'Content-Length': '100' });
			response.write('{"projects":[]}', () => response.destroy());
		});
		expect(await thrownBy(listProjects(server.client()))).toMatchObject({ kind: 'network', status: 200 });
	});

	test('reports a 504 of a read as server', async () => {
		for (const operation of READS) {
			await using server = await TestServer.start();
			server.reply(504, { message: 'Gateway timeout.' });
			expect(await thrownBy(CALLS[operation](server.client()))).toMatchObject({
				kind: 'server',
				status: 504,
			});
		}
	});

	describe.each(WRITES)('%s: the outcome is unknown where looking it up fails too', (operation) => {
		test('when the connection is reset', async () => {
			await using server = await TestServer.start();
			server.answer((response) => response.socket?.resetAndDestroy());
			const error = await thrownBy(CALLS[operation](server.client()));
			expect(error).toMatchObject({ kind: 'unknownOutcome', operation });
			expect(error.code).toMatch(/^(ECONNRESET|UND_ERR_SOCKET)$/);
		});

		test('when no response arrives in time', async () => {
			await using server = await TestServer.start();
			server.answer(() => undefined);
			const error = await thrownBy(CALLS[operation](server.client(600)));
			expect(error).toMatchObject({ kind: 'unknownOutcome', operation });
		});

		test('when the body is cut', async () => {
			await using server = await TestServer.start();
			server.answer((response) => {
				response.writeHead(200, { 'X-Request-ID': 'r-1' });
				response.write('{"pla', () => response.destroy());
			});
			const error = await thrownBy(CALLS[operation](server.client()));
			expect(error).toMatchObject({ kind: 'unknownOutcome', operation, requestId: 'r-1' });
		});

		test.each([502, 504])('when a gateway answers %i', async (status) => {
			await using server = await TestServer.start();
			server.reply(status, '<html><head><title>Gateway</title></head></html>');
			const error = await thrownBy(CALLS[operation](server.client()));
			expect(error).toMatchObject({ kind: 'unknownOutcome', status, agoraMessage: 'Gateway' });
		});
	});

	test('an unknown outcome contains what to check', async () => {
		const checks = {
			createProject: 'list',
			resetCertificate: 'compare',
			createPlayer: 'list',
			updatePlayer: 'check',
			deletePlayer: 'list',
			setProjectEnabled: 'enabled',
			setCertificateEnabled: 'App Certificate',
			setRecordingServer: 'recording server',
		};
		for (const [operation, word] of Object.entries(checks)) {
			await using server = await TestServer.start();
			server.reply(504, '');
			const error = await thrownBy(CALLS[operation as keyof typeof checks](server.client()));
			expect(error.message).toMatch(new RegExp(`It may have been done nonetheless: .*${word}`));
			expect(error.message).toContain(`${error.check}`);
		}
	});
});

describe('an invalid 2xx response', () => {
	test.each(OPERATION_NAMES)('%s', async (operation) => {
		const kind = WRITES.includes(operation) ? 'unknownOutcome' : 'badResponse';
		for (const body of ['<!doctype html><title>Log in to the hotel</title>', '{"pro']) {
			await using server = await TestServer.start();
			server.reply(200, body);
			const error = await thrownBy(CALLS[operation](server.client()));
			expect(error).toMatchObject({ kind, operation, status: 200 });
			expect(error.message).not.toContain('hotel');
		}
	});

	test.each(READS)('%s: a body of another shape', async (operation) => {
		for (const body of ['"text"', 'null']) {
			await using server = await TestServer.start();
			server.reply(200, body);
			expect(await thrownBy(CALLS[operation](server.client()))).toMatchObject({ kind: 'badResponse' });
		}
	});

	test.each(READS)('%s: an empty body', async (operation) => {
		await using server = await TestServer.start();
		server.reply(200, '');
		const error = await thrownBy(CALLS[operation](server.client()));
		expect(error.kind).toBe('badResponse');
		expect(error.message).toContain('the response is empty');
	});
});

test('reports a refusal whose body is lost by its status', async () => {
	await using server = await TestServer.start();
	server.answer((response) => {
		response.writeHead(403);
		response.write('{"mess', () => response.destroy());
	});
	const error = await thrownBy(listProjects(server.client()));
	expect(error).toMatchObject({ kind: 'forbidden', status: 403, agoraMessage: undefined });
});
