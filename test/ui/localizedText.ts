import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The texts of one language, by what the manifest calls them and by their English. */
export class LocalizedText {
	readonly #manifest: Readonly<Record<string, string>>;
	readonly #code: Readonly<Record<string, string>>;

	/** @param language as VS Code names it; English where it is undefined. */
	constructor(language: string | undefined) {
		this.#manifest = read(language ? `package.nls.${language}.json` : 'package.nls.json');
		this.#code = language ? read(`l10n/bundle.l10n.${language}.json`) : {};
	}

	/** A text of the manifest, such as `view.projects`. */
	manifest(key: string): string {
		const text = this.#manifest[key];
		if (text === undefined) {
			throw new Error(`the manifest has no text ${key}`);
		}
		return text;
	}

	command(id: string): string {
		return this.manifest(`command.${id}`);
	}

	/** A text of the code, with its holes filled. */
	code(english: string, ...values: readonly (string | number)[]): string {
		const text = this.#code[english] ?? english;
		return text.replaceAll(/\{(\d+)\}/g, (_, at) => String(values[Number(at)]));
	}

	/** The buttons of a welcome text, in their order. */
	buttons(key: string): string[] {
		return [...this.manifest(key).matchAll(/\[([^\]]+)\]\(command:/g)].map(([, label = '']) => label);
	}
}

function read(file: string): Record<string, string> {
	return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}
