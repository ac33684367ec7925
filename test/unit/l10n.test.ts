import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FieldText, fieldTexts, ROOT_TEXT } from '../../src/players/definitions/fieldTexts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SRC = path.join(ROOT, 'src');

/** Texts that consist of names and values only. */
const WORDLESS: readonly string[] = [
	'2K',
	'4K',
	'App ID',
	'Token',
	'Agora',
	'Console for Agora',
	'{0} (UTC)',
	'{0}: {1}',
	'{0}; {1}',
	'{0} — {1}',
	'{0}, {1}',
	'{0} {1}',
	'{0} ({1})',
	// The schema file, which exists for each language.
	'./dist/agora-player.schema.json',
];

/** `text` is as in the source, but a string is decoded and a template's or regular expression's left out. */
interface Token {
	readonly kind: 'word' | 'string' | 'literal' | 'mark';
	readonly text: string;
	readonly line: number;
}

const GAP = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const WORD = /[\p{ID_Continue}$]+/uy;
const REGULAR_EXPRESSION = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** From a backtick or the end of a hole to the next hole or the closing backtick. */
const TEMPLATE_PART = /[`}](?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y;
/** Words after which a slash begins a regular expression; after any other it divides. */
const BEFORE_EXPRESSION = ['return', 'typeof', 'case', 'await', 'yield', 'throw', 'of', 'in', 'else'];

/** The tokens of TypeScript code without comments. Throws where it cannot read the code, so that no text is missed. */
function tokensOf(code: string): Token[] {
	const tokens: Token[] = [];
	/** The open braces; `true` for those of a template's hole. */
	const braces: boolean[] = [];
	let at = 0;
	const take = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		const text = pattern.exec(code)?.[0];
		at += text?.length ?? 0;
		return text;
	};
	const add = (kind: Token['kind'], text: string) => {
		tokens.push({ kind, text, line: code.slice(0, at).split('\n').length });
	};
	while (at < code.length) {
		const sign = code.charAt(at);
		if (take(GAP) !== undefined) {
			continue;
		}
		if (sign === '`' || (sign === '}' && braces.pop())) {
			const part = take(TEMPLATE_PART);
			if (part?.endsWith('${')) {
				braces.push(true);
			}
			add('literal', part === undefined ? unreadable(code, at) : '``');
			continue;
		}
		const literal = take(STRING);
		if (literal !== undefined) {
			add('string', decoded(literal));
			continue;
		}
		const word = take(WORD);
		if (word !== undefined) {
			add('word', word);
		} else if (sign === '/' && beginsExpression(tokens.at(-1)) && take(REGULAR_EXPRESSION)) {
			add('literal', '//');
		} else {
			at += 1;
			if (sign === '{') {
				braces.push(false);
			}
			add('mark', sign === "'" || sign === '"' ? unreadable(code, at) : sign);
		}
	}
	return tokens;
}

function unreadable(code: string, at: number): never {
	throw new Error(`cannot read line ${code.slice(0, at).split('\n').length}`);
}

function beginsExpression(before: Token | undefined): boolean {
	return (
		before === undefined ||
		(before.kind === 'mark' && !')]}'.includes(before.text)) ||
		(before.kind === 'word' && BEFORE_EXPRESSION.includes(before.text))
	);
}

const ESCAPES: Readonly<Record<string, string>> = {
	'0': '\0',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
	'\n': '',
};

function decoded(literal: string): string {
	return literal
		.slice(1, -1)
		.replace(
			/\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi,
			(_, point?: string, unit?: string, byte?: string, plain = '') =>
				plain === ''
					? String.fromCodePoint(Number.parseInt(point ?? unit ?? byte ?? '', 16))
					: (ESCAPES[plain] ?? plain),
		);
}

interface Use {
	readonly place: string;
	/** The English text; undefined where it is not written out in the call. */
	readonly message: string | undefined;
	/** Its key in the bundle: the text, or text/comment where the call has a comment for translators. */
	readonly key: string | undefined;
}

const JSON_STRING = '"(?:[^"\\\\]|\\\\.)*"';
const PLAIN_CALL = new RegExp(`^\\. t \\( (${JSON_STRING}) [,)]`);
const COMMENTED_CALL = new RegExp(
	`^\\. t \\( \\{ message : (${JSON_STRING}) , comment : (${JSON_STRING}|\\[ (?:${JSON_STRING} (?:, )?)+\\]) [,}]`,
);

/** Every use of `l10n` in a source file, including calls that cannot be read. */
function usesOf(place: string, code: string): Use[] {
	const tokens = tokensOf(code);
	const written = tokens.map(({ kind, text }) => (kind === 'string' ? JSON.stringify(text) : text));
	return tokens.flatMap(({ kind, text, line }, index) =>
		kind === 'word' && text === 'l10n'
			? { place: `${place}:${line}`, ...textOf(written.slice(index + 1).join(' ')) }
			: [],
	);
}

/** The text of the call that follows `l10n`, in tokens separated by spaces. */
function textOf(call: string): Pick<Use, 'message' | 'key'> {
	const [, plain] = PLAIN_CALL.exec(call) ?? [];
	if (plain !== undefined) {
		const message: string = JSON.parse(plain);
		return { message, key: message };
	}
	const [, commented, comment] = COMMENTED_CALL.exec(call) ?? [];
	if (commented === undefined || comment === undefined) {
		return { message: undefined, key: undefined };
	}
	const message: string = JSON.parse(commented);
	const comments: string[] = [JSON.parse(comment.replace(/, \]$/, ']'))].flat();
	return { message, key: `${message}/${comments.join('')}` };
}

