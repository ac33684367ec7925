import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { shareWorkbench } from './openWorkbench';
import { findProject, requirePlayer } from './sandboxState';
import type { Workbench } from './workbench/workbench';

describe('cloud players and their channels', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;

	shareWorkbench(
		{
			// A player joins its channel a second after it was created. It is listed later, so that the first reading finds it there.
			sandboxOptions: { seed: 'empty', behaviour: { listLagSeconds: 2, connectSeconds: 0 } },
			beforeOpen: async (opened) => addPlayers(opened),
			window: {
				// One of the tests lets a player fail.
				settings: { 'agora.players.refreshSeconds': 5, 'agora.players.notifyOnFailure': false },
				size: { width: 1280, height: 1500 },
			},
		},
		async (opened) => {
			({ sandbox, workbench } = opened);
			for (const name of ['stage', 'solo', 'choir', 'banned']) {
				await players().waitForRow(name);
			}
		},
	);

	/** Adds players that have been running for 10 minutes. */
	function addPlayers({ state }: Sandbox): void {
		const createdAt = Date.now() - 600_000;
		const { appId } = state.addProject({ name: 'Classroom Live' });
		state.addPlayer({ appId, name: 'stage', channelName: 'hall', uid: 9, createdAt });
		state.channels.add({ appId, name: 'call', profile: 'communication', users: 3 });
		state.addPlayer({ appId, name: 'choir', channelName: 'call', uid: 7, createdAt });
		state.banRules.add({ appId, uid: 11, channelName: 'gate' });
		state.addPlayer({ appId, name: 'banned', channelName: 'gate', uid: 11, createdAt });
		const forbidden = state.addProject({ name: 'Concert', channelManagement: 'forbidden' });
		state.addPlayer({ appId: forbidden.appId, name: 'solo', uid: 8, createdAt });
	}

	const players = () => workbench.view('Cloud Players');
	const description = (label: string) => players().description(label);

	/** How often the state of a user in its channel was read. */
	function userCalls(project: string, uid: number): number {
		const { appId } = findProject(sandbox, project);
		const path = `/dev/v1/channel/user/property/${appId}/${uid}/`;
		return sandbox.requests.filter(({ url }) => url.startsWith(path)).length;
	}

	async function createPlayer(project: string, channel: string, user: string): Promise<void> {
		const { quickInput } = workbench;
		const at = (step: number, region = ' · Europe') =>
			quickInput.waitForTitle(`Create Cloud Player · ${project}${region} (${step}/6)`);
		await players().pressInTitle('Create Cloud Player…');
		await quickInput.waitForTitle('Create Cloud Player (1/6)');
		await quickInput.pick(project);
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

	// First, because a refresh reads every player again.
	it('say nothing on the row of a player that is where it should be, and ask seldom', async () => {
		const calls = () => userCalls('Classroom Live', 9);
		await expect.poll(calls).toBe(1);
		expect(await description('stage')).toBe('running for 10 minutes');
		await players().expand('stage');
		await expect.poll(() => description('In channel')).toMatch(/^since \d+:\d\d.* as host$/);
		requirePlayer(sandbox, 'stage').heldStatus = 'failed';
		await players().pressInTitle('Refresh Players');
		await expect.poll(() => description('stage')).toContain('failed');
		await expect.poll(() => description('Not in the channel'), { timeout: 60_000 }).toBe('its source failed');
		await players().collapse('stage');
	});

	it('say that the account may not read channels, and stop asking', async () => {
		const calls = () => userCalls('Concert', 8);
		await players().expand('solo');
		await expect.poll(() => description('In channel')).toBe('could not be read: no permission (403)');
		expect(await players().tooltip('In channel')).toMatch(/Refresh the cloud players to ask again/);
		const before = calls();
		findProject(sandbox, 'Concert').channelManagement = 'enabled';
		await players().pressInTitle('Refresh Players');
		await expect.poll(() => description('In channel')).toMatch(/^since/);
		expect(calls()).toBe(before + 1);
		expect(await workbench.notifications.messages()).toEqual([]);
		await players().collapse('solo');
	});

	it('say that the channel uses the communication profile, which keeps the player out', async () => {
		await expect.poll(() => description('choir')).toMatch(/^communication profile · running/);
		await players().expand('choir');
		await expect.poll(() => description('Communication profile')).toBe('players need live broadcasting');
		expect(await players().tooltip('Communication profile')).toMatch(/choose another channel/);
		await players().collapse('choir');
	});

	it('say that a created player is in its channel, in its row and its details', async () => {
		await createPlayer('Classroom Live', 'class32', '101');
		await players().waitForRow('class32_101');
		await expect.poll(() => description('class32_101')).toBe('running · in its channel');
		await players().expand('class32_101');
		await expect.poll(() => description('In channel')).toMatch(/^since \d+:\d\d.* as host$/);
		expect(await players().tooltip('class32_101')).toMatch(/In channel: since \d+:\d\d.* as host/);

		await players().chooseFromMenu('class32_101', 'Show in Channels');
		await expect.poll(() => workbench.view('Channels').selected()).toEqual(['class32']);
		await players().chooseFromMenu('class32_101', 'Show Player Details');
		await expect.poll(() => workbench.detailsText()).toMatch(/In channel: since \d+:\d\d.* as host/);
		const { appId } = findProject(sandbox, 'Classroom Live');
		sandbox.state.banRules.add({ appId, uid: 101, channelName: 'class32' });
		await players().pressInTitle('Refresh Players');
		await expect
			.poll(() => workbench.detailsText(), { timeout: 60_000 })
			.toContain('In channel: not seen at the moment');
		await players().collapse('class32_101');
	});

	// Last, because it has to be missing for half a minute.
	it('say that a ban keeps a running player out of its channel, in its row and its details', async () => {
		await expect
			.poll(() => description('banned'), { timeout: 60_000 })
			.toMatch(/^not in its channel · running/);
		await players().chooseFromMenu('banned', 'Show Player Details');
		await expect
			.poll(() => workbench.detailsText())
			.toMatch(/Not in the channel: although it is running[\s\S]*A ban keeps it out until \d+:\d\d/);
	});
});
