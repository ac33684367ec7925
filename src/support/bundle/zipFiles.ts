// The form for Node asks for createRequire by itself, which every chunk of the build has already (esbuild.mjs).
import { strToU8, zipSync } from 'fflate/browser';
import type { BundleFile } from './bundleFiles';

/** A ZIP archive with the files, as UTF-8. */
export function zipFiles(files: readonly BundleFile[]): Uint8Array {
	return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])));
}
