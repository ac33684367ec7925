import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxPlayer } from '../../src/sandbox/player';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { signIn } from './signIn';
import { startVsCode, type VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

const TITLE = 'Create Cloud Player';
const PLAYERS = /\/cloud-player\/players/;

describe('controlling cloud players', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let appId: string;

	beforeAll(async () => {
		vsCode = await startVsCode();
	});

	afterAll(async () => {
		await vsCode?.stop();
	});

	beforeEach(async () => {
		sandbox = await startSandbox({ behaviour: { connectSeconds: 1 } });
		({ appId } = sandbox.state.addProject({ name: 'Classroom Live' }));
		sandbox.state.addPlayer({
			appId,
			name: 'stage',
			region: 'eu',
			streamUrl: 'https://media.example.com/lesson-600s.mp4',
			createdAt: Date.now() - 60_000,
		});
		workbench = await vsCode.open({ settings: { 'agora.players.refreshSeconds': 5 } });
		await signIn(workbench, sandbox, 'Local');
		await expect.poll(() => description('stage')).toContain('running');
	});

	afterEach(async () => {
		await workbench.close();
		await sandbox.stop();
	});

	const players = () => workbench.view('Cloud Players');

	function named(name: string): SandboxPlayer[] {
		return sandbox.state.players.filter((player) => player.name === name);
	}

	function description(label: string): Promise<string | undefined> {
		return players().description(label);
	}

	/** Takes all steps of Create Cloud Player. The command asks for the region once per project. */
	async function create(name: string, { asksRegion = true } = {}): Promise<void> {
		const { quickInput } = workbench;
		const total = asksRegion ? 6 : 5;
		const at = (fromEnd: number, region = ' · Europe') =>
			quickInput.waitForTitle(`${TITLE} · Classroom Live${region} (${total - fromEnd}/${total})`);
		await players().pressInTitle('Create Cloud Player…');
		await quickInput.waitForTitle(`${TITLE} (1/6)`);
		await quickInput.pick('Classroom Live');
		if (asksRegion) {
			await at(4, '');
			await quickInput.pick('Europe');
		}
		await at(3);
		await quickInput.enter('rtmp://live.example.com/live/stage');
		await at(2);
		await quickInput.enter('stage');
		await at(1);
		await quickInput.enter('7');
		await at(0);
		await quickInput.enter(name);
	}

	it('offers to show the existing player, to delete it or to use another name', async () => {
		const { notifications, dialog, quickInput } = workbench;
		const [first] = named('stage');

		await create('stage');
		expect(await notifications.message(/already has a cloud player named “stage”/)).toContain('(running)');
		await notifications.press(/already has a cloud player named “stage”/, 'Show It');
		await expect.poll(() => players().selected()).toEqual(['stage']);

		await create('stage');
		await notifications.press(/already has a cloud player named “stage”/, 'Use Another Name…');
		await expect.poll(() => quickInput.value()).toBe('stage-2');
		await quickInput.accept();
		await expect.poll(() => description('stage-2')).toContain('running');

		await create('stage', { asksRegion: false });
		await notifications.press(/already has a cloud player named “stage”/, 'Delete It and Retry…');
		expect(await dialog.message()).toBe('Delete cloud player “stage” of project “Classroom Live”?');
		await dialog.press('Delete and Create');
		await expect.poll(() => named('stage').map(({ id }) => id)).not.toEqual([first?.id]);
		await expect.poll(() => named('stage')).toHaveLength(1);
	});

	it('creates exactly one player without an error when the response is lost', async () => {
		sandbox.faults.next('doneBut504', { method: 'POST', path: PLAYERS });
		await create('once');
		await expect.poll(() => description('once')).toContain('running');
		expect(named('once')).toHaveLength(1);
		expect(await workbench.notifications.messages()).toEqual([]);
	});

	it('restarts a failed player from the message at its last position', async () => {
		const { notifications, dialog } = workbench;
		const [first] = named('stage');
		if (first) {
			first.heldStatus = 'failed';
		}
		await notifications.press(/“stage” .*failed/, 'Restart…');
		expect(await dialog.message()).toBe('Restart cloud player “stage” of project “Classroom Live”?');
		expect(await dialog.detail()).toContain('It was not created here');
		await dialog.press('Restart Player');
		await expect.poll(() => named('stage').map(({ id }) => id)).not.toEqual([first?.id]);
		await expect.poll(() => description('stage')).toContain('running');
		const created = sandbox.requests.findLast(({ method }) => method === 'POST');
		const { player } = JSON.parse(created?.body ?? '{}');
		expect(player.seekPosition).toBeGreaterThanOrEqual(60);
	});

	it('deletes a player in an unknown region and keeps its row until the deletion is certain', async () => {
		const { notifications, dialog } = workbench;
		Object.assign(sandbox.state.behaviour, { deleteElsewhereStatus: 200, deleteGoneStatus: 200 });
		await players().pressOnRow('stage', 'Delete Player…');
		await dialog.press('Delete Player');
		await expect.poll(() => description('stage')).toContain('being deleted');
		await notifications.message(/not certain yet that cloud player “stage” is deleted/);
		for (let isAlive = true; isAlive; isAlive = named('stage').length > 0) {
			const row = await description('stage');
			expect(named('stage').length === 0 || row !== undefined).toBe(true);
		}
		await expect.poll(() => description('stage'), { timeout: 30_000 }).toBeUndefined();
		const deletions = sandbox.requests.filter(({ method }) => method === 'DELETE');
		expect(deletions.map(({ url }) => url.slice(0, 4))).toEqual(['/na/', '/eu/']);
	});

	it('pauses a player in an unknown region, and resumes it after a reload', async () => {
		await players().pressOnRow('stage', 'Pause Player');
		await expect.poll(() => description('stage')).toContain('paused');
		expect(named('stage')[0]?.playback.paused).toBe(true);

		await workbench.reload();
		// VS Code for the Web keeps secrets in memory only.
		await signIn(workbench, sandbox, 'Again');
		await expect.poll(() => description('stage')).toContain('paused');
		const before = sandbox.requests.length;
		await players().pressOnRow('stage', 'Resume Player');
		await expect.poll(() => description('stage')).toContain('running');
		const updates = sandbox.requests.slice(before).filter(({ method }) => method === 'PATCH');
		expect(updates.map(({ url }) => url.slice(0, 4))).toEqual(['/eu/']);
	});

	it('shows a pause without a response as perhaps paused, also after a reload, until Resume succeeds', async () => {
		const { notifications, statusBar } = workbench;
		sandbox.faults.next('doneButCut', { method: 'PATCH', times: 2 });
		await players().pressOnRow('stage', 'Pause Player');
		const message = await notifications.message(/Pause cloud player “stage”/);
		expect(message).toContain('a second time does no harm');
		expect(await notifications.buttons(/Pause cloud player “stage”/)).toContain('Retry');
		await notifications.dismiss(/Pause cloud player “stage”/);
		await expect.poll(() => description('stage')).toContain('perhaps paused');
		expect(await statusBar.text('agora.status.players')).toContain('1 perhaps paused');
		expect(await players().tooltip('stage')).toContain('Pause or resume it again to be sure');

		await workbench.reload();
		await signIn(workbench, sandbox, 'Again');
		await expect.poll(() => description('stage')).toContain('perhaps paused');
		const menu = await players().menuTitles('stage');
		expect(menu).toEqual(expect.arrayContaining(['Pause Player', 'Resume Player']));
		await players().chooseFromMenu('stage', 'Show Player Details');
		await expect.poll(() => workbench.detailsText()).toContain('State: perhaps paused');

		await players().pressOnRow('stage', 'Resume Player');
		await expect.poll(() => description('stage')).toContain('running');
		expect(named('stage')[0]?.playback.paused).toBe(false);
		const updates = sandbox.requests.filter(({ method }) => method === 'PATCH');
		const sequences = updates.map(({ url }) =>
			Number(new URL(url, sandbox.url).searchParams.get('sequence')),
		);
		expect(sequences.every((sequence, at) => at === 0 || sequence > (sequences[at - 1] ?? 0))).toBe(true);
	});

	it('sets the speed of a recording in the Chinese mainland, and explains elsewhere why it cannot', async () => {
		const { notifications, quickInput } = workbench;
		const lesson = sandbox.state.addPlayer({
			appId,
			name: 'lesson',
			region: 'cn',
			streamUrl: 'https://media.example.com/lesson-600s.mp4',
			createdAt: Date.now() - 60_000,
		});
		sandbox.state.addPlayer({ appId, name: 'live', region: 'cn', createdAt: Date.now() - 60_000 });
		await players().pressInTitle('Refresh Players');
		await expect.poll(() => description('lesson')).toContain('running');
		expect(await players().menuTitles('live')).not.toContain('Set Speed…');

		// The first change determines the region.
		await players().pressOnRow('lesson', 'Pause Player');
		await expect.poll(() => description('lesson')).toContain('paused');
		await players().pressOnRow('lesson', 'Resume Player');
		await expect.poll(() => description('lesson')).toContain('running');

		await players().chooseFromMenu('lesson', 'Set Speed…');
		await quickInput.waitForTitle('Set Speed: lesson');
		expect((await quickInput.rows()).map(({ label }) => label)).toEqual([
			...['1×', '0.5×', '0.75×', '1.25×', '1.5×', '1.75×', '2×'],
		]);
		await quickInput.pick('1.5×');
		await expect.poll(() => lesson.playback.tempo).toBe(1.5);

		await players().chooseFromMenu('lesson', 'Set Speed…');
		await expect
			.poll(() => quickInput.rows())
			.toContainEqual(expect.objectContaining({ label: '1.5×', description: 'current' }));
		await quickInput.dismiss();

		await players().pressOnRow('stage', 'Pause Player');
		await expect.poll(() => description('stage')).toContain('paused');
		await players().chooseFromMenu('stage', 'Set Speed…');
		expect(await notifications.message(/speed of cloud player “stage” cannot be set/)).toContain('Europe');
	});

	it('lets Agora choose the user unless one is entered, warns of one in use, and suggests a free one next time', async () => {
		const { quickInput } = workbench;
		sandbox.state.addPlayer({ appId, name: 'taken', channelName: 'stage', uid: 101 });
		await players().pressInTitle('Refresh Players');
		await players().waitForRow('taken');
		await players().pressInTitle('Create Cloud Player…');
		await quickInput.waitForTitle(`${TITLE} (1/6)`);
		await quickInput.pick('Classroom Live');
		await quickInput.waitForTitle(`${TITLE} · Classroom Live (2/6)`);
		await quickInput.pick('Europe');
		const title = `${TITLE} · Classroom Live · Europe`;
		await quickInput.waitForTitle(`${title} (3/6)`);
		await quickInput.enter('rtmp://live.example.com/live/stage');
		await quickInput.waitForTitle(`${title} (4/6)`);
		expect(await quickInput.message()).toContain('LIVE_BROADCASTING');
		await quickInput.enter('stage');
		await quickInput.waitForTitle(`${title} (5/6)`);
		expect(await quickInput.value()).toBe('');
		await quickInput.type('101');
		await expect
			.poll(() => quickInput.message())
			.toContain('Cloud player “taken” is already in this channel as user 101');
		await quickInput.accept();
		await quickInput.waitForTitle(`${title} (6/6)`);
		await quickInput.enter('second');
		await expect.poll(() => named('second')).toHaveLength(1);

		await players().waitForRow('second');
		await players().pressInTitle('Create Cloud Player…');
		await quickInput.waitForTitle(`${TITLE} (1/6)`);
		await quickInput.pick('Classroom Live');
		await quickInput.waitForTitle(`${title} (2/5)`);
		await quickInput.enter('rtmp://live.example.com/live/stage');
		await quickInput.waitForTitle(`${title} (3/5)`);
		await quickInput.enter('stage');
		await quickInput.waitForTitle(`${title} (4/5)`);
		await expect.poll(() => quickInput.value()).toBe('102');
	});
});
