import { describe, expect, it } from 'vitest';
import { LastCreations } from '../../../../src/players/create/lastCreation';
import { TestMemento } from '../../../fixtures/memento';

const PLAIN = { streamUrl: 'https://cdn.example.com/lesson.mp4', channelName: 'class32', user: '101' };

describe('LastCreations', () => {
	it('returns the last input for a project, over reloads', async () => {
		const memory = new TestMemento();
		await new LastCreations(memory).remember('a', { ...PLAIN, user: '7' });
		await new LastCreations(memory).remember('b', PLAIN);
		await new LastCreations(memory).remember('a', PLAIN);
		expect(new LastCreations(memory).of('a')).toEqual(PLAIN);
		expect(new LastCreations(memory).of('c')).toBeUndefined();
	});

	it.each(['https://cdn.example.com/a.mp4?signature=s3cret', 'rtmp://user:12/3@host/live'])(
		'stores no address that may contain a secret: %s',
		async (streamUrl) => {
			const memory = new TestMemento();
			await new LastCreations(memory).remember('a', { ...PLAIN, streamUrl });
			expect(new LastCreations(memory).of('a')).toEqual({ channelName: 'class32', user: '101' });
			expect(JSON.stringify(memory.get('agora.lastCreated'))).not.toMatch(/pa55word|s3cret|12\/3/);
		},
	);

	it.each([
		'rtmp://live.example.com/live/s3cret',
		'rtmp://director:pa55word@live.example.com/s3cret?key=s3cret',
		'RTMP://live.example.com/live',
	])('stores only the host of an rtmp address, without path and query: %s', async (streamUrl) => {
		const memory = new TestMemento();
		await new LastCreations(memory).remember('a', { ...PLAIN, streamUrl });
		expect(new LastCreations(memory).of('a')).toEqual({ ...PLAIN, streamUrl: 'rtmp://live.example.com/' });
		expect(JSON.stringify(memory.get('agora.lastCreated'))).not.toMatch(/pa55word|s3cret|\/live"/);
	});

	it('ignores invalid stored data', async () => {
		const memory = new TestMemento();
		await memory.update('agora.lastCreated', { a: { channelName: 5 }, b: null });
		expect(new LastCreations(memory).of('a')).toBeUndefined();
	});
});
