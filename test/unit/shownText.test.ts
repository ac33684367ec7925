import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

interface Rule {
	readonly pattern: RegExp;
	/** Whether a file, relative to `src/`, may contain it. */
	readonly only: (file: string) => boolean;
	readonly instead: string;
}

const RULES: readonly Rule[] = [
	{
		pattern: /\bwindow\s*\.(show(Information|Warning|Error)Message|showQuickPick|showInputBox)\(/g,
		only: (file) => file === 'ui/dialogs.ts',
		instead: 'the function of the same name in src/ui/dialogs.ts',
	},
	{
		pattern: /\bwindow\s*\.(createQuickPick|createInputBox|setStatusBarMessage|withProgress)\b/g,
		only: (file) => file.startsWith('ui/'),
		instead: 'src/ui/steps.ts, filterInput.ts, notify.ts or progress.ts',
	},
	{
		pattern: /\.appendText\(/g,
		only: (file) => file === 'ui/inertText.ts',
		instead: 'appendInert of src/ui/inertText.ts',
	},
	{
		pattern: /MarkdownString\((?!\)|'[^']*'[,)]|\s*vscode\.l10n\.t)/g,
		only: () => false,
		instead: 'appendInert of src/ui/inertText.ts for what is data',
	},
	{
		pattern: /\$\([\w-]+\) \$\{(?!vscode\.l10n\.t)|\$\(\$\{/g,
		only: (file) => file === 'ui/inertText.ts',
		instead: 'withIcon of src/ui/inertText.ts, or the `icon` of a PickItem',
	},
];

/**
 * Names, labels and Agora's messages are data: VS Code must not find links, commands or icons in them. Searches the source, because
 * these are members of `vscode.window` and template strings, which no lint rule of Biome restricts to certain files.
 */
describe('the texts that VS Code shows', () => {
	for (const { pattern, only, instead } of RULES) {
		it(`go through ${instead}`, () => {
			const wrong = files
				.map((file) => ({
					file: file.replaceAll(path.sep, '/'),
					text: readFileSync(path.join(SRC, file), 'utf8'),
				}))
				.filter(({ file }) => !only(file))
				.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([found]) => `${file}: ${found}`));
			expect(wrong).toEqual([]);
		});
	}
});
