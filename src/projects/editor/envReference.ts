/** A file as far as it decides how it refers to environment variables. */
export interface FileKind {
	/** VS Code's language identifier. */
	readonly languageId: string;
	/** With slashes. */
	readonly path: string;
}

export interface EnvReference {
	/** The expression or text that stands for the variable's value. */
	readonly text: string;
	/** `expression` takes the place of a whole string literal; `inText` is also understood within a text or string. */
	readonly kind: 'expression' | 'inText';
	/** Quotes in which the language writes strings. */
	readonly quotes: string;
}

/**
 * How a file of this kind refers to an environment variable; undefined where the language has no such expression, or
 * where none is right in every place.
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

/** YAML itself knows no variables; two kinds of YAML files do. */
function yamlReference(path: string, variable: string): EnvReference | undefined {
	if (/(?:^|\/)\.github\/workflows\/[^/]+$/.test(path)) {
		return { text: `\${{ secrets.${variable} }}`, kind: 'inText', quotes: '\'"' };
	}
	if (/(?:^|\/)(?:docker-)?compose(?:\.[^/]*)?\.ya?ml$/.test(path)) {
		return { text: `\${${variable}}`, kind: 'inText', quotes: '\'"' };
	}
	return undefined;
}
