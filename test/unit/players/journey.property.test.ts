import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Journey, journeys } from './actions';
import { travel } from './journey';
import { knownJourneys } from './knownJourneys';

/** The same journeys in every run of the tests; with `JOURNEYS` as many as asked for, and others each time. */
const { JOURNEYS, JOURNEY_SEED } = process.env;
const RUNS = Number(JOURNEYS ?? 60);
const SEED = Number(JOURNEY_SEED ?? (JOURNEYS === undefined ? 13 : Math.floor(Math.random() * 2 ** 31)));

const HOUR_MS = 3_600_000;

describe('every player that lives is on screen, none is created twice or deleted unasked, and every state is right', () => {
	for (const { what, journey } of knownJourneys) {
		it(what, async () => {
			const { violations, story } = await travel(journey);
			expect(violations, story.join('\n')).toEqual([]);
		});
	}

	it(
		`on ${RUNS} random journeys (seed ${SEED})`,
		async () => {
			const property = fc.asyncProperty(journeys, async (journey) => {
				const { violations } = await travel(journey);
				return violations.length === 0;
			});
			const result = await fc.check(property, { numRuns: RUNS, seed: SEED });
			const [journey] = result.counterexample ?? [];
			if (journey) {
				throw new Error(await retell(journey, result.numRuns, result.numShrinks));
			}
			expect(result.failed).toBe(false);
		},
		HOUR_MS,
	);

	it(
		'happens the same way whenever it happens again',
		async () => {
			for (const journey of fc.sample(journeys, { numRuns: 3, seed: SEED })) {
				const [first, second] = [await travel(journey), await travel(journey)];
				expect(second.story).toEqual(first.story);
			}
		},
		HOUR_MS,
	);
});

/** The shortest journey that breaks a rule: how to repeat it, and what happened. */
async function retell(journey: Journey, runs: number, shrinks: number): Promise<string> {
	const { violations, story } = await travel(journey);
	return [
		...violations,
		`Repeat with JOURNEY_SEED=${SEED} JOURNEYS=${runs}; after ${shrinks} shrinks it is:`,
		JSON.stringify(journey.setting),
		...story,
		JSON.stringify(journey),
	].join('\n');
}
