import { describe, expect, it } from 'vitest';
import type { NewPlayer, SandboxPlayer } from '../../src/sandbox/player';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { shareWorkbench } from './openWorkbench';
import { requirePlayer } from './sandboxState';
import { signIn } from './signIn';
import type { Workbench } from './workbench/workbench';

const TITLE = 'Create Cloud Player';
const PLAYERS = /\/cloud-player\/players/;

const RECORDING = 'https://media.example.com/lesson-600s.mp4';

/**
 * The players of each project, in Europe if nothing else is said. Each test has its own project, because Agora limits the calls for a
 * project, and Create Cloud Player asks for the region once per project.
 */
const PLAYERS_OF: Readonly<Record<string, readonly (Omit<NewPlayer, 'appId'> & { name: string })[]>> = {
	Choir: [{ name: 'choir', streamUrl: RECORDING }],
	'Classroom Live': [{ name: 'screen' }],
	Concert: [{ name: 'stage' }],
	'Lecture Hall': [{ name: 'taken', channelName: 'stage', uid: 101 }],
	'Open Air': [{ name: 'lawn' }, { name: 'pond' }],
	Seminar: [
		{ name: 'lesson', region: 'cn', streamUrl: RECORDING },
		{ name: 'live', region: 'cn' },
		{ name: 'abroad', streamUrl: RECORDING },
	],
	Studio: [],
};

