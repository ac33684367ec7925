import { describe, expect, test } from 'vitest';
import { deletePlayer } from '../../../../src/agora/mediaPull/deletePlayer';
import type { Region } from '../../../../src/agora/mediaPull/player';
import { updatePlayer } from '../../../../src/agora/mediaPull/updatePlayer';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';
import { APP, ID, PLAYERS, UUID } from './addresses';
import { sequencesFrom } from './sequences';

describe('Delete', () => {
	test('sends the request of the document, without a body', async () => {
		await using server = await TestServer.start();
		server.reply(200, '');
		expect(await deletePlayer(server.client(), { region: 'eu', appId: APP, id: ID })).toBe('deleted');
		expect(server.request).toMatchObject({ method: 'DELETE', url: `/eu${PLAYERS}/${ID}`, body: '' });
		expect(server.request.headers).toMatchObject({
			authorization: expect.stringMatching(/^Basic /),
			'x-request-id': expect.stringMatching(UUID),
		});
		expect(server.request.headers).not.toHaveProperty('content-type');
	});

	test('reports a player that is already gone', async () => {
		await using server = await TestServer.start();
		server.reply(404, { message: 'Resource is not found and destroyed.' });
		expect(await deletePlayer(server.client(), { region: 'eu', appId: APP, id: ID })).toBe('alreadyGone');
	});

	test.each([
		{ message: 'no Route matched with those values' },
		{ message: 'Project not found' },
		'<html><title>404 Not Found</title></html>',
		'',
	])('does not report a player as gone after another 404: %j', async (body) => {
		await using server = await TestServer.start();
		server.reply(404, body);
		const error = await thrownBy(deletePlayer(server.client(), { region: 'eu', appId: APP, id: ID }));
		expect(error.kind).toBe('notFound');
	});

	test('encodes the id in the path', async () => {
		await using server = await TestServer.start();
		server.reply(200, '');
		await deletePlayer(server.client(), { region: 'eu', appId: APP, id: 'a/../b?c#d e\ud800' });
		expect(server.request.url).toBe(`/eu${PLAYERS}/a%2F..%2Fb%3Fc%23d%20e%EF%BF%BD`);
		for (const id of ['', '.', '..']) {
			const error = await thrownBy(deletePlayer(server.client(), { region: 'eu', appId: APP, id }));
			expect(error).toMatchObject({ kind: 'invalid', issues: [{ field: 'id' }] });
		}
		const elsewhere = deletePlayer(server.client(), { region: 'mars' as Region, appId: APP, id: ID });
		expect(await thrownBy(elsewhere)).toMatchObject({ kind: 'invalid', issues: [{ field: 'region' }] });
		expect(server.requests).toHaveLength(1);
	});
});

describe('Update', () => {
	test('sends a PATCH with the sequence in the query and the changes in the body', async () => {
		await using server = await TestServer.start();
		server.reply(204, '');
		const changes = { isPause: false, audioOptions: { profile: 1, volume: 50 }, streamUrl: undefined };
		await updatePlayer(server.client(), {
			region: 'ap',
			appId: APP,
			id: ID,
			sequences: sequencesFrom(1575508644),
			changes,
		});
		expect(server.request).toMatchObject({
			method: 'PATCH',
			url: `/ap${PLAYERS}/${ID}?sequence=1575508644`,
			body: '{"player":{"isPause":false,"audioOptions":{"profile":1,"volume":50}}}',
		});
		expect(server.request.headers).toMatchObject({
			'content-type': 'application/json',
			'x-request-id': expect.stringMatching(UUID),
		});
	});

	test.each([
		[{}, 0, 'changes required'],
		[{ isPause: true }, -1, 'sequence range'],
		[{ streamUrl: 'ftp://example.com/x' }, 0, 'streamUrl format'],
		[{ seekPosition: -1 }, 0, 'seekPosition range'],
		[{ tempo: 3 }, 0, 'tempo format'],
		[{ audioOptions: { profile: 1 } }, 0, 'audioOptions.volume required'],
		[{ audioOptions: { volume: 201 } }, 0, 'audioOptions.volume range'],
	])('refuses %j with sequence %i before it is sent', async (changes, first, issue) => {
		await using server = await TestServer.start();
		const update = { region: 'ap', appId: APP, id: ID, sequences: sequencesFrom(first), changes } as const;
		const error = await thrownBy(updatePlayer(server.client(), update));
		expect(error.issues.map(({ field, rule }) => `${field} ${rule}`)).toEqual([issue]);
		expect(server.requests).toEqual([]);
	});
});
