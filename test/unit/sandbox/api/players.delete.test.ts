import { expect, test } from 'vitest';
import { listPath, openSandbox, playersPath } from '../openSandbox';

const GONE = { message: 'Resource is not found and destroyed.' };

test('Delete finds a player in its own region and project only', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject();
	const other = sandbox.state.addProject();
	const { id } = sandbox.state.addPlayer({ appId, region: 'eu' });
	for (const path of [playersPath(appId, id, 'na'), playersPath(other.appId, id, 'eu')]) {
		const { status, json } = await call('DELETE', path);
		expect([status, json]).toEqual([404, GONE]);
	}
	expect(sandbox.state.players).toHaveLength(1);
	expect((await call('DELETE', playersPath(appId, id, 'eu'))).status).toBe(200);
});

test.each([
	[404, GONE],
	[200, undefined],
] as const)(
	'Delete of a missing player responds with the configured status %s',
	async (deleteGoneStatus, body) => {
		const { sandbox, call } = await openSandbox({ behaviour: { deleteGoneStatus } });
		const { appId } = sandbox.state.addProject();
		const { id } = sandbox.state.addPlayer({ appId });
		await call('DELETE', playersPath(appId, id));
		const again = await call('DELETE', playersPath(appId, id));
		expect([again.status, again.json]).toEqual([deleteGoneStatus, body]);
		expect(again.headers.get('X-Resource-ID')).toBe(id);
	},
);

test.each([404, 200] as const)(
	'Delete in another region responds with the configured status %s and deletes nothing',
	async (deleteElsewhereStatus) => {
		const { sandbox, call } = await openSandbox({ behaviour: { deleteElsewhereStatus } });
		const { appId } = sandbox.state.addProject();
		const { id } = sandbox.state.addPlayer({ appId, region: 'eu' });
		expect((await call('DELETE', playersPath(appId, id, 'na'))).status).toBe(deleteElsewhereStatus);
		expect(sandbox.state.players).toHaveLength(1);
	},
);

test('a player that is being moved is not listed and cannot be deleted or changed until the move ends', async () => {
	const { sandbox, clock, call } = await openSandbox({
		behaviour: { listLagSeconds: 0, deleteGoneStatus: 200 },
	});
	const { appId } = sandbox.state.addProject();
	const { id } = sandbox.state.addPlayer({ appId });
	sandbox.state.failOver(id, 240);
	clock.skip(239_000);
	expect((await call('GET', listPath(appId))).json).toMatchObject({ totalSize: 0, players: [] });
	expect((await call('DELETE', playersPath(appId, id))).json).toEqual(GONE);
	const update = await call('PATCH', `${playersPath(appId, id)}?sequence=1`, { player: { isPause: true } });
	expect(update.status).toBe(404);
	clock.skip(1000);
	expect((await call('GET', listPath(appId))).json).toMatchObject({ players: [{ id }] });
	expect((await call('DELETE', playersPath(appId, id))).status).toBe(200);
	expect(sandbox.state.players).toEqual([]);
});

test('List shows a deleted player for the configured time', async () => {
	const { sandbox, clock, call } = await openSandbox({
		behaviour: { listLagSeconds: 0, listLagAfterDeleteSeconds: 5 },
	});
	const { appId } = sandbox.state.addProject();
	const { id } = sandbox.state.addPlayer({ appId });
	await call('DELETE', playersPath(appId, id));
	clock.skip(4900);
	expect((await call('GET', listPath(appId))).json).toMatchObject({ players: [{ id }] });
	clock.skip(100);
	expect((await call('GET', listPath(appId))).json).toMatchObject({ players: [] });
});
