/** The properties of a file that decide how it refers to environment variables. */
export interface FileKind {
	/** VS Code's language identifier. */
	readonly languageId: string;
	/** With slashes. */
	readonly path: string;
}

export interface EnvReference {
	/** The expression or text for the value of the variable. */
	readonly text: string;
	/** `expression` replaces a whole string literal; `inText` also works inside a text or string. */
	readonly kind: 'expression' | 'inText';
	/** The quotation marks of strings in the language. */
	readonly quotes: string;
}

/**
 * How a file refers to an environment variable; undefined where the language has no expression that works everywhere.
 */
export function envReference({ languageId, path }: FileKind, variable: string): EnvReference | undefined {
	switch (languageId) {
		case 'javascript':
		case 'javascriptreact':
		case 'typescript':
		case 'typescriptreact':
			return { text: `process.env.${variable}`, kind: 'expression', quotes: '\'"`' };
		case 'python':
			return { text: `os.environ["${variable}"]`, kind: 'expression', quotes: '\'"' };
		case 'java':
		case 'kotlin':
			return { text: `System.getenv("${variable}")`, kind: 'expression', quotes: '"' };
		case 'go':
			return { text: `os.Getenv("${variable}")`, kind: 'expression', quotes: '"`' };
		case 'ruby':
			return { text: `ENV["${variable}"]`, kind: 'expression', quotes: '\'"' };
		case 'php':
			return { text: `getenv('${variable}')`, kind: 'expression', quotes: '\'"' };
		case 'csharp':
			return { text: `Environment.GetEnvironmentVariable("${variable}")`, kind: 'expression', quotes: '"' };
		case 'shellscript':
			return { text: `\${${variable}}`, kind: 'inText', quotes: '"' };
		case 'dockercompose':
		case 'yaml':
			return yamlReference(path, variable);
		default:
			return undefined;
	}
}

/** YAML has no variables, but GitHub workflows and Compose files have. */
function yamlReference(path: string, variable: string): EnvReference | undefined {
	if (/(?:^|\/)\.github\/workflows\/[^/]+$/.test(path)) {
		return { text: `\${{ secrets.${variable} }}`, kind: 'inText', quotes: '\'"' };
	}
	if (/(?:^|\/)(?:docker-)?compose(?:\.[^/]*)?\.ya?ml$/.test(path)) {
		return { text: `\${${variable}}`, kind: 'inText', quotes: '\'"' };
	}
	return undefined;
}

/** Columns of a line and their new text. */
export interface Replacement {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/**
 * Replaces the secret at columns `start` to `end` of a line by a reference to an environment variable. Undefined where that is not
 * possible: in languages without a reference, and where the secret is only a part of a string literal.
 */
export function envReplacement(
	file: FileKind,
	line: string,
	start: number,
	end: number,
	variable: string,
): Replacement | undefined {
	const reference = envReference(file, variable);
	if (!reference) {
		return undefined;
	}
	return reference.kind === 'inText'
		? replacementInText(reference, line, start, end)
		: replacementOfLiteral(reference, line, start, end, /react$/.test(file.languageId));
}

/** Keeps the quotation marks, except single ones in which the reference would not be expanded. */
function replacementInText(
	{ text, quotes }: EnvReference,
	line: string,
	start: number,
	end: number,
): Replacement | undefined {
	if (quotes.includes("'")) {
		return { start, end, text };
	}
	// Single quotes prevent expansion: they are replaced, or the secret is kept.
	const quotesBefore = line.slice(0, start).split("'").length - 1;
	if (quotesBefore % 2 === 0) {
		return { start, end, text };
	}
	return line[start - 1] === "'" && line[end] === "'"
		? { start: start - 1, end: end + 1, text: `"${text}"` }
		: undefined;
}

function replacementOfLiteral(
	{ text, quotes }: EnvReference,
	line: string,
	start: number,
	end: number,
	isReact: boolean,
): Replacement | undefined {
	const quote = line[start - 1] ?? '';
	if (quote === '' || !quotes.includes(quote) || line[end] !== quote) {
		return undefined;
	}
	const before = line.slice(0, start - 1);
	const after = line.slice(end + 1);
	// A prefix (b'…', @"…", html`…`), a triple quote or an escape: not a plain literal.
	if (/[\w$@\\'"`]$/.test(before) || /^['"`]/.test(after)) {
		return undefined;
	}
	const attribute = isReact && isJsxAttribute(before, after);
	return { start: start - 1, end: end + 1, text: attribute ? `{${text}}` : text };
}

/** Whether the literal is the value of a JSX attribute, whose expressions need braces. */
function isJsxAttribute(before: string, after: string): boolean {
	return /[\w-]=$/.test(before) && !/\b(?:const|let|var)\b[^<]*$/.test(before) && !after.startsWith(';');
}
