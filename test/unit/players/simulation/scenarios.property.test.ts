import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Scenario, scenarios } from './actions';
import { regressionScenarios } from './regressionScenarios';
import { runScenario } from './scenario';

/** Every run of the tests uses the same scenarios. With `SCENARIOS`, it uses that many, and others each time. */
const { SCENARIOS, SCENARIO_SEED } = process.env;
const RUNS = Number(SCENARIOS ?? 60);
const SEED = Number(SCENARIO_SEED ?? (SCENARIOS === undefined ? 13 : Math.floor(Math.random() * 2 ** 31)));

const HOUR_MS = 3_600_000;

describe('simulated windows, users and servers', () => {
	for (const { what, scenario } of regressionScenarios) {
		it(`break no rule when ${what}`, async () => {
			const { violations, story } = await runScenario(scenario);
			expect(violations, story.join('\n')).toEqual([]);
		});
	}

	it(
		`break no rule in ${RUNS} random scenarios (seed ${SEED})`,
		async () => {
			const property = fc.asyncProperty(scenarios, async (scenario) => {
				const { violations } = await runScenario(scenario);
				return violations.length === 0;
			});
			const result = await fc.check(property, { numRuns: RUNS, seed: SEED });
			const [scenario] = result.counterexample ?? [];
			if (scenario) {
				throw new Error(await describeFailure(scenario, result.numRuns, result.numShrinks));
			}
			expect(result.failed).toBe(false);
		},
		HOUR_MS,
	);

	it(
		'give the same result for the same seed',
		async () => {
			for (const scenario of fc.sample(scenarios, { numRuns: 3, seed: SEED })) {
				const [first, second] = [await runScenario(scenario), await runScenario(scenario)];
				expect(second.story).toEqual(first.story);
			}
		},
		HOUR_MS,
	);
});

/** Describes the shortest scenario that breaks a rule, and how to repeat it. */
async function describeFailure(scenario: Scenario, runs: number, shrinks: number): Promise<string> {
	const { violations, story } = await runScenario(scenario);
	return [
		...violations,
		`Repeat with SCENARIO_SEED=${SEED} SCENARIOS=${runs}; after ${shrinks} shrinks it is:`,
		JSON.stringify(scenario.setting),
		...story,
		JSON.stringify(scenario),
	].join('\n');
}
