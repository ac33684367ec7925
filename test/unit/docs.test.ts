import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedReadme } from '../../build/package.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const manifest: {
	scripts: Record<string, string>;
	contributes: {
		commands: { command: string }[];
		configuration: { properties: Record<string, { default?: unknown }> }[];
	};
} = JSON.parse(read('package.json'));
/** In the order in which the settings editor shows them. */
const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
const nls: Record<string, string> = JSON.parse(read('package.nls.json'));
const bundle: Record<string, string> = JSON.parse(read('l10n/bundle.l10n.zh-cn.json'));

const PAGES = [
	'README.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => path.join('docs', file)),
];
const GUIDES = PAGES.filter((page) => page.startsWith('docs'));

interface Found {
	readonly page: string;
	readonly text: string;
}

/** The texts that the first group of a pattern matches on the pages, across line breaks. */
function found(pages: readonly string[], pattern: RegExp): Found[] {
	return pages.flatMap((page) =>
		[...read(page).matchAll(pattern)].map(([, text = '']) => ({ page, text: text.replaceAll(/\s+/g, ' ') })),
	);
}

/** A text on screen without its icon, and with `…` in place of values. */
const shown = (text: string) => text.replace(/^\$\([\w-]+\) /, '').replaceAll(/\{\d+\}/g, '…');

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
	return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

describe('the documentation', () => {
	it('names commands by their existing titles', () => {
		const titles = manifest.contributes.commands.map(({ command }) => nls[`command.${command}`]);
		const named = found(PAGES, /\*\*Agora: ([^*]+)\*\*/g);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter(({ text }) => !titles.includes(text))).toEqual([]);
	});

	it('names existing ids of settings and commands', () => {
		const ids = [
			...settings.map(([id]) => id),
			...manifest.contributes.commands.map(({ command }) => command),
		];
		const named = found(PAGES, /`(agora\.(?!io`)[\w.]+)`/g);
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter(({ text }) => !ids.includes(text))).toEqual([]);
	});

	it('lists every setting in the README in the order of the settings editor, with its default if that is one word', () => {
		const rows = [...read('README.md').matchAll(/^\| `(agora\.[\w.]+)` \| ([^|]+) \|/gm)];
		expect(rows.map(([, id]) => id)).toEqual(settings.map(([id]) => id));
		const wrong = settings.filter(
			([id, setting]) =>
				typeof setting.default !== 'object' &&
				rows.find(([, row]) => row === id)?.[2]?.replaceAll('`', '') !== String(setting.default),
		);
		expect(wrong).toEqual([]);
	});

	it('quotes texts on screen exactly in the guides', () => {
		const texts = [...Object.keys(bundle), ...Object.values(nls)].map(shown);
		const quoted = found(GUIDES, /\*\*([^*]+)\*\*/g).filter(({ text }) => !text.startsWith('Agora: '));
		expect(quoted.length).toBeGreaterThan(10);
		expect(quoted.filter(({ text }) => !texts.includes(text))).toEqual([]);
	});

	it('has a heading in the troubleshooting guide for every error text, and no other heading', () => {
		const errors = /function agoraErrorText[\s\S]+?\n\}/.exec(read('src/ui/errorText.ts'))?.[0] ?? '';
		const shownErrors = [...errors.matchAll(/l10n\.t\(\s*'((?:Agora|The|A|Too|Media)[^']+\.)'/g)].map(
			([, text = '']) => shown(text),
		);
		const composed = ['Agora did not accept the request (…).', 'The server could not be reached: ….'];
		const headings = found([path.join('docs', 'guides', 'troubleshooting.md')], /^### (.+)$/gm);
		expect(headings.map(({ text }) => text).sort()).toEqual([...shownErrors, ...composed].sort());
	});

	it('links to existing pages, headings and files', () => {
		const links = PAGES.flatMap((page) =>
			[...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, file = '', anchor]) => ({
				page,
				target: file === '' ? page : path.join(path.dirname(page), file),
				anchor,
			})),
		);
		expect(links.length).toBeGreaterThan(10);
		const broken = links.filter(
			({ target, anchor }) =>
				!existsSync(path.join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor)),
		);
		expect(broken).toEqual([]);
	});

	it('has a packed README without links to files that are not packed', () => {
		const readme = packedReadme(read('README.md'));
		const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
		expect(headings).toEqual([
			'What it does',
			'Start',
			'Sign in to a real account',
			'Where secrets live, and what is sent where',
			'Settings',
			'License',
		]);
		expect(readme).not.toContain('npm ');
		for (const text of [readme, read('CHANGELOG.md')]) {
			expect(text.match(/\]\((?!https:)|<!--|<img|<picture|\n\n\n/g)).toBeNull();
		}
	});

	it('names existing files and folders in CONTRIBUTING and SECURITY', () => {
		const named = found(
			['CONTRIBUTING.md', 'SECURITY.md'],
			/`((?:src|test|media|docs|l10n)\/[\w./-]+|[\w-]+\.(?:mjs|mts))`/g,
		);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter(({ text }) => !existsSync(path.join(ROOT, text)))).toEqual([]);
	});

	it('names existing npm scripts', () => {
		const scripts = found(PAGES, /npm run (?:--silent |-s )?([\w:]+)/g);
		expect(scripts.length).toBeGreaterThan(3);
		expect(scripts.filter(({ text }) => !(text in manifest.scripts))).toEqual([]);
	});

	it('shows the folders of src in CONTRIBUTING as they are', () => {
		const drawing = /```text\nsrc\/\n([\s\S]+?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
		const drawn: string[] = [];
		let feature = '';
		for (const [, indent = '', name = ''] of drawing.matchAll(/^( +)(\w+)\//gm)) {
			feature = indent.length === 2 ? name : feature;
			drawn.push(indent.length === 2 ? name : `${feature}/${name}`);
		}
		const folders = (parent: string) =>
			readdirSync(path.join(ROOT, 'src', parent), { withFileTypes: true }).filter((each) =>
				each.isDirectory(),
			);
		const actual = folders('').flatMap(({ name }) => [
			name,
			...folders(name).map((inner) => `${name}/${inner.name}`),
		]);
		expect(drawn.sort()).toEqual(actual.sort());
	});
});
