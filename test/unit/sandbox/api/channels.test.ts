import { describe, expect, test } from 'vitest';
import type { NewChannel } from '../../../../src/sandbox/channels';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import type { NewProject } from '../../../../src/sandbox/state';
import { channelsPath, openSandbox, userPath, usersPath } from '../openSandbox';

interface ChannelsPage {
	readonly channels: readonly { readonly channel_name: string; readonly user_count: number }[];
	readonly total_size: number;
}

interface UserLists {
	readonly broadcasters: readonly unknown[];
	readonly audience: readonly unknown[];
	readonly audience_total: number;
}

async function openProject(options: SandboxOptions = {}, project: NewProject = {}) {
	const opened = await openSandbox(options);
	const { appId } = opened.sandbox.state.addProject(project);
	const { channels } = opened.sandbox.state;
	const data = async (path: string) => {
		const { status, json } = await opened.call('GET', path);
		expect(status).toBe(200);
		return (json as { data: unknown }).data;
	};
	return {
		...opened,
		appId,
		channels,
		add: (channel: Omit<NewChannel, 'appId'>) => channels.add({ ...channel, appId }),
		addMany: (count: number) => {
			for (let index = 0; index < count; index++) {
				channels.add({ appId, name: `channel${index}`, hosts: 1 });
			}
		},
		data,
		page: async (query: string) => (await data(channelsPath(appId, query))) as ChannelsPage,
		lists: async (name: string) => (await data(usersPath(appId, name))) as UserLists,
	};
}

function namesOf(pages: readonly ChannelsPage[]): string[] {
	return pages.flatMap(({ channels }) => channels).map(({ channel_name }) => channel_name);
}

describe('list channels', () => {
	test('has pages of 100 from 0 by default, and empty pages after the last one', async () => {
		const { addMany, page } = await openProject();
		addMany(250);
		const pages = await Promise.all(['', '?page_no=1', '?page_no=2', '?page_no=3'].map(page));
		expect(pages.map(({ channels }) => channels.length)).toEqual([100, 100, 50, 0]);
		expect(pages.map(({ total_size }) => total_size)).toEqual([250, 250, 250, 250]);
		expect(new Set(namesOf(pages)).size).toBe(250);
	});

	test('can count the channels of the page only', async () => {
		const { addMany, page } = await openProject({ behaviour: { channelTotal: 'page' } });
		addMany(150);
		const pages = await Promise.all(['', '?page_no=1'].map(page));
		expect(pages.map(({ total_size }) => total_size)).toEqual([100, 50]);
	});

	test.each([
		['page_no=-1', 'page_no'],
		['page_no=1.5', 'page_no'],
		['page_no=', 'page_no'],
		['page_size=0', 'page_size'],
		['page_size=501', 'page_size'],
		['page_size=all', 'page_size'],
	])('refuses %s', async (query, parameter) => {
		const { appId, call } = await openProject();
		const { status, json } = await call('GET', channelsPath(appId, `?${query}`));
		expect([status, json]).toEqual([400, { message: `invalid ${parameter}` }]);
	});

	test('contains only the channels of the project that have users now', async () => {
		const { sandbox, clock, appId, channels, add, page } = await openProject();
		channels.add({ appId: sandbox.state.addProject().appId, name: 'elsewhere', hosts: 1 });
		add({ name: 'one', hosts: 1 });
		add({ name: 'two', profile: 'communication', users: 2 });
		add({ name: 'empty' });
		add({ name: 'later', hosts: [{ joinedAt: clock.now() + 1000 }] });
		expect((await page('')).channels).toEqual([
			{ channel_name: 'one', user_count: 1 },
			{ channel_name: 'two', user_count: 2 },
		]);
		clock.skip(1000);
		channels.end(appId, 'one');
		expect(namesOf([await page('')])).toEqual(['two', 'later']);
	});

	test('can have a channel on two pages, or on none', async () => {
		const { sandbox, addMany, page } = await openProject();
		addMany(10);
		const all = Array.from({ length: 10 }, (_, index) => `channel${index}`);
		const read = async () =>
			namesOf(await Promise.all([0, 1, 2, 3].map((number) => page(`?page_no=${number}&page_size=4`))));
		expect(await read()).toEqual(all);
		sandbox.state.behaviour.channelPages = 'repeated';
		const repeated = await read();
		expect(repeated.toSorted()).toEqual([...all, 'channel3', 'channel6', 'channel9'].toSorted());
		sandbox.state.behaviour.channelPages = 'missing';
		expect(await read()).toEqual(all.filter((name) => name !== 'channel4' && name !== 'channel9'));
	});
});

