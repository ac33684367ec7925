// Bundles each bench and runs it in a Node of its own, one after the other. Nothing is asserted: the figures are for reading.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const benches = globSync('*.bench.ts', { cwd: import.meta.dirname }).sort();
const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
try {
	await build({
		entryPoints: benches.map((file) => path.join(import.meta.dirname, file)),
		bundle: true,
		platform: 'node',
		target: 'node22',
		format: 'cjs',
		outdir: folder,
		logLevel: 'warning',
		// The tree draws on Node without VS Code; what only a hover asks of it is not measured.
		alias: { vscode: path.join(import.meta.dirname, 'vscode.ts') },
		logOverride: { 'import-is-undefined': 'silent' },
	});
	for (const file of benches) {
		const bundle = path.join(folder, file.replace(/\.ts$/, '.js'));
		// Memory can only be measured after asking for a collection.
		const { status } = spawnSync(process.execPath, ['--expose-gc', bundle], { stdio: 'inherit' });
		if (status !== 0) {
			process.exitCode = 1;
		}
	}
	// Those that drive a browser run as they are: what drives it cannot be bundled.
	for (const file of globSync('*.bench.mjs', { cwd: import.meta.dirname }).sort()) {
		const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, file)], {
			stdio: 'inherit',
		});
		if (status !== 0) {
			process.exitCode = 1;
		}
	}
} finally {
	await rm(folder, { recursive: true });
}
