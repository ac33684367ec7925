import { defineConfig } from 'vitest/config';

/** Two VS Codes with their browsers at a time, with room for slow machines: much of the time they wait for each other. */
const workbench = {
	maxWorkers: 2,
	testTimeout: 120_000,
	hookTimeout: 300_000,
	/** A hover or a message that a busy machine showed too late is tried once more. */
	retry: 1,
	expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
	test: {
		// For `npm run coverage`: the client, and the tests that are about it.
		coverage: {
			provider: 'v8',
			include: ['src/agora/**'],
			reporter: ['text', 'json'],
			reportsDirectory: 'dist/coverage',
			thresholds: { lines: 95 },
		},
		projects: [
			// Four at a time, whatever the machine: many wait for servers that are silent or slow on purpose.
			{ test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, maxWorkers: 4 } },
			{ test: { name: 'ui', include: ['test/ui/**/*.test.ts'], ...workbench } },
			{ test: { name: 'screenshots', include: ['test/ui/screenshots.ts'], ...workbench } },
			// Measures for as long as it is told to.
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
