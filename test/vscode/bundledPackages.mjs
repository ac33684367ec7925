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
 * The packages whose code is in the bundles, by name.
 * @param {Iterable<string>} inputs the paths of the files in esbuild's metafile, relative to the current directory
 * @returns {BundledPackage[]}
 */
export function bundledPackages(inputs) {
	const folders = new Set([...inputs].map((file) => folderOf(file)).filter((folder) => folder !== undefined));
	return [...folders].map((folder) => packageIn(folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} folder
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
