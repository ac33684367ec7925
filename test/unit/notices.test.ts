import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BundledPackage, bundledPackages, packageIn } from '../../build/metafile.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const notices = readFileSync(path.join(ROOT, 'THIRD-PARTY-NOTICES.md'), 'utf8');
const manifest: {
	dependencies: Record<string, string>;
} = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const { packages }: { packages: Record<string, { integrity?: string }> } = JSON.parse(
	readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'),
);

const listed: BundledPackage[] = [...notices.matchAll(/^\| (\S+) \| (\d\S*) \| (\S+) \|$/gm)].map(
	([, name = '', version = '', licence = '']) => ({ name, version, licence }),
);

/** The metafile outputs of a bundle, which is not written. */
async function outputsOf(entryPoints: string[], platform: 'node' | 'browser'): Promise<Metafile['outputs']> {
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
	return metafile.outputs;
}

describe('the packages that are bundled', () => {
	let bundled: BundledPackage[];
	let weights: Map<string, number>;

	beforeAll(async () => {
		const found = bundledPackages({
			...(await outputsOf(['src/extension.ts', 'src/sandbox/cli.ts'], 'node')),
			...(await outputsOf(['media/usage/page.ts'], 'browser')),
		});
		bundled = found.map(({ name, version, licence }) => ({ name, version, licence }));
		weights = new Map(found.map(({ name, bytes }) => [name, bytes]));
	});

	it('include those of the web page and indirect dependencies', () => {
		expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(['ky', 'chart.js', 'lit-html']));
	});

	it('have sizes, with the chart as the largest', () => {
		const [heaviest] = [...weights].sort(([, a], [, b]) => b - a);
		expect(heaviest?.[0]).toBe('chart.js');
		expect(weights.get('ky')).toBeGreaterThan(10_000);
	});

	it('are all in the notices, at their version and with their licence', () => {
		expect(listed).toEqual(expect.arrayContaining(bundled));
	});

	it('and the dependencies in package.json are the only ones in the notices', () => {
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

	it('have licences that allow distribution with an extension under the MIT licence', () => {
		const free = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];
		expect(bundled.filter(({ licence }) => !free.includes(licence))).toEqual([]);
	});

	it('have exact versions in package.json', () => {
		const loose = Object.entries(manifest.dependencies).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
		);
		expect(loose).toEqual([]);
	});

	it('and the development dependencies have a SHA-512 digest in package-lock.json', () => {
		const installed = Object.entries(packages).filter(([folder]) => folder !== '');
		expect(installed.length).toBeGreaterThan(100);
		expect(installed.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))).toEqual([]);
	});
});
