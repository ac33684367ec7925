// Measures the cost of polling cloud players in the extension host of a real VS Code. A second VS Code with an empty extension runs at the
// same time as the baseline. Asserts nothing about time.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { signIn } from '../../ui/signIn';
import { startVsCode, type VsCode } from '../../ui/workbench/vsCode';
import type { Workbench } from '../../ui/workbench/workbench';
import { packEmptyExtension } from './emptyExtension';
import { extensionHostOf, type Used, usedBy } from './extensionHost';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WITH_PLAYERS = 20;
const PLAYERS_EACH = 50;

/** Polls of an hour: each of the twenty projects every ten seconds. */
const POLLS_AN_HOUR = WITH_PLAYERS * 360;

/** How long CPU is measured, and how many polls memory is measured over. */
const cpuMinutes = Number(process.env.BENCH_CPU_MINUTES ?? 2);
const polls = Number(process.env.BENCH_POLLS ?? POLLS_AN_HOUR);

interface Scene {
	readonly sandbox: Sandbox;
	readonly ours: VsCode;
	readonly workbench: Workbench;
	readonly empty: VsCode;
	readonly hosts: { readonly ours: number; readonly empty: number };
}

/** Runs with a server that has so many projects, a window that is signed in and shows the view, and a window with an empty extension. */
async function inScene(
	projects: number,
	run: (scene: Scene) => Promise<void>,
	settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
	const work = await mkdtemp(join(tmpdir(), 'agora-bench-'));
	const started: { stop(): Promise<void> }[] = [];
	const keep = <T extends { stop(): Promise<void> }>(each: T): T => {
		started.push(each);
		return each;
	};
	try {
		const sandbox = keep(await startSandbox());
		fill(sandbox, projects);
		const vsix = await packEmptyExtension(join(work, 'empty'));
		const empty = keep(await startVsCode({ extension: vsix }));
		const ours = keep(await startVsCode());
		const emptyWindow = await empty.open();
		await emptyWindow.openViewContainer('Agora');
		const workbench = await ours.open({ settings });
		await signIn(workbench, sandbox, 'Local');
		await workbench.view('Cloud Players').waitForRows();
		const hosts = { ours: extensionHostOf(ours.dataDir), empty: extensionHostOf(empty.dataDir) };
		await run({ sandbox, ours, workbench, empty, hosts });
	} finally {
		for (const each of started.reverse()) {
			await each.stop();
		}
		await rm(work, { recursive: true, force: true });
	}
}

function fill({ state }: Sandbox, projects: number): void {
	for (let at = 0; at < projects; at += 1) {
		const { appId } = state.addProject({ name: `Project ${String(at).padStart(4, '0')}` });
		// The poller reads projects in the order of their names, so it finds these at once instead of in half an hour.
		if (at < WITH_PLAYERS) {
			for (let player = 0; player < PLAYERS_EACH; player += 1) {
				const createdAt = Date.now() - 2 * 3_600_000 + player * SECOND;
				const facts = { channelName: `class ${player}`, uid: player + 1 };
				const source = { streamUrl: `https://example.com/live/${at}/${player}.m3u8` };
				state.addPlayer({
					appId,
					name: `player ${player}`,
					createdAt,
					heldStatus: 'running',
					...facts,
					...source,
				});
			}
		}
	}
}

function use({ hosts }: Scene): { readonly ours: Used; readonly empty: Used } {
	return { ours: usedBy(hosts.ours), empty: usedBy(hosts.empty) };
}

/** Seconds of CPU a minute, over the time that is measured. */
async function cpuAMinute(scene: Scene): Promise<{ readonly ours: number; readonly empty: number }> {
	const before = use(scene);
	await sleep(cpuMinutes * MINUTE);
	const after = use(scene);
	return {
		ours: (after.ours.cpuSeconds - before.ours.cpuSeconds) / cpuMinutes,
		empty: (after.empty.cpuSeconds - before.empty.cpuSeconds) / cpuMinutes,
	};
}

/** Counts requests as they arrive, because the sandbox keeps only the latest thousand. */
async function untilPolls({ sandbox }: Scene, count: number): Promise<number> {
	let seen = 0;
	let last = sandbox.requests.at(-1);
	while (seen < count) {
		await sleep(10 * SECOND);
		seen += sandbox.requests.length - 1 - (last ? sandbox.requests.lastIndexOf(last) : -1);
		last = sandbox.requests.at(-1);
	}
	return seen;
}

/** Waits until each project with players was read several times. */
async function waitForPolls(scene: Scene): Promise<void> {
	await untilPolls(scene, 10 * WITH_PLAYERS);
	expect(await scene.workbench.statusBar.text('agora.status.players')).toBe(
		`${WITH_PLAYERS * PLAYERS_EACH} running`,
	);
}

const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const perMinute = (seconds: number): string => `${seconds.toFixed(2)} s a minute`;

function print(what: string, measured: string, baseline: string, budget = '', held?: boolean): void {
	const verdict = held === undefined ? '' : held ? 'held' : 'EXCEEDED';
	console.info(`| ${[what, measured, baseline, budget, verdict].join(' | ')} |`);
}

it('measures CPU with 20 projects of 50 players that do not change', async () => {
	await inScene(WITH_PLAYERS, async (scene) => {
		await waitForPolls(scene);
		const { ours, empty } = await cpuAMinute(scene);
		const what = `CPU of the extension host, ${WITH_PLAYERS} projects of ${PLAYERS_EACH} players, view visible`;
		print(
			what,
			perMinute(ours),
			`${perMinute(empty)}, an empty extension`,
			'at most twice',
			ours <= 2 * empty,
		);
	});
});

it('measures CPU with 5,000 projects of which 20 have players', async () => {
	await inScene(5000, async (scene) => {
		await waitForPolls(scene);
		const { ours, empty } = await cpuAMinute(scene);
		const what = `CPU of the extension host, the same among 5,000 projects`;
		print(what, perMinute(ours), `${perMinute(empty)}, an empty extension`);
	});
});

it('measures memory after the polls of an hour', async () => {
	const run = async (scene: Scene) => {
		await waitForPolls(scene);
		const before = use(scene);
		const startedAt = performance.now();
		const count = await untilPolls(scene, polls);
		const minutes = (performance.now() - startedAt) / MINUTE;
		const after = use(scene);
		const asLong = `${count} polls in ${minutes.toFixed(0)} minutes, ${((count / POLLS_AN_HOUR) * 60).toFixed(0)} minutes of them at the default`;
		print(
			`memory of the extension host after ${asLong}`,
			`${MB(after.ours.residentBytes)}, ${MB(before.ours.residentBytes)} before`,
			`${MB(after.empty.residentBytes)}, ${MB(before.empty.residentBytes)} before, an empty extension`,
		);
	};
	// Twice as often as the default, which is the shortest interval allowed.
	await inScene(WITH_PLAYERS, run, { 'agora.players.refreshSeconds': 5 });
});
