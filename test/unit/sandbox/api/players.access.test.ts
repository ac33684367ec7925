import { expect, test } from 'vitest';
import { listPath, type OpenSandbox, openSandbox, playersPath } from '../openSandbox';

const ID = '0'.repeat(32);
const player = { streamUrl: 'rtmp://a.example.com/b', channelName: 'c', uid: 1 };

const calls: [string, (open: OpenSandbox, appId: string) => ReturnType<OpenSandbox['call']>][] = [
	['create', ({ call }, appId) => call('POST', playersPath(appId), { player })],
	['list', ({ call }, appId) => call('GET', listPath(appId))],
	['delete', ({ call }, appId) => call('DELETE', playersPath(appId, ID))],
	['update', ({ call }, appId) => call('PATCH', `${playersPath(appId, ID)}?sequence=0`, { player: {} })],
];

test.each(calls)('%s responds with the documented 403 where Media Pull is not permitted', async (_, run) => {
	const open = await openSandbox();
	const { state } = open.sandbox;
	const notEnabled = await run(open, state.addProject({ mediaPull: 'notEnabled' }).appId);
	expect([notEnabled.status, notEnabled.json]).toEqual([
		403,
		{ message: 'This project has not enabled Cloud Player product yet. Contact us to enable it.' },
	]);
	const revoked = {
		message: "This project's permission to use Cloud Player was revoked. Contact us for details.",
	};
	for (const project of [state.addProject({ mediaPull: 'revoked' }), state.addProject({ enabled: false })]) {
		const { status, json } = await run(open, project.appId);
		expect([status, json]).toEqual([403, revoked]);
	}
});

test.each(calls)(
	'%s responds with 404 for an unknown App ID and with 400 for an invalid one',
	async (_, run) => {
		const open = await openSandbox();
		const unknown = await run(open, 'f'.repeat(32));
		expect([unknown.status, unknown.json]).toEqual([
			404,
			{ message: 'Resource is not found and destroyed.' },
		]);
		const malformed = await run(open, '7sdnf3xRH');
		expect([malformed.status, malformed.json]).toEqual([
			400,
			{ message: 'Parameter appId is invalid. Fix it in your request and retry.' },
		]);
	},
);
