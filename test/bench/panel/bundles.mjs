// @ts-check
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * The script and style of the panel as packaged, and scripts of this folder that set `globalThis.bench` and `globalThis.bare`. Texts come
 * from the l10n bundle of the language, and are English without one.
 * @param {{ language?: 'zh-cn' }} [options]
 */
export async function bundles({ language } = {}) {
	const texts = language
		? JSON.parse(await readFile(path.join(root, `l10n/bundle.l10n.${language}.json`), 'utf8'))
		: {};
	const [script, style] = await bundle('media/usage/page.ts', {});
	const [messages] = await bundle('test/bench/panel/messages.ts', {
		globalName: 'bench',
		plugins: [vscodeTexts(texts)],
	});
	const [bareChart] = await bundle('test/bench/panel/bareChart.mjs', {
		globalName: 'bare',
		plugins: [vscodeTexts(texts)],
	});
	return { script, style, messages, bareChart };
}

/**
 * @param {string} entry
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, options) {
	const { outputFiles } = await build({
		entryPoints: [path.join(root, entry)],
		bundle: true,
		minify: true,
		format: 'iife',
		target: 'chrome138',
		outdir: root,
		write: false,
		logLevel: 'warning',
		...options,
	});
	return (outputFiles ?? []).map(({ text }) => text);
}

/**
 * Replaces the part of the VS Code API that the panel's texts use.
 * @param {Record<string, string>} texts
 * @returns {import('esbuild').Plugin}
 */
function vscodeTexts(texts) {
	return {
		name: 'vscode-texts',
		setup(builder) {
			builder.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'texts' }));
			builder.onLoad({ filter: /.*/, namespace: 'texts' }, () => ({
				contents: `const texts = ${JSON.stringify(texts)}; export const l10n = { t: (text) => texts[text] ?? text };`,
			}));
		},
	};
}
