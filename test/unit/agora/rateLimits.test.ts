import { describe, expect, test } from 'vitest';
import { type LimitedRequest, limitsOf } from '../../../src/agora/rateLimits';

const APP = { appId: 'a'.repeat(32) };
const OTHER_APP = { appId: 'b'.repeat(32) };
const named = { player: { name: 'class32_101' } };

function keysOf(request: LimitedRequest): string[] {
	return limitsOf(request).map(({ key }) => key);
}

function windowsOf(request: LimitedRequest): unknown {
	return limitsOf(request).map(({ windows }) => windows);
}

describe('Console REST API, Call frequency limit', () => {
	test.each([
		'listProjects',
		'getProject',
		'createProject',
		'setProjectEnabled',
		'setRecordingServer',
		'setCertificateEnabled',
		'resetCertificate',
		'getUsage',
		'listSenderAddresses',
	] as const)('%s: 10 a second', (operation) => {
		expect(windowsOf({ operation })).toEqual([[{ calls: 10, ms: 1000 }]]);
	});

	test('applies to each path, not to the account or the project', () => {
		expect(keysOf({ operation: 'listProjects' })).not.toEqual(keysOf({ operation: 'getUsage' }));
		expect(keysOf({ operation: 'getUsage', query: { project_id: '1' } })).toEqual(
			keysOf({ operation: 'getUsage', query: { project_id: '2' } }),
		);
		expect(keysOf({ operation: 'getProject' })).toEqual(keysOf({ operation: 'createProject' }));
	});
});

describe('Media Pull REST API, Rate limits', () => {
	test('limits Create with a name to 2 per second for each name and project, in all regions together', () => {
		const request = { operation: 'createPlayer', params: { ...APP, region: 'eu' }, body: named } as const;
		expect(windowsOf(request)).toEqual([[{ calls: 2, ms: 1000 }]]);
		expect(keysOf({ ...request, params: { ...APP, region: 'na' } })).toEqual(keysOf(request));
		expect(keysOf({ ...request, params: { ...OTHER_APP, region: 'eu' } })).not.toEqual(keysOf(request));
		expect(keysOf({ ...request, body: { player: { name: 'class33' } } })).not.toEqual(keysOf(request));
	});

	test.each([
		['no name', { player: { channelName: 'class32' } }],
		['an empty name', { player: { name: '' } }],
		['no player', {}],
		['no body', undefined],
	])('create with %s: 50 a second for each project', (_, body) => {
		const request = { operation: 'createPlayer', params: APP, ...(body && { body }) } as const;
		expect(windowsOf(request)).toEqual([[{ calls: 50, ms: 1000 }]]);
		expect(keysOf({ ...request, params: OTHER_APP })).not.toEqual(keysOf(request));
	});

	test('limits Delete to 100 per second for each project', () => {
		const request = { operation: 'deletePlayer', params: { ...APP, id: '1' } } as const;
		expect(windowsOf(request)).toEqual([[{ calls: 100, ms: 1000 }]]);
		expect(keysOf({ ...request, params: { ...APP, id: '2' } })).toEqual(keysOf(request));
		expect(keysOf({ ...request, params: { ...OTHER_APP, id: '1' } })).not.toEqual(keysOf(request));
	});

	test('limits List with a filter to 2 per second and 15 per minute for each project, for all channels together', () => {
		const request = {
			operation: 'listPlayers',
			params: APP,
			query: { filter: 'channelName eq a' },
		} as const;
		expect(windowsOf(request)).toEqual([
			[
				{ calls: 2, ms: 1000 },
				{ calls: 15, ms: 60_000 },
			],
		]);
		expect(keysOf({ ...request, query: { filter: 'channelName eq b' } })).toEqual(keysOf(request));
		expect(keysOf({ ...request, params: OTHER_APP })).not.toEqual(keysOf(request));
	});

	test('limits List without a filter to 10 per second and 20 per minute for each project', () => {
		const request = {
			operation: 'listPlayers',
			params: APP,
			query: { filter: undefined, pageSize: '500' },
		} as const;
		expect(windowsOf(request)).toEqual([
			[
				{ calls: 10, ms: 1000 },
				{ calls: 20, ms: 60_000 },
			],
		]);
		expect(limitsOf(request)[0]?.pollingShare).toBe(0.5);
		expect(keysOf({ operation: 'listPlayers', params: APP })).toEqual(keysOf(request));
		expect(keysOf({ ...request, query: { filter: 'channelName eq a' } })).not.toEqual(keysOf(request));
		expect(keysOf({ ...request, params: OTHER_APP })).not.toEqual(keysOf(request));
	});
});

describe('docs/agora-api.md, Media Pull: Update', () => {
	const update = (id: string, playerName?: string): LimitedRequest => ({
		operation: 'updatePlayer',
		params: { ...APP, id },
		playerName,
	});

	test('limits updates of a player with a name to 2 per second', () => {
		expect(windowsOf(update('1', 'a'))).toEqual([[{ calls: 2, ms: 1000 }]]);
		expect(keysOf(update('1', 'a'))).not.toEqual(keysOf(update('2', 'b')));
	});

	test('limits updates of players without a name to 50 per second for each project', () => {
		expect(windowsOf(update('1', ''))).toEqual([[{ calls: 50, ms: 1000 }]]);
		expect(keysOf(update('1', ''))).toEqual(keysOf(update('2', '')));
		expect(keysOf({ ...update('1', ''), params: { ...OTHER_APP, id: '1' } })).not.toEqual(
			keysOf(update('1', '')),
		);
	});

	test('applies both limits if it is unknown whether the player has a name', () => {
		expect(keysOf(update('1'))).toEqual([...keysOf(update('1', 'a')), ...keysOf(update('1', ''))]);
	});
});

describe('docs/agora-api.md, Channels and Bans', () => {
	const QUERIES = ['listChannels', 'listChannelUsers', 'listChannelHosts', 'getChannelUser'] as const;
	const BAN_CALLS = ['listBanRules', 'createBan', 'changeBan', 'liftBan'] as const;

	test.each(QUERIES)('%s: 20 a second, of which polling uses half', (operation) => {
		const [limit, ...others] = limitsOf({ operation, params: APP });
		expect(limit).toMatchObject({ windows: [{ calls: 20, ms: 1000 }], pollingShare: 0.5 });
		expect(others).toEqual([]);
	});

	test.each(BAN_CALLS)('%s: 10 a second', (operation) => {
		expect(windowsOf({ operation, params: APP })).toEqual([[{ calls: 10, ms: 1000 }]]);
	});

	test('polling uses half of the limit of listBanRules', () => {
		expect(limitsOf({ operation: 'listBanRules', params: APP })[0]?.pollingShare).toBe(0.5);
	});

	test('applies to each call for the whole account, not for each project', () => {
		const all = [...QUERIES, ...BAN_CALLS];
		const keys = all.flatMap((operation) => keysOf({ operation, params: APP }));
		expect(new Set(keys).size).toBe(all.length);
		expect(all.flatMap((operation) => keysOf({ operation, params: OTHER_APP }))).toEqual(keys);
	});
});
