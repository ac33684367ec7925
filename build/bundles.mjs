// @ts-check
import { dirname, join } from 'node:path';
import { root } from './setup.mjs';

const ENTRY = join(root, 'src', 'extension.ts');

/**
 * The bundles of dist/, as options for esbuild.
 * @param {{ release: boolean }} options `release` minifies and leaves out source maps
 * @returns {Record<'extension' | 'sandbox' | 'usagePage', import('esbuild').BuildOptions>}
 */
export function bundles({ release }) {
	/** @satisfies {import('esbuild').BuildOptions} */
	const common = {
		absWorkingDir: root,
		bundle: true,
		minify: release,
		sourcemap: release ? false : 'linked',
		metafile: true,
		legalComments: 'none',
		logLevel: 'warning',
		outdir: 'dist',
	};
	/** @satisfies {import('esbuild').BuildOptions} */
	const node = {
		...common,
		platform: 'node',
		target: 'node22',
		// VS Code loads ES modules since 1.100. Only ES modules can be split into chunks that share code.
		format: 'esm',
		outExtension: { '.js': '.mjs' },
		external: ['vscode'],
		// The CommonJS form of jsonc-parser requires its own files at run time, where they do not exist.
		mainFields: ['module', 'main'],
		// CommonJS dependencies require Node's modules.
		banner: {
			js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
		},
	};
	return {
		extension: {
			...node,
			splitting: true,
			chunkNames: 'chunks/[name]-[hash]',
			entryPoints: { extension: ENTRY },
			plugins: [oneActivationChunk()],
		},
		sandbox: { ...node, entryPoints: { sandbox: 'src/sandbox/cli.ts' } },
		usagePage: {
			...common,
			platform: 'browser',
			target: 'chrome138',
			format: 'iife',
			entryPoints: { usage: 'media/usage/page.ts' },
			plugins: [withoutIcons()],
		},
	};
}

/**
 * Makes every dynamically imported module import the entry, so that the code the entry contains is in one chunk. Otherwise esbuild
 * creates a chunk for each set of modules that several chunks share, and VS Code reads about thirty files to activate the extension.
 * @returns {import('esbuild').Plugin}
 */
function oneActivationChunk() {
	return {
		name: 'one chunk for activation',
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
				contents: [`import ${JSON.stringify(ENTRY)};`, `export * from ${JSON.stringify(path)};`].join('\n'),
				resolveDir: dirname(path),
			}));
		},
	};
}

/**
 * Leaves out the icons of vscode-elements, since no button of the usage page has one.
 * @returns {import('esbuild').Plugin}
 */
function withoutIcons() {
	return {
		name: 'no icons in buttons',
		setup({ onResolve, onLoad }) {
			onResolve({ filter: /\/vscode-icon\/index\.js$/ }, ({ path }) => ({ path, namespace: 'empty' }));
			onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: '' }));
		},
	};
}