describe('controlling cloud players', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;

	shareWorkbench(
		{
			sandboxOptions: { seed: 'empty', behaviour: { listLagSeconds: 0, connectSeconds: 0 } },
			beforeOpen: async ({ state }) => {
				for (const [name, added] of Object.entries(PLAYERS_OF)) {
					const { appId } = state.addProject({ name });
					for (const player of added) {
						state.addPlayer({ appId, region: 'eu', createdAt: Date.now() - 60_000, ...player });
					}
				}
			},
			// High enough for the rows of all tests.
			window: { settings: { 'agora.players.refreshSeconds': 5 }, size: { width: 1280, height: 1500 } },
		},
		async (opened) => {
			({ sandbox, workbench } = opened);
			await waitForPlayers(Object.values(PLAYERS_OF).flatMap((added) => added.map(({ name }) => name)));
		},
	);

	const players = () => workbench.view('Cloud Players');

	function named(name: string): SandboxPlayer[] {
		return sandbox.state.players.filter((player) => player.name === name);
	}

	function description(label: string): Promise<string | undefined> {
		return players().description(label);
	}

	/** Waits for these rows. Until all are there, VS Code replaces them again and again, and the commands of their menus get no row. */
	async function waitForPlayers(names: readonly string[]): Promise<void> {
		await expect.poll(() => players().labels()).toEqual(expect.arrayContaining([...names]));
	}

	/** The regions in the requests that change one player. */
	function regionsOf(method: 'PATCH' | 'DELETE', { id }: SandboxPlayer): string[] {
		const requests = sandbox.requests.filter((each) => each.method === method && each.url.includes(id));
		return requests.map(({ url }) => url.slice(1, 3));
	}

	/** Takes all steps of Create Cloud Player. The command asks for the region once per project. */
	async function create(project: string, name: string, { asksRegion = true } = {}): Promise<void> {
		const { quickInput } = workbench;
		const total = asksRegion ? 6 : 5;
		const at = (fromEnd: number, region = ' · Europe') =>
			quickInput.waitForTitle(`${TITLE} · ${project}${region} (${total - fromEnd}/${total})`);
		await players().pressInTitle('Create Cloud Player…');
		await quickInput.waitForTitle(`${TITLE} (1/6)`);
		await quickInput.pick(project);
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

	// First, because nothing is known about regions yet: the region of every other player makes one likelier.
	it('deletes a player in an unknown region and keeps its row until the deletion is certain', async () => {
		const { notifications, dialog } = workbench;
		const accepting = { deleteElsewhereStatus: 200, deleteGoneStatus: 200 } as const;
		const before = { ...sandbox.state.behaviour };
		Object.assign(sandbox.state.behaviour, accepting);
		const screen = requirePlayer(sandbox, 'screen');
		await players().pressOnRow('screen', 'Delete Player…');
		await dialog.press('Delete Player');
		await expect.poll(() => description('screen')).toContain('being deleted');
		await notifications.message(/not certain yet that cloud player “screen” is deleted/);
		for (let isAlive = true; isAlive; isAlive = named('screen').length > 0) {
			const row = await description('screen');
			expect(named('screen').length === 0 || row !== undefined).toBe(true);
		}
		await expect.poll(() => description('screen'), { timeout: 30_000 }).toBeUndefined();
		expect(regionsOf('DELETE', screen)).toEqual(['na', 'eu']);
		Object.assign(sandbox.state.behaviour, before);
	});

	it('offers to show the existing player, to delete it or to use another name', async () => {
		const { notifications, dialog, quickInput } = workbench;
		const project = 'Concert';
		const { id } = requirePlayer(sandbox, 'stage');

		await create(project, 'stage');
		expect(await notifications.message(/already has a cloud player named “stage”/)).toContain('(running)');
		await notifications.press(/already has a cloud player named “stage”/, 'Show It');
		await expect.poll(() => players().selected()).toEqual(['stage']);

		await create(project, 'stage');
		await notifications.press(/already has a cloud player named “stage”/, 'Use Another Name…');
		await expect.poll(() => quickInput.value()).toBe('stage-2');
		await quickInput.accept();
		await expect.poll(() => description('stage-2')).toContain('running');

		await create(project, 'stage', { asksRegion: false });
		await notifications.press(/already has a cloud player named “stage”/, 'Delete It and Retry…');
		expect(await dialog.message()).toBe('Delete cloud player “stage” of project “Concert”?');
		await dialog.press('Delete and Create');
		await expect
			.poll(() => named('stage').map((player) => player.id))
			.toEqual([expect.not.stringContaining(id)]);
	});

	it('creates exactly one player without an error when the response is lost', async () => {
		sandbox.faults.next('doneBut504', { method: 'POST', path: PLAYERS });
		await create('Studio', 'once');
		await expect.poll(() => description('once')).toContain('running');
		expect(named('once')).toHaveLength(1);
		expect(await workbench.notifications.messages()).toEqual([]);
	});

	it('restarts a failed player from the message at its last position', async () => {
		const { notifications, dialog } = workbench;
		const first = requirePlayer(sandbox, 'choir');
		first.heldStatus = 'failed';
		await players().pressInTitle('Refresh Players');
		await notifications.press(/“choir” .*failed/, 'Restart…');
		expect(await dialog.message()).toBe('Restart cloud player “choir” of project “Choir”?');
		expect(await dialog.detail()).toContain('It was not created here');
		await dialog.press('Restart Player');
		await expect
			.poll(() => named('choir').map(({ id }) => id))
			.toEqual([expect.not.stringContaining(first.id)]);
		await expect.poll(() => description('choir')).toContain('running');
		const created = sandbox.requests.findLast(({ method }) => method === 'POST');
		const { player } = JSON.parse(created?.body ?? '{}');
		expect(player.seekPosition).toBeGreaterThanOrEqual(60);
	});

	it('sets the speed of a recording in the Chinese mainland, and explains elsewhere why it cannot', async () => {
		const { notifications, quickInput } = workbench;
		const lesson = requirePlayer(sandbox, 'lesson');
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

		// Its rows do not change while it is open, and the response may arrive after it was opened.
		const currentSpeed = async () => {
			await players().chooseFromMenu('lesson', 'Set Speed…');
			await quickInput.waitForTitle('Set Speed: lesson');
			const current = (await quickInput.rows()).find((row) => row.description === 'current');
			await quickInput.dismiss();
			return current?.label;
		};
		await expect.poll(currentSpeed).toBe('1.5×');

		await players().pressOnRow('abroad', 'Pause Player');
		await expect.poll(() => description('abroad')).toContain('paused');
		await players().chooseFromMenu('abroad', 'Set Speed…');
		expect(await notifications.message(/speed of cloud player “abroad” cannot be set/)).toContain('Europe');
	});

	it('lets Agora choose the user unless one is entered, warns of one in use, and suggests a free one next time', async () => {
		const { quickInput } = workbench;
		await players().pressInTitle('Create Cloud Player…');
		await quickInput.waitForTitle(`${TITLE} (1/6)`);
		await quickInput.pick('Lecture Hall');
		await quickInput.waitForTitle(`${TITLE} · Lecture Hall (2/6)`);
		await quickInput.pick('Europe');
		const title = `${TITLE} · Lecture Hall · Europe`;
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
		await quickInput.pick('Lecture Hall');
		await quickInput.waitForTitle(`${title} (2/5)`);
		await quickInput.enter('rtmp://live.example.com/live/stage');
		await quickInput.waitForTitle(`${title} (3/5)`);
		await quickInput.enter('stage');
		await quickInput.waitForTitle(`${title} (4/5)`);
		await expect.poll(() => quickInput.value()).toBe('102');
	});

	it('keeps over a reload which players are paused or perhaps paused, until Resume succeeds', async () => {
		const { notifications, statusBar } = workbench;
		const lawn = requirePlayer(sandbox, 'lawn');
		const pond = requirePlayer(sandbox, 'pond');
		await players().pressOnRow('lawn', 'Pause Player');
		await expect.poll(() => description('lawn')).toContain('paused');
		expect(lawn.playback.paused).toBe(true);
		// Its region was unknown.
		expect(regionsOf('PATCH', lawn)).toEqual(expect.arrayContaining(['eu', 'na']));

		sandbox.faults.next('doneButCut', { method: 'PATCH', times: 2 });
		await players().pressOnRow('pond', 'Pause Player');
		const message = await notifications.message(/Pause cloud player “pond”/);
		expect(message).toContain('a second time does no harm');
		expect(await notifications.buttons(/Pause cloud player “pond”/)).toContain('Retry');
		await notifications.dismiss(/Pause cloud player “pond”/);
		await expect.poll(() => description('pond')).toContain('perhaps paused');
		expect(pond.playback.paused).toBe(true);
		await expect.poll(() => statusBar.text('agora.status.players')).toContain('1 perhaps paused');
		expect(await players().tooltip('pond')).toContain('Pause or resume it again to be sure');

		const names = sandbox.state.players.flatMap(({ name }) => name ?? []);
		await workbench.reload();
		// VS Code for the Web keeps secrets in memory only.
		await signIn(workbench, sandbox, 'Again');
		await waitForPlayers(names);
		await expect.poll(() => description('lawn')).toMatch(/^paused/);
		await expect.poll(() => description('pond')).toContain('perhaps paused');
		const menu = await players().menuTitles('pond');
		expect(menu).toEqual(expect.arrayContaining(['Pause Player', 'Resume Player']));
		await players().chooseFromMenu('pond', 'Show Player Details');
		await expect.poll(() => workbench.detailsText()).toContain('State: perhaps paused');

		const before = regionsOf('PATCH', lawn).length;
		await players().pressOnRow('lawn', 'Resume Player');
		await expect.poll(() => description('lawn')).toContain('running');
		expect(regionsOf('PATCH', lawn).slice(before)).toEqual(['eu']);
		await players().pressOnRow('pond', 'Resume Player');
		await expect.poll(() => description('pond')).toContain('running');
		expect(pond.playback.paused).toBe(false);
		const updates = sandbox.requests.filter(({ method, url }) => method === 'PATCH' && url.includes(pond.id));
		const sequences = updates.map(({ url }) =>
			Number(new URL(url, sandbox.url).searchParams.get('sequence')),
		);
		expect(sequences.every((sequence, at) => at === 0 || sequence > (sequences[at - 1] ?? 0))).toBe(true);
	});
});
