// Builds dist/: the extension, the chunks it loads when asked for what is in them, the sandbox that runs alone, the usage panel, the
// JSON Schema of definition files, and the README that is packed.
// `--release` minifies; `--watch` rebuilds on change. dist/meta.json tells what went into each file and why it weighs what it weighs.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';
import { activationBytes } from './build/activationBytes.mjs';
import { bundledPackages } from './build/bundledPackages.mjs';
import { packedReadme } from './build/packedReadme.mjs';

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
	// VS Code loads ES modules since 1.100, and only these can be split into chunks that share their code.
	format: 'esm',
	outExtension: { '.js': '.mjs' },
	external: ['vscode'],
	// The other form of jsonc-parser asks for its own files at run time, where they are not.
	mainFields: ['module', 'main'],
	// Dependencies in CommonJS ask for Node's modules by require.
	banner: {
		js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
	},
};

/**
 * Makes whatever is imported when it is asked for depend on the entry, in which that code is there already. Else esbuild gives a chunk
 * to each set of modules that another set of chunks shares, and VS Code reads some thirty files to activate the extension.
 * @param {string} entry absolute path
 * @returns {import('esbuild').Plugin}
 */
function oneChunkFor(entry) {
	return {
		name: 'one chunk for what activation needs',
		setup({ onResolve, onLoad, resolve }) {
			onResolve({ filter: /^\./ }, async ({ kind, path, resolveDir, importer }) => {
				if (kind !== 'dynamic-import') {
					return undefined;
				}
				const { errors, path: file } = await resolve(path, {
					resolveDir,
					importer,
					kind: 'import-statement',
				});
				return errors.length > 0 ? { errors } : { path: file, namespace: 'lazy' };
			});
			onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
				contents: [`import ${JSON.stringify(entry)};`, `export * from ${JSON.stringify(path)};`].join('\n'),
				resolveDir: dirname(path),
			}));
		},
	};
}

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{
		...node,
		splitting: true,
		chunkNames: 'chunks/[name]-[hash]',
		entryPoints: { extension: 'src/extension.ts' },
		plugins: [oneChunkFor(resolve('src/extension.ts'))],
	},
	{ ...node, entryPoints: { sandbox: 'src/sandbox/cli.ts' } },
	{
		...common,
		platform: 'browser',
		target: 'chrome138',
		format: 'iife',
		entryPoints: { usage: 'media/usage/page.ts' },
	},
];

if (watch) {
	await mkdir('dist', { recursive: true });
	await writeSchemas();
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
	await writeSchemas();
	await writeFile('dist/README.md', packedReadme(await readFile('README.md', 'utf8')));
	await writeFile('dist/meta.json', JSON.stringify({ inputs, outputs }));
	for (const [file, { bytes }] of Object.entries(outputs)) {
		if (!file.endsWith('.map')) {
			console.info(size(file, bytes));
		}
	}
	console.info(size('loaded with activation', activationBytes(outputs)));
	if (release) {
		console.info('\nPackages of others in these files (licences: THIRD-PARTY-NOTICES.md):');
		for (const { name, version, licence, bytes } of bundledPackages(outputs)) {
			console.info(size(`${name.padEnd(25)} ${version.padEnd(6)} ${licence}`, bytes));
		}
	}
}

/** The JSON Schema of definition files, a file for each language, made of the schema that requests are held against. */
async function writeSchemas() {
	const file = 'dist/jsonSchema.mjs';
	const entryPoints = ['src/players/definitions/definitionSchema.ts'];
	await build({ entryPoints, outfile: file, bundle: true, platform: 'node', format: 'esm' });
	const { definitionJsonSchema } = await import(pathToFileURL(file).href);
	await rm(file);
	await writeFile('dist/agora-player.schema.json', JSON.stringify(definitionJsonSchema('en')));
	await writeFile('dist/agora-player.schema.zh-cn.json', JSON.stringify(definitionJsonSchema('zh')));
}

/**
 * @param {string} what
 * @param {number} bytes
 */
function size(what, bytes) {
	return `${what.padEnd(44)} ${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}
