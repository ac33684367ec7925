import { expect, test } from 'vitest';
import { openSandbox, playersPath } from '../openSandbox';

const GONE = { message: 'Resource is not found and destroyed.' };

test('a player is found only in its own region and project', async () => {
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
] as const)('deleting a player that is gone answers %s as told', async (deleteGoneStatus, body) => {
	const { sandbox, call } = await openSandbox({ behaviour: { deleteGoneStatus } });
	const { appId } = sandbox.state.addProject();
	const { id } = sandbox.state.addPlayer({ appId });
	await call('DELETE', playersPath(appId, id));
	const again = await call('DELETE', playersPath(appId, id));
	expect([again.status, again.json]).toEqual([deleteGoneStatus, body]);
	expect(again.headers.get('X-Resource-ID')).toBe(id);
});
