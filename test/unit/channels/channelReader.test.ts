import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAgoraError } from '../../../src/agora/errors';
import type { SandboxProject } from '../../../src/sandbox/state';
import { ChannelsContext } from './channelsContext';

let context: ChannelsContext;
let project: SandboxProject;

beforeEach(async () => {
	context = await ChannelsContext.open();
	project = context.sandbox.state.addProject();
	context.signIn();
});

afterEach(() => context.close());

function addChannel(name: string, hosts = 1, { appId }: SandboxProject = project): void {
	context.sandbox.state.channels.add({ appId, name, hosts });
}

function kindOf(error: unknown): string | undefined {
	return isAgoraError(error) ? error.kind : undefined;
}

describe('ChannelReader', () => {
	it('reads channels, users, one user and bans into the store', async () => {
		const { sandbox, store, reader, clock } = context;
		const { appId } = project;
		const joinedAt = clock.now() - 60_000;
		const host = { uid: 7, platform: 7, joinedAt };
		sandbox.state.channels.add({ appId, name: 'class32', hosts: [host], audience: 3 });
		sandbox.state.banRules.add({ appId, uid: 9, channelName: 'class32' });
		await reader.readChannels(project);
		await reader.readUsers(project, 'class32');
		await reader.readUser(project, 'class32', 7);
		await reader.readBans(project);
		expect(store.channels(appId).value).toMatchObject([{ name: 'class32', userCount: 4 }]);
		expect(store.users(appId, 'class32').value).toMatchObject({
			profile: 'live',
			hosts: [{ uid: 7 }],
			audienceTotal: 3,
		});
		expect(store.user(appId, 'class32', 7).value).toEqual({
			inChannel: true,
			joinedAt: new Date(joinedAt),
			role: 'host',
			platform: 'web',
		});
		expect(store.bans(appId).value).toMatchObject([{ uid: 9, channelName: 'class32' }]);
	});

	it('stores why something could not be read, and that it was read again', async () => {
		const { sandbox, store, reader } = context;
		addChannel('class32');
		await reader.readChannels(project);
		sandbox.faults.next({ status: 503 });
		await reader.readChannels(project, { priority: 'polling' });
		expect(store.channels(project.appId).value).toHaveLength(1);
		expect(kindOf(store.channels(project.appId).error)).toBe('server');
		await reader.readChannels(project);
		expect(store.channels(project.appId).error).toBeUndefined();
	});

	it('refreshes what is shown: channels, users of expanded channels, then bans', async () => {
		const other = context.sandbox.state.addProject();
		addChannel('class32');
		const expanded = [{ appId: project.appId, channelName: 'class32' }];
		context.watch([project.appId, other.appId], expanded);
		await context.reader.refreshChannels();
		expect(context.take()).toEqual(['channels', 'channels', 'users/class32', 'bans', 'bans']);
		expect(context.store.users(project.appId, 'class32').value).toMatchObject({ exists: true });
	});

	it('refreshes the projects first that were not read for the longest time', async () => {
		const projects = [project, ...Array.from({ length: 4 }, () => context.sandbox.state.addProject())];
		context.watch(projects.map(({ appId }) => appId));
		await context.reader.refreshChannels();
		await context.clock.pass(1000);
		for (const { appId } of [projects[0], projects[3]].flatMap((each) => each ?? [])) {
			await context.reader.readChannels({ appId });
		}
		const before = context.sandbox.requests.length;
		await context.reader.refreshChannels();
		const order = context.sandbox.requests
			.slice(before)
			.flatMap(({ url }) => /^\/dev\/v1\/channel\/(\w+)/.exec(url)?.[1] ?? []);
		expect(new Set(order.slice(0, 3))).toEqual(
			new Set([projects[1], projects[2], projects[4]].map((each) => each?.appId)),
		);
	});

	it('makes one call if nothing can be read', async () => {
		const projects = Array.from({ length: 5 }, () => context.sandbox.state.addProject());
		context.watch(projects.map(({ appId }) => appId));
		context.sandbox.rotateSecret();
		await context.reader.refreshChannels();
		expect(context.sandbox.requests).toHaveLength(1);
		expect(projects.filter(({ appId }) => context.store.channels(appId).error !== undefined)).toHaveLength(1);
	});

	it('refreshes the others if one project may not be read', async () => {
		const forbidden = context.sandbox.state.addProject({ channelManagement: 'forbidden' });
		addChannel('class32');
		context.watch([forbidden.appId, project.appId]);
		await context.reader.refreshChannels();
		expect(kindOf(context.store.channels(forbidden.appId).error)).toBe('forbidden');
		expect(context.store.channels(project.appId).value).toHaveLength(1);
	});

	it('makes one call for the same read at the same time', async () => {
		const { reader } = context;
		await Promise.all([reader.readChannels(project), reader.readChannels(project)]);
		expect(context.take()).toEqual(['channels']);
	});

	it('does not store what it reads for an earlier session, and clears the store', async () => {
		const { reader, store } = context;
		addChannel('class32');
		await reader.readChannels(project);
		expect(store.channels(project.appId).value).toHaveLength(1);
		const reading = reader.readBans(project);
		context.signIn('another account');
		await reading;
		expect(store.channels(project.appId).value).toBeUndefined();
		expect(store.bans(project.appId)).toMatchObject({ value: undefined, error: undefined });
	});

	it('neither stores nor reports what was cancelled', async () => {
		const { reader, store } = context;
		const outcomes: unknown[] = [];
		reader.onDidRead((outcome) => outcomes.push(outcome));
		const abort = new AbortController();
		const reading = reader.readChannels(project, { priority: 'polling', signal: abort.signal });
		abort.abort();
		await reading;
		expect(outcomes).toEqual([]);
		expect(store.channels(project.appId)).toMatchObject({ value: undefined, error: undefined });
	});

	it('does nothing while no account is signed in', async () => {
		context.sessions.replace(undefined);
		context.watch([project.appId]);
		await context.reader.refreshChannels();
		await context.reader.readBans(project);
		expect(context.sandbox.requests).toEqual([]);
	});
});
