// @ts-check
// What the metafile of esbuild says about the bundles.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {Pick<import('esbuild').Metafile['outputs'][string], 'bytes' | 'imports' | 'inputs'>} Output */

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX identifier from the package's own package.json
 */

/**
 * The bytes that VS Code loads to activate the extension: the entry and every chunk that it imports statically.
 * @param {Readonly<Record<string, Pick<Output, 'bytes' | 'imports'>>>} outputs
 * @returns {number}
 */
export function activationBytes(outputs) {
	/** @type {Set<string>} */
	const files = new Set();
	const visit = (/** @type {string} */ file) => {
		if (!files.has(file) && file in outputs) {
			files.add(file);
			for (const { path, kind } of outputs[file]?.imports ?? []) {
				if (kind === 'import-statement') {
					visit(path);
				}
			}
		}
	};
	visit('dist/extension.mjs');
	return [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

/**
 * The packages that have code in the bundles, sorted by name, and how many bytes of it. Packages that esbuild removes completely are not
 * included.
 * @param {Readonly<Record<string, Pick<Output, 'inputs'>>>} outputs
 * @returns {(BundledPackage & { bytes: number })[]}
 */
export function bundledPackages(outputs) {
	/** @type {Map<string, number>} */
	const bytes = new Map();
	for (const { inputs } of Object.values(outputs)) {
		for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
			const folder = packageFolder(file);
			if (folder !== undefined) {
				bytes.set(folder, (bytes.get(folder) ?? 0) + bytesInOutput);
			}
		}
	}
	return [...bytes]
		.map(([folder, sum]) => ({ ...packageIn(folder), bytes: sum }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} folder relative to the current directory, as in the metafile
 * @returns {BundledPackage}
 */
export function packageIn(folder) {
	const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return { name, version, licence: license };
}

/**
 * The folder of the package that a file belongs to; the innermost one if packages are nested.
 * @param {string} file
 */
function packageFolder(file) {
	return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}
