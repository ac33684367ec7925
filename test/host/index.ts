import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';

interface Outcome {
	readonly title: string;
	/** The error of a failed test. */
	readonly error?: string;
}

/**
 * VS Code calls this in the extension host. Runs every bundled `*.test.js` beside this file and writes the outcomes to the file
 * HOST_TEST_RESULTS. The regular expressions HOST_TEST_FILES and HOST_TEST_GREP select tests by file name and by title.
 */
export async function run(): Promise<void> {
	const { HOST_TEST_GREP } = process.env;
	const mocha = new Mocha({
		ui: 'bdd',
		timeout: 20_000,
		...(HOST_TEST_GREP && { grep: new RegExp(HOST_TEST_GREP) }),
	});
	const files = new RegExp(process.env.HOST_TEST_FILES ?? '');
	for (const file of await readdir(__dirname, { recursive: true })) {
		if (file.endsWith('.test.js') && files.test(file)) {
			mocha.addFile(join(__dirname, file));
		}
	}
	const tests: Outcome[] = [];
	const failures = await new Promise<number>((resolve) => {
		const runner = mocha.run(resolve);
		runner.on('pass', (test) => tests.push({ title: test.fullTitle() }));
		runner.on('fail', (test, error: Error) =>
			tests.push({ title: test.fullTitle(), error: error.stack ?? error.message }),
		);
	});
	await writeFile(process.env.HOST_TEST_RESULTS ?? 'host-tests.json', JSON.stringify({ tests }));
	if (failures > 0) {
		throw new Error(`${failures} failed`);
	}
}
