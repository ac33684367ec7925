// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/**
 * The .vsix that `npm run package` made of this version.
 * @returns {string}
 */
export function packagedExtension() {
	const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const vsix = join(root, 'dist', `${name}-${version}.vsix`);
	if (!existsSync(vsix)) {
		throw new Error(`There is no ${vsix}: run npm run package first.`);
	}
	return vsix;
}
