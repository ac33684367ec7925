import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	type LastToken,
	LastTokens,
	lifetimeText,
	parseLifetime,
} from '../../../../src/projects/token/lastTokens';
import { TestMemento } from '../../../fixtures/memento';

const LAST: LastToken = { channelName: 'class32', user: '101', role: 'publisher', lifetimeSeconds: 600 };

test('the answers for the last token are stored for each project', async () => {
	const memento = new TestMemento();
	const memory = new LastTokens(memento);
	await memory.set('a', LAST);
	await memory.set('b', { ...LAST, user: 'bob' });
	await memory.set('a', { ...LAST, channelName: 'class33' });
	const later = new LastTokens(memento);
	expect(later.get('a')).toEqual({ ...LAST, channelName: 'class33' });
	expect(later.get('b')).toEqual({ ...LAST, user: 'bob' });
	expect(later.get('c')).toBeUndefined();
});

test('only the four answers are stored', async () => {
	const memento = new TestMemento();
	const answers = { ...LAST, project: { appCertificate: 'planted-secret' }, token: 'planted-token' };
	await new LastTokens(memento).set('a', answers);
	const stored = JSON.stringify(memento.keys().map((key) => memento.get(key)));
	expect(stored).toContain('class32');
	expect(stored).not.toContain('planted');
});

test('the oldest of more than 100 projects are dropped, and invalid values are ignored', async () => {
	const memento = new TestMemento();
	const memory = new LastTokens(memento);
	for (let project = 0; project <= 100; project++) {
		await memory.set(`p${project}`, LAST);
	}
	expect(memory.get('p0')).toBeUndefined();
	expect(memory.get('p1')).toEqual(LAST);
	await memento.update('agora.lastTokens', { p1: { ...LAST, role: 'king' }, p2: 7, p3: LAST });
	expect([memory.get('p1'), memory.get('p2'), memory.get('p3')]).toEqual([undefined, undefined, LAST]);
});

test('a lifetime that is shown as a text is parsed as the same lifetime', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 86_400 }), (seconds) => {
			expect(parseLifetime(lifetimeText(seconds))).toBe(seconds);
		}),
	);
});

test('any text is parsed as a lifetime within the limits, or as none', () => {
	const typed = fc.oneof(fc.string(), fc.stringMatching(/^ ?\d{1,7} ?(s|m|h|min|hours|d)?$/));
	fc.assert(
		fc.property(typed, (text) => {
			const seconds = parseLifetime(text) ?? 1;
			expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400).toBe(true);
		}),
		{ numRuns: 1000 },
	);
});

describe('a lifetime', () => {
	test.each([
		['90', 5400],
		['45 s', 45],
		['90min', 5400],
		[' 8 hours ', 28_800],
		['24 h', 86_400],
		['1440', 86_400],
		['86400 s', 86_400],
		['1 S', 1],
	])('%s is %d seconds', (text, seconds) => {
		expect(parseLifetime(text)).toBe(seconds);
	});

	test.each(['', '0', '1441', '25 h', '86401 s', '-5', '1.5 h', '2 days', '1 h 30', 'soon'])(
		'%j is none',
		(text) => {
			expect(parseLifetime(text)).toBeUndefined();
		},
	);
});
