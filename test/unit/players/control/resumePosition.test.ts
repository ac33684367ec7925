import { describe, expect, it } from 'vitest';
import { resumePosition } from '../../../../src/players/control/position';
import type { ShownPlayer } from '../../../../src/players/store/playerConditions';
import { player } from '../polling/listedPlayers';

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

describe('where a player goes on that is made anew', () => {
	it('counts from its creation, and from where the file began', () => {
		expect(resumed({ streamUrl: FILM })).toBe(60);
		expect(resumed({ streamUrl: `${FILM}?key=1`, seekPosition: 30 })).toBe(90);
	});

	it('counts from where it was put since, which is where the successor of another began, at its own tempo', () => {
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

	it('counts no pause that was seen after it was put there', () => {
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
	])('is nowhere in what may be live: %s', (streamUrl) => {
		expect(resumed({ streamUrl })).toBeUndefined();
	});

	it('is nowhere in a file that plays more than once, since nobody tells how long it is', () => {
		expect(resumed({ streamUrl: FILM, repeatTime: -1 })).toBeUndefined();
		expect(resumed({ streamUrl: FILM, repeatTime: 2 })).toBeUndefined();
	});
});
