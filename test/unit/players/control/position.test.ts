import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	mayBeOnDemand,
	playedPosition,
	positionText,
	readPosition,
	resumePosition,
} from '../../../../src/players/control/position';
import type { Condition, ShownPlayer } from '../../../../src/players/store/playerConditions';
import { player } from '../polling/listedPlayers';

describe('readPosition and positionText', () => {
	it.each([
		['0', 0],
		['90', 90],
		['90.5', 90.5],
		['1:30', 90],
		[' 01:30 ', 90],
		['1:02:03', 3723],
		['100:00:00', 360_000],
	])('read %s', (typed, seconds) => {
		expect(readPosition(typed)).toBe(seconds);
	});

	it.each(['', '-1', 'half', '1:60', '60:00', '1:2:60', '1:', ':30', '1,5', '1e3', '1:2:3:4'])(
		'do not read %j',
		(typed) => {
			expect(readPosition(typed)).toBeUndefined();
		},
	);

	it('are inverse to each other', () => {
		fc.assert(
			fc.property(fc.nat(1_000_000), (seconds) => {
				expect(readPosition(positionText(seconds))).toBe(seconds);
			}),
		);
	});

	it('show hours only if there are any', () => {
		expect([5, 65, 3665].map(positionText)).toEqual(['0:05', '1:05', '1:01:05']);
	});
});

const seen = (condition: Condition, at: number) => ({ condition, status: undefined, at });

describe('playedPosition', () => {
	it('adds the time that the player ran to the position at which it started', () => {
		expect(playedPosition([seen('connecting', 0), seen('running', 2_000)], 30, 12_000)).toBe(40);
	});

	it('omits pauses', () => {
		const history = [seen('running', 0), seen('paused', 10_000), seen('running', 60_000)];
		expect(playedPosition(history, 0, 65_000)).toBe(15);
	});

	it('stops when the player fails or is missing', () => {
		expect(playedPosition([seen('running', 0), seen('failed', 10_000)], 0, 99_000)).toBe(10);
		expect(playedPosition([seen('running', 0), seen('moving', 7_000)], 0, 99_000)).toBe(7);
	});

	it('is between the start and the start plus the time that passed', () => {
		const conditions = fc.constantFrom<Condition>('connecting', 'running', 'paused', 'failed', 'moving');
		const history = fc.array(fc.tuple(conditions, fc.nat(100_000)), { maxLength: 20 });
		fc.assert(
			fc.property(history, fc.nat(1000), (changes, start) => {
				let at = 0;
				const states = changes.map(([condition, after]) => {
					at += after;
					return seen(condition, at);
				});
				const position = playedPosition(states, start, at + 500);
				expect(position).toBeGreaterThanOrEqual(start);
				expect(position).toBeLessThanOrEqual(start + (at + 500) / 1000);
			}),
		);
	});
});

const T = Date.UTC(2026, 0, 1);
const TIMES = { now: T + 60_400, serverNow: T + 60_400 };
const FILM = 'https://media.example.com/film.mp4';

/** Running, and first seen ten seconds after its creation. */
function running(): ShownPlayer {
	const listed = { ...player('a'), createdAt: new Date(T) };
	return { player: listed, condition: 'running', since: T + 10_000, past: [], lastListedAt: undefined };
}

function resumed(request: { streamUrl: string; repeatTime?: number; seekPosition?: number }) {
	return resumePosition({ channelName: 'c', uid: 1, ...request }, running(), TIMES);
}

describe('resumePosition', () => {
	it('counts from the creation and the start position of the player', () => {
		expect(resumed({ streamUrl: FILM })).toBe(60);
		expect(resumed({ streamUrl: `${FILM}?key=1`, seekPosition: 30 })).toBe(90);
	});

	it('counts from the last known position, at the speed of the player', () => {
		const from = (seconds: number, at: number, tempo: 1 | 2 = 1) =>
			resumePosition(
				{ channelName: 'c', uid: 1, streamUrl: FILM, seekPosition: 30, tempo },
				running(),
				TIMES,
				{
					seconds,
					at: T + at,
				},
			);
		// 60 seconds at its restart, and 10 since.
		expect(from(60, 50_400)).toBe(70);
		expect(from(300, 40_400)).toBe(320);
		expect(from(300, 40_400, 2)).toBe(340);
	});

	it('omits pauses after the last known position', () => {
		const [seen, resumedAt] = [T + 20_000, T + 50_400];
		const shown: ShownPlayer = {
			...running(),
			since: resumedAt,
			past: [
				{ condition: 'running', status: 'running', at: T + 10_000 },
				{ condition: 'paused', status: 'running', at: seen },
			],
		};
		const request = { channelName: 'c', uid: 1, streamUrl: FILM };
		expect(resumePosition(request, shown, TIMES, { seconds: 100, at: T + 15_000 })).toBe(115);
		expect(resumePosition(request, shown, TIMES, { seconds: 100, at: T + 30_000 })).toBe(110);
	});

	it.each([
		'rtmp://live.example.com/live/a',
		'https://live.example.com/live/a.m3u8',
		'https://live.example.com/live/a.flv',
		'https://live.example.com/a.mp4/live',
		'no address',
	])('is undefined for a source that may be live: %s', (streamUrl) => {
		expect(resumed({ streamUrl })).toBeUndefined();
	});

	it('is undefined for a file that plays more than once, since its length is unknown', () => {
		expect(resumed({ streamUrl: FILM, repeatTime: -1 })).toBeUndefined();
		expect(resumed({ streamUrl: FILM, repeatTime: 2 })).toBeUndefined();
	});
});

it.each([
	['https://media.example.com/lesson.mp4?k=1', true],
	['http://media.example.com/a/index.m3u8', true],
	[undefined, true],
	['rtmp://live.example.com/live/lesson.mp4', false],
	['https://live.example.com/live/1.flv?k=1', false],
	['https://media.example.com/board.PNG', false],
	['https://media.example.com/board.jpeg', false],
])('mayBeOnDemand returns for %s: %s', (streamUrl, expected) => {
	expect(mayBeOnDemand(streamUrl)).toBe(expected);
});
