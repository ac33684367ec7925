import { deepStrictEqual, doesNotMatch, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { commands } from 'vscode';
import { KnownSecrets } from '../../src/agora/redact';
import { systemClock } from '../../src/common/clock';
import { Emitter } from '../../src/common/emitter';
import { StoredRequests } from '../../src/players/definitions/storedRequests';

import { PlayerOrigins } from '../../src/players/details/playerOrigins';
import { LINKED_COMMANDS, type PlayerIds } from '../../src/players/details/playerPage';
import { PlayerPanels } from '../../src/players/details/playerPanels';
import type { TargetPlayer } from '../../src/players/targetPlayers';
import { playerCost } from '../../src/usage/priceSettings';
import { TestMemento } from '../fixtures/memento';
import { TestSecrets } from '../fixtures/secrets';
import { SimulatedClock } from '../fixtures/simulatedClock';
import { openPlayerContext, type PlayerContext } from './context/playerContext';

describe('the details of a player', () => {
	let context: PlayerContext;
	let panels: PlayerPanels;
	let target: TargetPlayer;
	let ids: PlayerIds;
	/** Resolves when the players are loaded. */
	let loading: Promise<void>;
	let historyText: string | undefined;
	let requests: StoredRequests;
	let clock: SimulatedClock;
	const history = new Emitter<void>();

	beforeEach(async () => {
		context = await openPlayerContext();
		const { sessions, projects, store, regions } = context.deps;
		target = context.player('movie-night');
		ids = {
			accountId: context.session.accountId,
			appId: target.appId,
			playerId: target.player.id,
		};
		loading = Promise.resolve();
		historyText = undefined;
		const { accountId } = context.session;
		requests = new StoredRequests(new TestMemento(), new TestSecrets());
		clock = new SimulatedClock({ time: systemClock.monotonic() });
		await requests.remember(
			{ accountId, appId: target.appId, playerId: target.player.id },
			{
				region: 'na',
				project: target.appId,
				streamIp: undefined,
				fields: [],
				file: undefined,
				fromList: false,
				player: {
					streamUrl: 'rtmp://user:planted-1@example.com/live?key=planted-2',
					channelName: 'movie night',
					uid: 7001,
					token: 'planted-3',
					encryptKey: 'planted-4',
					videoOptions: { width: 1920, height: 1080 },
				},
			},
		);
		const knownSecrets = new KnownSecrets();
		const origins = new PlayerOrigins({
			sessions,
			regions,
			clock,
			definitions: requests,
			knownSecrets,
			estimateCost: playerCost,
			presences: context.channels.presences,
		});
		panels = new PlayerPanels({
			...{ sessions, projects, store },
			loadOrigins: async () => origins,
			history: { onDidChange: history.event, of: async () => historyText },
			refresh: () => loading,
		});
	});

	afterEach(async () => {
		panels.dispose();
		await context.close();
	});

	it('shows state, source, history and definition without secrets', async () => {
		historyText = 'create, request r-1';
		const text = await panels.markdown(ids);
		match(text, /^# movie\\-night\n/);
		match(text, new RegExp(`Player ID: \`${target.player.id}\``));
		match(text, /## States seen\n\n- .+: running\n/);
		match(text, /Video of 1920 × 1080/);
		match(text, /create, request r-1/);
		match(text, /## Created from\n\n[\s\S]*"channelName": "movie night"/);
		doesNotMatch(text, /planted/);
	});

	it('follows the player and its history, and keeps the details of a player that is gone', async () => {
		await panels.markdown(ids);
		const { store } = context.deps;
		const write = await store.beginPause(target.player.id, true);
		await store.endPause(target.appId, write, 'done', systemClock.monotonic());
		match(
			await panels.markdown(ids),
			/: running\n- .+: paused \\\(reported as running\\\)\n[\s\S]*paused, still billed/,
		);
		store.applyDeleted(target.appId, target.player, Date.now());
		const gone = await panels.markdown(ids);
		match(gone, /no longer listed/);
		match(gone, /Channel: `movie night`/);
		historyText = 'delete, request r-2';
		match(await panels.markdown(ids), /r-2/);
	});

	it('link to the commands that the state allows, and VS Code renders the links', async () => {
		const linked = async () =>
			[...(await panels.markdown(ids)).matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id);
		const running = await linked();
		deepStrictEqual(running, [
			'agora.player.pause',
			'agora.player.switchSource',
			'agora.player.showChannel',
			'agora.player.copyId',
			'agora.player.saveDefinition',
			'agora.player.restart',
			'agora.player.delete',
			'agora.project.reveal',
		]);
		ok(running.every((id) => LINKED_COMMANDS.some((each) => each === id)));
		const html = await commands.executeCommand<string>('markdown.api.render', await panels.markdown(ids));
		match(html, /<h1[^>]*>movie-night<\/h1>/);
		match(html, /href="command:agora\.player\.pause\?[^"]+"/);
	});

	it('stops the cost of a deleted player and keeps its definition', async () => {
		const cost = (text: string) => /## Cost(?: so far)?\n\n- (.+)\n/.exec(text)?.[1];
		const before = cost(await panels.markdown(ids));
		clock.skip(3_600_000);
		const anHourOn = cost(await panels.markdown(ids));
		notStrictEqual(anHourOn, before);
		const { store } = context.deps;
		store.applyDeleted(target.appId, target.player, systemClock.monotonic());
		await requests.forget({
			accountId: context.session.accountId,
			appId: target.appId,
			playerId: target.player.id,
		});
		const deleted = await panels.markdown(ids);
		strictEqual(cost(deleted), anHourOn);
		clock.skip(50 * 3_600_000);
		strictEqual(await panels.markdown(ids).then(cost), anHourOn);
		match(deleted, /## Cost\n\n[\s\S]*until it was deleted/);
		match(deleted, /## Created from/);
	});

	it('waits for the players after a reload, and shows nothing to another account', async () => {
		let finishLoading = () => {};
		loading = new Promise((resolve) => {
			finishLoading = resolve;
		});
		let shown: string | undefined;
		const reading = panels.markdown(ids).then((text) => {
			shown = text;
		});
		await setImmediate();
		strictEqual(shown, undefined);
		finishLoading();
		await reading;
		match(shown ?? '', /^# movie\\-night\n/);
		const other = { ...ids, accountId: 'other' };
		const text = await panels.markdown(other);
		match(text, /not signed in/);
		doesNotMatch(text, /movie/);
	});
});
