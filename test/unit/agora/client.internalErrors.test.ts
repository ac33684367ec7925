import { describe, expect, test } from 'vitest';
import { AgoraClient } from '../../../src/agora/client';
import { setProjectEnabled } from '../../../src/agora/console/changeProject';
import { listProjects } from '../../../src/agora/console/projects';
import type { RequestLog } from '../../../src/agora/requestLog';
import { Deadline } from '../../../src/agora/transport';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { planOfHosts } from './testHosts';
import { CUSTOMER, clientOf, TestServer } from './testServer';
import { thrownBy } from './thrown';

const MISTAKE = new RangeError('a mistake');

/** Throws at every line like this. */
function brokenAt(pattern: RegExp): RequestLog {
	const write = (line: string): void => {
		if (pattern.test(line)) {
			throw MISTAKE;
		}
	};
	return { debug: write, info: write, warn: write };
}

describe("an error in the extension's own code is not reported as a server error", () => {
	test('while it parses a response', async () => {
		await using server = await TestServer.start();
		server.reply(200, {});
		const read = (): never => {
			throw MISTAKE;
		};
		await expect(server.client().send({ operation: 'listProjects' }, read)).rejects.toBe(MISTAKE);
	});

	test('while it sends', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [] });
		const log = brokenAt(/→/);
		const client = new AgoraClient({ hosts: planOfHosts([server.url]), credentials: CUSTOMER, log });
		await expect(listProjects(client)).rejects.toBe(MISTAKE);
		expect(server.requests).toEqual([]);
	});

	test('while it reads a project again after a change', async () => {
		await using server = await TestServer.start();
		server.reply(200, { success: true });
		const log = brokenAt(/→ \w+ GET/);
		const client = new AgoraClient({ hosts: planOfHosts([server.url]), credentials: CUSTOMER, log });
		await expect(setProjectEnabled(client, { id: 'p', name: 'n' }, true)).rejects.toBe(MISTAKE);
		expect(server.requests).toHaveLength(1);
	});

	test('with empty path parameters: sends nothing and reports each of them', async () => {
		const client = clientOf(new URL('http://127.0.0.1:9'));
		const error = await thrownBy(client.send({ operation: 'deletePlayer' }, () => undefined));
		expect(error).toMatchObject({ kind: 'invalid', status: undefined });
		expect(error.issues.map(({ field }) => field)).toEqual(['region', 'appId', 'id']);
	});
});

test('a deadline with an aborted signal has already ended', () => {
	const deadline = new Deadline(60_000, AbortSignal.abort(), new SimulatedClock());
	expect([deadline.ended, deadline.signal.aborted]).toEqual(['cancelled', true]);
	deadline.release();
});
