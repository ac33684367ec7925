import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BundledPackage, bundledPackages, packageIn } from '../vscode/bundledPackages.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const notices = readFileSync(path.join(ROOT, 'THIRD-PARTY-NOTICES.md'), 'utf8');
const manifest: {
	dependencies: Record<string, string>;
} = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

const listed: BundledPackage[] = [...notices.matchAll(/^\| (\S+) \| (\d\S*) \| (\S+) \|$/gm)].map(
	([, name = '', version = '', licence = '']) => ({ name, version, licence }),
);

/** The files of one bundle, without writing it. */
async function filesOf(entryPoints: string[], platform: 'node' | 'browser'): Promise<string[]> {
	const { metafile } = await build({
		absWorkingDir: ROOT,
		entryPoints,
		bundle: true,
		write: false,
		metafile: true,
		outdir: 'dist',
		format: 'esm',
		platform,
		external: ['vscode'],
		...(platform === 'node' && { mainFields: ['module', 'main'] }),
	});
	return Object.keys(metafile.inputs).map((file) => path.join(ROOT, file));
}

describe('the packages that are bundled', () => {
	let bundled: BundledPackage[];

	beforeAll(async () => {
		const files = [
			...(await filesOf(['src/extension.ts', 'src/sandbox/alone.ts'], 'node')),
			...(await filesOf(['media/usage/main.ts'], 'browser')),
		];
		bundled = bundledPackages(files);
	});

	it('are seen at all, those of the web page and those brought by another included', () => {
		expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(['ky', 'chart.js', 'lit-html']));
	});

	it('are all in the notices, at their version and with their licence', () => {
		expect(listed).toEqual(expect.arrayContaining(bundled));
	});

	it('and what is asked for in package.json are all that is in the notices', () => {
		const asked = Object.keys(manifest.dependencies).map((name) =>
			packageIn(path.join(ROOT, 'node_modules', name)),
		);
		const known = new Set([...asked, ...bundled].map(({ name }) => name));
		expect(listed.filter(({ name }) => !known.has(name))).toEqual([]);
		expect(listed).toEqual(expect.arrayContaining(asked));
	});

	it('have their licence’s text below the list', () => {
		const texts = new Map(
			notices
				.split(/^## /m)
				.slice(1)
				.map((part) => [part.split('\n')[0], part]),
		);
		const without = listed.filter(
			({ name, version }) => !/[Pp]ermission|Redistribution/.test(texts.get(`${name} ${version}`) ?? ''),
		);
		expect(without).toEqual([]);
	});

	it('may be passed on in an extension under the MIT licence', () => {
		const free = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];
		expect(bundled.filter(({ licence }) => !free.includes(licence))).toEqual([]);
	});

	it('come in exactly the version that package.json names', () => {
		const loose = Object.entries(manifest.dependencies).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
		);
		expect(loose).toEqual([]);
	});
});
