// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence its SPDX identifier, as the package's own package.json says
 */

/**
 * @typedef {Readonly<Record<string, { inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>} Outputs
 */

/**
 * The packages whose code is in the bundles, by name, and how many bytes of it: nothing of a package that the bundler
 * could leave out as a whole.
 * @param {Outputs} outputs of esbuild's metafile
 * @returns {(BundledPackage & { bytes: number })[]}
 */
export function bundledPackages(outputs) {
	/** @type {Map<string, number>} */
	const bytes = new Map();
	for (const { inputs } of Object.values(outputs)) {
		for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
			const folder = folderOf(file);
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
 * @param {string} folder relative to the current directory, as esbuild names files
 * @returns {BundledPackage}
 */
export function packageIn(folder) {
	const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	return { name, version, licence: license };
}

/**
 * The folder of the package that a file belongs to: the innermost one, where packages are nested.
 * @param {string} file
 */
function folderOf(file) {
	return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}
