/** A `.gitignore`. `folder` is a path from the root of the repository; empty for the root. */
export interface IgnoreFile {
	readonly folder: string;
	readonly text: string;
}

interface Rule {
	readonly folder: string;
	readonly includes: boolean;
	readonly foldersOnly: boolean;
	readonly matches: (path: string) => boolean;
}

/**
 * Whether Git certainly ignores an untracked file, by the `.gitignore` files of its folder and the folders above (gitignore(5)). There
 * are no false positives: patterns with brackets or backslashes are not supported, so they are assumed to ignore nothing, or to
 * include everything again.
 *
 * @param path from the root of the repository, with `/`.
 * @param files from the root to the deepest folder.
 */
export function isCertainlyIgnored(path: string, files: readonly IgnoreFile[]): boolean {
	const rules = files.flatMap(rulesOf);
	const parts = path.split('/');
	return parts.some((_, index) => {
		const part = parts.slice(0, index + 1).join('/');
		const isFolder = index < parts.length - 1;
		const last = rules.findLast((rule) => applies(rule, part, isFolder));
		return last !== undefined && !last.includes;
	});
}

/** The line of a `.gitignore` that ignores exactly this file. The path has only letters, digits, `.`, `_`, `-` and `/`. */
export function ignoreLine(path: string): string {
	return `/${path}`;
}

function applies({ folder, foldersOnly, matches }: Rule, path: string, isFolder: boolean): boolean {
	const inside = folder === '' ? path : path.slice(folder.length + 1);
	const isBelow = folder === '' || path.startsWith(`${folder}/`);
	return isBelow && (isFolder || !foldersOnly) && matches(inside);
}

function rulesOf({ folder, text }: IgnoreFile): Rule[] {
	return text
		.replace(/^\uFEFF/, '')
		.split('\n')
		.filter((line) => !line.startsWith('#'))
		.map((line) => line.replace(/ *\r?$/, ''))
		.flatMap((line) => ruleOf(folder, line));
}

function ruleOf(folder: string, line: string): Rule[] {
	const includes = line.startsWith('!');
	const foldersOnly = line.endsWith('/');
	const pattern = line.slice(includes ? 1 : 0, foldersOnly ? -1 : undefined);
	if (pattern === '') {
		return [];
	}
	if (/[\\[]/.test(pattern)) {
		return includes ? [{ folder, includes, foldersOnly: false, matches: () => true }] : [];
	}
	// Git may ignore case, so that an inclusion matches more files than its text.
	const expression = new RegExp(`^${expressionOf(pattern)}$`, includes ? 'i' : '');
	return [{ folder, includes, foldersOnly, matches: (path) => expression.test(path) }];
}

/** The tokens of a pattern. */
const TOKENS =
	/(?<folders>(?<=^|\/)\*{2,}\/)|(?<everything>(?<=^|\/)\*{2,}$)|(?<part>\*+)|(?<character>\?)|(?<text>[^*?]+)/g;

function expressionOf(pattern: string): string {
	const anywhere = pattern.includes('/') ? '' : '(?:.*/)?';
	const tokens = pattern.replace(/^\//, '').matchAll(TOKENS);
	return anywhere + [...tokens].map(({ groups = {} }) => tokenExpression(groups)).join('');
}

function tokenExpression({
	folders,
	everything,
	part,
	character,
	text = '',
}: Record<string, string>): string {
	if (folders) {
		return '(?:.*/)?';
	}
	if (everything) {
		return '.+';
	}
	if (part) {
		return '[^/]*';
	}
	return character ? '[^/]' : text.replace(/[$(){}+.|^\]]/g, '\\$&');
}

const HEADER_BYTES = 12;

/** Extensions of the index with which it does not contain all paths. */
const PARTIAL_EXTENSIONS = ['link\0', 'sdir\0'];

/**
 * Whether Git may track a file, by the index of the repository (gitformat-index(5)). There are no false negatives: returns true for an
 * index that cannot be read or does not contain all paths.
 *
 * @param path from the root of the repository, with `/`.
 */
export function mayBeTracked(index: Uint8Array, path: string): boolean {
	const bytes = Buffer.from(index.buffer, index.byteOffset, index.byteLength);
	const signature = bytes.toString('latin1', 0, 4);
	if (bytes.length < HEADER_BYTES || signature !== 'DIRC') {
		return true;
	}
	const version = bytes.readUInt32BE(4);
	return (
		version < 2 ||
		version > 3 ||
		[...PARTIAL_EXTENSIONS, `${path}\0`].some((text) => bytes.includes(text, HEADER_BYTES))
	);
}
