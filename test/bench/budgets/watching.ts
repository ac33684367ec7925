import { seeded } from '../../unit/players/polling/calls';
import { ListedPlayers, player } from '../../unit/players/polling/listedPlayers';
import { PollingContext, project } from '../../unit/players/polling/pollingContext';
import { median, type Row } from './row';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const PROJECTS = 20;
const PLAYERS = 50;
const PERIOD = 10 * SECOND;
const CHANGES = 200;

/** The calls of a poller that reads every project every ten seconds. */
const NAIVE_CALLS = (PROJECTS * HOUR) / PERIOD;

/** Half of what List allows (Media Pull REST API, Rate limits): ten calls a minute for each project. */
const HALF_OF_LIST = PROJECTS * 10 * 60;

interface Watched {
	readonly context: PollingContext;
	readonly listed: ListedPlayers;
}

/** The poller of twenty projects of fifty players each, on a simulated clock. */
function watched(): Watched {
	const context: PollingContext = new PollingContext((client, query, control) =>
		listed.pagesOf(client, query, control),
	);
	const listed = new ListedPlayers(context);
	const projects = Array.from({ length: PROJECTS }, (_, at) => project(at));
	for (const [at, { appId }] of projects.entries()) {
		listed.players.set(
			appId,
			Array.from({ length: PLAYERS }, (_, index) => player(`${at}-${index}`)),
		);
	}
	context.setProjects(projects, 'app3');
	context.signIn();
	return { context, listed };
}

/** Changes the status of a player on the server. */
function change(listed: ListedPlayers, random: () => number): { appId: string; id: string; status: string } {
	const at = Math.floor(random() * PROJECTS);
	const appId = `app${at}`;
	const id = `${at}-${Math.floor(random() * PLAYERS)}`;
	const before = listed.players.get(appId) ?? [];
	const status = before.find((each) => each.id === id)?.status === 'running' ? 'failed' : 'running';
	listed.players.set(
		appId,
		before.map((each) => (each.id === id ? { ...each, status } : each)),
	);
	return { appId, id, status };
}

/** Calls within an hour, for each state of a window. */
export async function pollingCost(): Promise<Row[]> {
	const states = [
		{ name: 'window not focused', focused: false, visible: true, most: 0 },
		{ name: 'view hidden', focused: true, visible: false, most: HOUR / (2 * SECOND) },
		{ name: 'view visible', focused: true, visible: true, most: HALF_OF_LIST },
	];
	const rows: Row[] = [];
	for (const { name, focused, visible, most } of states) {
		const { context, listed } = watched();
		// Which projects have players is known by then.
		context.poller.setVisible(true);
		await context.pass(2 * PERIOD);
		context.setFocused(focused);
		context.poller.setVisible(visible);
		// What was asked for before is none of the state's.
		await context.pass(SECOND);
		listed.calls.length = 0;
		await context.pass(HOUR);
		const calls = listed.calls.length;
		context.dispose();
		rows.push({
			what: `calls an hour for ${PROJECTS} projects, ${name}`,
			measured: String(calls),
			baseline: `${NAIVE_CALLS}, each project every 10 s`,
			budget: most === 0 ? 'none' : `at most ${most}`,
			held: calls <= most,
		});
	}
	return rows;
}

/** Simulated time from a change on the server to the row that shows it. */
export async function statusDelay(): Promise<Row[]> {
	const random = seeded(1);
	const { context, listed } = watched();
	context.poller.setVisible(true);
	await context.pass(2 * PERIOD);
	const start = context.clock.now();
	const delays: number[] = [];
	const naive: number[] = [];
	for (let at = 0; at < CHANGES; at += 1) {
		await context.pass(random() * 3 * PERIOD);
		const changedAt = context.clock.now();
		const { appId, id, status } = change(listed, random);
		naive.push(PERIOD - ((changedAt - start) % PERIOD));
		const shownAt = new Promise<number>((resolve) => {
			const subscription = context.store.onDidChange(() => {
				const row = context.store.players(appId).find((each) => each.player.id === id);
				if (row?.player.status === status) {
					subscription.dispose();
					resolve(context.clock.now());
				}
			});
		});
		await context.pass(3 * PERIOD);
		delays.push((await shownAt) - changedAt);
	}
	context.dispose();
	const inSeconds = (values: readonly number[]): string =>
		`${(median(values) / SECOND).toFixed(1)} s, at most ${(Math.max(...values) / SECOND).toFixed(1)} s`;
	const most = PERIOD + SECOND;
	return [
		{
			what: `from a status on the server to its row, ${CHANGES} changes, polled every ${PERIOD / SECOND} s`,
			measured: inSeconds(delays),
			baseline: `${inSeconds(naive)}, all projects at once`,
			budget: `at most ${most / SECOND} s`,
			held: Math.max(...delays) <= most,
		},
	];
}

const HOURS = 8;

/** The heap after eight simulated hours in which a player changes every ten seconds. */
export async function watchHeap(): Promise<Row[]> {
	const random = seeded(8);
	const { context, listed } = watched();
	context.poller.setVisible(true);
	const heaps: number[] = [];
	for (let hour = 0; hour < HOURS; hour += 1) {
		for (let at = 0; at < HOUR / PERIOD; at += 1) {
			change(listed, random);
			await context.pass(PERIOD);
		}
		listed.calls.length = 0;
		globalThis.gc?.();
		heaps.push(process.memoryUsage().heapUsed);
	}
	context.dispose();
	const [first = 0, last = 0] = [heaps[0], heaps.at(-1)];
	const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
	return [
		{
			what: `heap after ${HOURS} simulated hours of watching`,
			measured: MB(last),
			baseline: `${MB(first)} after one hour`,
			budget: 'at most 5 % more',
			held: last <= first * 1.05,
		},
	];
}
