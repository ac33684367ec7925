import { doesNotMatch, match, notStrictEqual, strictEqual } from 'node:assert/strict';
import type { Uri } from 'vscode';
import { KnownSecrets } from '../../src/agora/knownSecrets';
import { systemClock } from '../../src/common/clock';
import { Emitter } from '../../src/common/emitter';
import { DefinitionMemory } from '../../src/players/definitions/definitionMemory';
import { PlayerDocuments } from '../../src/players/details/playerDocuments';
import { PlayerOrigins } from '../../src/players/details/playerOrigins';
import { playerUri } from '../../src/players/details/playerUri';
import type { TargetPlayer } from '../../src/players/targetPlayers';
import { playerCost } from '../../src/usage/priceSettings';
import { TestMemento } from '../fixtures/memento';
import { TestSecrets } from '../fixtures/secrets';
import { openPlayerContext, type PlayerContext } from './context/playerContext';

describe('the document about a player', () => {
	let context: PlayerContext;
	let documents: PlayerDocuments;
	let target: TargetPlayer;
	let uri: Uri;
	let changed: number;
	let refreshes: number;
	let done: string | undefined;
	let memory: DefinitionMemory;
	/** Milliseconds by which time has passed besides. */
	let later: number;
	const history = new Emitter<void>();

	beforeEach(async () => {
		context = await openPlayerContext();
		const { sessions, projects, store, regions } = context.deps;
		target = context.player('movie-night');
		uri = playerUri(context.session, target);
		changed = 0;
		refreshes = 0;
		done = undefined;
		const { accountId } = context.session;
		memory = new DefinitionMemory(new TestMemento(), new TestSecrets());
		later = 0;
		const clock = {
			now: () => systemClock.now() + later,
			monotonic: () => systemClock.monotonic() + later,
		};
		await memory.remember(
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
			definitions: memory,
			knownSecrets,
			estimateCost: playerCost,
		});
		documents = new PlayerDocuments({
			...{ sessions, projects, store },
			loadOrigins: async () => origins,
			history: { onDidChange: history.event, of: () => done },
			refresh: async () => {
				refreshes += 1;
			},
		});
		documents.onDidChange(() => {
			changed += 1;
		});
	});

	afterEach(async () => {
		documents.dispose();
		await context.close();
	});

	async function changes(before: number): Promise<void> {
		while (changed === before) {
			await new Promise((resolve) => setTimeout(resolve, 1));
		}
	}

	it('tells everything known, and no secret', async () => {
		done = 'create, request r-1';
		const text = await documents.provideTextDocumentContent(uri);
		match(text, /^# movie-night\n/);
		match(text, new RegExp(`Player ID: ${target.player.id}`));
		match(text, /## States seen\n\n- .+: running\n/);
		match(text, /Video of 1920 × 1080/);
		match(text, /create, request r-1/);
		match(text, /## Created from\n\n[\s\S]*"channelName": "movie night"/);
		doesNotMatch(text, /planted/);
	});

	it('follows the player and what is done to it, and keeps what was known of one that is gone', async () => {
		await documents.provideTextDocumentContent(uri);
		const { store } = context.deps;
		const write = await store.beginPause(target.player.id, true);
		await store.endPause(target.appId, write, 'done', systemClock.monotonic());
		await changes(0);
		match(
			await documents.provideTextDocumentContent(uri),
			/: running\n- .+: paused \(reported as running\)\n[\s\S]*paused, still billed/,
		);
		store.applyDeleted(target.appId, target.player, Date.now());
		await changes(1);
		const gone = await documents.provideTextDocumentContent(uri);
		match(gone, /no longer listed/);
		match(gone, /Channel: movie night/);
		done = 'delete, request r-2';
		history.fire();
		await changes(2);
		match(await documents.provideTextDocumentContent(uri), /r-2/);
	});

	it('of a deleted player costs no more, and keeps what it was created from', async () => {
		const cost = (text: string) => /## Cost(?: so far)?\n\n- (.+)\n/.exec(text)?.[1];
		const before = cost(await documents.provideTextDocumentContent(uri));
		later = 3_600_000;
		const anHourOn = cost(await documents.provideTextDocumentContent(uri));
		notStrictEqual(anHourOn, before);
		const { store } = context.deps;
		store.applyDeleted(target.appId, target.player, systemClock.monotonic());
		await memory.forget({
			accountId: context.session.accountId,
			appId: target.appId,
			playerId: target.player.id,
		});
		const deleted = await documents.provideTextDocumentContent(uri);
		strictEqual(cost(deleted), anHourOn);
		later = 50 * 3_600_000;
		strictEqual(await documents.provideTextDocumentContent(uri).then(cost), anHourOn);
		match(deleted, /## Cost\n\n[\s\S]*until it was deleted/);
		match(deleted, /## Created from/);
	});

	it('that is there again after a reload waits for the players, and tells nothing to another account', async () => {
		await documents.provideTextDocumentContent(uri);
		strictEqual(refreshes, 1);
		const other = uri.with({ query: uri.query.replace(/account=[^&]*/, 'account=other') });
		const text = await documents.provideTextDocumentContent(other);
		match(text, /not signed in/);
		doesNotMatch(text, /movie/);
	});
});
