import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { envReplacement } from '../../../../src/projects/editorHints/envReference';

const SECRET = '2c01da6d6f6741df88ec47005f08572b';
const NAME = 'AGORA_APP_CERTIFICATE';

/** The line after the quick fix, or undefined where none is offered. The last secret of the line is meant. */
function fixed(languageId: string, line: string, path = '/project/file'): string | undefined {
	const start = line.lastIndexOf(SECRET);
	const replacement = envReplacement({ languageId, path }, line, start, start + SECRET.length, NAME);
	return replacement && line.slice(0, replacement.start) + replacement.text + line.slice(replacement.end);
}

describe('a secret that is a whole string', () => {
	test.each([
		['javascript', `const key = '${SECRET}';`, `const key = process.env.${NAME};`],
		['typescript', `f("${SECRET}", 1)`, `f(process.env.${NAME}, 1)`],
		['typescript', `f(\`${SECRET}\`)`, `f(process.env.${NAME})`],
		['javascriptreact', `<Room key="${SECRET}" />`, `<Room key={process.env.${NAME}} />`],
		['typescriptreact', `\tcertificate='${SECRET}'`, `\tcertificate={process.env.${NAME}}`],
		['typescriptreact', `const a="${SECRET}"`, `const a=process.env.${NAME}`],
		['typescriptreact', `a="${SECRET}";`, `a=process.env.${NAME};`],
		['typescriptreact', `<Room key={"${SECRET}"} />`, `<Room key={process.env.${NAME}} />`],
		['python', `cert = "${SECRET}"`, `cert = os.environ["${NAME}"]`],
		['java', `String c = "${SECRET}";`, `String c = System.getenv("${NAME}");`],
		['kotlin', `val c = "${SECRET}"`, `val c = System.getenv("${NAME}")`],
		['go', `cert := \`${SECRET}\``, `cert := os.Getenv("${NAME}")`],
		['ruby', `cert = '${SECRET}'`, `cert = ENV["${NAME}"]`],
		['php', `$cert = "${SECRET}";`, `$cert = getenv('${NAME}');`],
		['csharp', `var c = "${SECRET}";`, `var c = Environment.GetEnvironmentVariable("${NAME}");`],
	])('%s: %s', (languageId, line, expected) => {
		expect(fixed(languageId, line)).toBe(expected);
	});
});

describe('a file in which references stand within a text', () => {
	test.each([
		['shellscript', 'run.sh', `CERT=${SECRET}`, `CERT=\${${NAME}}`],
		['shellscript', 'run.sh', `CERT="${SECRET}"`, `CERT="\${${NAME}}"`],
		['shellscript', 'run.sh', `CERT='${SECRET}'`, `CERT="\${${NAME}}"`],
		['shellscript', 'run.sh', `sign --cert=${SECRET} 'x'`, `sign --cert=\${${NAME}} 'x'`],
		['yaml', 'docker-compose.yml', `  CERT: ${SECRET}`, `  CERT: \${${NAME}}`],
		['dockercompose', 'compose.override.yaml', `  - CERT=${SECRET}`, `  - CERT=\${${NAME}}`],
		['yaml', '.github/workflows/ci.yml', `  CERT: '${SECRET}'`, `  CERT: '\${{ secrets.${NAME} }}'`],
	])('%s %s: %s', (languageId, path, line, expected) => {
		expect(fixed(languageId, line, `/project/${path}`)).toBe(expected);
	});
});

describe('no reference is offered', () => {
	test.each([
		['json', `{ "cert": "${SECRET}" }`],
		['yaml', `cert: ${SECRET}`],
		['plaintext', SECRET],
		['javascript', `'key=${SECRET}'`],
		['javascript', `// ${SECRET}`],
		['javascript', `sign\`${SECRET}\``],
		['javascript', `"${SECRET}'`],
		['python', `b"${SECRET}"`],
		['python', `"""${SECRET}"""`],
		['kotlin', `"""${SECRET}"""`],
		['csharp', `@"${SECRET}"`],
		['java', `'${SECRET}'`],
		['php', `"\\"${SECRET}\\""`],
		['shellscript', `echo 'key ${SECRET}'`],
	])('%s: %s', (languageId, line) => {
		expect(fixed(languageId, line)).toBeUndefined();
	});
});

test('a fix removes the secret, and changes only the secret and its quotation marks', () => {
	const language = fc.constantFrom(
		...['javascript', 'typescriptreact', 'python', 'java', 'go', 'ruby', 'php', 'csharp', 'shellscript'],
	);
	const text = fc.string({ unit: 'grapheme', maxLength: 30 });
	const quote = fc.constantFrom('"', "'", '`', '');
	fc.assert(
		fc.property(language, text, quote, text, (languageId, before, mark, after) => {
			// Otherwise they may end and begin with quotes around the secret, which are replaced with it.
			fc.pre(mark !== '' || !/["'`]$/.test(before));
			const line = `${before}${mark}${SECRET}${mark}${after}`;
			const result = fixed(languageId, line);
			fc.pre(result !== undefined);
			expect(result).not.toContain(SECRET);
			expect(result?.startsWith(before)).toBe(true);
			expect(result?.endsWith(after)).toBe(true);
			expect(result?.split(NAME).length).toBe(2);
		}),
		{ numRuns: 2000 },
	);
});
