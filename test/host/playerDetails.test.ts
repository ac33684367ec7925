import { doesNotMatch, match, notStrictEqual, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Uri } from 'vscode';
import { KnownSecrets } from '../../src/agora/redact';
import { systemClock } from '../../src/common/clock';
import { Emitter } from '../../src/common/emitter';
import { StoredRequests } from '../../src/players/definitions/storedRequests';
import { PlayerDocuments } from '../../src/players/details/playerDocuments';
import { PlayerOrigins } from '../../src/players/details/playerOrigins';
import { playerUri } from '../../src/players/details/playerUri';
import type { TargetPlayer } from '../../src/players/targetPlayers';
import { playerCost } from '../../src/usage/priceSettings';
import { TestMemento } from '../fixtures/memento';
import { TestSecrets } from '../fixtures/secrets';
import { SimulatedClock } from '../fixtures/simulatedClock';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { waitUntil } from './extensionHost';

describe('the details document of a player', () => {
	let context: PlayerContext;
	let documents: PlayerDocuments;
	let target: TargetPlayer;
	let uri: Uri;
	let changeCount: number;
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
		uri = playerUri(context.session, target);
		changeCount = 0;
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
		});
		documents = new PlayerDocuments({
			...{ sessions, projects, store },
			loadOrigins: async () => origins,
			history: { onDidChange: history.event, of: async () => historyText },
			refresh: () => loading,
		});
		documents.onDidChange(() => {
			changeCount += 1;
		});
	});

	afterEach(async () => {
		documents.dispose();
		await context.close();
	});

	it('shows state, source, history and definition without secrets', async () => {
		historyText = 'create, request r-1';
		const text = await documents.provideTextDocumentContent(uri);
		match(text, /^# movie-night\n/);
		match(text, new RegExp(`Player ID: ${target.player.id}`));
		match(text, /## States seen\n\n- .+: running\n/);
		match(text, /Video of 1920 × 1080/);
		match(text, /create, request r-1/);
		match(text, /## Created from\n\n[\s\S]*"channelName": "movie night"/);
		doesNotMatch(text, /planted/);
	});

	it('follows the player and its history, and keeps the details of a player that is gone', async () => {
		await documents.provideTextDocumentContent(uri);
		const { store } = context.deps;
		const write = await store.beginPause(target.player.id, true);
		await store.endPause(target.appId, write, 'done', systemClock.monotonic());
		await waitUntil(() => changeCount > 0);
		match(
			await documents.provideTextDocumentContent(uri),
			/: running\n- .+: paused \(reported as running\)\n[\s\S]*paused, still billed/,
		);
		store.applyDeleted(target.appId, target.player, Date.now());
		await waitUntil(() => changeCount > 1);
		const gone = await documents.provideTextDocumentContent(uri);
		match(gone, /no longer listed/);
		match(gone, /Channel: movie night/);
		historyText = 'delete, request r-2';
		history.fire();
		await waitUntil(() => changeCount > 2);
		match(await documents.provideTextDocumentContent(uri), /r-2/);
	});

	it('stops the cost of a deleted player and keeps its definition', async () => {
		const cost = (text: string) => /## Cost(?: so far)?\n\n- (.+)\n/.exec(text)?.[1];
		const before = cost(await documents.provideTextDocumentContent(uri));
		clock.skip(3_600_000);
		const anHourOn = cost(await documents.provideTextDocumentContent(uri));
		notStrictEqual(anHourOn, before);
		const { store } = context.deps;
		store.applyDeleted(target.appId, target.player, systemClock.monotonic());
		await requests.forget({
			accountId: context.session.accountId,
			appId: target.appId,
			playerId: target.player.id,
		});
		const deleted = await documents.provideTextDocumentContent(uri);
		strictEqual(cost(deleted), anHourOn);
		clock.skip(50 * 3_600_000);
		strictEqual(await documents.provideTextDocumentContent(uri).then(cost), anHourOn);
		match(deleted, /## Cost\n\n[\s\S]*until it was deleted/);
		match(deleted, /## Created from/);
	});

	it('waits for the players after a reload, and shows nothing to another account', async () => {
		let finishLoading = () => {};
		loading = new Promise((resolve) => {
			finishLoading = resolve;
		});
		let shown: string | undefined;
		const reading = documents.provideTextDocumentContent(uri).then((text) => {
			shown = text;
		});
		await setImmediate();
		strictEqual(shown, undefined);
		finishLoading();
		await reading;
		match(shown ?? '', /^# movie-night\n/);
		const other = uri.with({ query: uri.query.replace(/account=[^&]*/, 'account=other') });
		const text = await documents.provideTextDocumentContent(other);
		match(text, /not signed in/);
		doesNotMatch(text, /movie/);
	});
});
