import { writeFileSync } from 'node:fs';
import { extensions } from 'vscode';

declare global {
	/** Written by the module that `contenders.mjs` puts before the entry of each extension. */
	var benchTimes: unknown;
}

/**
 * VS Code calls this in a new extension host. Activates the other extension of the folder if there is one, then the measured one, and
 * writes how long its load and activation took to the file that BENCH_RESULT names.
 */
export async function run(): Promise<void> {
	await inFolder('other')?.activate();
	globalThis.benchTimes = undefined;
	const measured = inFolder('measured');
	if (!measured || measured.isActive) {
		throw new Error(`The extension is ${measured ? 'already active' : 'not installed'}.`);
	}
	await measured.activate();
	writeFileSync(process.env.BENCH_RESULT ?? '', JSON.stringify(globalThis.benchTimes));
}

function inFolder(name: string) {
	return extensions.all.find(({ extensionUri }) => extensionUri.path.endsWith(`/${name}`));
}
