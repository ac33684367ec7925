// @ts-check
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, posix, relative } from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../../build/bundles.mjs';
import { copyInactiveExtension } from '../../../build/hostTests.mjs';
import { activationBytes } from '../../../build/metafile.mjs';
import { root } from '../../../build/setup.mjs';

/**
 * An extension whose load and activation are measured. `create` writes it to a folder and returns the bytes that activation loads.
 * @typedef {{ name: string, create: (folder: string) => Promise<number> }} Contender
 */

/** @type {Contender} */
export const chosenBuild = { name: 'the chosen build', create: createChosenBuild };

/** @type {Contender} */
export const emptyExtension = { name: 'an empty extension', create: createEmptyExtension };

/** @type {Contender} */
export const singleBundle = { name: 'a single bundle', create: createSingleBundle };

/**
 * Another extension to compare with: the folder that BENCH_REFERENCE names, which contains its package.json and its built code.
 * @returns {Contender | undefined}
 */
export function referenceExtension() {
	const source = process.env.BENCH_REFERENCE;
	return source ? { name: basename(source), create: (folder) => createReference(source, folder) } : undefined;
}

/** @param {string} folder */
async function createChosenBuild(folder) {
	await copyInactiveExtension(folder);
	await measureEntry(folder);
	return activationBytes(JSON.parse(await readFile(join(root, 'dist', 'meta.json'), 'utf8')).outputs);
}

/** @param {string} folder */
async function createSingleBundle(folder) {
	await copyInactiveExtension(folder);
	await rm(join(folder, 'dist', 'chunks'), { recursive: true });
	const { chunkNames, plugins, ...options } = bundles({ release: true }).extension;
	await build({ ...options, splitting: false, outdir: join(folder, 'dist') });
	await measureEntry(folder);
	return (await stat(join(folder, 'dist', 'extension.mjs'))).size;
}

/** @param {string} folder */
async function createEmptyExtension(folder) {
	await mkdir(folder, { recursive: true });
	// VS Code ignores an extension that names no version of VS Code.
	const manifest = {
		name: basename(folder),
		publisher: 'bench',
		version: '1.0.0',
		engines: { vscode: '^1.105.0' },
	};
	const code = 'export function activate() {}\n';
	await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, main: './extension.mjs' }));
	await writeFile(join(folder, 'extension.mjs'), code);
	await measureEntry(folder);
	return code.length;
}

/**
 * @param {string} source
 * @param {string} folder
 */
async function createReference(source, folder) {
	await cp(source, folder, {
		recursive: true,
		filter: (file) => !/(^|[\\/])(node_modules|\.git)([\\/]|$)/.test(relative(source, file)),
	});
	const { main } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	await measureEntry(folder);
	return (await stat(join(folder, main))).size;
}

/**
 * Puts a module before the extension's entry that measures how long loading the entry and calling `activate` take, without what VS Code
 * does before and after. The module is CommonJS for every extension, so that an extension of ES modules pays for starting VS Code's
 * loader of them. VS Code does not activate the extension by itself.
 * @param {string} folder
 */
async function measureEntry(folder) {
	const file = join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8'));
	const entry = JSON.stringify(`./${posix.normalize(manifest.main)}`);
	const load = manifest.main.endsWith('.mjs') ? `await import(${entry})` : `require(${entry})`;
	const code = `exports.activate = async (context) => {
	const cpu = process.threadCpuUsage();
	const start = performance.now();
	const extension = ${load};
	const loaded = performance.now();
	const api = await extension.activate(context);
	const activated = performance.now();
	const { user, system } = process.threadCpuUsage(cpu);
	globalThis.benchTimes = { load: loaded - start, activate: activated - loaded, cpu: (user + system) / 1000 };
	return api;
};
`;
	await writeFile(join(folder, 'bench.cjs'), code);
	await writeFile(file, JSON.stringify({ ...manifest, main: './bench.cjs', activationEvents: [] }));
}
