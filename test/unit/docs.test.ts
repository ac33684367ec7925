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
		configuration: { properties: Record<string, { default?: unknown }> };
	};
} = JSON.parse(read('package.json'));
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

/** What the first group of a pattern finds on the pages, across line breaks. */
function found(pages: readonly string[], pattern: RegExp): Found[] {
	return pages.flatMap((page) =>
		[...read(page).matchAll(pattern)].map(([, text = '']) => ({ page, text: text.replaceAll(/\s+/g, ' ') })),
	);
}

/** A text of the screen without its icon, and with `…` in place of values. */
const shown = (text: string) => text.replace(/^\$\([\w-]+\) /, '').replaceAll(/\{\d+\}/g, '…');

/** The parts of README, guides and the like in which GitHub would find a heading by its anchor. */
function anchorsOf(page: string): string[] {
	return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

describe('what is written for people', () => {
	it('names only commands that there are, by their titles', () => {
		const titles = manifest.contributes.commands.map(({ command }) => nls[`command.${command}`]);
		const named = found(PAGES, /\*\*Agora: ([^*]+)\*\*/g);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter(({ text }) => !titles.includes(text))).toEqual([]);
	});

	it('names only settings and commands that there are, by their ids', () => {
		const ids = [
			...Object.keys(manifest.contributes.configuration.properties),
			...manifest.contributes.commands.map(({ command }) => command),
		];
		const named = found(PAGES, /`(agora\.(?!io`)[\w.]+)`/g);
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter(({ text }) => !ids.includes(text))).toEqual([]);
	});

	it('lists every setting in the README, with its default where that is one word', () => {
		const rows = [...read('README.md').matchAll(/^\| `(agora\.[\w.]+)` \| ([^|]+) \|/gm)];
		const settings = Object.entries(manifest.contributes.configuration.properties);
		expect(rows.map(([, id]) => id).sort()).toEqual(settings.map(([id]) => id).sort());
		const wrong = settings.filter(
			([id, setting]) =>
				typeof setting.default !== 'object' &&
				rows.find(([, row]) => row === id)?.[2]?.replaceAll('`', '') !== String(setting.default),
		);
		expect(wrong).toEqual([]);
	});

	it('quotes in the guides what the screen says', () => {
		const texts = [...Object.keys(bundle), ...Object.values(nls)].map(shown);
		const quoted = found(GUIDES, /\*\*([^*]+)\*\*/g).filter(({ text }) => !text.startsWith('Agora: '));
		expect(quoted.length).toBeGreaterThan(10);
		expect(quoted.filter(({ text }) => !texts.includes(text))).toEqual([]);
	});

	it('has a heading in the troubleshooting for every error as it is told, and for no other', () => {
		const errors = /function agoraErrorText[\s\S]+?\n\}/.exec(read('src/ui/errorText.ts'))?.[0] ?? '';
		const told = [...errors.matchAll(/l10n\.t\(\s*'((?:Agora|The|A|Too|Media)[^']+\.)'/g)].map(
			([, text = '']) => shown(text),
		);
		const invalid = 'Agora did not accept the request (…).';
		const headings = found([path.join('docs', 'guides', 'troubleshooting.md')], /^### (.+)$/gm);
		expect(headings.map(({ text }) => text).sort()).toEqual([...told, invalid].sort());
	});

	it('leads to pages, headings and files that there are', () => {
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

	it('stands alone in the package, where no other page and no picture is at hand', () => {
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

	it('names in CONTRIBUTING and SECURITY only files and folders that there are', () => {
		const named = found(
			['CONTRIBUTING.md', 'SECURITY.md'],
			/`((?:src|test|media|docs|l10n)\/[\w./-]+|[\w-]+\.(?:mjs|mts))`/g,
		);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter(({ text }) => !existsSync(path.join(ROOT, text)))).toEqual([]);
	});

	it('names only scripts that there are', () => {
		const scripts = found(PAGES, /npm run (?:--silent |-s )?([\w:]+)/g);
		expect(scripts.length).toBeGreaterThan(3);
		expect(scripts.filter(({ text }) => !(text in manifest.scripts))).toEqual([]);
	});

	it('draws in CONTRIBUTING the rooms as they are', () => {
		const drawing = /```text\nsrc\/\n([\s\S]+?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
		const drawn: string[] = [];
		let room = '';
		for (const [, indent = '', name = ''] of drawing.matchAll(/^( +)(\w+)\//gm)) {
			room = indent.length === 2 ? name : room;
			drawn.push(indent.length === 2 ? name : `${room}/${name}`);
		}
		const folders = (parent: string) =>
			readdirSync(path.join(ROOT, 'src', parent), { withFileTypes: true }).filter((each) =>
				each.isDirectory(),
			);
		const rooms = folders('').flatMap(({ name }) => [
			name,
			...folders(name).map((inner) => `${name}/${inner.name}`),
		]);
		expect(drawn.sort()).toEqual(rooms.sort());
	});
});
