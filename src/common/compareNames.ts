/** Created once: `localeCompare` with options takes about thirty times as long. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true });

/** Compares by name, with numbers in numeric order: "Class 2" before "Class 10". */
export function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
	return COLLATOR.compare(a.name, b.name);
}
