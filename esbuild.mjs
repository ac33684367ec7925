// Builds the three bundles into dist/. `--release` minifies; `--watch` rebuilds on change.
// dist/meta.json tells what went into each bundle and why it weighs what it weighs.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const release = process.argv.includes('--release');
const watch = process.argv.includes('--watch');

process.chdir(fileURLToPath(new URL('.', import.meta.url)));

/** @type {import('esbuild').BuildOptions} */
const common = {
	bundle: true,
	minify: release,
	sourcemap: release ? false : 'linked',
	metafile: true,
	legalComments: 'none',
	logLevel: 'warning',
	outdir: 'dist',
};

/** @type {import('esbuild').BuildOptions} */
const node = {
	...common,
	platform: 'node',
	target: 'node22',
	format: 'cjs',
	external: ['vscode', './sandbox.js'],
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{ ...node, entryPoints: { extension: 'src/extension.ts' } },
	{ ...node, entryPoints: { sandbox: 'src/sandbox/main.ts' } },
	{
		...common,
		platform: 'browser',
		target: 'chrome138',
		format: 'iife',
		entryPoints: { usage: 'media/usage/main.ts' },
	},
];

if (watch) {
	for (const bundle of bundles) {
		const running = await context({ ...bundle, logLevel: 'info' });
		await running.watch();
	}
} else {
	await rm('dist', { recursive: true, force: true });
	await mkdir('dist');
	const inputs = {};
	const outputs = {};
	for (const bundle of bundles) {
		const { metafile } = await build(bundle);
		Object.assign(inputs, metafile?.inputs);
		Object.assign(outputs, metafile?.outputs);
	}
	await writeFile('dist/meta.json', JSON.stringify({ inputs, outputs }));
	for (const [file, { bytes }] of Object.entries(outputs)) {
		if (!file.endsWith('.map')) {
			console.info(`${file.padEnd(24)} ${(bytes / 1000).toFixed(1).padStart(8)} kB`);
		}
	}
}
