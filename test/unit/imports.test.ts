import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What each top-level folder of `src` may import besides itself. `extension.ts` may import everything. */
const FEATURE = ['agora', 'ui', 'common'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
	common: [],
	agora: ['common'],
	sandbox: ['agora', 'common'],
	ui: ['common', 'agora'],
	accounts: FEATURE,
	projects: FEATURE,
	players: FEATURE,
	channels: FEATURE,
	notifications: FEATURE,
	usage: FEATURE,
	statusBar: FEATURE,
	support: FEATURE,
};

interface Import {
	/** Relative to the repository. */
	readonly file: string;
	/** The imported file, relative to the repository; the package's name for others. */
	readonly target: string;
}

function filesIn(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file));
}

/** Every import and re-export of a file, types and dynamic imports included. */
function importsOf(file: string): Import[] {
	const text = readFileSync(path.join(ROOT, file), 'utf8');
	const targets = text.matchAll(/(?:^|\s)(?:from|import|require\()\s*\(?'([^']+)'/g);
	return [...targets].map(([, target = '']) => ({
		file,
		target: target.startsWith('.') ? path.join(path.dirname(file), `${target}.ts`) : target,
	}));
}

const files = [...filesIn('src'), ...filesIn('media')];
const imports = files.flatMap(importsOf);
const folderOf = (file: string) => file.split(path.sep)[1] ?? '';
const inFolders = imports.filter(({ file }) => file.startsWith('src') && file.split(path.sep).length > 2);

/** Lint rules hold what single files may import (`noRestrictedImports` in biome.json); these rules concern all files together. */
describe('the imports', () => {
	it('of a feature lead to agora, ui and common only', () => {
		const wrong = inFolders
			.filter(({ target }) => target.startsWith('src'))
			.filter(({ file, target }) => {
				const [from, to] = [folderOf(file), folderOf(target)];
				return from !== to && !ALLOWED[from]?.includes(to);
			})
			.map(({ file, target }) => `${file} → ${target}`);
		expect(wrong).toEqual([]);
	});

	it('are checked for every folder of src', () => {
		expect([...new Set(inFolders.map(({ file }) => folderOf(file)))].sort()).toEqual(
			Object.keys(ALLOWED).sort(),
		);
		expect(inFolders.length).toBeGreaterThan(500);
	});

	it('form no cycle, types included', () => {
		const targetsOf = new Map(files.map((file) => [file, importsOf(file)]));
		const finished = new Set<string>();
		const cycles: string[] = [];
		const visit = (file: string, way: readonly string[]): void => {
			if (way.includes(file)) {
				cycles.push([...way.slice(way.indexOf(file)), file].join(' → '));
			} else if (!finished.has(file)) {
				for (const { target } of targetsOf.get(file) ?? []) {
					visit(target, [...way, file]);
				}
				finished.add(file);
			}
		};
		for (const file of files) {
			visit(file, []);
		}
		expect(cycles).toEqual([]);
	});
});
