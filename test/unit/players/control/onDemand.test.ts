import { expect, it } from 'vitest';
import { mayBeOnDemand } from '../../../../src/players/control/position';

it.each([
	['https://media.example.com/lesson.mp4?k=1', true],
	['http://media.example.com/a/index.m3u8', true],
	[undefined, true],
	['rtmp://live.example.com/live/lesson.mp4', false],
	['https://live.example.com/live/1.flv?k=1', false],
	['https://media.example.com/board.PNG', false],
	['https://media.example.com/board.jpeg', false],
])('%s may be on demand: %s', (streamUrl, expected) => {
	expect(mayBeOnDemand(streamUrl)).toBe(expected);
});
