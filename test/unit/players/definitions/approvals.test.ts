import { describe, expect, it } from 'vitest';
import { DefinitionApprovals } from '../../../../src/players/definitions/approvals';
import { TestMemento } from '../../../fixtures/memento';

const USE = {
	file: 'file:///ws/lesson.agora-player.json',
	accountId: '1',
	appId: 'a',
	host: 'example.com',
	variables: ['secret:login', 'env:KEY'],
};

describe('DefinitionApprovals', () => {
	it('keeps an approval over reloads, in any order of the variables', async () => {
		const memento = new TestMemento();
		const approvals = new DefinitionApprovals(memento);
		expect(approvals.has(USE)).toBe(false);
		await approvals.add(USE);
		const reloaded = new DefinitionApprovals(memento);
		expect(reloaded.has({ ...USE, variables: USE.variables.toReversed() })).toBe(true);
	});

	it.each([
		['another file', { file: 'file:///ws/other.agora-player.json' }],
		['another account', { accountId: '2' }],
		['another project', { appId: 'b' }],
		['another host', { host: 'evil.example' }],
		['another variable', { variables: [...USE.variables, 'secret:other'] }],
		['one variable less', { variables: USE.variables.slice(0, 1) }],
	])('does not apply an approval to %s', async (_, change) => {
		const approvals = new DefinitionApprovals(new TestMemento());
		await approvals.add(USE);
		expect(approvals.has({ ...USE, ...change })).toBe(false);
	});

	it('stores hashes only', async () => {
		const memento = new TestMemento();
		await new DefinitionApprovals(memento).add(USE);
		const stored = JSON.stringify(memento.keys().map((key) => memento.get(key)));
		expect(stored).toMatch(/^\[\[\["[0-9a-f]{64}",true\]\]\]$/);
	});
});
