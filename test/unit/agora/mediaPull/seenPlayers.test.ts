import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeenPlayers } from '../../../../src/agora/mediaPull/listPlayers';
import { readPlayer } from '../../../../src/agora/mediaPull/player';

/** The ids that are new, of players given as id and creation time in seconds; 0 for none. */
function newIds(players: readonly (readonly [string, number])[]): string[] {
	const seen = new SeenPlayers();
	return players
		.map(([id, createTs]) => readPlayer({ id, createTs }))
		.filter((player) => seen.add(player))
		.map(({ id }) => id);
}

describe('SeenPlayers', () => {
	test('takes players in the order of their creation as new', () => {
		expect(
			newIds([
				['a', 1],
				['b', 2],
				['c', 3],
			]),
		).toEqual(['a', 'b', 'c']);
	});

	test('tells those of the same second by their ids', () => {
		expect(
			newIds([
				['a', 1],
				['b', 2],
				['c', 2],
				['b', 2],
				['d', 2],
				['c', 2],
			]),
		).toEqual(['a', 'b', 'c', 'd']);
	});

	test('tells those that come late, or without a time, by their ids', () => {
		expect(
			newIds([
				['a', 1],
				['b', 3],
				['a', 1],
				['c', 2],
				['b', 3],
				['d', 0],
				['d', 0],
			]),
		).toEqual(['a', 'b', 'c', 'd']);
	});

	test('gives each player once, in whatever order and however often they come', () => {
		const created = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 5 }), {
			maxKeys: 200,
		});
		const lists = created.chain((times) =>
			fc.array(
				fc.constantFrom(...Object.entries(times), ...(Object.keys(times).length ? [] : [['a', 1] as const])),
				{ maxLength: 400 },
			),
		);
		fc.assert(
			fc.property(lists, (players) => {
				expect(newIds(players)).toEqual([...new Set(players.map(([id]) => id))]);
			}),
		);
	});

	test('gives each once where more than a few share their second', () => {
		const many = Array.from({ length: 200 }, (_, at) => [`p${at}`, 7] as const);
		expect(newIds([...many, ...many])).toHaveLength(200);
	});
});
