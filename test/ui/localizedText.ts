import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The texts of the manifest and of the code in one language. */
export class LocalizedText {
	readonly #manifest: Readonly<Record<string, string>>;
	readonly #code: Readonly<Record<string, string>>;

	/** @param language An identifier of VS Code; undefined for English. */
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

	/** A text of the code with its placeholders replaced. */
	code(english: string, ...values: readonly (string | number)[]): string {
		const text = this.#code[english] ?? english;
		return text.replaceAll(/\{(\d+)\}/g, (_, at) => String(values[Number(at)]));
	}

	/** The buttons of a welcome text, in order. */
	buttons(key: string): string[] {
		return [...this.manifest(key).matchAll(/\[([^\]]+)\]\(command:/g)].map(([, label = '']) => label);
	}
}

function read(file: string): Record<string, string> {
	return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}
