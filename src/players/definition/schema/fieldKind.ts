import type { GenericSchema } from 'valibot';
import { definitionSchema } from './definition';

interface Outer {
	readonly type: string;
	readonly wrapped?: Outer;
	readonly options?: readonly unknown[];
	readonly entries?: Readonly<Record<string, Outer>>;
}

/**
 * What the field at a path of a definition holds, in valibot's words: `number`, `boolean`, `string`, `picklist`, …; `numbers` for
 * a list of numbers to pick one from.
 */
export function fieldKind(path: readonly (string | number)[]): string | undefined {
	let schema: Outer | undefined = definitionSchema satisfies GenericSchema;
	for (const key of path) {
		const inner: Outer | undefined = schema?.entries?.[key];
		schema = inner?.wrapped ?? inner;
	}
	return schema?.options?.every((option) => typeof option === 'number') ? 'numbers' : schema?.type;
}