function readTexts(file: string): Record<string, string> {
	return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
}

const manifest: { l10n: string } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const bundle = readTexts(path.join(manifest.l10n, 'bundle.l10n.zh-cn.json'));
const english = readTexts('package.nls.json');
const chinese = readTexts('package.nls.zh-cn.json');

const uses = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.flatMap((file) => usesOf(file, readFileSync(path.join(SRC, file), 'utf8')));

/** English and Chinese of every text that has both. */
const pairs = [
	...uses.map(({ message, key }) => [message, key === undefined ? undefined : bundle[key]] as const),
	...Object.entries(english).map(([key, text]) => [text, chinese[key]] as const),
].filter((pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined);

/** Every Chinese text, those of definition fields too, without lines, addresses and commands. */
const inChinese = [
	...pairs.map(([, zh]) => zh),
	ROOT_TEXT.zh,
	...Object.values<FieldText>(fieldTexts).flatMap(({ zh, pattern, words = {} }) => [
		zh,
		pattern?.zh ?? '',
		...Object.values(words).map((word) => word.zh),
	]),
].map((text) => text.replaceAll(/\]\(\S+?\)/g, ']').replaceAll('\n', ''));

/** The pairs in which `read` finds different values. */
function differing(read: (text: string) => unknown): [string, string][] {
	return pairs.filter(([en, zh]) => JSON.stringify(read(en)) !== JSON.stringify(read(zh)));
}

describe('the scan of the sources', () => {
	it('reads calls like a JavaScript parser', () => {
		const code = `
			// l10n.t('in a comment')
			const a = vscode.l10n.t(
				'It\\'s “here” \\u2026 {0}', /* why */
				b / c, "l10n.t('in a string')",
			);
			const d = \`\${vscode.l10n.t("inside")} \\\` \${{ e: \`\${f}\` }} l10n.t("in a template")\` + /['"/]/.test(g);
			l10n.t({ message: 'Open', comment: ['a verb', ', not a state',], args: [] });
			l10n.t({ message: 'Shut', comment: 'a verb' });
		`;
		expect(usesOf('a.ts', code).map(({ key }) => key)).toEqual([
			"It's “here” … {0}",
			'inside',
			'Open/a verb, not a state',
			'Shut/a verb',
		]);
	});

	it.each(["l10n.t('a' + b)", 'l10n.t(a)', 'l10n.t(`a`)', 'const { t } = l10n', "l10n['t']('a')"])(
		'reports %s as unreadable',
		(code) => {
			expect(usesOf('a.ts', code)).toEqual([{ place: 'a.ts:1', message: undefined, key: undefined }]);
		},
	);

	it('finds every text of the extension as a literal in its call', () => {
		expect(uses.filter(({ key }) => key === undefined)).toEqual([]);
		expect(uses.length).toBeGreaterThan(150);
		expect(uses.map(({ key }) => key)).toContain('Cancelled.');
	});
});

describe('the Chinese texts', () => {
	it('exist for every text of the sources', () => {
		const missing = uses.filter(({ key }) => key !== undefined && !Object.hasOwn(bundle, key));
		expect(missing.map(({ place, key }) => `${place} ${key}`)).toEqual([]);
	});

	it('exist for texts of the sources only', () => {
		const used = new Set(uses.map(({ key }) => key));
		expect(Object.keys(bundle).filter((key) => !used.has(key))).toEqual([]);
	});

	it('exist for exactly the texts of package.json', () => {
		expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
	});

	it('contain Chinese characters', () => {
		const foreign = pairs.filter(([en, zh]) => !WORDLESS.includes(en) && !/\p{Script=Han}/u.test(zh));
		expect(foreign).toEqual([]);
	});

	it('have the placeholders of the English texts', () => {
		expect(differing((text) => text.match(/\{\d+\}/g)?.sort())).toEqual([]);
	});

	it('have the same commands and addresses on the same lines', () => {
		const links = /\]\(\S+?\)|https?:\/\/[\w.:/-]*[\w/]/g;
		expect(differing((text) => text.split('\n').map((line) => line.match(links)?.sort()))).toEqual([]);
		expect(pairs.flatMap(([, zh]) => zh.match(/\]\(command:/g) ?? []).length).toBeGreaterThan(5);
	});

	it('end with “…” where the English texts do', () => {
		expect(differing((text) => text.endsWith('…'))).toEqual([]);
		expect(pairs.filter(([, zh]) => zh.endsWith('…')).length).toBeGreaterThan(5);
	});

	it('have full-width punctuation, and spaces around Latin letters and digits', () => {
		const wrong =
			/\p{Script=Han}[,;:!?()\w`]|[()\w`]\p{Script=Han}|[，。；：！？、（）] | [，。；：！？、（）]/u;
		expect(inChinese.filter((text) => wrong.test(text))).toEqual([]);
	});

	it('use one term for each thing', () => {
		const others = /您|撤销|帐号|RTC token|签发 token|访问令牌/;
		expect(inChinese.filter((text) => others.test(text))).toEqual([]);
	});
});
