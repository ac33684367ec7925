import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { BoundedMemento, LastAnswers } from '../../../src/ui/boundedMemento';
import { TestMemento } from '../../fixtures/memento';

const readNumber = (stored: unknown) => (typeof stored === 'number' ? stored : undefined);

describe('BoundedMemento', () => {
	it('keeps what another window wrote since the last read', async () => {
		const shared = new TestMemento();
		const [one, other] = [
			new BoundedMemento(shared, 'key', 10, readNumber),
			new BoundedMemento(shared, 'key', 10, readNumber),
		];
		expect([one.get('a'), other.get('a')]).toEqual([undefined, undefined]);

		await one.set('a', 1);
		await other.set('b', 2);
		await one.delete('b');
		await other.set('c', 3);

		expect([...one.entries]).toEqual([
			['a', 1],
			['c', 3],
		]);
		expect([...other.entries]).toEqual([...one.entries]);
	});

	it('keeps the newest entries and returns the dropped ones', async () => {
		const memento = new BoundedMemento(new TestMemento(), 'key', 2, readNumber);
		await memento.set('10', 1);
		await memento.set('2', 2);
		await memento.set('10', 3);

		expect(await memento.set('x', 4)).toEqual([['2', 2]]);
		expect([...memento.entries]).toEqual([
			['10', 3],
			['x', 4],
		]);
	});

	it('ignores stored values in another form', async () => {
		const shared = new TestMemento();
		for (const stored of [null, 7, 'text', [1, ['a'], ['b', 'no number'], ['c', 3]], { c: 3, d: {} }]) {
			await shared.update('key', stored);
			const entries = [...new BoundedMemento(shared, 'key', 10, readNumber).entries];
			expect(entries.every(([id, value]) => id === 'c' && value === 3)).toBe(true);
		}
	});

	it('keeps the writes of all windows in order, up to its limit', async () => {
		const step = fc.record({
			window: fc.nat(2),
			id: fc.constantFrom('a', 'b', '1', '2'),
			value: fc.option(fc.nat()),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step), async (steps) => {
				const shared = new TestMemento();
				const windows = [0, 1, 2].map(() => new BoundedMemento(shared, 'key', 3, readNumber));
				const expected: [string, number][] = [];
				for (const { window, id, value } of steps) {
					const at = expected.findIndex(([each]) => each === id);
					if (value === null) {
						await windows[window]?.delete(id);
					} else {
						await windows[window]?.set(id, value);
					}
					if (at >= 0) {
						expected.splice(at, 1);
					}
					if (value !== null) {
						expected.push([id, value]);
						expected.splice(0, expected.length - 3);
					}
				}
				for (const window of windows) {
					expect([...window.entries]).toEqual(expected);
				}
			}),
		);
	});
});

describe('LastAnswers', () => {
	const schema = v.object({ channelName: v.string(), role: v.picklist(['publisher', 'subscriber']) });
	const ANSWERS = { channelName: 'class32', role: 'publisher' } as const;
	const open = (memento: TestMemento) => new LastAnswers(memento, 'last');

	it('returns the last answers for each project, also after a reload', async () => {
		const memento = new TestMemento();
		await open(memento).set('a', schema, ANSWERS);
		await open(memento).set('b', schema, { ...ANSWERS, role: 'subscriber' });
		await open(memento).set('a', schema, { ...ANSWERS, channelName: 'class33' });
		expect(open(memento).get('a', schema)).toEqual({ ...ANSWERS, channelName: 'class33' });
		expect(open(memento).get('b', schema)).toEqual({ ...ANSWERS, role: 'subscriber' });
		expect(open(memento).get('c', schema)).toBeUndefined();
	});

	it('stores only what the schema declares', async () => {
		const memento = new TestMemento();
		const answers = { ...ANSWERS, project: { appCertificate: 'planted' }, token: 'planted' };
		await open(memento).set('a', schema, answers);
		expect(JSON.stringify(memento.get('last'))).toContain('class32');
		expect(JSON.stringify(memento.get('last'))).not.toContain('planted');
	});

	it('drops the oldest of more than 100 projects and ignores invalid values', async () => {
		const memento = new TestMemento();
		const last = open(memento);
		for (let project = 0; project <= 100; project++) {
			await last.set(`p${project}`, schema, ANSWERS);
		}
		expect(last.get('p0', schema)).toBeUndefined();
		expect(last.get('p1', schema)).toEqual(ANSWERS);
		await memento.update('last', { p1: { ...ANSWERS, role: 'king' }, p2: 7, p3: ANSWERS });
		expect(['p1', 'p2', 'p3'].map((id) => last.get(id, schema))).toEqual([undefined, undefined, ANSWERS]);
	});
});
