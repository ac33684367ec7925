import { expect, test } from 'vitest';
import { type LastToken, TokenMemory } from '../../../../src/projects/token/tokenMemory';
import { TestMemento } from '../../../fixtures/memento';

const LAST: LastToken = { channelName: 'class32', user: '101', role: 'publisher', lifetimeSeconds: 600 };

test('remembers for each project what its last token was for', async () => {
	const memento = new TestMemento();
	const memory = new TokenMemory(memento);
	await memory.remember('a', LAST);
	await memory.remember('b', { ...LAST, user: 'bob' });
	await memory.remember('a', { ...LAST, channelName: 'class33' });
	const later = new TokenMemory(memento);
	expect(later.of('a')).toEqual({ ...LAST, channelName: 'class33' });
	expect(later.of('b')).toEqual({ ...LAST, user: 'bob' });
	expect(later.of('c')).toBeUndefined();
});

test('keeps nothing but the four answers, whatever comes with them', async () => {
	const memento = new TestMemento();
	const answers = { ...LAST, project: { appCertificate: 'planted-secret' }, token: 'planted-token' };
	await new TokenMemory(memento).remember('a', answers);
	const stored = JSON.stringify(memento.keys().map((key) => memento.get(key)));
	expect(stored).toContain('class32');
	expect(stored).not.toContain('planted');
});

test('forgets the oldest beyond a hundred, and ignores what is not its own', async () => {
	const memento = new TestMemento();
	const memory = new TokenMemory(memento);
	for (let project = 0; project <= 100; project++) {
		await memory.remember(`p${project}`, LAST);
	}
	expect(memory.of('p0')).toBeUndefined();
	expect(memory.of('p1')).toEqual(LAST);
	await memento.update('agora.lastTokens', { p1: { ...LAST, role: 'king' }, p2: 7, p3: LAST });
	expect([memory.of('p1'), memory.of('p2'), memory.of('p3')]).toEqual([undefined, undefined, LAST]);
});
