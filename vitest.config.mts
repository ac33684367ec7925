import { defineConfig } from 'vitest/config';

/** Two VS Codes with their browsers at a time. The timeouts are long because they compete for the processor. */
const workbench = {
	maxWorkers: 2,
	testTimeout: 120_000,
	hookTimeout: 300_000,
	/** A busy machine may show a hover or a message too late. */
	retry: 1,
	expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
	test: {
		// For `npm run coverage`, which runs the tests of the API client.
		coverage: {
			provider: 'v8',
			include: ['src/agora/**'],
			reporter: ['text', 'json'],
			reportsDirectory: 'dist/coverage',
			thresholds: { lines: 95 },
		},
		projects: [
			// Four workers on any machine: many tests wait for servers that are silent or slow on purpose.
			{ test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, maxWorkers: 4 } },
			{ test: { name: 'ui', include: ['test/ui/**/*.test.ts'], ...workbench } },
			{
				test: {
					name: 'pictures',
					include: ['test/ui/*ictures.ts'],
					...workbench,
					retry: 0,
					disableConsoleIntercept: true,
				},
			},
			// The number of polls to measure is an option, so a run may take hours.
			{
				test: {
					name: 'hosts',
					include: ['test/bench/hosts/watchingCost.ts'],
					...workbench,
					testTimeout: 3 * 3_600_000,
					disableConsoleIntercept: true,
				},
			},
		],
	},
});
