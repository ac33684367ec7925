// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const ONLY_IN_REPOSITORY = /<!-- repository -->[\s\S]*?<!-- \/repository -->\n*/g;
const RELATIVE_LINK = /(?<!!)\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g;

/**
 * The path of the .vsix that `npm run package` writes for the current version.
 * @returns {string}
 * @throws if it does not exist
 */
export function packagedExtension() {
	const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const vsix = join(root, 'dist', `${name}-${version}.vsix`);
	if (!existsSync(vsix)) {
		throw new Error(`${vsix} does not exist: run npm run package first.`);
	}
	return vsix;
}

/**
 * The README for the package and the Marketplace, where the other files of the repository are not available. Leaves out the text between
 * `<!-- repository -->` and `<!-- /repository -->`, and replaces links to other files with their text.
 * @param {string} readme
 * @returns {string}
 */
export function packedReadme(readme) {
	return readme.replaceAll(ONLY_IN_REPOSITORY, '').replaceAll(RELATIVE_LINK, '$1');
}
