import { watchedProjects } from '../../../src/players/projectSource';
import { statusAt } from '../../../src/sandbox/player';
import type { SandboxState } from '../../../src/sandbox/state';
import type { SimulatedWindow } from './simulatedWindow';

/** Rules that end within this time may already be missing on one side, in milliseconds. */
const END_TOLERANCE_MS = 5000;

/** The rows of the window that differ from the state of the server. */
export function differencesFrom(state: SandboxState, window: SimulatedWindow): string[] {
	const now = window.clock.now();
	return [
		...projectDifferences(window, state),
		...playerDifferences(window, state, now),
		...channelDifferences(window, state),
		...banDifferences(window, state, now),
	];
}

function projectDifferences({ projects }: SimulatedWindow, state: SandboxState): string[] {
	const ours = projects.projects.map(({ id, name, enabled }) => `${id} ${name} ${enabled}`);
	const theirs = state.projects.map(({ id, name, enabled }) => `${id} ${name} ${enabled}`);
	return differences('project', ours, theirs);
}

function playerDifferences(
	{ projects, players }: SimulatedWindow,
	state: SandboxState,
	now: number,
): string[] {
	return watchedProjects(projects).flatMap(({ appId }) => {
		const ours = players.players(appId).map(({ player: { id, status } }) => `${id} ${status}`);
		const theirs = state.players.filter((each) => each.appId === appId);
		return differences(
			'player',
			ours,
			theirs.map((each) => `${each.id} ${statusAt(each, now)}`),
		);
	});
}

function channelDifferences({ channels }: SimulatedWindow, state: SandboxState): string[] {
	const { appIds, expanded } = channels.watched;
	const lists = appIds.flatMap((appId) => {
		const ours = (channels.store.channels(appId).value ?? []).map(
			({ name, userCount }) => `${name} ${userCount}`,
		);
		const theirs = state.channels.listed(appId).map(({ name, userCount }) => `${name} ${userCount}`);
		return differences(`channel of ${appId}`, ours, theirs);
	});
	const open = expanded.filter(({ appId }) => appIds.includes(appId));
	const users = open.flatMap(({ appId, channelName }) => {
		const ours = channels.store.users(appId, channelName).value;
		const shown =
			ours?.exists !== true ? [] : ours.profile === 'live' ? [...ours.hosts, ...ours.audience] : ours.users;
		const theirs = state.channels.users(appId, channelName)?.users ?? [];
		return differences(
			`user of ${channelName}`,
			shown.map((user) => String('uid' in user ? user.uid : user.account)),
			theirs.map(({ uid, account }) => String(uid ?? account)),
		);
	});
	return [...lists, ...users];
}

function banDifferences({ channels }: SimulatedWindow, state: SandboxState, now: number): string[] {
	const lasts = (end: number) => end > now + END_TOLERANCE_MS;
	// Ends are in whole seconds in lists.
	const seconds = (ms: number) => Math.round(ms / 1000);
	return channels.watched.appIds.flatMap((appId) => {
		const ours = (channels.store.bans(appId).value ?? []).map(({ id, expiresAt }) => ({
			id,
			end: expiresAt?.getTime() ?? 0,
		}));
		const theirs = state.banRules.active(appId);
		const missing = theirs.filter(
			({ id, expiresAt }) => lasts(expiresAt) && !ours.some((rule) => rule.id === id),
		);
		const surplus = ours.filter(({ id, end }) => lasts(end) && !theirs.some((rule) => rule.id === id));
		const moved = ours.filter(({ id, end }) => {
			const rule = theirs.find((each) => each.id === id);
			return rule && Math.abs(seconds(end) - seconds(rule.expiresAt)) > 1;
		});
		return [
			...missing.map(({ id }) => `not shown: ban ${id}`),
			...surplus.map(({ id }) => `only shown: ban ${id}`),
			...moved.map(({ id }) => `other end: ban ${id}`),
		];
	});
}

function differences(what: string, ours: readonly string[], theirs: readonly string[]): string[] {
	const shown = new Set(ours);
	const expected = new Set(theirs);
	return [
		...ours.filter((each) => !expected.has(each)).map((each) => `only shown: ${what} ${each}`),
		...theirs.filter((each) => !shown.has(each)).map((each) => `not shown: ${what} ${each}`),
	];
}
