import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAgoraError } from '../../../src/agora/errors';
import type { SandboxProject } from '../../../src/sandbox/state';
import { ChannelsContext } from './channelsContext';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let context: ChannelsContext;
let project: SandboxProject;

beforeEach(async () => {
	context = await ChannelsContext.open();
	project = context.sandbox.state.addProject();
	context.sandbox.state.channels.add({ appId: project.appId, name: 'class32', hosts: 2 });
});

afterEach(() => context.close());

function show(appIds: readonly string[] = [project.appId], expanded: readonly string[] = []): void {
	context.watch(
		appIds,
		expanded.map((channelName) => ({ appId: project.appId, channelName })),
	);
	context.setVisible(true);
	context.signIn();
}

const count = (calls: readonly string[], call: string) => calls.filter((each) => each === call).length;

describe('ChannelPoller', () => {
	it('reads channels as often as the setting says, and bans once a minute', async () => {
		show();
		await context.pass(MINUTE - 1);
		const calls = context.take();
		expect([count(calls, 'channels'), count(calls, 'bans')]).toEqual([4, 1]);
		context.setPeriod(5 * MINUTE);
		await context.pass(10 * MINUTE);
		const later = context.take();
		expect([count(later, 'channels'), count(later, 'bans')]).toEqual([2, 2]);
	});

	it('reads the users of expanded channels only, as often as the channels', async () => {
		show();
		await context.pass(MINUTE - 1);
		expect(context.take().filter((call) => call.startsWith('user'))).toEqual([]);
		context.watch([project.appId], [{ appId: project.appId, channelName: 'class32' }]);
		await context.pass(MINUTE - 1);
		expect(count(context.take(), 'users/class32')).toBe(4);
		context.watch([project.appId]);
		await context.pass(MINUTE);
		expect(context.take().filter((call) => call.startsWith('user'))).toEqual([]);
	});

	it('reads what notifications say has changed earlier, however many there are', async () => {
		show([project.appId], ['class32']);
		const changed = [
			{ appId: project.appId, channelName: 'class32' },
			{ appId: project.appId, channelName: 'collapsed' },
		];
		await context.pass(MINUTE - 1);
		const before = context.take();
		expect([count(before, 'channels'), count(before, 'users/class32')]).toEqual([4, 4]);
		for (let number = 0; number < 600; number += 1) {
			context.poller.readSoon(changed);
			await context.pass(100);
		}
		const during = context.take();
		expect(count(during, 'channels')).toBeGreaterThanOrEqual(11);
		expect(count(during, 'channels')).toBeLessThanOrEqual(13);
		expect(count(during, 'users/class32')).toBeLessThanOrEqual(13);
		expect(during.filter((call) => call.includes('collapsed'))).toEqual([]);
		await context.pass(MINUTE);
		expect(count(context.take(), 'channels')).toBeLessThanOrEqual(5);
	});

	it('reads nothing while the view is hidden, the window has no focus or nobody is signed in', async () => {
		show();
		context.setVisible(false);
		await context.pass(HOUR);
		context.setVisible(true);
		context.setFocused(false);
		await context.pass(HOUR);
		context.setFocused(true);
		context.sessions.replace(undefined);
		await context.pass(HOUR);
		expect(context.take()).toEqual([]);
		context.signIn();
		await context.pass(SECOND);
		expect(context.take()).toEqual(['channels', 'bans']);
	});

	it('reads at once what is old when the view is shown, and nothing that is new', async () => {
		show();
		await context.pass(2 * SECOND);
		context.take();
		context.setVisible(false);
		await context.pass(2 * SECOND);
		context.setVisible(true);
		await context.pass(SECOND);
		expect(context.take()).toEqual([]);
		context.setVisible(false);
		await context.pass(MINUTE);
		context.setVisible(true);
		await context.pass(SECOND);
		expect(context.take()).toEqual(['channels', 'bans']);
	});

	it('does not ask again for what Agora refuses, until a refresh is allowed it', async () => {
		project.channelManagement = 'forbidden';
		show();
		await context.pass(SECOND);
		expect(isAgoraError(context.store.channels(project.appId).error, 'forbidden')).toBe(true);
		expect(context.take()).toEqual(['channels', 'bans']);
		await context.pass(24 * HOUR);
		expect(context.take()).toEqual([]);
		// The user refreshes, in vain.
		await context.reader.refreshChannels();
		await context.pass(HOUR);
		expect(context.take()).toEqual(['channels', 'bans']);
		project.channelManagement = 'enabled';
		await context.reader.refreshChannels();
		context.take();
		await context.pass(61 * SECOND);
		expect(count(context.take(), 'channels')).toBe(4);
	});

	it('reads the other projects while Agora refuses one', async () => {
		const forbidden = context.sandbox.state.addProject({ channelManagement: 'forbidden' });
		show([forbidden.appId, project.appId]);
		await context.pass(MINUTE - 1);
		const of = ({ appId }: SandboxProject) =>
			context.sandbox.requests.filter(({ url }) => url.includes(appId)).length;
		expect([of(forbidden), of(project)]).toEqual([2, 5]);
	});

	it('asks again after another account signed in', async () => {
		project.channelManagement = 'forbidden';
		show();
		await context.pass(MINUTE);
		project.channelManagement = 'enabled';
		context.take();
		context.signIn('another account');
		await context.pass(SECOND);
		expect(context.take()).toEqual(['channels', 'bans']);
		expect(context.store.channels(project.appId).value).toHaveLength(1);
	});

	it('backs off after failures, keeps what it has, and recovers', async () => {
		show();
		await context.pass(SECOND);
		context.take();
		context.sandbox.faults.next({ status: 503 }, { times: Infinity });
		await context.pass(HOUR);
		const failing = context.take();
		expect(count(failing, 'channels')).toBeGreaterThan(8);
		expect(count(failing, 'channels')).toBeLessThan(20);
		expect(context.store.channels(project.appId)).toMatchObject({ value: [{ name: 'class32' }] });
		expect(isAgoraError(context.store.channels(project.appId).error, 'server')).toBe(true);
		context.sandbox.faults.clear();
		await context.reader.refreshChannels();
		context.take();
		await context.pass(61 * SECOND);
		expect(count(context.take(), 'channels')).toBe(4);
	});

	it('makes few calls for many projects while the server is not reachable', async () => {
		const projects = Array.from({ length: 20 }, () => context.sandbox.state.addProject());
		show(projects.map(({ appId }) => appId));
		context.sandbox.faults.next('cut', { times: Infinity });
		await context.pass(HOUR);
		expect(context.take().length).toBeLessThan(30);
	});

	it('stops when the credentials are refused, until a refresh succeeds', async () => {
		show();
		await context.pass(SECOND);
		context.take();
		const secret = context.sandbox.rotateSecret();
		await context.pass(HOUR);
		expect(context.take()).toHaveLength(1);
		context.sessions.current?.client.credentials.replace({
			customerId: context.sandbox.customerId,
			customerSecret: secret,
		});
		await context.reader.refreshChannels();
		context.take();
		await context.pass(61 * SECOND);
		expect(count(context.take(), 'channels')).toBe(4);
	});

	it('postpones the next reading after a refresh', async () => {
		show();
		await context.pass(10 * SECOND);
		await context.reader.refreshChannels();
		context.take();
		await context.pass(14 * SECOND);
		expect(context.take()).toEqual([]);
		await context.pass(2 * SECOND);
		expect(context.take()).toEqual(['channels']);
	});

	it('never makes more than half of the calls that a limit allows, and reads all of many projects', async () => {
		const { state, requests } = context.sandbox;
		const projects = Array.from({ length: 60 }, () => state.addProject());
		for (const { appId } of projects.slice(0, 20)) {
			state.channels.add({ appId, name: 'room', hosts: 1 });
		}
		show(projects.map(({ appId }) => appId));
		const most = { channels: 0, bans: 0 };
		for (let second = 0; second < 60; second += 1) {
			await context.pass(SECOND);
			const calls = context.take();
			most.channels = Math.max(most.channels, count(calls, 'channels'));
			most.bans = Math.max(most.bans, count(calls, 'bans'));
		}
		// Limits: 20 a second for each query of channels, 10 for each other call.
		expect(most.channels).toBeLessThanOrEqual(10);
		expect(most.bans).toBeLessThanOrEqual(5);
		const isRead = ({ appId }: SandboxProject) =>
			context.store.channels(appId).value !== undefined && context.store.bans(appId).value !== undefined;
		expect(projects.filter((each) => !isRead(each))).toEqual([]);
		// Those with channels are read as often as the setting says, the others as often as there is room for.
		const ofBusy = requests.filter(({ url }) => url.includes(`/channel/${projects[0]?.appId}`));
		const ofOther = requests.filter(({ url }) => url.includes(`/channel/${projects[59]?.appId}`));
		expect(ofBusy.length).toBeGreaterThanOrEqual(3);
		expect(ofOther.length).toBeLessThanOrEqual(2);
	});

	it('stops after it is disposed of', async () => {
		show();
		await context.pass(SECOND);
		context.take();
		context.poller.dispose();
		await context.pass(HOUR);
		expect(context.take()).toEqual([]);
	});
});
