import { appendFileSync, readFileSync } from 'node:fs';
import { extensions } from 'vscode';

/**
 * VS Code calls this inside a fresh extension host. Adds to the file that BENCH_ROUNDS names how long it took to activate the
 * extension and an empty one, which goes first in every other host.
 */
export async function run(): Promise<void> {
	const rounds = process.env.BENCH_ROUNDS ?? '';
	// What the first module costs that any host loads is nobody's.
	await activationMs('bench.first');
	const ids = ['console-for-agora.console-for-agora', 'bench.empty'] as const;
	const emptyFirst = readFileSync(rounds, 'utf8').split('\n').length % 2 === 0;
	const times = new Map<string, number>();
	for (const id of emptyFirst ? ids.toReversed() : ids) {
		times.set(id, await activationMs(id));
	}
	appendFileSync(rounds, `${JSON.stringify({ ours: times.get(ids[0]), empty: times.get(ids[1]) })}\n`);
}

async function activationMs(id: string): Promise<number> {
	const extension = extensions.getExtension(id);
	if (!extension || extension.isActive) {
		throw new Error(`${id} is ${extension ? 'active already' : 'not there'}`);
	}
	const start = performance.now();
	await extension.activate();
	return performance.now() - start;
}
