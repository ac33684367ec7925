import { describe, expect, it } from 'vitest';
import { resumePosition } from '../../../../src/players/control/resumePosition';
import type { ShownPlayer } from '../../../../src/players/watch/shownPlayer';
import { player } from '../watch/listedPlayers';

const T = Date.UTC(2026, 0, 1);
const FILM = 'https://media.example.com/film.mp4';

/** Running, and first seen ten seconds after its creation. */
function running(): ShownPlayer {
	const listed = { ...player('a'), createdAt: new Date(T) };
	return { player: listed, condition: 'running', since: T + 10_000, past: [], lastListedAt: undefined };
}

function resumed(request: { streamUrl: string; repeatTime?: number; seekPosition?: number }) {
	return resumePosition({ channelName: 'c', uid: 1, ...request }, running(), {
		now: T + 60_400,
		serverNow: T + 60_400,
	});
}

describe('where a player goes on that is made anew', () => {
	it('counts from its creation, and from where the file began', () => {
		expect(resumed({ streamUrl: FILM })).toBe(60);
		expect(resumed({ streamUrl: `${FILM}?key=1`, seekPosition: 30 })).toBe(90);
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
