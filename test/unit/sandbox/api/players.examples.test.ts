import { expect, test } from 'vitest';
import * as examples from '../examples';
import { listPath, openSandbox, playersPath } from '../openSandbox';

const ID = /^[0-9a-f]{32}$/;

test.each([
	['without transcoding', examples.createPlayerRequest],
	['with transcoding', examples.createTranscodingPlayerRequest],
])('Create API, %s', async (_, request) => {
	const { sandbox, call } = await openSandbox({
		time: 1575508644_000,
		behaviour: { connectSeconds: 0 },
	});
	const { appId } = sandbox.state.addProject();
	const answer = await call('POST', playersPath(appId), request);
	const [player] = sandbox.state.players;
	expect(player?.id).toMatch(ID);
	expect(answer.status).toBe(200);
	expect(answer.headers.get('X-Resource-ID')).toBe(player?.id);
	const { createdPlayer } = examples;
	expect(answer.text).toBe(
		JSON.stringify({ ...createdPlayer, player: { ...createdPlayer.player, id: player?.id } }),
	);
});

test('Delete responds with an empty body and the id in X-Resource-ID', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject();
	const { id } = sandbox.state.addPlayer({ appId });
	const answer = await call('DELETE', playersPath(appId, id));
	expect([answer.status, answer.text]).toEqual([200, '']);
	expect(answer.headers.get('X-Resource-ID')).toBe(id);
	expect(answer.headers.get('Content-Type')).toBeNull();
	expect(sandbox.state.players).toEqual([]);
});

test('List responds as in the document’s example', async () => {
	const { sandbox, call } = await openSandbox({
		time: 1575588645_000,
		behaviour: { listLagSeconds: 0 },
	});
	const { appId } = sandbox.state.addProject();
	for (const { createTs, status, ...player } of examples.listedPlayers.players) {
		sandbox.state.addPlayer({ ...player, appId, createdAt: createTs * 1000 });
	}
	for (let index = 0; index < 8; index++) {
		sandbox.state.addPlayer({ appId });
	}
	const answer = await call('GET', listPath(appId, '?pageSize=2'));
	const nextPageToken = (answer.json as { nextPageToken: unknown }).nextPageToken;
	expect(nextPageToken).toMatch(/^.+$/);
	expect(answer.status).toBe(200);
	expect(answer.text).toBe(JSON.stringify({ ...examples.listedPlayers, nextPageToken }));
});

test('the response for a player with an account has account instead of uid', async () => {
	const { sandbox, call } = await openSandbox({ behaviour: { listLagSeconds: 0 } });
	const { appId } = sandbox.state.addProject();
	const { uid, playTs, ...player } = examples.createPlayerRequest.player;
	const created = await call('POST', playersPath(appId), { player: { ...player, account: 'teacher101' } });
	expect(created.text).toMatch(/^\{"player":\{"account":"teacher101","id":"[0-9a-f]{32}","createTs":\d+,/);
	expect(created.json).toMatchObject({ fields: 'player.account,player.id,player.createTs,player.status' });
	const listed = await call('GET', listPath(appId));
	expect(listed.json).toMatchObject({
		players: [{ account: 'teacher101' }],
		fields:
			'player.name,player.streamUrl,player.channelName,player.account,player.id,player.createTs,player.status',
	});
	expect(listed.text).not.toContain('"uid"');
});
