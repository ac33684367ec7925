import { isObject } from '../../../agora/lenient';

/** Writes a definition file: JSON with tabs, and behind a field what there is to say of it, by its path with dots. */
export function writeDefinition(
	definition: Readonly<Record<string, unknown>>,
	comments: Readonly<Record<string, string | undefined>> = {},
): string {
	const head = comments['']?.split('\n').map((line) => `// ${line}\n`) ?? [];
	return `${head.join('')}${writeObject(definition, comments, '', '')}\n`;
}

function writeObject(
	object: Readonly<Record<string, unknown>>,
	comments: Readonly<Record<string, string | undefined>>,
	path: string,
	indent: string,
): string {
	const entries = Object.entries(object).filter(([, value]) => value !== undefined);
	const lines = entries.map(([key, value], index) => {
		const inner = path === '' ? key : `${path}.${key}`;
		const comment = comments[inner];
		const written = isObject(value)
			? writeObject(value, comments, inner, `${indent}\t`)
			: JSON.stringify(value);
		const comma = index < entries.length - 1 ? ',' : '';
		const behind = comment === undefined ? '' : ` // ${comment.replaceAll(/\s+/g, ' ')}`;
		return `${indent}\t${JSON.stringify(key)}: ${written}${comma}${behind}\n`;
	});
	return `{\n${lines.join('')}${indent}}`;
}
