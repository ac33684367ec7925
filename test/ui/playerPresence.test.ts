import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import type { SandboxProject } from '../../src/sandbox/state';
import { requirePlayer } from './sandboxState';
import { signIn } from './signIn';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const USER = /\/dev\/v1\/channel\/user\/property\//;

describe('cloud players and their channels', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let project: SandboxProject;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(async () => {
		await vsCode?.stop();
	});

	beforeEach(async () => {
		sandbox = await startSandbox({ behaviour: { connectSeconds: 1, channelLagSeconds: 3 } });
		project = sandbox.state.addProject({ name: 'Classroom Live' });
		workbench = await vsCode.open({
			settings: { 'agora.players.refreshSeconds': 5 },
		});
	});

	afterEach(async () => {
		await workbench.close();
		await sandbox.stop();
	});

	const players = () => workbench.view('Cloud Players');
	const description = (label: string) => players().description(label);
	const userCalls = () => sandbox.requests.filter(({ url }) => USER.test(url)).length;

	async function createPlayer(channel: string, user: string): Promise<void> {
		const { quickInput } = workbench;
		const at = (step: number, region = ' · Europe') =>
			quickInput.waitForTitle(`Create Cloud Player · Classroom Live${region} (${step}/6)`);
		await players().pressInTitle('Create Cloud Player…');
		await quickInput.waitForTitle('Create Cloud Player (1/6)');
		await quickInput.pick('Classroom Live');
		await at(2, '');
		await quickInput.pick('Europe');
		await at(3);
		await quickInput.enter('rtmp://live.example.com/live/stage');
		await at(4);
		await quickInput.enter(channel);
		await at(5);
		await quickInput.enter(user);
		await at(6);
		await quickInput.accept();
	}

	it('say that a created player is in its channel, in its row and its details', async () => {
		await signIn(workbench, sandbox, 'Local');
		await createPlayer('class32', '101');
		await players().waitForRow('class32_101');
		await expect.poll(() => description('class32_101')).toBe('running · in its channel');
		await players().expand('class32_101');
		await expect.poll(() => description('In channel')).toMatch(/^since \d+:\d\d.* as host$/);
		expect(await players().tooltip('class32_101')).toMatch(/In channel: since \d+:\d\d.* as host/);

		await players().chooseFromMenu('class32_101', 'Show in Channels');
		await expect.poll(() => workbench.view('Channels').selected()).toEqual(['class32']);
		await players().chooseFromMenu('class32_101', 'Show Player Details');
		await expect.poll(() => workbench.detailsText()).toMatch(/In channel: since \d+:\d\d.* as host/);
		sandbox.state.banRules.add({ appId: project.appId, uid: 101, channelName: 'class32' });
		await expect
			.poll(() => workbench.detailsText(), { timeout: 90_000 })
			.toMatch(/Not in the channel: although it is running[\s\S]*A ban keeps it out until \d+:\d\d/);
		await expect.poll(() => description('class32_101')).toMatch(/^not in its channel · running/);
	});

	it('say that the channel uses the communication profile, which keeps the player out', async () => {
		const { appId } = project;
		sandbox.state.channels.add({ appId, name: 'call', profile: 'communication', users: 3 });
		await signIn(workbench, sandbox, 'Local');
		await createPlayer('call', '7');
		await expect.poll(() => description('call_7')).toBe('communication profile · running');
		await players().expand('call_7');
		await expect.poll(() => description('Communication profile')).toBe('players need live broadcasting');
		expect(await players().tooltip('Communication profile')).toMatch(/choose another channel/);
	});

	it('say nothing on the row of a player that is where it should be, and ask seldom', async () => {
		const createdAt = Date.now() - 600_000;
		sandbox.state.addPlayer({ appId: project.appId, name: 'stage', channelName: 'hall', uid: 9, createdAt });
		await signIn(workbench, sandbox, 'Local');
		await players().waitForRow('stage');
		await expect.poll(userCalls).toBe(1);
		expect(await description('stage')).toBe('running for 10 minutes');
		await players().expand('stage');
		await expect.poll(() => description('In channel')).toMatch(/^since \d+:\d\d.* as host$/);
		requirePlayer(sandbox, 'stage').heldStatus = 'failed';
		await expect.poll(() => description('stage')).toContain('failed');
		await expect.poll(() => description('Not in the channel'), { timeout: 60_000 }).toBe('its source failed');
	});

	it('say that the account may not read channels, and stop asking', async () => {
		project.channelManagement = 'forbidden';
		const createdAt = Date.now() - 600_000;
		sandbox.state.addPlayer({ appId: project.appId, name: 'stage', uid: 9, createdAt });
		await signIn(workbench, sandbox, 'Local');
		await players().expand('stage');
		await expect.poll(() => description('In channel')).toBe('could not be read: no permission (403)');
		expect(await players().tooltip('In channel')).toMatch(/Refresh the cloud players to ask again/);
		const calls = userCalls();
		project.channelManagement = 'enabled';
		await players().pressInTitle('Refresh Players');
		await expect.poll(() => description('In channel')).toMatch(/^since/);
		expect(userCalls()).toBe(calls + 1);
		expect(await workbench.notifications.messages()).toEqual([]);
	});
});
