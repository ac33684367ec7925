import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Player, unknownPlayer } from '../../../../src/agora/mediaPull/player';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { FailedPlayers } from '../../../../src/players/failedPlayers';
import { PlayerEventReceiver } from '../../../../src/players/playerEventReceiver';
import { GONE_SHOWN_MS, LIST_LAG_MS } from '../../../../src/players/store/playerConditions';
import type { PlayerEvent } from '../../../../src/players/store/playerEvents';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { TestMemento } from '../../../fixtures/memento';
import { SimulatedClock } from '../../../fixtures/simulatedClock';

const APP = 'app';
const ID = 'player';
/** The time of the events by Agora's clock, which is not that of this machine. */
const AGORA = Date.UTC(2030, 0, 1);

type Word = 'created' | 'connecting' | 'success' | 'running' | 'failed' | 'stopped' | { destroyed: string };

describe('the events of notifications', () => {
	let clock: SimulatedClock;
	let store: PlayerStore;
	let polled: string[];
	let receiver: PlayerEventReceiver;
	let start: number;

	beforeEach(() => {
		clock = new SimulatedClock();
		start = clock.monotonic();
		store = new PlayerStore(new PausedPlayers(new TestMemento()));
		polled = [];
		receiver = new PlayerEventReceiver({ store, live: { pollSoon: (appId) => polled.push(appId) }, clock });
	});

	/** @param at milliseconds after the beginning of the test. */
	const event = (word: Word, at: number, playerId = ID): PlayerEvent => ({
		...{ appId: APP, playerId, happenedAt: AGORA + at, at: start + at },
		change:
			typeof word === 'object'
				? { kind: 'destroyed', reason: word.destroyed }
				: word === 'created'
					? { kind: 'created' }
					: { kind: 'status', status: word },
	});
	const apply = (...events: PlayerEvent[]) => receiver.apply(events);
	const listed = (status: string | undefined, id = ID): Player => ({ ...unknownPlayer(id), status });
	/** A reading that starts now. */
	const read = (...players: Player[]) => {
		const at = clock.monotonic();
		store.applyReading(APP, { players, startedAt: at, readAt: at, complete: true });
	};
	const shown = () => store.player(APP, ID);
	const condition = () => shown()?.condition;

	it('change the state of a player at once', () => {
		read(listed('connecting'));
		clock.skip(1000);
		apply(event('running', 900));
		expect(condition()).toBe('running');
		expect(shown()?.since).toBe(start + 900);
		clock.skip(1000);
		apply(event('failed', 1900));
		expect(condition()).toBe('failed');
		expect(shown()?.past.map((each) => each.condition)).toEqual(['connecting', 'running']);
	});

	it('take the words of notifications for those of List', () => {
		read(listed('idle'));
		clock.skip(1000);
		apply(event('success', 500));
		expect(condition()).toBe('connecting');
		apply(event('stopped', 600));
		expect(condition()).toBe('idle');
	});

	it('are ignored when they are older than what is known, or come again', () => {
		read(listed('running'));
		clock.skip(5000);
		apply(event('failed', 3000));
		apply(event('running', 2000));
		apply(event('connecting', 1000));
		apply(event('failed', 3000));
		expect(condition()).toBe('failed');
		expect(shown()?.past).toHaveLength(1);
		expect(polled).toEqual([]);
	});

	it('are ignored when they happened before the state that List shows began', () => {
		clock.skip(100_000);
		read(listed('running'));
		apply(event('connecting', 60_000));
		expect(condition()).toBe('running');
		expect(polled).toEqual([]);
		// List may lag, so that this one may be newer than what it shows.
		apply(event('failed', 95_000));
		expect(condition()).toBe('running');
		expect(polled).toEqual([APP]);
	});

	it('overrule List for as long as it may lag', () => {
		read(listed('running'));
		clock.skip(1000);
		apply(event('failed', 900));
		clock.skip(5000);
		read(listed('running'));
		expect(condition()).toBe('failed');
		clock.skip(LIST_LAG_MS);
		read(listed('running'));
		expect(condition()).toBe('running');
	});

	it('do not overrule a state that List did not show before', () => {
		read(listed('connecting'));
		clock.skip(1000);
		apply(event('running', 900));
		clock.skip(3000);
		read(listed('failed'));
		expect(condition()).toBe('failed');
	});

	it('show a player that was created here before List does', () => {
		store.applyCreated(APP, listed('connecting'), clock.monotonic());
		read();
		apply(event('created', -20), event('connecting', -10));
		expect(condition()).toBe('connecting');
		clock.skip(3000);
		apply(event('running', 2500));
		read();
		expect(condition()).toBe('running');
		clock.skip(LIST_LAG_MS);
		read();
		expect(condition()).toBe('moving');
	});

	it('remove a player that somebody deleted, although List still shows it', () => {
		read(listed('running'));
		clock.skip(1000);
		apply(event({ destroyed: 'Delete Request' }, 900));
		expect(shown()).toBeUndefined();
		read(listed('running'));
		expect(shown()).toBeUndefined();
		apply(event('running', 800));
		expect(shown()).toBeUndefined();
	});

	it('prove that a player that was deleted here is gone', () => {
		read(listed('running'));
		store.applyDeleting(APP, listed('running'), clock.monotonic());
		clock.skip(1000);
		apply(event('running', 500));
		expect(condition()).toBe('moving');
		apply(event({ destroyed: 'Delete Request' }, 900));
		expect(shown()).toBeUndefined();
	});

	it('show a destroyed player as gone for a while, with the reason', () => {
		read(listed('running'));
		clock.skip(1000);
		apply(event({ destroyed: 'Idle Timeout' }, 900));
		expect(shown()).toMatchObject({ condition: 'gone', destroyReason: 'Idle Timeout' });
		read(listed('running'));
		expect(condition()).toBe('gone');
		clock.skip(GONE_SHOWN_MS + 1000);
		read();
		expect(shown()).toBeUndefined();
	});

	it('show a destroyed player again that List still shows later', () => {
		read(listed('running'));
		clock.skip(1000);
		apply(event({ destroyed: 'Internal Error' }, 900));
		clock.skip(LIST_LAG_MS);
		read(listed('running'));
		expect(shown()).toMatchObject({ condition: 'running' });
		expect(shown()?.destroyReason).toBeUndefined();
	});

	it('report a failure in less than a second', async () => {
		const reported: string[] = [];
		const failedPlayers = new FailedPlayers(store, clock, (failed) =>
			reported.push(...failed.map(({ id, outcome }) => `${id} ${outcome}`)),
		);
		read(listed('running'), listed('running', 'other'));
		clock.skip(1000);
		apply(event('failed', 900), event({ destroyed: 'Internal Error' }, 950, 'other'));
		await clock.pass(500);
		expect(reported.sort()).toEqual(['other gone', 'player failed']);
		read(listed('failed'));
		await clock.pass(120_000);
		expect(reported).toHaveLength(2);
		failedPlayers.dispose();
	});

	it('lead to a reading of the project of an unknown player, not to a row', async () => {
		read();
		for (let number = 0; number < 900; number += 1) {
			apply(event('running', number, `unknown ${number}`));
			await clock.pass(20);
		}
		expect(store.players(APP)).toEqual([]);
		// At once, and then every ten seconds while events arrive.
		expect(polled).toHaveLength(2);
		await clock.pass(60_000);
		expect(polled).toHaveLength(3);
	});

	it('of other projects and signed-out accounts change nothing', () => {
		apply(event('running', 0));
		expect(store.players(APP)).toEqual([]);
		expect(store.loadable(APP).value).toBeUndefined();
	});

	it('lead to the same state in any order, repeated or not', () => {
		const word = fc.constantFrom<Word>('created', 'connecting', 'success', 'running', 'failed', 'stopped', {
			destroyed: 'Idle Timeout',
		});
		const events = fc.uniqueArray(fc.record({ word, at: fc.nat(8) }), {
			maxLength: 8,
			selector: ({ word: each, at }) => `${JSON.stringify(each)} ${at}`,
		});
		const orders = events.chain((each) =>
			fc.tuple(
				fc.constant(each),
				fc.shuffledSubarray([...each, ...each], { minLength: each.length * 2 }),
				fc.array(fc.nat(3)),
			),
		);
		const finalState = (order: readonly { word: Word; at: number }[], batches: readonly number[]) => {
			store.clear();
			store.applyCreated(APP, listed('connecting'), start);
			const left = order.map((each) => event(each.word, each.at));
			for (const size of batches) {
				receiver.apply(left.splice(0, size));
			}
			receiver.apply(left);
			const isGone = condition() === 'gone';
			return [condition(), isGone ? shown()?.destroyReason : shown()?.player.status];
		};
		clock.skip(10);
		fc.assert(
			fc.property(orders, ([each, shuffled, batches]) => {
				const inOrder = each.toSorted((a, b) => a.at - b.at);
				expect(finalState(shuffled, batches)).toEqual(finalState(inOrder, []));
			}),
		);
	});
});
