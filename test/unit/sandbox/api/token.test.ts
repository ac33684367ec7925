import { RtcRole, RtcTokenBuilder } from 'agora-token';
import { describe, expect, test } from 'vitest';
import { openSandbox, playersPath } from '../openSandbox';

const player = { streamUrl: 'rtmp://a.example.com/b', channelName: 'class32' };

async function openProject() {
	const opened = await openSandbox();
	const project = opened.sandbox.state.addProject({ id: 'one' });
	const create = async (token: string, user: object) => {
		const { status, json } = await opened.call('POST', playersPath(project.appId), {
			player: { ...player, ...user, token },
		});
		return status === 200 ? 'taken' : json;
	};
	return { ...opened, project, create };
}

type Project = Awaited<ReturnType<typeof openProject>>['project'];

function mint({ appId, appCertificate }: Project, uid: number, channel = 'class32'): string {
	return RtcTokenBuilder.buildTokenWithUid(appId, appCertificate, channel, uid, RtcRole.PUBLISHER, 3600, 0);
}

const REFUSED = { message: 'Parameter token is invalid. Fix it in your request and retry.' };

describe('a token built with the certificate', () => {
	test('is accepted for its uid, or for any uid if it has none', async () => {
		const { project, create } = await openProject();
		expect(await create(mint(project, 101), { uid: 101 })).toBe('taken');
		expect(await create(mint(project, 0), { uid: 0 })).toBe('taken');
		expect(await create(mint(project, 0), { uid: 101 })).toBe('taken');
	});

	test('is accepted for its account', async () => {
		const { project, create } = await openProject();
		const { appId, appCertificate } = project;
		const [role, account] = [RtcRole.PUBLISHER, 'teacher101'];
		const token = RtcTokenBuilder.buildTokenWithUserAccount(
			appId,
			appCertificate,
			'class32',
			account,
			role,
			60,
			0,
		);
		expect(await create(token, { account })).toBe('taken');
		expect(await create(token, { account: 'teacher102' })).toEqual(REFUSED);
	});

	test('is refused for another user, channel or project, or when it is damaged', async () => {
		const { sandbox, project, create } = await openProject();
		const token = mint(project, 101);
		expect(await create(token, { uid: 102 })).toEqual(REFUSED);
		expect(await create(token, { uid: 0 })).toEqual(REFUSED);
		expect(await create(mint(project, 101, 'class33'), { uid: 101 })).toEqual(REFUSED);
		expect(await create(mint(sandbox.state.addProject(), 101), { uid: 101 })).toEqual(REFUSED);
		expect(await create(token.slice(0, -8), { uid: 101 })).toEqual(REFUSED);
		expect(await create('007', { uid: 101 })).toEqual(REFUSED);
	});

	test('is refused after a reset of the certificate', async () => {
		const { call, project, create } = await openProject();
		const token = mint(project, 101);
		await call('POST', '/dev/v1/reset_signkey', { id: 'one' });
		expect(await create(token, { uid: 101 })).toEqual(REFUSED);
		expect(await create(mint(project, 101), { uid: 101 })).toBe('taken');
	});
});
