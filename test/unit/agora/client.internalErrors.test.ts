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

describe('a mistake of this code is not taken for a failure of the server', () => {
	test('in making sense of an answer', async () => {
		await using server = await TestServer.start();
		server.reply(200, {});
		const read = (): never => {
			throw MISTAKE;
		};
		await expect(server.client().send({ operation: 'listProjects' }, read)).rejects.toBe(MISTAKE);
	});

	test('in sending', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [] });
		const log = brokenAt(/→/);
		const client = new AgoraClient({ hosts: planOfHosts([server.url]), credentials: CUSTOMER, log });
		await expect(listProjects(client)).rejects.toBe(MISTAKE);
		expect(server.requests).toEqual([]);
	});

	test('in reading a project again after a change', async () => {
		await using server = await TestServer.start();
		server.reply(200, { success: true });
		const log = brokenAt(/→ \w+ GET/);
		const client = new AgoraClient({ hosts: planOfHosts([server.url]), credentials: CUSTOMER, log });
		await expect(setProjectEnabled(client, { id: 'p', name: 'n' }, true)).rejects.toBe(MISTAKE);
		expect(server.requests).toHaveLength(1);
	});

	test('in naming what a request is about: nothing is sent, and every gap is told', async () => {
		const client = clientOf(new URL('http://127.0.0.1:9'));
		const error = await thrownBy(client.send({ operation: 'deletePlayer' }, () => undefined));
		expect(error).toMatchObject({ kind: 'invalid', status: undefined });
		expect(error.issues.map(({ field }) => field)).toEqual(['region', 'appId', 'id']);
	});
});

test('a deadline for a caller who has left already is over at once', () => {
	const deadline = new Deadline(60_000, AbortSignal.abort(), new SimulatedClock());
	expect([deadline.ended, deadline.signal.aborted]).toEqual(['cancelled', true]);
	deadline.release();
});
