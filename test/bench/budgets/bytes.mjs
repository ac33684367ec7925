// @ts-check
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { activationBytes } from '../../../build/metafile.mjs';
import { packagedExtension } from '../../../build/package.mjs';
import { root } from '../../../build/setup.mjs';

/** @typedef {import('./table.mjs').Row} Row */

/**
 * The sizes of the packaged extension and its parts.
 * @returns {Promise<Row[]>}
 */
export async function bytesRows() {
	/** @type {Record<string, import('../../../build/metafile.mjs').Output>} */
	const outputs = JSON.parse(await readFile(path.join(root, 'dist', 'meta.json'), 'utf8')).outputs;
	// The package does not contain the sandbox command.
	const files = Object.entries(outputs).filter(([file]) => !/\.map$|^dist\/sandbox\.mjs$/.test(file));
	const chunks = files.filter(([file]) => file.startsWith('dist/chunks/'));
	const bundles = files.filter((each) => !chunks.includes(each));
	const [largest] = chunks.toSorted(([, a], [, b]) => b.bytes - a.bytes);
	const all = chunks.reduce((sum, [, { bytes }]) => sum + bytes, 0);
	/** @type {Record<string, number>} */
	const limits = { 'dist/usage.js': 250_000 };
	return [
		row('loaded on activation', activationBytes(outputs), 150_000),
		...bundles.map(([file, { bytes }]) => row(file, bytes, limits[file])),
		row(`dist/chunks, ${chunks.length} files`, all),
		...(largest ? [row('the largest chunk', largest[1].bytes)] : []),
		row('the .vsix', (await stat(packagedExtension())).size, 500_000),
	];
}

/**
 * @param {string} what
 * @param {number} bytes
 * @param {number} [limit]
 * @returns {Row}
 */
function row(what, bytes, limit) {
	return {
		what,
		measured: kB(bytes),
		baseline: '',
		budget: limit === undefined ? '' : `at most ${kB(limit)}`,
		held: limit === undefined ? undefined : bytes <= limit,
	};
}

/** @param {number} bytes */
function kB(bytes) {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