describe('users of a channel', () => {
	test('lists the first 10,000 of the audience and counts all', async () => {
		const { add, lists, page } = await openProject();
		add({ name: 'town', hosts: 2, audience: 12_000 });
		const { broadcasters, audience, audience_total } = await lists('town');
		expect([broadcasters.length, audience.length, audience_total]).toEqual([2, 10_000, 12_000]);
		expect(new Set([...broadcasters, ...audience]).size).toBe(10_002);
		expect((await page('')).channels).toEqual([{ channel_name: 'town', user_count: 12_002 }]);
	});

	test('has accounts as texts, which the call for one user does not take', async () => {
		const { add, data, appId, call } = await openProject();
		add({ name: 'c', hosts: [{ account: '42' }, { uid: 43 }], audience: [{ account: 'anna' }] });
		expect(await data(usersPath(appId, 'c'))).toEqual({
			channel_exist: true,
			mode: 2,
			broadcasters: ['42', 43],
			audience: ['anna'],
			audience_total: 1,
		});
		expect(await data(userPath(appId, 'c', 42))).toEqual({ in_channel: false });
		for (const user of ['anna', '0', '4294967296', '1.5', '-1', '0x2b']) {
			const { status, json } = await call('GET', userPath(appId, 'c', user));
			expect([status, json]).toEqual([400, { message: 'invalid uid' }]);
		}
	});

	test('are found under a name with special characters, in the same case only', async () => {
		const { add, data, appId } = await openProject();
		const name = 'a b%&?#+;=:@<>{}|~,.Z';
		add({ name, hosts: [{ uid: 1 }] });
		expect(await data(usersPath(appId, name))).toMatchObject({ broadcasters: [1] });
		expect(await data(userPath(appId, name, 1))).toMatchObject({ in_channel: true });
		expect(await data(usersPath(appId, name.toLowerCase()))).toEqual({ channel_exist: false });
	});

	test('a name that is not encoded properly is refused', async () => {
		const { appId, call } = await openProject();
		const { status, json } = await call('GET', `/dev/v1/channel/user/${appId}/%E0%A4%A`);
		expect([status, json]).toEqual([400, { message: 'invalid channelName' }]);
	});

	test('have a role, a platform and a join time', async () => {
		const { clock, add, data, appId } = await openProject();
		const joinedAt = clock.now() - 90_000;
		add({ name: 'live', hosts: [{ uid: 1, platform: 2, joinedAt }], audience: [{ uid: 2 }] });
		add({ name: 'talk', profile: 'communication', users: [{ uid: 3, platform: 0 }] });
		expect(await data(userPath(appId, 'live', 1))).toEqual({
			in_channel: true,
			uid: 1,
			join: joinedAt / 1000,
			role: 2,
			platform: 2,
		});
		expect(await data(userPath(appId, 'live', 2))).toMatchObject({ role: 3, join: clock.now() / 1000 });
		expect(await data(userPath(appId, 'talk', 3))).toMatchObject({ role: 1, platform: 0 });
		expect(await data(userPath(appId, 'talk', 1))).toEqual({ in_channel: false });
	});

	test('join and leave', async () => {
		const { clock, appId, channels, lists, data } = await openProject();
		channels.join(appId, 'c', { uid: 1 });
		channels.join(appId, 'c', { uid: 2, role: 'audience' });
		expect(await lists('c')).toMatchObject({ broadcasters: [1], audience: [2] });
		clock.skip(1000);
		channels.leave(appId, 'c', { uid: 1 });
		expect(await lists('c')).toMatchObject({ broadcasters: [], audience: [2] });
		clock.skip(1000);
		channels.join(appId, 'c', { uid: 1 });
		expect(await data(userPath(appId, 'c', 1))).toMatchObject({ join: clock.now() / 1000 });
	});

	test.each([
		['mode', { channel_exist: true, mode: 1 }],
		['notExist', { channel_exist: false }],
	] as const)('hosts of a communication channel: %s', async (communicationHosts, expected) => {
		const { add, data, appId } = await openProject({ behaviour: { communicationHosts } });
		add({ name: 'talk', profile: 'communication', users: 2 });
		expect(await data(`${usersPath(appId, 'talk')}/hosts_only`)).toEqual(expected);
	});
});

test('all lists lag by the given seconds', async () => {
	const { clock, appId, channels, lists, page, data } = await openProject({
		behaviour: { channelLagSeconds: 60 },
	});
	channels.join(appId, 'c', { uid: 1 });
	const exists = async () => [
		namesOf([await page('')]).length,
		(await lists('c')).broadcasters?.length ?? 0,
		((await data(userPath(appId, 'c', 1))) as { in_channel: boolean }).in_channel,
	];
	clock.skip(59_000);
	expect(await exists()).toEqual([0, 0, false]);
	clock.skip(1000);
	expect(await exists()).toEqual([1, 1, true]);
	channels.leave(appId, 'c', { uid: 1 });
	clock.skip(59_000);
	expect(await exists()).toEqual([1, 1, true]);
	clock.skip(1000);
	expect(await exists()).toEqual([0, 0, false]);
});

describe('refusals of every query', () => {
	const paths = (appId: string) => [
		channelsPath(appId),
		usersPath(appId, 'c'),
		`${usersPath(appId, 'c')}/hosts_only`,
		userPath(appId, 'c', 1),
	];

	test.each([
		['an unknown App ID', {}, (appId: string) => appId.toUpperCase(), 400, 'invalid appid'],
		['a disabled project', { enabled: false }, undefined, 400, 'no active status'],
		['no permission', { channelManagement: 'forbidden' }, undefined, 403, 'Forbidden.'],
	] as const)('%s', async (_, project, change, status, message) => {
		const { appId, call } = await openProject({}, { appId: `a${'0'.repeat(31)}`, ...project });
		for (const path of paths(change?.(appId) ?? appId)) {
			const answer = await call('GET', path);
			expect([answer.status, answer.json]).toEqual([status, { message }]);
		}
	});

	test('wrong credentials', async () => {
		const { appId, call } = await openProject();
		for (const path of paths(appId)) {
			expect((await call('GET', path, undefined, { Authorization: 'Basic eA==' })).status).toBe(401);
		}
	});
});
