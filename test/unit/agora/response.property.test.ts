import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	changeResponseSchema,
	projectItemsSchema,
	projectSchema,
	readProjectItems,
} from '../../../src/agora/console/projects';
import { columnsOf, readDays, usageResponseSchema } from '../../../src/agora/console/usage';
import { isAgoraError } from '../../../src/agora/errors';
import { createResponseSchema, listResponseSchema, readPlayers } from '../../../src/agora/mediaPull/player';
import { parseResponse } from '../../../src/agora/response';
import { CALLS, OPERATION_NAMES } from './calls';
import { TestServer } from './testServer';

/** Whether a reply's text, read to its last item, gives a value or nothing but `badResponse`. */
type Read = (reply: Parameters<typeof parseResponse>[0]) => unknown;

const READS: Record<string, Read> = {
	projectItems: (reply) => readProjectItems(parseResponse(reply, projectItemsSchema)),
	project: (reply) => parseResponse(reply, projectSchema),
	changeReply: (reply) => readProjectItems(parseResponse(reply, changeResponseSchema)),
	usageReply: (reply) => {
		const { meta, usages } = parseResponse(reply, usageResponseSchema);
		return columnsOf(meta, readDays(usages ?? []).days);
	},
	createReply: (reply) => parseResponse(reply, createResponseSchema),
	listReply: (reply) => readPlayers(parseResponse(reply, listResponseSchema).players ?? []),
};

/** Every key that a reader looks for, and those that trip objects. */
const KEYS = [
	...['project', 'projects', 'success', 'id', 'name', 'vendor_key', 'sign_key', 'recording_server', 'status'],
	...['created', 'meta', 'usages', 'date', 'usage', 'en', 'cn', 'unit', 'player', 'players', 'nextPageToken'],
	...['totalSize', 'channelName', 'uid', 'account', 'streamUrl', 'createTs', 'CreateTs'],
	...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '0'],
];
const scalar = fc.oneof(
	fc.string(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.constantFrom(null, true, false, '', '0', 0, -1, 1.5, 1e308, '1575508644', '2021-10-12T00:00:00.000Z'),
);
const { json } = fc.letrec<{ json: string }>((tie) => ({
	json: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		scalar.map((value) => JSON.stringify(value)),
		fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
		fc
			.array(fc.tuple(fc.constantFrom(...KEYS), tie('json')), { maxLength: 8 })
			.map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
	),
}));

/** Replies whose outside is right, so that what is inside gets read. */
const items = fc.array(json, { maxLength: 4 }).map((all) => `[${all.join(',')}]`);
const envelope = fc.oneof(
	fc.tuple(fc.constantFrom('project', 'projects', 'players'), items),
	fc.tuple(fc.constantFrom('project', 'player'), json),
	fc.tuple(
		fc.constant('usages'),
		json.map((usage) => `[{"date":1575508644,"usage":${usage}}]`),
	),
);
const reply = envelope.map(([key, value]) => `{${JSON.stringify(key)}:${value},"nextPageToken":${value}}`);

const anything = fc.oneof(reply, json, fc.json(), fc.string());

describe('any JSON is parsed or reported as badResponse', () => {
	test.each(Object.entries(READS))('%s', (_, read) => {
		fc.assert(
			fc.property(anything, (text) => {
				const ids = { requestId: undefined, resourceId: undefined, retryAfter: undefined };
				try {
					read({ operation: 'listProjects', status: 200, text, size: text.length, ...ids });
				} catch (error) {
					expect(isAgoraError(error, 'badResponse')).toBe(true);
				}
			}),
			{ numRuns: 3000 },
		);
	});
});

test('every call returns a value or throws an AgoraError for any text with any status', async () => {
	await using server = await TestServer.start();
	const status = fc.constantFrom(200, 201, 400, 404, 409, 429, 500, 504);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...OPERATION_NAMES), status, anything, async (operation, code, text) => {
			server.forgetAnswers();
			server.reply(code, text);
			await CALLS[operation](server.client()).catch((error: unknown) => {
				if (!isAgoraError(error)) {
					throw error;
				}
			});
		}),
		{ numRuns: 500 },
	);
});
