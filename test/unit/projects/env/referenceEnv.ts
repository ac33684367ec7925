/** The expression of the package dotenv 17, word for word: what most programs take an env file to mean. */
const LINE =
	/(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/gm;

/** What a program that uses dotenv finds in an env file: a key given several times has its last value. */
export function dotenvParse(text: string): Record<string, string> {
	const values: Record<string, string> = {};
	const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/gm, '\n');
	for (const [, key = '', written = ''] of plain.matchAll(LINE)) {
		const value = written.trim();
		values[key] = value.replace(/^(['"`])([\s\S]*)\1$/gm, '$2');
	}
	return values;
}
