import { beforeEach, describe, expect, it } from 'vitest';
import { AgoraError } from '../../../../src/agora/errors';
import { Emitter } from '../../../../src/common/emitter';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { overdueMs, readingSummary, staleMs } from '../../../../src/players/store/readingAges';
import { TestMemento } from '../../../fixtures/memento';
import { SimulatedClock } from '../../../fixtures/simulatedClock';
import { player } from '../polling/listedPlayers';
import { project } from '../polling/pollingContext';

const MINUTE = 60_000;
const PERIODS = { visibleMs: 10_000, hiddenMs: 30_000 };

let clock: SimulatedClock;
let store: PlayerStore;

beforeEach(() => {
	clock = new SimulatedClock();
	store = new PlayerStore(new PausedPlayers(new TestMemento()));
});

function read(at: number, ...ids: string[]): void {
	const now = clock.monotonic();
	const players = ids.map((id) => player(id));
	store.applyReading(`app${at}`, { players, startedAt: now, readAt: now, complete: true });
}

describe('staleMs and overdueMs', () => {
	it('return the age of the oldest reading of a project with players once it is older than expected', () => {
		read(1, 'a');
		read(2);
		clock.skip(90_000);
		read(3, 'b');
		clock.skip(30_000);
		expect(staleMs(store, PERIODS, clock)).toBeUndefined();
		clock.skip(3 * 60 * MINUTE);
		expect(staleMs(store, PERIODS, clock)).toBe(182 * MINUTE);
		read(1, 'a');
		read(3, 'b');
		expect(staleMs(store, PERIODS, clock)).toBeUndefined();
	});

	it('measure the time that passed when the clock of the machine is set', () => {
		read(1, 'a');
		clock.skip(10 * MINUTE);
		for (const step of [-60 * MINUTE, 600 * MINUTE]) {
			clock.stepWallClock(step);
			expect(staleMs(store, PERIODS, clock)).toBe(10 * MINUTE);
		}
	});

	it('ignore projects without players, and created players of a project that was never read', () => {
		read(1);
		store.applyCreated('app2', player('new'), clock.monotonic());
		clock.skip(60 * MINUTE);
		expect(staleMs(store, PERIODS, clock)).toBeUndefined();
	});

	it('allow longer periods, set by the user or due to many projects', () => {
		expect(overdueMs(PERIODS, store)).toBe(20_000);
		expect(overdueMs({ ...PERIODS, visibleMs: 300_000 }, store)).toBe(600_000);
		for (let at = 0; at < 200; at += 1) {
			read(at, `of ${at}`);
		}
		expect(overdueMs(PERIODS, store)).toBe(100_000);
	});
});

it('readingSummary counts the projects by the outcome of their last reading', () => {
	const projects = Array.from({ length: 200 }, (_, at) => project(at));
	const source = { projects, onDidChange: new Emitter<void>().event };
	const first = clock.monotonic();
	expect(readingSummary(source, store)).toEqual({
		...{ total: 200, unread: 200, answered: 0, forbidden: 0 },
		oldestReadAt: undefined,
	});
	read(7, 'a');
	clock.skip(MINUTE);
	read(8);
	const failure = (kind: AgoraError['kind']) =>
		new AgoraError({ kind, operation: 'listPlayers', message: kind });
	store.applyFailure('app9', failure('forbidden'));
	store.applyFailure('app10', failure('server'));
	store.applyFailure('app7', failure('server'));
	expect(readingSummary(source, store)).toEqual({
		...{ total: 200, unread: 196, answered: 3, forbidden: 1 },
		oldestReadAt: first,
	});
});
