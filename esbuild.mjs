// Builds dist/: the extension and its chunks, the sandbox server, the usage page, the JSON Schemas of definition files, and the README for
// the package. `--release` minifies, `--watch` rebuilds on change. dist/meta.json says which modules each file contains, and their sizes.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';
import { bundles } from './build/bundles.mjs';
import { activationBytes, bundledPackages } from './build/metafile.mjs';
import { packedReadme } from './build/package.mjs';

const release = process.argv.includes('--release');
const watch = process.argv.includes('--watch');

process.chdir(import.meta.dirname);
await (watch ? rebuildOnChange() : buildOnce());

async function rebuildOnChange() {
	await mkdir('dist', { recursive: true });
	await writeSchemas();
	for (const bundle of Object.values(bundles({ release }))) {
		const running = await context({ ...bundle, logLevel: 'info' });
		await running.watch();
	}
}

async function buildOnce() {
	await rm('dist', { recursive: true, force: true });
	await mkdir('dist');
	const inputs = {};
	const outputs = {};
	for (const bundle of Object.values(bundles({ release }))) {
		const { metafile } = await build(bundle);
		Object.assign(inputs, metafile?.inputs);
		Object.assign(outputs, metafile?.outputs);
	}
	await writeSchemas();
	await writeFile('dist/README.md', packedReadme(await readFile('README.md', 'utf8')));
	await writeFile('dist/meta.json', JSON.stringify({ inputs, outputs }));
	printSizes(outputs);
}

/** @param {Record<string, import('esbuild').Metafile['outputs'][string]>} outputs */
function printSizes(outputs) {
	for (const [file, { bytes }] of Object.entries(outputs)) {
		if (!file.endsWith('.map')) {
			console.info(size(file, bytes));
		}
	}
	console.info(size('loaded on activation', activationBytes(outputs)));
	if (release) {
		console.info('\nThird-party packages in these files (licences: THIRD-PARTY-NOTICES.md):');
		for (const { name, version, licence, bytes } of bundledPackages(outputs)) {
			console.info(size(`${name.padEnd(25)} ${version.padEnd(6)} ${licence}`, bytes));
		}
	}
}

/** Writes the JSON Schema of definition files in both languages. It is generated from the schema that validates requests. */
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
