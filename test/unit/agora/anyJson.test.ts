import fc from 'fast-check';
import { test } from 'vitest';
import { isAgoraError } from '../../../src/agora/http/error';
import { CALLS, OPERATION_NAMES } from './calls';
import { TestServer } from './testServer';

/** Values that trip conversions, as JSON can hold them. */
const value = fc.oneof(
	fc.jsonValue(),
	fc.constantFrom<unknown>({ toString: 0, valueOf: 0 }, '__proto__', 1e308, '0', '', -1, 1.5, [[]], [null]),
);

function record(...keys: string[]): fc.Arbitrary<unknown> {
	return fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
}

const project = record('id', 'name', 'vendor_key', 'sign_key', 'recording_server', 'status', 'created');
const player = record(
	'id',
	'name',
	'channelName',
	'uid',
	'account',
	'streamUrl',
	'createTs',
	'CreateTs',
	'status',
);
const day = record('date', 'usage');
const reply = fc.oneof(
	value,
	fc.record({ project: fc.oneof(value, project), success: value }, { requiredKeys: [] }),
	fc.record({ projects: fc.oneof(value, fc.array(project)) }),
	fc.record({ players: fc.oneof(value, fc.array(player)), nextPageToken: value, totalSize: value }),
	fc.record({ player: fc.oneof(value, player) }),
	fc.record({ meta: value, usages: fc.oneof(value, fc.array(day)) }, { requiredKeys: ['usages'] }),
);

test('any JSON at all, with any status, gives a value or an AgoraError', { timeout: 60_000 }, async () => {
	await using server = await TestServer.start();
	const status = fc.constantFrom(200, 201, 400, 404, 429, 500);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...OPERATION_NAMES), status, reply, async (operation, code, body) => {
			server.forgetAnswers();
			server.reply(code, JSON.stringify(body));
			await CALLS[operation](server.client()).catch((error: unknown) => {
				if (!isAgoraError(error)) {
					throw error;
				}
			});
		}),
		{ numRuns: 500 },
	);
});
