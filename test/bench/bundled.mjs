// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles measurements written in TypeScript and runs each in its own Node process, one after the other.
 * @param {readonly string[]} files in this folder
 * @param {readonly string[]} [args]
 * @returns {Promise<boolean>} whether all succeeded
 */
export async function runBundled(files, args = []) {
	const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
	try {
		await build({
			entryPoints: files.map((file) => path.join(import.meta.dirname, file)),
			outbase: import.meta.dirname,
			bundle: true,
			platform: 'node',
			target: 'node22',
			format: 'cjs',
			outdir: folder,
			logLevel: 'warning',
			// Replaces the VS Code API. Parts that only hovers use are missing.
			alias: { vscode: path.join(import.meta.dirname, 'vscode.ts') },
			logOverride: { 'import-is-undefined': 'silent' },
		});
		// Measuring memory needs garbage collections.
		const flags = ['--expose-gc', '--disable-warning=ExperimentalWarning'];
		const statuses = files.map((file) => {
			const bundle = path.join(folder, file.replace(/\.ts$/, '.js'));
			return spawnSync(process.execPath, [...flags, bundle, ...args], { stdio: 'inherit' }).status;
		});
		return statuses.every((status) => status === 0);
	} finally {
		await rm(folder, { recursive: true });
	}
}
