/** A `.gitignore`: its folder as a path from the repository's root, empty for the root, and its text. */
export interface IgnoreFile {
	readonly folder: string;
	readonly text: string;
}

interface Rule {
	readonly folder: string;
	readonly includes: boolean;
	readonly foldersOnly: boolean;
	readonly fits: (path: string) => boolean;
}

/**
 * Whether Git certainly ignores a file that it does not track, by the `.gitignore` files of its folder and those above
 * (gitignore(5)). Never wrong with a yes: a pattern with brackets or backslashes, which this does not read, ignores
 * nothing and includes everything again.
 *
 * @param path From the repository's root, with `/`.
 * @param files The root's first, the deepest folder's last.
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

/** The line for a `.gitignore` that ignores exactly this file. Its path is of letters, digits, `.`, `_`, `-` and `/`. */
export function ignoreLine(path: string): string {
	return `/${path}`;
}

function applies({ folder, foldersOnly, fits }: Rule, path: string, isFolder: boolean): boolean {
	const inside = folder === '' ? path : path.slice(folder.length + 1);
	const isBelow = folder === '' || path.startsWith(`${folder}/`);
	return isBelow && (isFolder || !foldersOnly) && fits(inside);
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
		return includes ? [{ folder, includes, foldersOnly: false, fits: () => true }] : [];
	}
	// Where Git does not tell capital letters from small ones, an inclusion may reach further than it says.
	const expression = new RegExp(`^${expressionOf(pattern)}$`, includes ? 'i' : '');
	return [{ folder, includes, foldersOnly, fits: (path) => expression.test(path) }];
}

/** The signs of a pattern that stand for something else, and the text between. */
const SIGNS =
	/(?<folders>(?<=^|\/)\*{2,}\/)|(?<everything>(?<=^|\/)\*{2,}$)|(?<part>\*+)|(?<character>\?)|(?<text>[^*?]+)/g;

function expressionOf(pattern: string): string {
	const anywhere = pattern.includes('/') ? '' : '(?:.*/)?';
	const signs = pattern.replace(/^\//, '').matchAll(SIGNS);
	return anywhere + [...signs].map(({ groups = {} }) => signExpression(groups)).join('');
}

function signExpression({ folders, everything, part, character, text = '' }: Record<string, string>): string {
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

/** Extensions with which some paths are in another file (`link`), or only their folder is named (`sdir`). */
const PARTIAL = ['link\0', 'sdir\0'];

/**
 * Whether Git may track a file, by the bytes of the repository's index (gitformat-index(5)). Never wrong with a no: an
 * index that does not write out every path, or none at all, counts as yes.
 *
 * @param path From the repository's root, with `/`.
 */
export function mayBeTracked(index: Uint8Array, path: string): boolean {
	const bytes = Buffer.from(index.buffer, index.byteOffset, index.byteLength);
	const signature = bytes.toString('latin1', 0, 4);
	if (bytes.length < HEADER_BYTES || signature !== 'DIRC') {
		return true;
	}
	const version = bytes.readUInt32BE(4);
	return (
		version < 2 || version > 3 || [...PARTIAL, `${path}\0`].some((sign) => bytes.includes(sign, HEADER_BYTES))
	);
}
